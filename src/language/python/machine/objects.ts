import type { Span } from '../../../base/source.ts'
import type { Opcode, Passing } from './code.ts'
import type { Plain } from './values.ts'

/** A value of a Python program in the machine. */
export type Value = Plain | Tuple | Range | Slice | Bound | Native | Obj

/** A tuple; `type` is the class of a named tuple. */
export class Tuple {
  readonly items: readonly Value[]
  readonly type: Obj | null

  constructor(items: readonly Value[], type: Obj | null = null) {
    this.items = items
    this.type = type
  }
}

export class Range {
  readonly start: number
  readonly stop: number
  readonly step: number

  constructor(start: number, stop: number, step: number) {
    this.start = start
    this.stop = stop
    this.step = step
  }

  get length(): number {
    const { start, stop, step } = this
    return Math.max(0, Math.ceil((stop - start) / step))
  }
}

export class Slice {
  readonly lower: Value
  readonly upper: Value
  readonly step: Value

  constructor(lower: Value, upper: Value, step: Value) {
    this.lower = lower
    this.upper = upper
    this.step = step
  }
}

/** A method with the object that it is called on. `callee` is a function of the program or of the machine. */
export class Bound {
  readonly self: Value
  readonly callee: Obj | Native

  constructor(self: Value, callee: Obj | Native) {
    this.self = self
    this.callee = callee
  }
}

/** A function of the machine, by the path in its table: `len`, `list.append`. */
export class Native {
  readonly path: string

  constructor(path: string) {
    this.path = path
  }
}

/**
 * What an object is made of. `instance` has attributes only; `cell` is a variable that an inner function captures.
 * `deque` is a list whose first end is quick, which is no difference here.
 */
export type Kind =
  | 'instance'
  | 'list'
  | 'deque'
  | 'dict'
  | 'set'
  | 'frozenset'
  | 'class'
  | 'module'
  | 'function'
  | 'cell'
  | 'iterator'
  | 'generator'

/** An entry of a dict or set. */
export interface Entry {
  readonly key: Value
  readonly value: Value
}

/** What never changes about an object: the code of a function, the name and bases of a class. */
export interface Fixed {
  readonly name?: string
  readonly code?: Code
  readonly defaults?: readonly Value[]
  readonly keywordDefaults?: ReadonlyMap<string, Value>
  readonly closure?: readonly Obj[]
  readonly module?: Obj
  readonly bases?: readonly Obj[]
  readonly mro?: readonly Obj[]
  /** Of a class: the layout of its instances. */
  readonly layout?: Kind | 'plain'
  /** Of a class of the machine: its name in the table of natives. */
  readonly native?: boolean
  /** Of an iterator: what it does, and what it visits. */
  readonly visits?: string
  readonly sources?: readonly Value[]
}

const noFixed: Fixed = {}

/**
 * An object of the heap. As long as only one thread can reach it, its content is in it; from then on (`shared`) its content
 * is in cells of the memory that threads share, and only `kind`, `type` and `fixed` count.
 */
export class Obj {
  readonly kind: Kind
  readonly type: Obj | null
  readonly fixed: Fixed
  /** Where it was made, for what is known about all objects made there. */
  readonly site: string
  /** Its identity, once other threads may reach it. */
  shared: string | null = null
  /** Attributes, and what else belongs to it. */
  fields: Map<string, Value> = new Map()
  items: Value[] = []
  entries: Map<string, Entry> = new Map()
  frame: Frame | null = null
  /** Whether all processes have its content in common; of any other object each process has a copy of its own. */
  isCommon = false
  /** A number that tells objects of one execution apart, copies of one included. It is no part of a state. */
  readonly serial: number

  static count = 0

  constructor(kind: Kind, type: Obj | null, site: string, fixed: Fixed = noFixed, serial: number = Obj.count++) {
    this.kind = kind
    this.type = type
    this.site = site
    this.fixed = fixed
    this.serial = serial
  }
}

/** A value that depends on what the thread has read: the registers that hold what was read, and whether it was computed. */
export class Tainted {
  readonly value: Value
  readonly registers: readonly number[]
  readonly computed: boolean

  constructor(value: Value, registers: readonly number[], computed: boolean) {
    this.value = value
    this.registers = registers
    this.computed = computed
  }
}

/** What a place of a frame holds. */
export type Slot = Value | Tainted | undefined

/** What becomes of the result of a call: where it goes, and the values that this needs. */
export interface Then {
  readonly kind:
    | 'push'
    | 'drop'
    | 'instance'
    | 'truth'
    | 'not-truth'
    | 'iterate'
    | 'iterator'
    | 'send'
    | 'default'
    | 'compare'
    | 'binary'
    | 'contains'
    | 'length'
    | 'text'
    | 'class-body'
    | 'nested'
    | 'replace'
  readonly values: readonly Value[]
  readonly word: string
  readonly target: number
}

export class Frame {
  readonly code: Code
  readonly module: Obj
  pc = 0
  locals: Slot[]
  stack: Slot[] = []
  /** Exceptions that are being handled, the innermost last. */
  handling: Value[] = []
  onResult: Then
  /** Of the body of a class: its namespace. */
  namespace: Map<string, Value> | null = null
  /** The generator whose frame it is. */
  generator: Obj | null = null

  constructor(code: Code, module: Obj, then: Then) {
    this.code = code
    this.module = module
    this.onResult = then
    this.locals = new Array<Slot>(code.slots).fill(undefined)
  }
}

/** The exception that the innermost `except` or `finally` handles. */
export function handledException(frames: readonly Frame[]): Obj | null {
  for (let at = frames.length - 1; at >= 0; at--) {
    const found = frames[at]?.handling.at(-1)
    if (found instanceof Obj) return found
  }
  return null
}

export const push: Then = { kind: 'push', values: [], word: '', target: 0 }
export const drop: Then = { kind: 'drop', values: [], word: '', target: 0 }

/** Returns the value in a place without what is known about where it comes from. */
export function bare(slot: Slot): Value {
  if (slot instanceof Tainted) return slot.value
  return slot === undefined ? null : slot
}

/** What a slot depends on, for the result of an operator. */
export function combinedRegisters(...slots: readonly Slot[]): readonly number[] | null {
  const found = new Set<number>()
  let isTainted = false
  for (const slot of slots) {
    if (slot === undefined || slot === null || typeof slot !== 'object' || !('registers' in slot)) continue
    isTainted = true
    for (const register of slot.registers) found.add(register)
  }
  return isTainted ? [...found].sort((a, b) => a - b) : null
}

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

/** Where an exception goes that is raised from `from` to `to` (exclusive): to `target`, with a stack of `depth`. */
export interface Region {
  readonly from: number
  readonly to: number
  readonly target: number
  readonly depth: number
  readonly handling: number
}

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
