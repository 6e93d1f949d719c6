import type { JSX } from 'preact'
import { type Program, threadName } from '../internal.ts'

/** Renders the name of a thread where there is little room: of `Philosopher[2]` the number is never cut off. */
export function ThreadName({ program, thread }: { program: Program; thread: number }): JSX.Element {
  const name = threadName(program, thread)
  const [, base = name, number = ''] = /^(.*?)((?:\[\d+\]|-\d+)?)$/.exec(name) ?? []
  return (
    <span class="short-name" title={name}>
      <span>{base}</span>
      {number}
    </span>
  )
}
