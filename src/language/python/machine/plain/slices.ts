import type { Plain } from '../values.ts'
import { type Argument, asIndex, type Foreign, typeError, valueError } from './arguments.ts'

/** The positions that a slice takes from a sequence: `count` of them, from `start` on, each `step` behind the last one. */
export interface Slice {
  readonly start: number
  readonly stop: number
  readonly step: number
  readonly count: number
}

/** A bound of a slice, which may be `None`. */
function bound(value: Argument, usual: number, least: number, most: number, length: number): number {
  if (value === null) return usual
  if (typeof value !== 'number' && typeof value !== 'bigint' && typeof value !== 'boolean')
    throw typeError('slice indices must be integers or None or have an __index__ method')
  const index = asIndex(value)
  // An integer that is no safe number is beyond every length, so that its last digits do not matter.
  const counted = index < 0 ? Number(index) + length : Number(index)
  return Math.min(Math.max(counted, least), most)
}

/** Resolves a slice `[lower:upper:step]` of a sequence of this length. */
export function resolveSlice(lower: Plain | Foreign, upper: Plain | Foreign, step: Plain | Foreign, length: number): Slice {
  const stride = bound(step, 1, -(2 ** 53), 2 ** 53, 0)
  if (stride === 0) throw valueError('slice step cannot be zero')
  const forward = stride > 0
  const [least, most] = forward ? [0, length] : [-1, length - 1]
  const start = bound(lower, forward ? 0 : length - 1, least, most, length)
  const stop = bound(upper, forward ? length : -1, least, most, length)
  const distance = forward ? stop - start : start - stop
  const count = distance <= 0 ? 0 : Math.floor((distance - 1) / Math.abs(stride)) + 1
  return { start, stop, step: stride, count }
}

/** The positions that a slice takes. */
export function sliceIndices(lower: Plain | Foreign, upper: Plain | Foreign, step: Plain | Foreign, length: number): number[] {
  const { start, step: stride, count } = resolveSlice(lower, upper, step, length)
  return Array.from({ length: count }, (_, index) => start + index * stride)
}

/** The bounds of methods such as `find`, which may lie behind the end. */
export function searchBounds(
  start: Argument | undefined,
  end: Argument | undefined,
  length: number,
): readonly [number, number] {
  const beyond = Number.MAX_SAFE_INTEGER
  return [bound(start ?? null, 0, 0, beyond, length), bound(end ?? null, length, 0, length, length)]
}
