import { useEffect, useReducer } from 'preact/hooks'
import type { Session } from './session.ts'

/** Renders the component again whenever the session changes. */
export function useSession(session: Session): void {
  const [, again] = useReducer<number, null>((count) => count + 1, 0)
  useEffect(() => session.listen(() => again(null)), [session])
}
