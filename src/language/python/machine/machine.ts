import type { Span } from '../../../base/source.ts'
import { type Classes, isSubclass } from './classes.ts'
import { Containers } from './containers.ts'
import { Blocked, type Memory, Phase, Stop } from './memory.ts'
import type { Code, Op } from './objects.ts'
import {
  Bound,
  bare,
  combinedRegisters,
  Frame,
  handledException,
  Native,
  Obj,
  push,
  Range,
  type Slot,
  type Then,
  Tuple,
  type Value,
} from './objects.ts'
import { Raised, Unsupported } from './values.ts'
import { Wanted } from './wanted.ts'

/** An exception of the program on its way to a handler. */
export class Raising extends Error {
  readonly exception: Obj
  /** Whether it comes out of a call within the instruction, where it was raised already. */
  readonly isUnderWay: boolean

  constructor(exception: Obj, isUnderWay = false) {
    super('an exception of the program')
    this.exception = exception
    this.isUnderWay = isUnderWay
  }
}

/**
 * A function of the machine: gets its arguments, and returns the result, or undefined if it has arranged that `then` gets it.
 */
export type NativeFunction = (
  m: Machine,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
  then: Then,
) => Value | undefined

/** Where a step is in the text of the program; `text` says what it does if only code of the library is at work. */
export interface Place {
  readonly span: Span
  readonly text: string | null
}

/** How a thread came to rest. */
export type Rest =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'raised'; readonly exception: Obj; readonly span: Span }
  /** It executed as many instructions as it was allowed, without a step. */
  | { readonly kind: 'unfinished' }

/** A thread that a step has started. */
export interface Spawned {
  readonly thread: Obj
  /** The process to which it belongs. */
  readonly process: string
  readonly frames: Frame[]
}

/** Marks between steps that are no steps, for reports. */
export type Mark = { readonly kind: 'progress' }

/** The deepest nesting of calls, as in CPython. */
const deepestCalls = 1000
/** So many instructions are executed without a step before somebody looks whether there will ever be one. */
const mostInstructions = 2_000_000

/** A machine that executes one thread at a time. Everything that a state of a thread has is in `frames`. */
export class Machine {
  readonly classes: Classes
  readonly memory: Memory
  readonly containers: Containers
  readonly natives: ReadonlyMap<string, NativeFunction>
  readonly codes: Code[]
  readonly modules: Map<string, Obj> = new Map()
  readonly host: Host
  frames: Frame[] = []
  /** What the instruction has to do yet that a thread is in the middle of; its parts are values of the program. */
  phase: Tuple | null = null
  /** The object of the thread that is executed; null for the main thread as long as nobody asks for it. */
  self: Obj | null = null
  spawned: Spawned[] = []
  /** Whether an operator had a result of more than 32 bits. */
  hasLargeIntegers = false
  /** What an observer has looked at last. */
  observed: Value = null
  /** What an observer can name besides the variables of the module: local variables of functions, by how to read them. */
  readonly observable: Map<string, () => Value | undefined> = new Map()
  /** What the program prints, if somebody looks at it: the field `text` of this object. */
  output: Obj | null = null
  /** Whether threads that wait for a condition may also wake spuriously. */
  wakesSpuriously = false
  /** The most rounds of a range in code that threads execute; null if there is no such bound. */
  bound: number | null = null
  /** Where ranges were cut. */
  readonly cuts: Set<number> = new Set()

  /** A range with no more rounds than the user wants. */
  cut(range: Range): Range {
    if (this.bound === null || this.memory.isInitial || range.length <= this.bound) return range
    this.cuts.add(this.span.start)
    return new Range(range.start, range.start + this.bound * range.step, range.step)
  }

  /** Other values for constants of the module. */
  readonly overrides: Map<string, Value> = new Map()
  /** The code of the program's module. */
  program: Code | null = null
  /** What a program prints goes here. */
  print: NativeFunction = () => null
  /** What happens before the first thread starts. */
  beforeStart: () => void = () => undefined
  marks: Mark[] = []
  private depth = 0
  /** Whether threads are tasks of an event loop. */
  hasLoop = false
  /** Whether a task waits as tasks do, so that others can go on. */
  isAwaiting = false

  private raisedAt: Span = { start: 0, end: 0 }

