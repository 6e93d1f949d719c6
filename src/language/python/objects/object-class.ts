import type { Span } from '../../../base/source.ts'
import type { HeapObject } from '../../lowering/heap.ts'
import type { Behaviour, Lowering } from '../../lowering/lowering.ts'
import type { Arguments, Value } from '../../lowering/values.ts'
import { fits, type Parameter, signature } from './signature.ts'

/** A method: its parameters without `self`, and what a call of it does. */
export interface Method<Self> {
  readonly parameters: readonly Parameter[]
  readonly call: (c: Lowering, self: Self, args: Arguments, span: Span) => Value
}

/** A class of Python's library: what its objects can do. */
export interface ObjectClass<Self> {
  readonly methods?: Readonly<Record<string, Method<Self>>>
  /** Attributes that are not methods; one without `write` cannot be set. */
  readonly attributes?: Readonly<
    Record<string, { readonly read?: (self: Self) => Value; readonly write?: (self: Self, value: Value) => void }>
  >
  /** The effect of `with`. */
  readonly enter?: (c: Lowering, self: Self, span: Span) => void
  readonly leave?: (c: Lowering, self: Self, span: Span) => void
  /** The elements that a loop visits. */
  readonly elements?: (c: Lowering, self: Self, span: Span) => readonly Value[]
}

/** Defines a method with its parameters in Python's notation. */
export function method<Self>(parameters: string, call: Method<Self>['call']): Method<Self> {
  return { parameters: signature(parameters), call }
}

/** A class in the registry. */
export interface ClassEntry {
  /** The parameters of each method. */
  readonly signatures: ReadonlyMap<string, readonly Parameter[]>
  /** Returns the behaviour of an object of the class; null for other objects. */
  behaviourOf(object: HeapObject): Behaviour | null
}

/** Connects the behaviour of the objects of a class with the class, which identifies them. */
export function objectClass<Self extends HeapObject>(
  of: abstract new (...args: never) => Self,
  description: ObjectClass<Self>,
): ClassEntry {
  return {
    signatures: new Map(Object.entries(description.methods ?? {}).map(([name, { parameters }]) => [name, parameters])),
    behaviourOf: (object) => (object instanceof of ? behaviourOf(object, description) : null),
  }
}

function behaviourOf<Self>(
  self: Self,
  { methods = {}, attributes = {}, enter, leave, elements }: ObjectClass<Self>,
): Behaviour {
  return {
    methods: Object.keys(methods),
    call: (c, name, args, span) => {
      const found = Object.hasOwn(methods, name) ? methods[name] : undefined
      if (found === undefined) return null
      return fits(found.parameters, args) ? found.call(c, self, args, span) : c.raise('TypeError', span)
    },
    attribute: (name) => attributes[name]?.read?.(self) ?? null,
    set: (name, value) => {
      const write = attributes[name]?.write
      write?.(self, value)
      return write !== undefined
    },
    guard:
      enter === undefined || leave === undefined
        ? null
        : { enter: (c, span) => enter(c, self, span), leave: (c, span) => leave(c, self, span) },
    elements: (c, span) => elements?.(c, self, span) ?? null,
  }
}
