import { unreachable } from '../../base/bug.ts'
import type { Span } from '../../base/source.ts'
import type { Expression } from '../../program/program.ts'
import type { Cell, Frame } from './cell.ts'
import type { HeapObject } from './heap.ts'

/** The type of a place: a set of kinds, and for references the codes of the objects. */
export interface Type {
  readonly kinds: number
  readonly references: ReadonlySet<number>
}

export const Kind = { int: 1, bool: 2, none: 4, string: 8, reference: 16, unbound: 32 } as const

/**
 * A value while a program is lowered. Most are known then (`constant`, objects, functions); what depends on the schedule
 * is an expression over registers of the thread that is being lowered (`dynamic`).
 */
export type Value =
  | { readonly kind: 'constant'; readonly value: number | boolean | null | string }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'unbound' }
  /** The value of a variable of a loop's body at the start of the next round, which does not read it. */
  | { readonly kind: 'forgotten' }
  | { readonly kind: 'dynamic'; readonly expression: Expression; readonly type: Type }
  | { readonly kind: 'tuple'; readonly items: readonly Value[] }
  /** The elements of a list that only this thread can see, or that no thread changes. */
  | { readonly kind: 'elements'; readonly items: readonly Value[] }
  | { readonly kind: 'range'; readonly start: Value; readonly stop: Value; readonly step: number }
  | { readonly kind: 'object'; readonly object: HeapObject }
  | FunctionValue
  | { readonly kind: 'bound'; readonly self: HeapObject; readonly callee: FunctionValue }
  | { readonly kind: 'method'; readonly self: HeapObject; readonly name: string }
  | { readonly kind: 'class'; readonly class: ClassObject }
  | { readonly kind: 'module'; readonly name: string }
  | { readonly kind: 'builtin'; readonly name: string }
  /** What a loop or a call visits once, such as the value of `reversed(a)`; it is in no variable. */
  | { readonly kind: 'iterator'; readonly name: string; readonly items: readonly Value[]; readonly hasLength: boolean }
  /**
   * A string whose characters do not matter to the program: the program can only print it. The values that it is made
   * of, one after the other; null if nobody looks at them, or if they are not known.
   */
  | { readonly kind: 'text'; readonly parts: readonly Value[] | null }
  /** The value after a reported mistake; it causes no further reports. */
  | { readonly kind: 'poison' }

/** A function of the program, in the tree of its language: one object for all executions of its definition. */
export interface Callable {
  readonly name: string
  readonly span: Span
}

export interface FunctionValue {
  readonly kind: 'function'
  readonly callable: Callable
  /** The frame of its definition, for the enclosing variables; null for the module. */
  readonly frame: Frame | null
  readonly fallbacks: ReadonlyMap<string, Value>
}

/** A class of the program or of the language. */
export interface ClassObject {
  readonly name: string
  /**
   * The class in the tree of its language, one object for all executions of its definition; null for one of the
   * language.
   */
  readonly declaration: object | null
  readonly parent: ClassObject | null
  readonly kind: 'plain' | 'thread' | 'exception'
  readonly methods: ReadonlyMap<string, FunctionValue>
  readonly attributes: ReadonlyMap<string, Cell>
  /** Fields that a call of the class sets, in order; null if it has none. */
  readonly fields: readonly { readonly name: string; readonly fallback: Value | null }[] | null
  /** Whether objects are equal if their fields are. */
  readonly comparesFields: boolean
  /** Whether objects are ordered by their fields. */
  readonly isOrdered: boolean
  /** Whether fields cannot be assigned. */
  readonly isFrozen: boolean
}

/** A class whose objects are compared by identity, and can be changed. */
export const byIdentity = { comparesFields: false, isOrdered: false, isFrozen: false } as const

/** Creates a class of the language, which has no members that a program could read. */
export function languageClass(name: string, kind: ClassObject['kind'], parent: ClassObject | null = null): ClassObject {
  return { name, declaration: null, parent, kind, methods: new Map(), attributes: new Map(), fields: null, ...byIdentity }
}

/** Reports whether a class is another, or a subclass of it. */
export function isSubclass(of: ClassObject, above: ClassObject): boolean {
  for (let each: ClassObject | null = of; each !== null; each = each.parent) {
    if (each === above || (each.declaration !== null && each.declaration === above.declaration)) return true
  }
  return false
}

/** The arguments of a call. */
export interface Arguments {
  readonly positional: readonly Value[]
  readonly keywords: ReadonlyMap<string, Value>
}

export const noArguments: Arguments = { positional: [], keywords: new Map() }

export type Dynamic = Value & { readonly kind: 'dynamic' }

export const none: Value = { kind: 'constant', value: null }
export const unbound: Value = { kind: 'unbound' }
export const poison: Value = { kind: 'poison' }

export function constant(value: number | boolean | null | string): Value {
  return { kind: 'constant', value }
}

export function object(of: HeapObject): Value {
  return { kind: 'object', object: of }
}

const nothing: ReadonlySet<number> = new Set()

export function typeOf(kinds: number, references: ReadonlySet<number> = nothing): Type {
  return { kinds, references }
}

export const intType: Type = typeOf(Kind.int)
export const boolType: Type = typeOf(Kind.bool)

export function dynamic(expression: Expression, type: Type): Dynamic {
  return { kind: 'dynamic', expression, type }
}

export function register(index: number, type: Type): Dynamic {
  return dynamic({ kind: 'register', register: index }, type)
}

/** `None`, and every string and object, is an integer that no sum of small numbers reaches. */
export const noneCode = -2147483648
export const unboundCode = -2147483647
const firstStringCode = -2147483000
const firstObjectCode = -2147400000
/** No number of a program is less than this: the codes of other values are. */
export const leastNumber = -2147390000