  constructor(classes: Classes, memory: Memory, codes: Code[], natives: ReadonlyMap<string, NativeFunction>, host: Host) {
    this.classes = classes
    this.memory = memory
    this.containers = new Containers(memory)
    this.codes = codes
    this.natives = natives
    this.host = host
    memory.onStep = () => {
      this.stepAt = this.placeIn(-1)
    }
  }

  get top(): Frame {
    const frame = this.frames.at(-1)
    if (frame === undefined) throw new Error('no frame')
    return frame
  }

  /** The instruction that is executed. */
  get current(): Op | undefined {
    const frame = this.frames.at(-1)
    return frame?.code.instructions[frame.pc]
  }

  /** Where in the program's text a thread is: in the innermost frame that is not the library's. */
  get span(): Span {
    return this.placeIn(this.frames.length - 1).span
  }

  private stepAt: Place | null = null

  /** Where the step took place that was executed last; null if nothing in it was a step. Asked once. */
  stepPlace(): Place | null {
    const found = this.stepAt
    this.stepAt = null
    return found
  }

  /** `next` is the frame whose next instruction is meant; all others are within an instruction. */
  private placeIn(next: number): Place {
    for (let at = this.frames.length - 1; at >= 0; at--) {
      const frame = this.frames[at]
      if (frame === undefined || frame.code.isLibrary) continue
      const pc = at === next ? frame.pc : frame.pc - 1
      return { span: (frame.code.instructions[pc] ?? frame.code).span, text: null }
    }
    const name = this.frames.at(-1)?.code.name ?? ''
    return { span: { start: 0, end: 0 }, text: name.replace(/_+/g, ' ').trim() }
  }

  /** A text that is the same for all objects that are made where the thread is. */
  get site(): string {
    const frame = this.frames.at(-1)
    return frame === undefined ? '' : `${frame.code.index}:${frame.pc}`
  }

  /** Executes until the next step begins, the thread ends, or so many instructions are executed. */
  run(most: number = mostInstructions): Rest {
    return this.loop(0, most)
  }

  private loop(floor: number, most: number): Rest {
    for (let count = 0; this.frames.length > floor; count++) {
      if (count >= most) return { kind: 'unfinished' }
      const frame = this.top
      const op = frame.code.instructions[frame.pc]
      if (op === undefined) throw new Error('the code has no more instructions')
      if (this.depth === 0) this.memory.instruction()
      const stack = [...frame.stack]
      const { length } = this.frames
      frame.pc++
      const { atOnce } = this
      try {
        this.host.execute(this, frame, op)
        if (atOnce) this.atOnce = false
      } catch (error) {
        if (atOnce) this.atOnce = false
        const failing = this.frames.at(-1)
        if (failing !== undefined) failing.pc--
        if (error instanceof Stop || error instanceof Blocked || error instanceof Phase || error instanceof Wanted) {
          if (this.frames.length < length) throw new Unsupported('this return reads what threads share', 'use a variable')
          this.frames.length = length
          if (failing !== frame) frame.pc--
          frame.stack = stack
          if (error instanceof Wanted && !this.atOnce) {
            this.atOnce = !this.obtain(frame, error)
            continue
          }
          if (error instanceof Phase && floor > 0)
            throw new Unsupported('waiting within this call is not supported', 'wait in a statement of its own')
          // What waits for something that nobody changes asks in no step, so that the one before it may be on its way.
          const isBefore = error instanceof Blocked && this.memory.token === 0
          if (floor > 0 || (error instanceof Blocked && !isBefore) || error instanceof Wanted) throw error
          return { kind: 'stopped' }
        }
        const exception = this.exceptionOf(error)
        this.raisedAt = this.span
        if (!(error instanceof Raising && error.isUnderWay)) this.noteContext(exception, op)
        const rest = this.unwind(exception, floor)
        if (rest !== null) {
          if (floor > 0) throw new Raising(rest, true)
          return { kind: 'raised', exception: rest, span: this.raisedAt }
        }
      }
    }
    return { kind: 'ended' }
  }

  /** Whether what an instruction wants is made at once: its operand is in a list of arguments, where it must stay. */
  private atOnce = false

  /** What an instruction wants of an operand: made at once, or before the instruction is executed again. */
  want(value: Value, callee: Value, isText = ''): Value {
    if (!this.atOnce) throw new Wanted(value, callee, isText)
    this.atOnce = false
    try {
      return this.nested(callee, [value])
    } finally {
      this.atOnce = true
    }
  }

