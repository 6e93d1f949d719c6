import { hasEnded, Status } from '../space/layout.ts'
import { type StateSpace, valueAt } from '../space/space.ts'

/** The locks that are held whenever a line accesses a variable. */
export interface Lockset {
  readonly line: number
  readonly locks: readonly number[]
}

/**
 * Returns, for each line that accesses a variable, the locks that every thread holds whenever it is about to do so there; as
 * Savage et al. define locksets (Eraser, ACM TOCS 15(4), 1997), but over all states instead of one execution. By line.
 */
export function locksetsOf(space: StateSpace, variable: number): Lockset[] {
  const { program, layout } = space
  const lines = accessLines(space, variable)
  const found = new Map<number, number[]>()
  const all = program.mutexes.map((_, mutex) => mutex)
  for (let state = 0; state < space.count; state++) {
    for (const [thread, byPosition] of lines.entries()) {
      const status = valueAt(space, state, layout.status(thread))
      if (status === Status.unstarted || hasEnded(status)) continue
      const line = byPosition.get(valueAt(space, state, layout.pc(thread)))
      if (line === undefined) continue
      const locks = found.get(line) ?? all
      if (locks.length === 0 && found.has(line)) continue
      found.set(
        line,
        locks.filter((mutex) => valueAt(space, state, layout.owner(mutex)) === thread + 1),
      )
    }
  }
  return [...found].map(([line, locks]) => ({ line, locks })).sort((one, other) => one.line - other.line)
}

/** For each thread, the line at each position whose step accesses a variable. */
function accessLines({ program, labels }: StateSpace, variable: number): ReadonlyMap<number, number>[] {
  const lines = program.threads.map(() => new Map<number, number>())
  for (const { thread, pc, accesses } of labels) {
    if (!accesses.some((each) => each.location.variable === variable)) continue
    const code = program.codes[program.threads[thread]?.code ?? -1]
    const line = code?.instructions[pc]?.line
    if (line !== undefined) lines[thread]?.set(pc, line)
  }
  return lines
}
