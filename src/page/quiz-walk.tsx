import type { JSX } from 'preact'
import type { Question } from './quiz-question.ts'
import { isGoal } from './quiz-questions.ts'
import type { Session } from './session.ts'

interface Props {
  readonly session: Session
  readonly question: Extract<Question, { kind: 'walk' }>
}

/** Renders a question that is answered by steps on the stage. */
export function Walk({ session, question }: Props): JSX.Element {
  const { quiz } = session
  const { proof } = question
  const over = !quiz.answered && isGoal(question.goal, session.reach) === false
  return (
    <>
      <h2>{question.text}</h2>
      <p class="score" role="status">
        {quiz.reached ? '✓ That is one.' : over ? '✗ This one ends otherwise. Go back, or restart, and try again.' : ''}
      </p>
      {quiz.answered ? <p class="explanation">{question.explanation}</p> : <p>Take the steps of the threads, one by one.</p>}
      {proof === null || quiz.reached ? null : (
        <p>
          <button
            type="button"
            onClick={() => {
              quiz.answer()
              session.prove(proof)
            }}
          >
            Show me
          </button>
        </p>
      )}
    </>
  )
}