  /**
   * Makes what an instruction wants of one of its operands, by code of the program, instead of the operand. The
   * instruction is executed again then.
   */
  private obtain(frame: Frame, { value, callee, isText }: Wanted): boolean {
    const at = frame.stack.findLastIndex((slot) => bare(slot) === value)
    if (at === -1) return false
    const word = isText === '' ? '' : `text ${isText}`
    this.call(callee, [value], new Map(), { kind: 'replace', values: [], word, target: at })
    return true
  }

  /** The exception of an error that an instruction throws; an error that is none is thrown further. */
  exceptionOf(error: unknown): Obj {
    if (error instanceof Raising) return error.exception
    if (error instanceof Raised) {
      return this.makeException(error.exception, error.message === '' ? [] : [error.message])
    }
    throw error
  }

  makeException(name: string, args: readonly Value[]): Obj {
    const exception = new Obj('instance', this.classes.named(name), 'exception')
    exception.fields.set('args', new Tuple(args))
    return exception
  }

  /** What to throw so that the program gets an exception. */
  raising(exception: Obj): Raising {
    return new Raising(exception)
  }

  /** The names and texts in the code of the program. */
  mentioned: ReadonlySet<string> = new Set()

  /** Notes the exception during whose handling another is raised. */
  private noteContext(exception: Obj, op: Op): void {
    if (!this.mentioned.has('__context__') || op.op === 'RERAISE' || exception.shared !== null) return
    const handled = handledException(this.frames)
    if (handled === null || handled === exception) return
    for (let each: Value = handled; each instanceof Obj; each = each.fields.get('.context') ?? null) {
      if (each.fields.get('.context') === exception) each.fields.delete('.context')
    }
    exception.fields.set('.context', handled)
  }

  /** Goes to the innermost handler; returns null, or what there is no handler for above a depth. */
  private unwind(exception: Obj, floor: number): Obj | null {
    const isStop = isSubclass(this.classes.of(exception), this.classes.named('StopIteration'))
    while (this.frames.length > floor) {
      const frame = this.top
      const { pc } = frame
      const region = frame.code.regions.find((each) => pc >= each.from && pc < each.to)
      if (region !== undefined) {
        frame.stack.length = region.depth
        frame.handling.length = Math.min(frame.handling.length, region.handling)
        frame.stack.push(exception)
        frame.pc = region.target
        return null
      }
      this.frames.pop()
      if (frame.generator !== null) {
        frame.generator.frame = null
        frame.generator.fields.set('state', 'ended')
        if (isStop) {
          const kind = frame.code.isAsync ? 'coroutine' : 'generator'
          const made = this.makeException('RuntimeError', [`${kind} raised StopIteration`])
          made.fields.set('.cause', exception)
          made.fields.set('.context', exception)
          if (this.frames.length > floor) this.top.pc--
          return this.unwind(made, floor)
        }
      }
      if (isStop && this.frames.length >= floor && this.stopped(frame.onResult, exception)) return null
      if (this.frames.length > floor) this.top.pc--
      if (this.frames.length > floor && this.top.pc < 0) throw new Error('a frame before its code')
    }
    return exception
  }

  /** `StopIteration` reaches the one who asked for the next value. */
  stopped(then: Then, exception: Obj): boolean {
    if (this.frames.length === 0) return false
    const frame = this.top
    switch (then.kind) {
      case 'iterate':
        frame.stack.pop()
        frame.pc = then.target
        return true
      case 'send': {
        const args = this.memory.read(exception, 'args')
        frame.stack.pop()
        frame.stack.push(args instanceof Tuple ? (args.items[0] ?? null) : null)
        frame.pc = then.target
        return true
      }
      case 'default':
        frame.stack.push(then.values[0] ?? null)
        return true
      default: // nobody asked for a next value
        return false
    }
  }

  /** Gives the result of a call to the one who waits for it. */
  deliver(then: Then, slot: Slot): void {
    this.host.deliver(this, then, slot)
  }

