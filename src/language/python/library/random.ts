import type { Span } from '../../../base/source.ts'
import { reg } from '../../lowering/arrays.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { boolType, dynamic, intType, none, type Value } from '../../lowering/values.ts'
import { elementsOf } from '../objects/iteration.ts'
import { elementOf } from '../objects/subscripts.ts'
import { define, type LibraryPart } from './part.ts'

/** The subset supports only comparisons of a random fraction. */
const fraction: Value = { kind: 'builtin', name: 'a random fraction' }

/** The module `random`: the explorer explores each value. */
export const random: LibraryPart = {
  entries: [
    define('random.randint', 'a, b', (c, { positional: [first = none, second = none] }, span) =>
      choose(c, limit(first, span), limit(second, span), span),
    ),
    define('random.randrange', 'start, stop=None, step=1', (c, { positional: [first = none, second = none] }, span) =>
      second === none
        ? choose(c, 0, limit(first, span) - 1, span)
        : choose(c, limit(first, span), limit(second, span) - 1, span),
    ),
    define('random.choice', 'seq', (c, { positional: [first = none] }, span) => {
      const items = elementsOf(c, first, span)
      const index = choose(c, 0, items.length - 1, span)
      return elementOf(c, { kind: 'tuple', items }, index, span)
    }),
    define('random.random', '', () => fraction),
    define('random.uniform', 'a, b', () => fraction),
    define('random.seed', 'a=None, version=2', () => none),
  ],
}

export function isFraction(value: Value): boolean {
  return value === fraction
}

function limit(value: Value, span: Span): number {
  if (value.kind === 'constant' && typeof value.value === 'number') return value.value
  throw new Refusal(span, 'the bounds of a random number must be known when the program is read', 'use constants')
}

/** Chooses a random number in a step: the explorer explores each value. */
function choose(c: Lowering, low: number, high: number, span: Span): Value {
  c.startThreads()
  if (low > high) return c.raise('ValueError', span)
  if (high - low > 1000)
    throw new Refusal(span, 'this has too many random values', 'the explorer explores each of them; use a smaller range')
  const to = c.flow.temporary()
  c.flow.emit({ op: 'choose', to, low, high }, span)
  return dynamic(reg(to), intType)
}

/** `random() < p`: the explorer explores both results. */
export function coin(c: Lowering, span: Span): Value {
  c.startThreads()
  const to = c.flow.temporary()
  c.flow.emit({ op: 'choose', to, low: 0, high: 1 }, span)
  return dynamic(reg(to), boolType)
}
