import type { JSX } from 'preact'
import { listed } from '../internal.ts'
import { useSession } from './listening.ts'
import { MarkedText } from './marked-text.tsx'
import { revealSoon } from './reveal.ts'
import type { Session } from './session.ts'

interface Props {
  readonly session: Session
  readonly onTakenBack: () => void
}

/** Renders what a repair has changed, what came of it, and the way back. */
export function AppliedNote({ session, onTakenBack }: Props): JSX.Element | null {
  useSession(session)
  const { applied } = session.repairs
  if (applied === null) return null
  return (
    <section class="applied" aria-label="Change" tabIndex={-1}>
      <p role="status">
        Changed: <MarkedText text={`${applied.text}.`} /> {resultText(session)}
      </p>
      <button type="button" onClick={() => revealSoon('.graph')} aria-disabled={session.openSummary === null}>
        Its state graph
      </button>
      <button
        type="button"
        onClick={() => {
          session.repairs.takeBack()
          onTakenBack()
          revealSoon('.stage')
        }}
      >
        Back to the program before
      </button>
    </section>
  )
}

/** The most final values and findings that the note names. */
const mostNamed = 5

function resultText({ exploration, openSummary }: Session): string {
  if (exploration.kind === 'under way') return 'Exploring it …'
  if (openSummary === null) return ''
  const { observed, outcomes, findings, complete } = openSummary
  const values = outcomes.length > mostNamed ? `${outcomes.length} final values` : listed(outcomes.map(({ text }) => text))
  const heads = findings.slice(0, mostNamed).map(({ head }) => head)
  const wrong =
    heads.length > 0 ? `It still has: ${listed(heads)}.` : complete ? 'Nothing wrong is left.' : 'Nothing wrong was found.'
  return `${outcomes.length === 0 ? '' : `Final values of ${observed} now: ${values}. `}${wrong}`
}
