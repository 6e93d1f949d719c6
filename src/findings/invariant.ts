import { Nearest } from '../analysis/targets.ts'
import { present } from '../base/bug.ts'
import { holdsAt } from '../semantics/observed.ts'
import type { Observer } from '../space/observer.ts'
import { invariantKeyOf } from '../space/watch.ts'
import { candidatesOf, type FindingRule } from './rule.ts'

export interface BrokenInvariant {
  readonly kind: 'invariant'
  readonly invariant: number
  readonly text: string
}

export const invariant: FindingRule<BrokenInvariant> = {
  kind: 'invariant',
  name: 'invariant',
  severity: 'error',
  inReducedSpaces: true,
  searches: [
    {
      in: 'states',
      begin: ({ program: { invariants } }) => {
        const found: Nearest<number> = new Nearest()
        const observer: Observer = {
          violated: (index, state, depth) => {
            if (invariants[index]?.section !== undefined) return // an overlap
            found.add(invariantKeyOf(index), depth, { state, label: null }, () => index)
          },
          knows: (key) => found.has(key),
        }
        return {
          observer,
          candidates: () =>
            candidatesOf(found.all(), (index, { program, state }) => {
              const { text, line, condition } = present(program.invariants[index], 'invariant')
              if (holdsAt(state, condition)) return null
              return { detail: { kind: 'invariant', invariant: index, text }, threads: [], lines: [line] }
            }),
        }
      },
    },
  ],
  explain: (_, { detail, lines }) => `\`${detail.text}\` (line ${lines[0] ?? 0}) is false in a reachable state`,
  marks: (_, { text }, { last }) => new Map([[last, `not ${text}`]]),
}
