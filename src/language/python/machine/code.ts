import type { Span } from '../../../base/source.ts'
import type { Value } from './objects.ts'

/** An instruction of the machine. What `a` and `b` are depends on the instruction; `compile` has a line on each. */
export interface Op {
  readonly op: Opcode
  readonly a: number
  readonly name: string
  readonly value: Value
  readonly names: readonly string[]
  readonly code: Code | null
  readonly span: Span
}

export const opcodes = [
  'CONST',
  'LOCAL',
  'SET_LOCAL',
  'DEL_LOCAL',
  'GLOBAL',
  'SET_GLOBAL',
  'DEL_GLOBAL',
  'NAME',
  'SET_NAME',
  'DEL_NAME',
  'CELL',
  'SET_CELL',
  'DEL_CELL',
  'CLOSURE',
  'ATTRIBUTE',
  'SET_ATTRIBUTE',
  'DEL_ATTRIBUTE',
  'SPECIAL',
  'ITEM',
  'SET_ITEM',
  'DEL_ITEM',
  'BINARY',
  'UNARY',
  'COMPARE',
  'IS',
  'CONTAINS',
  'NOT',
  'TRUTH',
  'JUMP',
  'JUMP_IF',
  'JUMP_IF_NOT',
  'POP',
  'COPY',
  'SWAP',
  'TUPLE',
  'LIST',
  'SET',
  'DICT',
  'APPEND',
  'EXTEND',
  'ADD',
  'UPDATE',
  'ENTRY',
  'MERGE',
  'TO_TUPLE',
  'STRING',
  'FORMAT',
  'SLICE',
  'UNPACK',
  'UNPACK_REST',
  'ITER',
  'NEXT',
  'CALL',
  'CALL_SPREAD',
  'FUNCTION',
  'CLASS',
  'RETURN',
  'YIELD',
  'SEND',
  'AWAITABLE',
  'RAISE',
  'RERAISE',
  'HANDLE',
  'UNHANDLE',
  'MATCHES',
  'IMPORT',
  'IMPORT_FROM',
  'CAUGHT',
  'MATCH',
  'PROGRESS',
] as const
export type Opcode = (typeof opcodes)[number]

/** Where an exception goes that is raised from `from` to `to` (exclusive): to `target`, with a stack of `depth`. */
export interface Region {
  readonly from: number
  readonly to: number
  readonly target: number
  readonly depth: number
  readonly handling: number
}

export type Passing = 'positional' | 'either' | 'keyword' | 'rest' | 'rest-keywords'

/** The code of a function, a class body or a module. */
export interface Code {
  /** The text that its body begins with. */
  readonly doc: string | null
  readonly index: number
  readonly name: string
  readonly qualified: string
  readonly span: Span
  readonly parameters: readonly { readonly name: string; readonly passing: Passing; readonly optional: boolean }[]
  /** Places for local variables, by number. A name in `cells` is captured by an inner function. */
  readonly locals: readonly string[]
  readonly slots: number
  /** The cells that it makes, as places of the parameter with that name or -1, and those of enclosing functions after them. */
  readonly cells: readonly string[]
  readonly free: readonly string[]
  readonly isGenerator: boolean
  readonly isAsync: boolean
  /** Whether it is part of the machine's library, so that its lines are not those of the program. */
  readonly isLibrary: boolean
  readonly isClass: boolean
  readonly instructions: Op[]
  readonly regions: Region[]
}
