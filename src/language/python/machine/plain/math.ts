import { Float, type Plain, Raised } from '../values.ts'
import {
  type Argument,
  asIndex,
  between,
  exactly,
  type Keywords,
  parsed,
  type Result,
  typeError,
  typeName,
  valueError,
} from './arguments.ts'
import { isNegative, nearestFloat, ratioOf } from './binary64.ts'
import { bitLength, integerOf } from './integers.ts'
import { integerFunctions } from './math-integers.ts'
import { toFloat } from './numbers.ts'
import * as real from './real-functions.ts'
import { floatToInt } from './rounding.ts'

export type MathFunction = (args: readonly Plain[], keywords: Keywords) => Result

const domainError = (): Raised => valueError('math domain error')
const rangeError = (): Raised => new Raised('OverflowError', 'math range error')

/** An argument as a float. */
export function realArgument(value: Plain): number {
  const float = toFloat(value)
  if (float === null) throw typeError(`must be real number, not ${typeName(value)}`)
  return float
}

/** A function of one float. */
function ofOne(name: string, compute: (x: number) => Plain): [string, MathFunction] {
  return [
    name,
    (args, keywords) => {
      exactly(`math.${name}`, 1, args, keywords)
      return compute(realArgument(args[0] ?? null))
    },
  ]
}

/** A function of one float that keeps NaN, and whose errors are a domain error or one of range. */
function real1(name: string, compute: (x: number) => number): [string, MathFunction] {
  return ofOne(name, (x) => {
    if (Number.isNaN(x)) return new Float(x)
    const result = compute(x)
    if (Number.isNaN(result)) throw domainError()
    if (!Number.isFinite(result) && Number.isFinite(x)) throw rangeError()
    return new Float(result)
  })
}

/** A function of two floats. */
function real2(name: string, compute: (x: number, y: number) => number): [string, MathFunction] {
  return [
    name,
    (args) => {
      between(name, 2, 2, args)
      return new Float(compute(realArgument(args[0] ?? null), realArgument(args[1] ?? null)))
    },
  ]
}

/** Rounds a number to an `int`; a float to the one that `compute` gives. */
function rounded(name: string, compute: (x: number) => number): [string, MathFunction] {
  return [
    name,
    (args, keywords) => {
      exactly(`math.${name}`, 1, args, keywords)
      const value = args[0] ?? null
      const int = integerOf(value)
      if (int !== null) return int
      if (!(value instanceof Float) && name === 'trunc')
        throw typeError(`type ${typeName(value)} doesn't define __trunc__ method`)
      return floatToInt(compute(realArgument(value)))
    },
  ]
}

const unlessFinite = (x: number, otherwise: number, compute: (x: number) => number): number =>
  Number.isFinite(x) ? compute(x) : otherwise

function power(x: number, y: number): number {
  if (x === 1 || y === 0) return 1
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN
  if (x === -1 && !Number.isFinite(y)) return 1
  if (x === 0 && y < 0) {
    if (y === Number.NEGATIVE_INFINITY) return Number.POSITIVE_INFINITY
    throw domainError()
  }
  if (x < 0 && Number.isFinite(x) && Number.isFinite(y) && !Number.isInteger(y)) throw domainError()
  const result = real.realPower(x, y)
  if (!Number.isFinite(result) && Number.isFinite(x) && Number.isFinite(y)) throw rangeError()
  return result
}

function remainder(x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN
  if (!Number.isFinite(x) || y === 0) throw domainError()
  return x % y
}

function angle(y: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN
  if (x === 0 || y === 0 || !Number.isFinite(x) || !Number.isFinite(y)) return Math.atan2(y, x)
  return real.realAngle(y, x)
}

/** A logarithm of any positive number, also of an `int` that is too large for a float. */
function logarithm(value: Plain, compute: (x: number) => number): number {
  const int = integerOf(value)
  if (int !== null && int <= 0) throw domainError()
  if (typeof int === 'bigint' && bitLength(int) > 1000) {
    if (Number.isFinite(nearestFloat(int, 1n))) return compute(nearestFloat(int, 1n))
    let exponent = bitLength(int)
    let fraction = nearestFloat(int, 1n << BigInt(exponent))
    if (fraction === 1) [fraction, exponent] = [0.5, exponent + 1]
    return compute(fraction) + compute(2) * exponent
  }
  const x = realArgument(value)
  if (x <= 0) throw domainError()
  return Number.isFinite(x) ? compute(x) : x
}

function log(args: readonly Plain[], keywords: Keywords): Plain {
  if (keywords.size > 0) throw typeError('math.log() takes no keyword arguments')
  if (args.length < 1 || args.length > 2) throw typeError('math.log requires 1 to 2 arguments')
  const numerator = logarithm(args[0] ?? null, real.realLog)
  if (args.length === 1) return new Float(numerator)
  const denominator = logarithm(args[1] ?? null, real.realLog)
  if (denominator === 0) throw new Raised('ZeroDivisionError', 'float division by zero')
  return new Float(numerator / denominator)
}

