import type { Program } from '../program/program.ts'
import type { Term } from './model.ts'
import { all, any, equals, not, number, read } from './terms.ts'
import type { Globals } from './variables.ts'

/** Every started thread that is no daemon has ended. */
export function overTerm(program: Program, { ended, started }: Globals): Term {
  return all(
    program.threads.flatMap(({ daemon, start }, thread) => {
      if (daemon || ended === null) return []
      const hasEnded = not(equals(read(ended, number(thread)), number(0)))
      if (start === 'running' || started === null) return [hasEnded]
      return [any([equals(read(started, number(thread)), number(0)), hasEnded])]
    }),
  )
}