/** The kinds of values that are shown by codes. */
export const codedKinds: number = Kind.none | Kind.string | Kind.reference | Kind.unbound

/**
 * Returns a number for a place, or a comparison, in which values of other kinds have codes: the failure `overflow` if the
 * number is less than any number of a program, since it would be taken for one of them.
 */
export function apart(expression: Expression, { kinds }: Type, others: number): Expression {
  const isSafe = expression.kind === 'constant' || (kinds & Kind.int) === 0 || (kinds & codedKinds) !== 0
  if (isSafe || (others & codedKinds) === 0) return expression
  const room: Expression = { kind: 'constant', value: leastNumber - noneCode }
  const lower: Expression = { kind: 'binary', operator: '-', left: expression, right: room }
  return { kind: 'binary', operator: '+', left: lower, right: room }
}

/** The strings and objects of a program, numbered. The same in every pass over it. */
export class Codes {
  private readonly strings: string[] = []
  private readonly objects = new Map<string, number>()

  stringCode(text: string): number {
    const known = this.strings.indexOf(text)
    return firstStringCode + (known === -1 ? this.strings.push(text) - 1 : known)
  }

  objectCode(key: string): number {
    const known = this.objects.get(key)
    if (known !== undefined) return known
    const code = firstObjectCode + this.objects.size
    this.objects.set(key, code)
    return code
  }

  /** Returns every string with its code. */
  allStrings(): [string, number][] {
    return this.strings.map((text, index) => [text, firstStringCode + index])
  }
}

export function union(one: Type, other: Type): Type {
  if (includes(one, other)) return one
  return typeOf(one.kinds | other.kinds, new Set([...one.references, ...other.references]))
}

/** Reports whether the first type includes the second. */
export function includes(type: Type, part: Type): boolean {
  if ((type.kinds & part.kinds) !== part.kinds) return false
  for (const code of part.references) if (!type.references.has(code)) return false
  return true
}

/** Returns the value as an integer of the IR with its type, or null if the IR has no integer for it. */
export function encoded(value: Value, codes: Codes): { expression: Expression; type: Type } | null {
  const known = (code: number, type: Type): { expression: Expression; type: Type } => ({
    expression: { kind: 'constant', value: code },
    type,
  })
  switch (value.kind) {
    case 'dynamic':
      return value
    case 'constant': {
      const plain = value.value
      if (plain === null) return known(noneCode, typeOf(Kind.none))
      if (typeof plain === 'boolean') return known(plain ? 1 : 0, boolType)
      if (typeof plain === 'string') return known(codes.stringCode(plain), typeOf(Kind.string))
      return known(plain, intType)
    }
    case 'unbound':
      return known(unboundCode, typeOf(Kind.unbound))
    case 'object':
      return known(value.object.code, typeOf(Kind.reference, new Set([value.object.code])))
    case 'float':
    case 'forgotten':
    case 'tuple':
    case 'elements':
    case 'range':
    case 'function':
    case 'bound':
    case 'method':
    case 'class':
    case 'module':
    case 'builtin':
    case 'iterator':
    case 'text':
    case 'poison':
      return null
    default:
      return unreachable(value)
  }
}

/** Reports whether two values are certainly the same. */
export function isSame(one: Value, other: Value): boolean {
  if (one === other) return true
  if (one.kind === 'constant' && other.kind === 'constant') return one.value === other.value
  if (one.kind === 'float' && other.kind === 'float') return one.value === other.value
  if (one.kind === 'object' && other.kind === 'object') return one.object === other.object
  if (one.kind === 'unbound' || one.kind === 'forgotten' || one.kind === 'poison') return one.kind === other.kind
  if (one.kind === 'dynamic' && other.kind === 'dynamic') {
    return includes(one.type, other.type) && includes(other.type, one.type) && sameExpression(one.expression, other.expression)
  }
  const [items, others] = [itemsOf(one), itemsOf(other)]
  if (items !== null && others !== null && one.kind === other.kind) {
    return items.length === others.length && items.every((item, index) => isSame(item, others[index] ?? poison))
  }
  if (one.kind === 'function' && other.kind === 'function') {
    return one.callable === other.callable && one.frame === other.frame
  }
  if (one.kind === 'bound' && other.kind === 'bound') {
    return one.self === other.self && one.callee.callable === other.callee.callable
  }
  if (one.kind === 'method' && other.kind === 'method') return one.self === other.self && one.name === other.name
  if (one.kind === 'class' && other.kind === 'class') return one.class === other.class
  if (one.kind === 'builtin' && other.kind === 'builtin') return one.name === other.name
  if (one.kind === 'module' && other.kind === 'module') return one.name === other.name
  if (one.kind === 'range' && other.kind === 'range') {
    return one.step === other.step && isSame(one.start, other.start) && isSame(one.stop, other.stop)
  }
  return one.kind === 'text' && other.kind === 'text' && items === null && others === null
}

/** The values in a tuple, a list or a text, each of which has a place of its own; null for all others. */
export function itemsOf(value: Value): readonly Value[] | null {
  if (value.kind === 'tuple' || value.kind === 'elements') return value.items
  return value.kind === 'text' ? value.parts : null
}

/** A tuple, list or text of the same kind with other values in it. */
export function withItems(like: Value, items: readonly Value[]): Value {
  if (like.kind === 'tuple' || like.kind === 'elements') return { kind: like.kind, items }
  return like.kind === 'text' ? { kind: 'text', parts: items } : like
}

export function sameExpression(one: Expression, other: Expression): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}
