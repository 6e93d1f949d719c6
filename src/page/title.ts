import { useEffect } from 'preact/hooks'
import { titleOf } from '../internal.ts'
import type { Session } from './session.ts'

/** Names the document after the model on stage, so that tabs and bookmarks can be told apart. */
export function useTitle(page: string, session: Session | undefined): void {
  const name = session?.scenario.name
  useEffect(() => {
    document.title = name === undefined ? page : `${titleOf(name)} – ${page}`
  }, [page, name])
}
