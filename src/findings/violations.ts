import { Nearest } from '../analysis/targets.ts'
import { present } from '../base/bug.ts'
import type { Invariant } from '../program/program.ts'
import { holdsAt } from '../semantics/observed.ts'
import type { State } from '../semantics/state.ts'
import type { Observer } from '../space/observer.ts'
import { invariantKeyOf } from '../space/watch.ts'
import { candidatesOf, type Search } from './rule.ts'

/** What a violated invariant shows. */
interface Violation<D> {
  readonly detail: D
  readonly threads: readonly number[]
}

/** Searches for the nearest violation of each invariant that is sought. */
export function violations<D>(
  isSought: (invariant: Invariant) => boolean,
  violationOf: (invariant: Invariant, index: number, state: State) => Violation<D>,
): Search<D> {
  return {
    in: 'states',
    begin: ({ program: { invariants } }) => {
      const found: Nearest<number> = new Nearest()
      const observer: Observer = {
        violated: (index, state, depth) => {
          if (!isSought(present(invariants[index], 'invariant'))) return
          found.add(invariantKeyOf(index), depth, { state, label: null }, () => index)
        },
        knows: (key) => found.has(key),
      }
      return {
        observer,
        candidates: () =>
          candidatesOf(found.all(), (index, { program, state }) => {
            const invariant = present(program.invariants[index], 'invariant')
            if (holdsAt(program, state, invariant.condition)) return null
            return { ...violationOf(invariant, index, state), lines: [invariant.line] }
          }),
      }
    },
  }
}
