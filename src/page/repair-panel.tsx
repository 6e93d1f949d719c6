import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { counted } from '../base/words.ts'
import type { ShownAgainst, ShownChange, ShownRepairs, Unrepaired } from '../internal.ts'
import { DiffView } from './diff-view.tsx'
import { useSession } from './listening.ts'
import { MarkedText } from './marked-text.tsx'
import type { RepairSearch } from './repairs.ts'
import { revealSoon } from './reveal.ts'
import type { Session } from './session.ts'
import { forgetProgramInAddress } from './sharing.ts'

interface PanelProps {
  readonly session: Session
  /** Called when a change was put in place of the program. */
  readonly onApplied: () => void
}

/** Renders the search for repairs, and what it found: each change with the texts before and after it, and a button to make it. */
export function RepairPanel({ session, onApplied }: PanelProps): JSX.Element | null {
  useSession(session)
  const { search } = session.repairs
  useEffect(() => {
    // What was found may be below what the reader sees, unless the reader has gone elsewhere in the meantime.
    if (search?.kind === 'done' && document.activeElement?.matches('.repairs') === true) revealSoon('.repairs')
  }, [search?.kind])
  if (search === null) return null
  return (
    <section class="repairs" aria-label="Repairs" tabIndex={-1}>
      <div class="heading">
        <h2>Repairs</h2>
        {search.kind === 'under way' ? null : (
          <button
            type="button"
            onClick={() => {
              session.repairs.close()
              session.changed()
              revealSoon('.find-repairs')
            }}
          >
            Close
          </button>
        )}
      </div>
      <Found session={session} search={search} onApplied={onApplied} />
    </section>
  )
}

function Found({ session, search, onApplied }: PanelProps & { readonly search: RepairSearch }): JSX.Element {
  switch (search.kind) {
    case 'under way':
      return <UnderWay session={session} search={search} />
    case 'failed':
      return (
        <p class="problem" role="status">
          The search failed: {search.message}
        </p>
      )
    case 'done':
      return typeof search.repairs === 'string' ? (
        <p role="status">{whyNone(search.repairs)}</p>
      ) : (
        <Changes session={session} repairs={search.repairs} onApplied={onApplied} />
      )
  }
}

interface UnderWayProps {
  readonly session: Session
  readonly search: Extract<RepairSearch, { kind: 'under way' }>
}

function UnderWay({ session, search: { tried, found } }: UnderWayProps): JSX.Element {
  return (
    <>
      <progress aria-label="Looking for repairs" />
      <p>
        {counted(tried, 'change')} tried, {counted(found, 'repair')} found so far …
      </p>
      <button
        type="button"
        onClick={() => {
          session.repairs.stop()
          revealSoon('.repairs')
        }}
      >
        Stop here
      </button>
    </>
  )
}

function whyNone(why: Unrepaired): string {
  switch (why) {
    case 'right':
      return 'There is nothing to repair: no finding, and what is expected holds.'
    case 'incomplete':
      return 'The program could not be explored completely, so no repair can be proved. Use fewer threads or rounds.'
    case 'language':
      return 'Only programs in instruction text and Python can be changed.'
  }
}

interface ChangesProps extends PanelProps {
  readonly repairs: ShownRepairs
}

function Changes({ session, repairs, onApplied }: ChangesProps): JSX.Element {
  const { headline, changes, nothing, areRepairs } = repairs
  const apply = (change: ShownChange): void => {
    forgetProgramInAddress()
    session.repairs.apply(change)
    onApplied()
    revealSoon('.applied')
  }
  const watch = (change: ShownChange, against: ShownAgainst): void => {
    forgetProgramInAddress()
    session.repairs.watch(change, against)
    onApplied()
  }
  return (
    <>
      <p role="status">
        <MarkedText text={headline} />
      </p>
      {nothing === null ? null : <p>{nothing}</p>}
      <ol class="changes">
        {changes.map((each, index) => (
          <li key={index}>
            <h3>
              {changes.length > 1 ? `${index + 1}. ` : ''}
              <MarkedText text={each.title} />
            </h3>
            <p>{<MarkedText text={each.why} />}</p>
            <ul class="change-notes">
              {each.notes.map((note) => (
                <li key={note}>
                  <MarkedText text={note} />
                </li>
              ))}
            </ul>
            <DiffView rows={each.rows} name={each.title.replaceAll('`', '')} />
            <button type="button" class="apply" onClick={() => apply(each)}>
              {areRepairs ? 'Apply' : 'Apply all the same'}
              <span class="unseen"> ({each.text.replaceAll('`', '')})</span>
            </button>
            <WatchButton change={each} onWatch={(against) => watch(each, against)} />
          </li>
        ))}
      </ol>
    </>
  )
}

interface WatchProps {
  readonly change: ShownChange
  readonly onWatch: (against: ShownAgainst) => void
}

/** Renders the button that makes a change that is no repair, and plays why it is none. */
function WatchButton({ change: { against, text }, onWatch }: WatchProps): JSX.Element | null {
  if (against === null) return null
  return (
    <button type="button" onClick={() => onWatch(against)}>
      Apply and watch what is left<span class="unseen"> ({text.replaceAll('`', '')})</span>
    </button>
  )
}
