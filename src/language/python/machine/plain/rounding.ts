import { Float, type Plain, Raised } from '../values.ts'
import { asIndex, typeError, typeName, valueError } from './arguments.ts'
import { isNegative } from './binary64.ts'
import { decimalAt } from './decimals.ts'
import { type Int, integerOf, limited, roundDivide } from './integers.ts'

/** A whole float as an `int`. */
export function floatToInt(value: number): Int {
  if (Number.isNaN(value)) throw valueError('cannot convert float NaN to integer')
  if (!Number.isFinite(value)) throw new Raised('OverflowError', 'cannot convert float infinity to integer')
  return limited(BigInt(value))
}

/** `round(value, places)`; without places they are `null`. */
export function round(value: Plain, places: Plain): Plain {
  const int = integerOf(value)
  if (int === null && !(value instanceof Float)) throw typeError(`type ${typeName(value)} doesn't define __round__ method`)
  if (places === null) return value instanceof Float ? floatToInt(toEven(value.value)) : int
  const count = asIndex(places)
  if (value instanceof Float) return new Float(roundFloat(value.value, Number(count)))
  return int === null || count >= 0 ? int : roundInt(int, -Number(count))
}

function roundInt(value: Int, zeros: number): Int {
  // No integer here has so many digits.
  if (zeros > 40_000) return 0
  const unit = 10n ** BigInt(zeros)
  return limited(roundDivide(BigInt(value), unit) * unit)
}

function toEven(value: number): number {
  const below = Math.floor(value)
  if (value - below < 0.5) return below
  return value - below > 0.5 || below % 2 !== 0 ? below + 1 : below
}

function roundFloat(value: number, places: number): number {
  // Beyond these bounds, which are CPython's, no float has digits that could go, or none that could stay.
  if (!Number.isFinite(value) || value === 0 || places > 323) return value
  const sign = isNegative(value) ? -1 : 1
  if (places < -308) return sign * 0
  const rounded = Number(`${decimalAt(value, places)}e${-places}`)
  if (!Number.isFinite(rounded)) throw new Raised('OverflowError', 'rounded value too large to represent')
  return sign * rounded
}
