import type { JSX } from 'preact'
import { leadOf } from '../internal.ts'
import { useSession } from './listening.ts'
import type { Session } from './session.ts'

/** Renders what the comment at the top of the program says about it. */
export function Intro({ session }: { session: Session }): JSX.Element | null {
  useSession(session)
  const lead = leadOf(session.scenario.text)
  return lead === null ? null : <p class="intro">{lead}</p>
}