function logOf(name: string, compute: (x: number) => number): [string, MathFunction] {
  return [
    name,
    (args, keywords) => {
      exactly(`math.${name}`, 1, args, keywords)
      return new Float(logarithm(args[0] ?? null, compute))
    },
  ]
}

function length(args: readonly Plain[]): Plain {
  const coordinates = args.map(realArgument)
  if (coordinates.some((x) => Math.abs(x) === Number.POSITIVE_INFINITY)) return new Float(Number.POSITIVE_INFINITY)
  return new Float(coordinates.some(Number.isNaN) ? Number.NaN : real.realLength(coordinates))
}

function isClose(args: readonly Plain[], keywords: Keywords): Plain {
  parsed('isclose', 2, 2, args)
  const tolerance = (key: string, usual: number): number => {
    const value: Argument | undefined = keywords.get(key)
    return value === undefined ? usual : realArgument(value instanceof Float ? value : asIndex(value))
  }
  const [a, b] = [realArgument(args[0] ?? null), realArgument(args[1] ?? null)]
  const [relative, absolute] = [tolerance('rel_tol', 1e-9), tolerance('abs_tol', 0)]
  if (relative < 0 || absolute < 0) throw valueError('tolerances must be non-negative')
  if (a === b) return true
  if (!Number.isFinite(a) || !Number.isFinite(b)) return false
  const distance = Math.abs(b - a)
  return distance <= Math.abs(relative * b) || distance <= Math.abs(relative * a) || distance <= absolute
}

function parts(args: readonly Plain[], keywords: Keywords): Result {
  exactly('math.modf', 1, args, keywords)
  const x = realArgument(args[0] ?? null)
  const whole = Math.trunc(x)
  const fraction = Number.isFinite(x) ? x - whole : Number.isNaN(x) ? x : 0
  return { tuple: [new Float(isNegative(x) ? -Math.abs(fraction) : fraction), new Float(whole)] }
}

/** `math.fsum` of the items of an iterable: their exact sum, rounded once. */
export function exactSum(values: readonly Plain[]): Float {
  const floats = values.map(realArgument)
  if (!floats.every(Number.isFinite)) {
    const sum = floats.reduce((total, x) => total + x, 0)
    const opposite = Number.isNaN(sum) && !floats.some(Number.isNaN)
    if (opposite) throw valueError('-inf + inf in fsum')
    return new Float(sum)
  }
  let [top, bottom] = [0n, 1n]
  for (const float of floats) {
    const [numerator, denominator] = ratioOf(float)
    const common = denominator > bottom ? denominator : bottom
    ;[top, bottom] = [top * (common / bottom) + numerator * (common / denominator), common]
    if (!Number.isFinite(nearestFloat(top, bottom))) throw new Raised('OverflowError', 'intermediate overflow in fsum')
  }
  return new Float(nearestFloat(top, bottom))
}

const degree = Math.PI / 180
const radian = 180 / Math.PI

/** The functions of the module `math`, except those of iterables. */
export const mathFunctions: ReadonlyMap<string, MathFunction> = new Map<string, MathFunction>([
  ...integerFunctions,
  rounded('floor', Math.floor),
  rounded('ceil', Math.ceil),
  rounded('trunc', Math.trunc),
  real1('sqrt', Math.sqrt),
  ['log', log],
  logOf('log2', real.realLog2),
  logOf('log10', real.realLog10),
  real1('exp', real.realExp),
  real1('sin', (x) => unlessFinite(x, Number.NaN, real.realSine)),
  real1('cos', (x) => unlessFinite(x, Number.NaN, real.realCosine)),
  real1('tan', (x) => unlessFinite(x, Number.NaN, real.realTangent)),
  real1('asin', (x) => (Math.abs(x) > 1 ? Number.NaN : real.realInverseSine(x))),
  real1('acos', (x) => (Math.abs(x) > 1 ? Number.NaN : real.realInverseCosine(x))),
  real1('atan', real.realInverseTangent),
  real2('atan2', angle),
  real2('pow', power),
  real2('fmod', remainder),
  real2('copysign', (x, y) => (isNegative(x) === isNegative(y) ? x : -x)),
  real1('fabs', Math.abs),
  ofOne('degrees', (x) => new Float(x * radian)),
  ofOne('radians', (x) => new Float(x * degree)),
  ofOne('isnan', Number.isNaN),
  ofOne('isinf', (x) => Math.abs(x) === Number.POSITIVE_INFINITY),
  ofOne('isfinite', Number.isFinite),
  ['isclose', isClose],
  ['hypot', length],
  ['modf', parts],
])

/** The constants of the module `math`. */
export const mathConstants: ReadonlyMap<string, Float> = new Map([
  ['pi', new Float(Math.PI)],
  ['e', new Float(Math.E)],
  ['tau', new Float(2 * Math.PI)],
  ['inf', new Float(Number.POSITIVE_INFINITY)],
  ['nan', new Float(Number.NaN)],
])
