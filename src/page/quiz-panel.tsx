import type { JSX } from 'preact'
import { unreachable } from '../base/bug.ts'
import type { Summary } from '../internal.ts'
import { useSession } from './listening.ts'
import { Choices } from './quiz-choices.tsx'
import { askAgain, nextQuestion } from './quiz-flow.ts'
import type { Question } from './quiz-question.ts'
import { FillIn } from './quiz-table.tsx'
import { Walk } from './quiz-walk.tsx'
import type { Session } from './session.ts'

/** Renders a question of the quiz; then its answer with schedules that prove it, and an explanation. */
export function QuizPanel({ session, summary }: { session: Session; summary: Summary }): JSX.Element {
  useSession(session)
  const { quiz } = session
  const questions = quiz.questions(summary, session.course, session.reach)
  const current = quiz.current(questions)
  return (
    <section class="outcomes quiz" aria-label="Quiz" tabIndex={-1}>
      {current === null ? (
        <p>There is nothing to ask about this program.</p>
      ) : (
        <>
          <p class="count">
            Question {current.at + 1} of {questions.length}
          </p>
          <QuestionView key={current.at} session={session} question={current.question} />
          <p class="quiz-bar">
            {quiz.answered ? (
              <button type="button" onClick={() => askAgain(session)}>
                {current.question.kind === 'walk' ? 'Play again' : 'Ask again'}
              </button>
            ) : null}
            {questions.length > 1 ? (
              <button type="button" onClick={() => nextQuestion(session)}>
                Next question
              </button>
            ) : null}
          </p>
        </>
      )}
    </section>
  )
}

function QuestionView({ session, question }: { session: Session; question: Question }): JSX.Element {
  switch (question.kind) {
    case 'choices':
      return <Choices session={session} question={question} />
    case 'walk':
      return <Walk session={session} question={question} />
    case 'table':
      return <FillIn session={session} question={question} />
    default:
      return unreachable(question)
  }
}