  /** Calls something; `then` says what becomes of the result. */
  call(callee: Value, args: readonly Slot[], keywords: ReadonlyMap<string, Slot>, then: Then): void {
    if (callee instanceof Bound) return this.call(callee.callee, [callee.self, ...args], keywords, then)
    if (callee instanceof Native) {
      const native = this.natives.get(callee.path)
      if (native === undefined) throw refusedFunction(callee.path)
      const plain = new Map([...keywords].map(([name, slot]) => [name, bare(slot)]))
      const registers = combinedRegisters(...args, ...keywords.values())
      if (registers !== null && this.depth === 0) this.memory.dependence = registers
      const result = native(this, this.host.operands(this, callee.path, args.map(bare)), plain, then)
      if (result !== undefined) this.deliver(then, this.host.tainted(this, result, [...args, ...keywords.values()]))
      return
    }
    if (callee instanceof Obj && callee.kind === 'function') return this.callFunction(callee, args, keywords, then)
    if (callee instanceof Obj && callee.kind === 'class') return this.host.construct(this, callee, args, keywords, then)
    const own = this.host.special(this, callee, '__call__')
    if (own === undefined) throw new Raised('TypeError', `'${this.classes.nameOf(callee)}' object is not callable`)
    this.call(own, args, keywords, then)
  }

  private callFunction(callee: Obj, args: readonly Slot[], keywords: ReadonlyMap<string, Slot>, then: Then): void {
    const { code, module } = callee.fixed
    if (code === undefined || module === undefined) throw new Error('a function without code')
    const frame = this.frameOf(callee, code, module, then)
    this.host.bind(this, callee, code, frame, args, keywords)
    for (const [index, name] of code.cells.entries()) {
      const cell = new Obj('cell', null, `${code.index}:${name}`, { name })
      const place = code.parameters.findIndex((each) => each.name === name)
      const value = place === -1 ? undefined : frame.locals[place]
      if (value !== undefined) cell.fields.set('value', bare(value))
      if (place !== -1) frame.locals[place] = undefined
      frame.locals[code.locals.length + index] = cell
    }
    if (code.isGenerator || code.isAsync) {
      const ownName = code.isLibrary && code.name.endsWith('_') ? code.name.slice(0, -1) : ''
      const own = ['enumerate', 'zip', 'map', 'filter'].includes(ownName) ? ownName : 'generator'
      const kind = this.classes.named(code.isAsync ? 'coroutine' : own)
      const generator = new Obj('generator', kind, this.site, { name: code.name })
      generator.frame = frame
      frame.generator = generator
      generator.fields.set('state', 'created')
      this.deliver(then, generator)
      return
    }
    this.pushFrame(frame)
  }

  private frameOf(callee: Obj, code: Code, module: Obj, then: Then): Frame {
    const frame = new Frame(code, module, then)
    for (const [index, cell] of (callee.fixed.closure ?? []).entries()) {
      frame.locals[code.locals.length + code.cells.length + index] = cell
    }
    return frame
  }

  pushFrame(frame: Frame): void {
    if (this.frames.length >= deepestCalls) throw new Raised('RecursionError', 'maximum recursion depth exceeded')
    this.frames.push(frame)
  }

  /** Calls something within an instruction, and returns its result. */
  nested(callee: Value, args: readonly Value[], keywords: ReadonlyMap<string, Value> = new Map()): Value {
    const floor = this.frames.length
    const found: Slot[] = []
    this.depth++
    this.results.push(found)
    const nestedThen: Then = { kind: 'nested', values: [], word: '', target: 0 }
    try {
      this.call(callee, args, keywords, nestedThen)
      if (this.frames.length > floor) {
        const rest = this.loop(floor, mostInstructions)
        if (rest.kind === 'unfinished') throw new Unsupported('this call takes too long', 'make it end sooner')
      }
    } finally {
      this.depth--
      this.results.pop()
    }
    return bare(found[0])
  }

  /** Containers whose text is being made. */
  readonly shown: Set<Obj> = new Set()
  /** Is told of each object that a class makes. */
  created: ((object: Obj) => void) | null = null
  /** Registers that hold values which the thread has read earlier. */
  usedRegisters: ReadonlySet<number> = new Set()

  /** The registers with what this step has read last, if the thread may write there. */
  lastRegisters(): readonly number[] {
    if (this.memory.isLastKnown) return []
    const reads = this.memory.events.filter((each) => each.kind === 'read')
    const last = reads.at(-1)
    const cell = last === undefined ? undefined : this.memory.cells[last.cell]
    if (cell === undefined || !this.memory.facts.writesTo(cell.place, this.memory.thread)) return []
    return [this.registerOf(reads.length - 1)]
  }

  /** The register of a read of this step: the first ones that hold nothing. */
  registerOf(read: number): number {
    let left = read
    for (let register = 0; ; register++) {
      if (this.usedRegisters.has(register)) continue
      if (left === 0) return register
      left--
    }
  }

  private readonly results: Slot[][] = []

