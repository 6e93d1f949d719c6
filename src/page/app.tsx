import type { JSX } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { placeInAddress, writeAddress } from './address.ts'
import { Diagnostics } from './diagnostics.tsx'
import { Header } from './header.tsx'
import { useKeys } from './keys.ts'
import { useSession } from './listening.ts'
import type { Settings } from './messages.ts'
import { Outcomes } from './outcomes.tsx'
import { Session } from './session.ts'
import { Stage } from './stage.tsx'
import { Timeline } from './timeline.tsx'
import { Transport } from './transport.tsx'

/** The whole page: its scenarios, of which one is on stage. */
export function App({ settings }: { settings: Settings }): JSX.Element {
  const sessions = useMemo(() => settings.scenarios.map((each) => new Session(each)), [settings])
  const place = useMemo(() => placeInAddress(sessions.length), [sessions])
  const [chosen, choose] = useState(place.scenario)
  const [lowered, setLowered] = useState(false)
  const session = sessions[chosen] ?? sessions[0]
  useEffect(() => session?.start(chosen === place.scenario ? place.resume : null), [session])
  if (session === undefined) return <main>There is no program here.</main>
  return (
    <>
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
      />
      <Main session={session} chosen={chosen} lowered={lowered} />
    </>
  )
}

function Main({ session, chosen, lowered }: { session: Session; chosen: number; lowered: boolean }): JSX.Element {
  useSession(session)
  useKeys(session)
  useEffect(() => writeAddress(chosen, session.scheduleText), [session, chosen, session.course])
  return (
    <main class="page">
      <div class="left">
        <Diagnostics session={session} />
        <Stage session={session} lowered={lowered} />
        <p class="said" role="status" aria-live="polite">
          {session.said}
        </p>
        <Transport session={session} />
        <Timeline session={session} />
      </div>
      <aside class="right" aria-label="What can happen">
        <Outcomes session={session} />
      </aside>
    </main>
  )
}
