import type { JSX } from 'preact'
import { counted } from '../base/words.ts'
import type { Question } from './quiz-question.ts'
import { isGoal } from './quiz-questions.ts'
import type { Session } from './session.ts'

interface Props {
  readonly session: Session
  readonly question: Extract<Question, { kind: 'walk' }>
}

/** Renders a question that is answered by steps on the stage, in as few as possible. */
export function Walk({ session, question }: Props): JSX.Element {
  const { quiz } = session
  const { proof, par } = question
  const over = !quiz.answered && isGoal(question.goal, session.reach) === false
  return (
    <>
      <h2>{question.text}</h2>
      {quiz.answered ? null : (
        <>
          <p>You are the scheduler: take the steps of the threads, one by one. A step that you take back still counts.</p>
          <p class="tally">
            Steps taken: <b>{quiz.taken}</b>
            {par === null ? null : (
              <>
                {' '}
                Par: <b>{par}</b>
              </>
            )}
          </p>
        </>
      )}
      <p class="score" role="status">
        {quiz.reached
          ? reachedText(quiz.taken, par)
          : over
            ? '✗ This one ends otherwise. Go back, or restart, and try again.'
            : ''}
      </p>
      {quiz.answered ? <p class="explanation">{question.explanation}</p> : null}
      {quiz.answered ? null : (
        <p class="quiz-bar">
          <button type="button" onClick={() => session.restart()} aria-disabled={quiz.taken === 0}>
            Restart
          </button>
          {proof === null ? null : (
            <button
              type="button"
              onClick={() => {
                quiz.answer()
                session.prove(proof)
              }}
            >
              Show me
            </button>
          )}
        </p>
      )}
    </>
  )
}

function reachedText(taken: number, par: number | null): string {
  const steps = `✓ You took ${counted(taken, 'step')}`
  if (par === null) return `${steps}.`
  return taken > par ? `${steps}; par is ${par}.` : `${steps}; par is ${par}. Perfect: no schedule is shorter.`
}