  /** Takes the result of a nested call. */
  finishNested(slot: Slot): void {
    this.results.at(-1)?.push(slot)
  }

  /** Starts the code of a module. */
  enterModule(code: Code, module: Obj): void {
    this.frames.push(new Frame(code, module, push))
  }
}

/** The refusal of a function of Python that the machine has not, by its path. */
export function refusedFunction(path: string): Unsupported {
  const [, what = path, hint = 'docs/python.md says what is'] = /^refused (\w[^:]*)(?:: (.*))?$/.exec(path) ?? []
  return new Unsupported(`\`${what}\` is not supported`, hint)
}

/** What the machine asks the rest of the library for, so that no file depends on itself. */
export interface Host {
  /** Puts the arguments of a call into the places of the parameters. */
  bind(m: Machine, callee: Obj, code: Code, frame: Frame, args: readonly Slot[], keywords: ReadonlyMap<string, Slot>): void
  /** Executes one instruction; the frame is already at the next one. */
  execute(m: Machine, frame: Frame, op: Op): void
  /** Gives the result of a call to the one who waits for it. */
  deliver(m: Machine, then: Then, slot: Slot): void
  construct(m: Machine, callee: Obj, args: readonly Slot[], keywords: ReadonlyMap<string, Slot>, then: Then): void
  /** A special method of a value's class, with the value; undefined if there is none. */
  special(m: Machine, value: Value, name: string): Value | undefined
  /** The result of a function of the machine, with what it depends on. */
  tainted(m: Machine, result: Value, from: readonly Slot[]): Slot
  /** Whether a value counts as true; special methods are called at once. */
  truth(m: Machine, value: Value): boolean
  /** Gives an attribute, if that is known without a call. */
  attribute(m: Machine, object: Value, name: string, then: (value: Value) => void): void
  /** The arguments of a function of the machine: of texts and numbers, if members of enumerations are such. */
  operands(m: Machine, path: string, args: readonly Value[]): readonly Value[]
  /** The attributes of an object as a dict. */
  attributesOf(m: Machine, object: Obj): Value
  /** A new list. */
  list(m: Machine, items: readonly Value[], kind?: 'list' | 'deque'): Obj
  /** A new set. */
  set(m: Machine, items: readonly Value[], kind?: 'set' | 'frozenset'): Obj
  /** `{**left, **right}` */
  merged(m: Machine, left: Obj, right: Obj): Obj
  /** Text or bytes `%` values. */
  percent(m: Machine, template: Value, value: Value): Value
  /** `left += right` for lists, sets and dicts; false if it is `left = left + right`. */
  updatedInPlace(m: Machine, operator: string, left: Value, right: Value): boolean
  /** The elements of a set, or of a view of a dict. */
  members(m: Machine, set: Obj): readonly Value[]
  /** `item in view`; undefined if it is no view. */
  viewContains(m: Machine, view: Obj, item: Value): boolean | undefined
  /** The values that an iterable has, in a list of the machine. */
  collect(m: Machine, value: Value): readonly Value[]
  /** An iterator; `then` gets it. */
  iterate(m: Machine, value: Value, then: Then): void
  /** The next value of an iterator; `then`, of the kinds `iterate`, `send` or `default`, gets it. */
  next(m: Machine, iterator: Value, sent: Value, then: Then): void
  /** A text for a value: `str`, `repr` or `ascii`. */
  text(m: Machine, value: Value, how: 's' | 'r' | 'a'): string
  /** `format(value, spec)` */
  format(m: Machine, value: Value, spec: string): string
  item(m: Machine, object: Value, index: Value, then: Then): void
  setItem(m: Machine, object: Value, index: Value, value: Value, then: Then): void
  deleteItem(m: Machine, object: Value, index: Value, then: Then): void
  /** A module of Python's library; the program is refused if it is not known. */
  module(m: Machine, path: string): Obj
  /** A name that Python defines; undefined if there is none. */
  builtin(m: Machine, name: string): Value | undefined
  /** Makes a class of what its body left behind; `then` gets it. */
  makeClass(m: Machine, description: ClassDescription, then: Then): void
}

/** The parts of a class statement. */
export interface ClassDescription {
  readonly name: string
  readonly qualified: string
  readonly bases: readonly Value[]
  readonly keywords: ReadonlyMap<string, Value>
  readonly namespace: ReadonlyMap<string, Value>
  readonly site: string
  /** Of a class that code of a metaclass makes: the metaclass. */
  readonly metaclass?: Obj
}
