import type { JSX } from 'preact'
import { grouped } from '../base/grouped.ts'
import { gradeSigns, type OutcomeSummary, type Summary, statsText } from '../internal.ts'
import { endsText } from './ends-text.ts'
import { useSession } from './listening.ts'
import type { ReachNow } from './messages.ts'
import { QuizPanel } from './quiz-panel.tsx'
import { revealSoon } from './reveal.ts'
import type { Session } from './session.ts'

/** Renders the final values and the findings, and which of them are still reachable. */
export function Outcomes({ session }: { session: Session }): JSX.Element {
  useSession(session)
  const { exploration, quiz } = session
  if (exploration.kind === 'under way') return <Progress session={session} />
  if (exploration.kind === 'failed') {
    return (
      <section class="outcomes" aria-label="Outcomes">
        <p class="problem">The exploration failed: {exploration.message}</p>
      </section>
    )
  }
  if (exploration.kind === 'unreadable') return <section class="outcomes" aria-label="Outcomes" />
  const { summary } = exploration
  if (quiz.on && !quiz.answered) return <QuizPanel session={session} summary={summary} />
  return (
    <section class="outcomes" aria-label="Outcomes">
      {quiz.on ? <QuizPanel session={session} summary={summary} /> : null}
      <h2>Final values of {summary.observed}</h2>
      <p class="now">
        <ReachSentence reach={session.reach} summary={summary} />
      </p>
      <ul class="values">
        {summary.outcomes.map((outcome, index) => (
          <OutcomeRow key={outcome.text} session={session} outcome={outcome} index={index} reach={session.reach} />
        ))}
        {summary.outcomes.length === 0 ? <li>No execution terminates.</li> : null}
      </ul>
      <p class="stats">{statsText(summary)}</p>
      <Findings session={session} summary={summary} />
    </section>
  )
}

function Progress({ session }: { session: Session }): JSX.Element {
  const { exploration } = session
  const states = exploration.kind === 'under way' ? exploration.states : 0
  return (
    <section class="outcomes" aria-label="Outcomes">
      <h2>Exploring every interleaving</h2>
      <progress aria-label="Exploring" />
      <p>{states === 0 ? 'Starting' : `${grouped(states)} states so far`} … You can already take steps.</p>
      <button type="button" onClick={() => session.cancel()}>
        Stop here
      </button>
    </section>
  )
}

function ReachSentence({ reach, summary }: { reach: ReachNow | null; summary: Summary }): JSX.Element {
  if (reach === null) return <>{'\u00A0'}</>
  const ends = endsText(
    reach.here,
    summary.outcomes.map((each) => each.text),
  )
  return (
    <>
      From here: <strong>{ends}</strong>
    </>
  )
}

interface RowProps {
  readonly session: Session
  readonly outcome: OutcomeSummary
  readonly index: number
  readonly reach: ReachNow | null
}

function OutcomeRow({ session, outcome, index, reach }: RowProps): JSX.Element {
  const { text, grade, serial, share, portion, steps } = outcome
  const also = serial === true && outcome.afterLostUpdate ? '; also after a lost update' : ''
  const within = reach === null || reach.here.outcomes.includes(index)
  const words =
    serial === true ? 'as if threads ran one after another' : serial === false ? 'no serial execution gives this' : ''
  return (
    <li class={`value grade-${grade} ${within ? 'within' : 'beyond'}`}>
      <button
        type="button"
        onClick={() => session.showOutcome(index)}
        title={`Play a shortest schedule to this outcome (${steps} steps)`}
      >
        <span class="outcome">
          <span class="sign" aria-hidden="true">
            {gradeSigns[grade]}
          </span>{' '}
          {text}
        </span>
        <span class={portion === null ? '' : 'bar'} aria-hidden="true">
          {portion === null ? null : <span class="fill" style={{ width: `${Math.max(2, portion * 100)}%` }} />}
        </span>
        <span class="share">{share}</span>
        <span class="words">
          {words}
          {also}
          {within ? '' : `${words === '' ? '' : '; '}no longer reachable from here`}
        </span>
      </button>
    </li>
  )
}

function Findings({ session, summary }: { session: Session; summary: Summary }): JSX.Element {
  const { findings, outcomes } = summary
  const wrong = outcomes.some(({ grade }) => grade === 'wrong')
  if (findings.length === 0 && !wrong) {
    return <p class="no-findings">No lost update, race or deadlock: nothing wrong was found.</p>
  }
  return (
    <>
      <div class="heading">
        <h2>Findings</h2>
        <RepairButton session={session} />
      </div>
      {findings.length > 0 ? null : <p class="no-findings">No lost update, race or deadlock, but a wrong final value.</p>}
      <ul class="findings">
        {findings.map((finding, index) => (
          <li key={index} class={finding.severity}>
            <button type="button" onClick={() => session.showFinding(index)} title="Play the schedule that shows this finding">
              <strong>
                <span aria-hidden="true">{finding.severity === 'error' ? '✗' : '△'}</span> {finding.head}
              </strong>
              <span class="explanation">{finding.explanation}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

function RepairButton({ session }: { session: Session }): JSX.Element | null {
  const { exploration, repairs } = session
  if (exploration.kind !== 'done' || !exploration.changeable) return null
  return (
    <button
      type="button"
      class="find-repairs"
      title="Look for the smallest changes that do away with what is wrong"
      onClick={() => {
        if (repairs.search === null) repairs.look()
        revealSoon('.repairs')
      }}
    >
      Repair
    </button>
  )
}
