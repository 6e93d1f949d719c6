import type { FindingRule } from './rule.ts'
import { violations } from './violations.ts'

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
    violations(
      ({ section }) => section === undefined,
      ({ text }, index) => ({ detail: { kind: 'invariant', invariant: index, text }, threads: [] }),
    ),
  ],
  explain: (_, { detail, lines }) => `\`${detail.text}\` (line ${lines[0] ?? 0}) is false in a reachable state`,
  marks: (_, { text }, { last }) => new Map([[last, `not ${text}`]]),
}
