import type { Span } from '../../../base/source.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import type { Arguments, Value } from '../../lowering/values.ts'
import type { ClassEntry } from '../objects/object-class.ts'
import { type Parameter, signature } from '../objects/signature.ts'

/**
 * How the arguments of a call are evaluated: as values; as what is looked at for its elements only, so that a list there
 * need not be an object; not at all; or not at all where nobody hears of them and reading is all that they do.
 */
export type Evaluation = 'values' | 'elements' | 'nothing' | 'heard'

/** Something that Python or one of its modules defines. */
export type Entry =
  | {
      readonly kind: 'function'
      readonly path: string
      readonly parameters: readonly Parameter[]
      readonly call: (c: Lowering, args: Arguments, span: Span) => Value
      readonly evaluation: Evaluation
    }
  /** An exception, or what may be named but not called. */
  | { readonly kind: 'name'; readonly path: string }
  | { readonly kind: 'module'; readonly path: string }
  /** What may not be named: a hint says what to write instead. */
  | { readonly kind: 'refused'; readonly path: string; readonly hint: string }

/** A module or class of the library: what may be named, and what its objects can do. */
export interface LibraryPart {
  readonly entries: readonly Entry[]
  readonly classes?: readonly ClassEntry[]
}

/** A function or class with its parameters as Python writes them. */
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
