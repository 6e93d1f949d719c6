import type { JSX } from 'preact'
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { titleOf } from '../internal.ts'
import { placeInAddress, writeAddress } from './address.ts'
import { AppliedNote } from './applied-note.tsx'
import { Diagnostics } from './diagnostics.tsx'
import { EditorPanel } from './editor-panel.tsx'
import { isEmbedded, useHeightReports } from './embedded.ts'
import { GraphPanel } from './graph-panel.tsx'
import { Header } from './header.tsx'
import { Help } from './help.tsx'
import { Intro } from './intro.tsx'
import { useHelpKey, useKeys } from './keys.ts'
import { useSession } from './listening.ts'
import type { Settings } from './messages.ts'
import { Outcomes } from './outcomes-panel.tsx'
import { Pocket } from './pocket.tsx'
import { RepairPanel } from './repair-panel.tsx'
import { Session } from './session.ts'
import { Stage } from './stage.tsx'
import { useTheme } from './theme.tsx'
import { Timeline } from './timeline.tsx'
import { useTitle } from './title.ts'
import { Transport } from './transport.tsx'

/** Renders the whole page: its scenarios, one of which is on stage. */
export function App({ settings }: { settings: Settings }): JSX.Element {
  const sessions = useMemo(() => settings.scenarios.map((each) => new Session(each, settings.limits)), [settings])
  const place = useMemo(() => placeInAddress(sessions.length), [sessions])
  const [chosen, choose] = useState(place.scenario)
  const [lowered, setLowered] = useState(false)
  const [graph, setGraph] = useState(false)
  const [editing, setEditing] = useState(settings.playground)
  const theme = useTheme()
  const [help, setHelp] = useState(false)
  const embedded = isEmbedded(settings)
  useHeightReports(embedded)
  const session = sessions[chosen] ?? sessions[0]
  useEffect(() => session?.start(chosen === place.scenario ? place.resume : null), [session])
  useTitle(settings.title, session)
  useHelpKey(setHelp)
  if (session === undefined) return <main>There is no program here.</main>
  return (
    <>
      {help ? <Help onClose={() => setHelp(false)} /> : null}
      {embedded ? null : (
        <Header
          title={settings.title}
          sessions={sessions}
          chosen={chosen}
          onChoose={(index) => {
            session.pause()
            choose(index)
          }}
          lowered={lowered}
          onLowered={setLowered}
          graph={graph}
          onGraph={setGraph}
          editing={editing}
          onEditing={setEditing}
          onHelp={() => setHelp(true)}
          theme={theme}
        />
      )}
      <Main
        session={session}
        chosen={chosen}
        lowered={lowered}
        graph={graph}
        onGraph={setGraph}
        examples={editing && !embedded ? settings.examples : null}
        linkBase={settings.linkBase}
        embedded={embedded}
      />
    </>
  )
}

interface MainProps {
  readonly session: Session
  readonly chosen: number
  readonly lowered: boolean
  readonly graph: boolean
  readonly onGraph: (graph: boolean) => void
  /** The examples that the editor offers; null while there is no editor. */
  readonly examples: Settings['examples'] | null
  readonly linkBase: string | null
  readonly embedded: boolean
}

/** Up to this many lanes stay visible below long code. */
const fewLanes = 3

function Main({ session, chosen, lowered, graph, onGraph, examples, linkBase, embedded }: MainProps): JSX.Element {
  useSession(session)
  useKeys(session)
  const before = useRef(graph)
  const showGraph = (): void => {
    before.current = graph
    onGraph(true)
  }
  const many = (session.course?.program.threads.length ?? 0) > fewLanes
  useEffect(() => writeAddress(chosen, session.scheduleText), [session, chosen, session.course])
  return (
    <main class={`page${examples === null ? '' : ' editing'}${embedded ? ' embedded' : ''}`}>
      {embedded ? <h1 class="unseen">{titleOf(session.scenario.name)}</h1> : null}
      <div class="left">
        <Intro session={session} />
        {examples === null ? null : <EditorPanel key={chosen} session={session} examples={examples} linkBase={linkBase} />}
        <AppliedNote session={session} onTakenBack={() => onGraph(before.current)} />
        <Diagnostics session={session} />
        {session.stale ? <p class="stale-note">The program as it was before the mistake:</p> : null}
        <div class={session.stale ? 'stale' : ''} inert={session.stale}>
          <Stage session={session} lowered={lowered} />
        </div>
        <div class={session.stale ? 'dock stale' : 'dock'} hidden={session.course === null} inert={session.stale}>
          <p class="said" role="status" aria-live="polite">
            {session.said}
          </p>
          <Transport session={session} />
          {many ? null : <Timeline session={session} />}
        </div>
        {many ? <Timeline session={session} /> : null}
        {session.openSummary === null ? null : <RepairPanel session={session} onApplied={showGraph} />}
        {graph && session.openSummary !== null ? <GraphPanel key={chosen} session={session} /> : null}
      </div>
      <aside class="right" aria-label="What can happen">
        <Outcomes session={session} />
      </aside>
      <Pocket session={session} />
    </main>
  )
}
