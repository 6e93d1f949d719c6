import { gateLocks } from '../analysis/gate-locks.ts'
import { locksetsOf } from '../analysis/locksets.ts'
import { present } from '../base/bug.ts'
import type { DataRace } from '../findings/data-race.ts'
import type { LockOrder } from '../findings/lock-order.ts'
import type { Code } from '../program/program.ts'
import { isRenamed } from '../program/renamed-objects.ts'
import type { StateSpace } from '../space/space.ts'
import type { Finding } from './result.ts'

/**
 * Adds to findings what only the explored space tells: which locks protect a variable, and why an order of locks does no
 * harm. `space` is null if it is reduced: critical sections can be single steps there.
 */
export function explainLocks(findings: Finding[], space: StateSpace | null): void {
  const isSafe = !findings.some(({ kind }) => kind === 'deadlock' || kind === 'stuck-thread')
  for (const [index, each] of findings.entries()) {
    const { detail } = each
    if (detail.kind === 'lock-order' && isSafe) findings[index] = { ...each, detail: asHarmless(detail, space) }
    if (detail.kind === 'data-race' && space !== null) findings[index] = { ...each, detail: withLocksets(detail, space) }
  }
}

/** Larger spaces are not searched for locksets. */
const mostStates = 200_000

/** Returns a race with the locks that are held at each access of the variable, if they are known and some are. */
function withLocksets(detail: DataRace, space: StateSpace): DataRace {
  if (space.renamesObjects && isRenamed(space.program, detail.location.variable)) return detail // it is that of any such object
  if (space.program.mutexes.length === 0 || space.store !== 'exact' || space.count > mostStates) return detail
  if (space.program.codes.some(takesLocksInBlocks)) return detail // where such a block begins, its locks are not yet held
  const locksets = locksetsOf(space, detail.location.variable)
  return locksets.some(({ locks }) => locks.length > 0) ? { ...detail, locksets } : detail
}

function takesLocksInBlocks({ instructions }: Code): boolean {
  const blocks = instructions.flatMap((each, pc) => (each.op === 'atomic' ? [{ from: pc, to: each.end }] : []))
  return instructions.some((each, pc) => each.op === 'acquire' && blocks.some(({ from, to }) => from < pc && pc < to))
}

/** Returns a lock-order finding of a program that was explored completely without a deadlock; `space` is null if it is reduced. */
function asHarmless(detail: LockOrder, space: StateSpace | null): LockOrder {
  const { cycle } = detail
  const nestings = cycle.map(({ mutex }, index) => {
    return { held: present(cycle.at(index - 1), 'lock of a cycle').mutex, acquired: mutex }
  })
  return { ...detail, harmless: { gates: space?.store === 'exact' ? gateLocks(space, nestings) : [] } }
}
