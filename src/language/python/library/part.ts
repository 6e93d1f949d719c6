import type { Span } from '../../../base/source.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import type { Arguments, Value } from '../../lowering/values.ts'
import type { ClassEntry } from '../objects/object-class.ts'
import { type Parameter, signature } from '../objects/signature.ts'

/**
 * How the arguments of a call are evaluated: as values; only for their elements, so that a list need not be an object;
 * not at all; or not at all if the values are not observed and their evaluation only reads.
 */
export type Evaluation = 'values' | 'elements' | 'nothing' | 'heard'

/** A definition of Python or one of its modules. */
export type Entry =
  | {
      readonly kind: 'function'
      readonly path: string
      readonly parameters: readonly Parameter[]
      readonly call: (c: Lowering, args: Arguments, span: Span) => Value
      readonly evaluation: Evaluation
    }
  /** An exception, or another name that cannot be called. */
  | { readonly kind: 'name'; readonly path: string }
  | { readonly kind: 'module'; readonly path: string }
  /** A name outside of the subset, with a hint for what to write instead. */
  | { readonly kind: 'refused'; readonly path: string; readonly hint: string }

/** A module or class of the library: its names, and the behaviour of its objects. */
export interface LibraryPart {
  readonly entries: readonly Entry[]
  readonly classes?: readonly ClassEntry[]
}

/** Defines a function or class, with its parameters in Python's notation. */
export function define(
  path: string,
  parameters: string,
  call: (c: Lowering, args: Arguments, span: Span) => Value,
  evaluation: Evaluation = 'values',
): Entry {
  return { kind: 'function', path, parameters: signature(parameters), call, evaluation }
}

export function refuse(path: string, hint: string): Entry {
  return { kind: 'refused', path, hint }
}
