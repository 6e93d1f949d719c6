import type { JSX } from 'preact'
import type { Choice, Question } from './quiz-question.ts'
import type { Session } from './session.ts'

interface Props {
  readonly session: Session
  readonly question: Extract<Question, { kind: 'choices' }>
}

/** Renders a question with choices; each of them is answered with a proof, or says that there is none. */
export function Choices({ session, question }: Props): JSX.Element {
  const { quiz } = session
  return (
    <>
      <fieldset>
        <legend>{question.text}</legend>
        <ul class="candidates">
          {question.choices.map((choice, index) => (
            <li key={choice.text}>
              <label>
                <input
                  type={question.several ? 'checkbox' : 'radio'}
                  name="choice"
                  checked={quiz.ticked.has(index)}
                  disabled={quiz.answered}
                  onChange={() => (question.several ? quiz.tick(index) : quiz.choose(index))}
                />{' '}
                {choice.text}
              </label>
              {quiz.answered ? <Verdict session={session} choice={choice} ticked={quiz.ticked.has(index)} /> : null}
            </li>
          ))}
        </ul>
      </fieldset>
      {quiz.answered ? (
        <>
          <p class="score" role="status">
            {scoreText(question, quiz.ticked)}
          </p>
          <p class="explanation">{question.explanation}</p>
        </>
      ) : (
        <button type="button" class="answer" onClick={() => quiz.answer()}>
          Answer
        </button>
      )}
    </>
  )
}

interface VerdictProps {
  readonly session: Session
  readonly choice: Choice
  readonly ticked: boolean
}

function Verdict({ session, choice, ticked }: VerdictProps): JSX.Element {
  const good = choice.right === ticked
  const { proof } = choice
  return (
    <span class={`verdict ${good ? 'right' : 'wrong'}`}>
      {good ? '✓' : '✗'} {ticked ? choice.ticked : choice.left}{' '}
      {proof === null ? null : (
        <button type="button" onClick={() => session.prove(proof)}>
          show how<span class="unseen"> {choice.proves}</span>
        </button>
      )}
    </span>
  )
}

function scoreText({ choices, several }: Props['question'], ticked: ReadonlySet<number>): string {
  const right = choices.filter((choice, index) => choice.right === ticked.has(index)).length
  if (right === choices.length) return several ? 'All right.' : 'Right.'
  return several ? `${right} of ${choices.length} right.` : 'Not this one.'
}
