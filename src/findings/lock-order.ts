import { present } from '../base/bug.ts'
import { listed } from '../base/words.ts'
import { threadName } from '../program/print.ts'
import type { Program } from '../program/program.ts'
import { locksOf } from './lock-observer.ts'
import type { Candidate, FindingRule, Setting } from './rule.ts'
import { mutexName } from './waiting.ts'

/** Locks in the order of the cycle: each was acquired, at its line, while the one before it was held. */
export interface LockOrder {
  readonly kind: 'lock-order'
  readonly cycle: readonly { readonly mutex: number; readonly thread: number; readonly line: number }[]
  /** Set if a complete exploration has found no deadlock: the gate locks, if some are why. */
  readonly harmless?: { readonly gates: readonly number[] }
}

export const lockOrder: FindingRule<LockOrder> = {
  kind: 'lock-order',
  name: 'lock order',
  severity: 'warning',
  inReducedSpaces: true,
  searches: [
    {
      in: 'states',
      begin: (setting) => {
        const observer = setting.program.mutexes.length > 0 ? locksOf(setting) : null
        return { observer, candidates: () => (observer === null ? [] : cyclesOf(setting)) }
      },
    },
  ],
  explain: (program, { detail: { cycle, harmless } }) => {
    const steps = cycle.map(({ mutex, thread, line }, index) => {
      const held = present(cycle.at(index - 1), 'lock of a cycle').mutex
      const taken = `${threadName(program, thread)} takes ${mutexName(program, mutex)}`
      return `${taken} while holding ${mutexName(program, held)} (line ${line})`
    })
    return listed(steps) + harmlessText(program, harmless)
  },
}

/** Returns why no deadlock follows, if none does. */
function harmlessText(program: Program, harmless: LockOrder['harmless']): string {
  if (harmless === undefined) return ''
  const [gate] = harmless.gates
  if (gate !== undefined) {
    return `; no deadlock follows in this program: whoever does so holds ${mutexName(program, gate)}, which only one can`
  }
  return '; no deadlock follows in this program: other waiting, or a choice, keeps these apart'
}

/**
 * Returns the cycles as candidates. A trace shows the first of the acquisitions; the others happen elsewhere, by any thread
 * that is symmetric.
 */
function cyclesOf(setting: Setting): Candidate<LockOrder>[] {
  return locksOf(setting)
    .cycles()
    .map(({ cycle, target }) => ({
      targets: [target],
      account: (_, { trace, named }) => {
        const [first, ...others] = cycle
        const last = trace.steps.at(-1)
        const thread = named(first.thread)
        if (last?.thread !== thread || last.instruction.line !== first.line) return null
        if (last.before.mutexes[first.held]?.owner !== thread) return null
        const taken = [{ ...first, thread }, ...others]
        return {
          detail: {
            kind: 'lock-order',
            cycle: taken.map((each) => ({ mutex: each.acquired, thread: each.thread, line: each.line })),
          },
          threads: [...new Set(taken.map((each) => each.thread))],
          lines: taken.map((each) => each.line),
        }
      },
      canBeShortened: true,
    }))
}
