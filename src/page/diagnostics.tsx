import type { JSX } from 'preact'
import { type Diagnostic, formatDiagnostic } from '../internal.ts'
import { useSession } from './listening.ts'
import type { Session } from './session.ts'

/** Renders the diagnostics of the text, and notes on how the reader read it. */
export function Diagnostics({ session }: { session: Session }): JSX.Element | null {
  useSession(session)
  const { exploration, warnings, notes } = session
  const errors: readonly Diagnostic[] = exploration.kind === 'unreadable' ? exploration.diagnostics : []
  if (errors.length + warnings.length + notes.length === 0) return null
  return (
    <section class="diagnostics" aria-label="Messages" role="status">
      {errors.map((each, index) => (
        <pre key={index} class="problem">
          {formatDiagnostic(each)}
        </pre>
      ))}
      {errors.length > 0
        ? null
        : warnings.map((each, index) => (
            <pre key={index} class="note">
              {formatDiagnostic(each)}
            </pre>
          ))}
      {notes.length === 0 || errors.length > 0 ? null : (
        <details class="notes">
          <summary>Notes</summary>
          <ul>
            {notes.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
