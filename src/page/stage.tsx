import type { JSX } from 'preact'
import { useSession } from './listening.ts'
import { Memory } from './memory-view.tsx'
import { endText } from './said.ts'
import type { Session } from './session.ts'
import { ThreadColumn } from './thread-column.tsx'

/** Renders a column for each thread, and the shared memory: between two threads, above more than two. */
export function Stage({ session, lowered }: { session: Session; lowered: boolean }): JSX.Element | null {
  useSession(session)
  const { course } = session
  if (course === null) return null
  const { program } = course
  const end = endText(course)
  const arrangement = program.threads.length === 2 ? 'two' : 'many'
  const columns = program.threads.map((_, thread) => (
    <ThreadColumn key={thread} session={session} course={course} thread={thread} lowered={lowered} />
  ))
  return (
    <section class={`stage stage-${arrangement}`} aria-label="Stage" tabIndex={-1}>
      {arrangement === 'two' ? columns[0] : null}
      <Memory course={course} end={end} />
      {arrangement === 'two' ? columns[1] : columns}
    </section>
  )
}
