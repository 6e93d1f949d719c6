import type { Session } from './session.ts'

/** Opens or closes the quiz. */
export function toggleQuiz(session: Session): void {
  session.quiz.toggle()
  beginWalk(session)
}

export function askAgain(session: Session): void {
  session.quiz.clear()
  beginWalk(session)
}

/** Goes to the next question, with nothing on the timeline that gives its answer away. */
export function nextQuestion(session: Session): void {
  session.quiz.next()
  session.restart()
}

/** A walk begins at the start, so that its steps can be counted. */
function beginWalk(session: Session): void {
  if (session.quiz.asked(session)?.kind === 'walk') session.restart()
}
