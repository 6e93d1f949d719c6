import type { Span } from '../../../base/source.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { type Arguments, constant, none, type Value } from '../../lowering/values.ts'

/** Returns the argument at a position or of a name; `fallback` if there is none. */
export function argument(args: Arguments, position: number, name: string, fallback: Value): Value {
  return args.positional[position] ?? args.keywords.get(name) ?? fallback
}

/** Returns a number that must be known and not negative. */
export function countOf(value: Value, what: string, span: Span): number {
  if (value.kind === 'constant' && typeof value.value === 'number' && value.value >= 0) return value.value
  throw new Refusal(span, `${what} needs a number that is known when the program is read`, 'use a constant, 0 or more')
}

/** Returns whether a call waits forever, not at all, or until a timeout. */
export function patience(args: Arguments, first: number, span: Span): 'blocking' | 'trying' {
  const blocking = args.positional[first] ?? args.keywords.get('blocking') ?? args.keywords.get('block') ?? constant(true)
  const timeout = args.positional[first + 1] ?? args.keywords.get('timeout') ?? none
  if (blocking.kind !== 'constant')
    throw new Refusal(span, 'whether this call blocks must be known when the program is read', 'write True or False')
  if (blocking.value === false || blocking.value === 0) return 'trying'
  const endless = timeout.kind === 'constant' && (timeout.value === null || timeout.value === -1)
  return endless ? 'blocking' : 'trying'
}

/** Reports whether a call has a timeout. */
export function isTimed(args: Arguments, position: number): boolean {
  const timeout = argument(args, position, 'timeout', none)
  return timeout.kind !== 'constant' || timeout.value !== null
}
