import type { JSX } from 'preact'
import type { Candidate, Summary } from '../internal.ts'
import { useSession } from './listening.ts'
import type { Session } from './session.ts'

/**
 * Renders the question which final values are possible; then answers each tick with a schedule, or says that there is
 * none.
 */
export function QuizPanel({ session, summary }: { session: Session; summary: Summary }): JSX.Element {
  useSession(session)
  const { quiz } = session
  return (
    <section class="outcomes quiz" aria-label="Quiz">
      <h2>Which final values of {summary.observed} are possible?</h2>
      <ul class="candidates">
        {summary.candidates.map((candidate, index) => (
          <li key={candidate.text}>
            <label>
              <input
                type="checkbox"
                checked={quiz.ticked.has(index)}
                disabled={quiz.answered}
                onChange={() => quiz.tick(index)}
              />{' '}
              {candidate.text}
            </label>
            {quiz.answered ? (
              <Verdict session={session} summary={summary} candidate={candidate} ticked={quiz.ticked.has(index)} />
            ) : null}
          </li>
        ))}
      </ul>
      {quiz.answered ? (
        <>
          <p class="score" role="status">
            {scoreText(summary.candidates, quiz.ticked)}
          </p>
          <button type="button" onClick={() => quiz.clear()}>
            Ask again
          </button>
        </>
      ) : (
        <button type="button" class="answer" onClick={() => quiz.answer()}>
          Answer
        </button>
      )}
    </section>
  )
}

interface VerdictProps {
  readonly session: Session
  readonly summary: Summary
  readonly candidate: Candidate
  readonly ticked: boolean
}

function Verdict({ session, summary, candidate: { text, outcome }, ticked }: VerdictProps): JSX.Element | null {
  if (outcome === null) {
    if (!ticked) return <span class="verdict right">✓ impossible</span>
    const all = summary.interleavings === null ? 'interleaving' : `interleaving of the ${summary.interleavings}`
    const none = summary.complete ? `no ${all} gives ${text}` : `none was found for ${text}; not all was explored`
    return <span class="verdict wrong">✗ {none}</span>
  }
  return (
    <span class={`verdict ${ticked ? 'right' : 'wrong'}`}>
      {ticked ? '✓ possible' : '✗ this is possible'}{' '}
      <button type="button" onClick={() => session.showOutcome(outcome)}>
        show how<span class="unseen"> to end with {text}</span>
      </button>
    </span>
  )
}

function scoreText(candidates: readonly Candidate[], ticked: ReadonlySet<number>): string {
  const right = candidates.filter(({ outcome }, index) => (outcome !== null) === ticked.has(index)).length
  if (right === candidates.length) return 'All right.'
  return `${right} of ${candidates.length} right.`
}
