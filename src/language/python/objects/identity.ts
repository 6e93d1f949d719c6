import type { Span } from '../../../base/source.ts'
import type { Expression } from '../../../program/program.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { ExceptionObject } from '../../lowering/objects.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { apart, boolType, constant, dynamic, isSame, Kind, noneCode, type Value } from '../../lowering/values.ts'

/** CPython keeps one object for each of these integers. */
const [leastKept, greatestKept] = [-5, 256]

/**
 * `left is right`. Refused where it depends on which objects the interpreter shares: for most integers, strings, tuples
 * and methods.
 */
export function isIdentical(c: Lowering, left: Value, right: Value, span: Span): Value {
  if (left.kind === 'poison' || right.kind === 'poison') return { kind: 'poison' }
  const [one, other] = [kindsOf(left), kindsOf(right)]
  if ((one & other) === 0) return constant(false)
  if (mayMixTruths(one, other)) {
    const what = '`is` between what may be a boolean and what may be an integer is not supported'
    throw new Refusal(span, what, 'compare with `==`; `is` is for None, True, False and objects')
  }
  const depends = dependsOnSharing(c, left, right, one & other)
  if (depends) {
    throw new Refusal(
      span,
      '`is` depends on the interpreter here',
      'compare with `==`; `is` is for None, True, False and objects',
    )
  }
  const [code, otherCode] = [codeOf(left, other), codeOf(right, one)]
  if (code !== null && otherCode !== null) {
    if (code.kind === 'constant' && otherCode.kind === 'constant') return constant(code.value === otherCode.value)
    return dynamic({ kind: 'binary', operator: '==', left: code, right: otherCode }, boolType)
  }
  return constant(isSame(left, right))
}

/** Reports whether a boolean on one side may meet an integer on the other, from which its code does not differ. */
function mayMixTruths(one: number, other: number): boolean {
  return ((one & Kind.bool) !== 0 && (other & Kind.int) !== 0) || ((one & Kind.int) !== 0 && (other & Kind.bool) !== 0)
}

const otherKind = 1 << 10

function kindsOf(value: Value): number {
  if (value.kind === 'dynamic') return value.type.kinds
  if (value.kind === 'object') return Kind.reference
  if (value.kind !== 'constant') return otherKind << kindNumbers.indexOf(value.kind)
  if (value.value === null) return Kind.none
  if (typeof value.value === 'boolean') return Kind.bool
  return typeof value.value === 'string' ? Kind.string : Kind.int
}

/** Values of these kinds are never identical with one of another kind. */
const kindNumbers: readonly Value['kind'][] = [
  'function',
  'class',
  'builtin',
  'module',
  'tuple',
  'range',
  'bound',
  'method',
  'float',
  'text',
  'iterator',
  'elements',
]

function dependsOnSharing(c: Lowering, left: Value, right: Value, common: number): boolean {
  if ((common & Kind.string) !== 0) return !areDifferent(left, right)
  if ((common & (Kind.int | Kind.bool)) !== 0 && (mixes(left) || mixes(right))) return true
  if (common === Kind.int) return !isKept(left) && !isKept(right) && !areDifferent(left, right)
  if ((common & Kind.int) !== 0) return true
  if ((common & Kind.reference) !== 0) return mayBeException(c, left) && mayBeException(c, right)
  if (left.kind === 'function' && right.kind === 'function') return left !== right && left.callable === right.callable
  return !isPlain(left) || !isPlain(right)
}

function isPlain({ kind }: Value): boolean {
  return ['constant', 'dynamic', 'class', 'module', 'builtin'].includes(kind)
}

/** Exceptions of one class are not distinguished. */
function mayBeException(c: Lowering, value: Value): boolean {
  if (value.kind === 'object') return value.object instanceof ExceptionObject
  if (value.kind !== 'dynamic') return false
  return [...value.type.references].some((code) => c.pass.objectOf(code) instanceof ExceptionObject)
}

/** Reports whether an integer of a value that is not known may as well be a boolean. */
function mixes(value: Value): boolean {
  const numbers = Kind.int | Kind.bool
  return value.kind === 'dynamic' && (value.type.kinds & numbers) === numbers
}

function isKept(value: Value): boolean {
  if (value.kind !== 'constant' || typeof value.value !== 'number') return false
  return value.value >= leastKept && value.value <= greatestKept
}

function areDifferent(left: Value, right: Value): boolean {
  return left.kind === 'constant' && right.kind === 'constant' && left.value !== right.value
}

/** The code of a value, to be compared with that of one of the other kinds. */
function codeOf(value: Value, others: number): Expression | null {
  if (value.kind === 'dynamic') return apart(value.expression, value.type, others)
  if (value.kind === 'object') return { kind: 'constant', value: value.object.code }
  if (value.kind !== 'constant' || typeof value.value === 'string') return null
  return { kind: 'constant', value: value.value === null ? noneCode : Number(value.value) }
}
