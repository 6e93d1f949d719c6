import type { Span } from '../../../base/source.ts'
import type { CommentClaim } from '../../claims/comments.ts'
import type { Problems } from '../../problems.ts'
import type { Machine } from '../machine/machine.ts'
import { type Memory, stop } from '../machine/memory.ts'
import { Bound, bare, type Frame, Obj, Tuple, type Value } from '../machine/objects.ts'
import { inner } from '../machine/texts.ts'
import { Unsupported } from '../machine/values.ts'
import type { AskedTexts } from '../read.ts'
import { stateWith } from './local-state.ts'
import { observeOutput, printsNothing } from './output.ts'
import type { Unfolding } from './unfold.ts'

/** Whether identities of objects are given again: where a program makes too many objects otherwise, or always or never. */
export type PoolChoice = 'needed' | 'always' | 'never'

/** How a program is executed, and what claims and reports look at. */
export interface UnfoldingOptions {
  readonly claims: readonly CommentClaim[]
  /** Expressions of Python that the user asks about. */
  readonly asked: AskedTexts
  /** Whether what the program prints is part of its states. */
  readonly observesOutput: boolean
  /** Variables that only loops assign, and that nobody names. */
  readonly unobserved: ReadonlySet<string>
  /** The most rounds of a range in code that threads execute. */
  readonly bound: number | null
  /** Is told where ranges were cut. */
  readonly wasCut: (offsets: ReadonlySet<number>) => void
  /** Whether threads that wait for a condition may also wake spuriously. */
  readonly wakesSpuriously: boolean
  readonly problems: Problems
  /** The functions that threads execute, if the module starts none: names, with how many threads. */
  readonly threads: readonly { readonly name: string; readonly count: number | null }[] | null
  readonly set: ReadonlyMap<string, number>
  /** The most states of all threads together. */
  readonly mostStates: number
  readonly pools: PoolChoice
}

/** A machine that stands before the start of the first thread. */
export interface Prepared {
  /** Names that loops assign, which name no thread. */
  readonly loopNames: ReadonlySet<string>
  readonly machine: Machine
  readonly module: Obj
  /** The functions of the threads, if the module starts none. */
  readonly functions: readonly (readonly [string, Value])[] | null
  readonly locals: readonly (readonly [string, Value])[]
}

/** Executes the module up to the start of the first thread. */
export function prepare(machine: Machine, options: UnfoldingOptions): Prepared {
  const module = machine.modules.get('__main__')
  if (module === undefined || machine.program === null) throw new Error('no program')
  machine.enterModule(machine.program, module)
  machine.beforeStart = () => {
    throw stop
  }
  if (options.observesOutput) observeOutput(machine)
  else machine.print = printsNothing
  for (const [name, value] of options.set) machine.overrides.set(name, value)
  machine.wakesSpuriously = options.wakesSpuriously
  machine.bound = options.bound
  const rest = untilStart(machine)
  const own = machine.frames.filter(({ code }) => !code.isLibrary)
  const locals = own.flatMap(({ code, locals: slots }) =>
    code.locals.flatMap((name, at): [string, Value][] =>
      slots[at] === undefined || name.startsWith('.') ? [] : [[name, bare(slots[at])]],
    ),
  )
  for (const frame of machine.frames) makeObservable(machine, frame)
  const functions = rest === 'ended' ? chosen(machine, module, options) : null
  freeze(machine, module, options)
  return { machine, module, functions, locals, loopNames: loopNames(machine) }
}

/** Lets an observer name the local variables of a function: those that inner functions share, and objects. */
function makeObservable({ observable, memory }: Machine, { code, locals }: Frame): void {
  for (const [at, name] of code.locals.entries()) {
    const value = bare(locals[at])
    if (value instanceof Obj && !name.startsWith('.')) observable.set(name, () => value)
  }
  for (const [at, name] of code.cells.entries()) {
    const cell = bare(locals[code.locals.length + at])
    if (cell instanceof Obj) observable.set(name, () => memory.read(cell, 'value'))
  }
}

function untilStart(machine: Machine): 'started' | 'ended' {
  const rest = machine.run()
  if (rest.kind === 'raised') {
    const text = inner(machine, rest.exception)
    const refusal = new Unsupported(
      `the module ends with an exception before it starts a thread: ${text}`,
      'CPython stops here too',
    )
    throw new Refused(refusal, rest.span)
  }
  if (rest.kind === 'unfinished') throw new Unsupported('this takes too long to execute', 'make its loops end')
  return rest.kind === 'ended' ? 'ended' : 'started'
}

function chosen(machine: Machine, module: Obj, { threads }: UnfoldingOptions): (readonly [string, Value])[] {
  if (threads === null) throw new NoThreads()
  return threads.flatMap(({ name, count }) => {
    let value: Value | undefined = module
    for (const part of name.split('.')) {
      const object: Value | undefined = value
      value = undefined
      machine.host.attribute(machine, object ?? null, part, (found) => {
        value = found
      })
    }
    if (value === undefined) throw new Unsupported(`unknown function \`${name}\``, 'name a function of the module')
    const found = value
    return Array.from({ length: count ?? 1 }, () => [name, found] as const)
  })
}

/** The module starts no threads, and the user names none. */
export class NoThreads extends Error {}

/** A refusal, with the place in the program that cannot be executed. */
export class Refused extends Error {
  readonly refusal: Unsupported
  readonly span: Span

  constructor(refusal: Unsupported, span: Span) {
    super(refusal.message)
    this.refusal = refusal
    this.span = span
  }
}

/** From here on all that is reachable is known to all threads. */
function freeze(machine: Machine, module: Obj, options: UnfoldingOptions): void {
  const { memory } = machine
  for (const each of machine.modules.values()) memory.publish(each)
  for (const each of machine.classes.all.values()) memory.publish(each)
  for (const frame of machine.frames) {
    for (const slot of [...frame.locals, ...frame.stack]) if (slot !== undefined) publishObjects(memory, bare(slot), new Set())
  }
  if (machine.output !== null) {
    memory.publish(machine.output)
    memory.facts.keepIfWritten(`${machine.output.shared}|text`)
  }
  memory.librarySites = librarySites(machine)
  const makers = machine.codes.filter(({ isLibrary, name }) => isLibrary && name === '__init__')
  memory.libraryParts = new Set(makers.map(({ index }) => `${index}`))
  memory.isInitial = false
  memory.published = 0
  for (const name of module.fields.keys())
    if (!options.unobserved.has(name)) memory.facts.keepIfWritten(`${module.shared}|${name}`)
  machine.beforeStart = () => undefined
}

/**
 * Objects that the main thread has made are known to all from the start, which names them; a list of them is its own as long
 * as it gives it to nobody.
 */
function publishObjects(memory: Memory, value: Value, seen: Set<Value>): void {
  if (seen.has(value)) return
  seen.add(value)
  const visit = (each: Value): void => publishObjects(memory, each, seen)
  if (value instanceof Tuple) for (const each of value.items) visit(each)
  if (value instanceof Bound) visit(value.self)
  if (!(value instanceof Obj) || value.shared !== null) return
  switch (value.kind) {
    case 'list':
    case 'deque':
      for (const each of value.items) visit(each)
      return
    case 'dict':
      for (const { value: each } of value.entries.values()) visit(each)
      return
    case 'set':
    case 'frozenset':
    case 'iterator':
    case 'generator':
      return
    default: // what has attributes
      memory.publish(value)
  }
}

function librarySites(machine: Machine): ReadonlySet<string> {
  const sites = new Set<string>()
  for (const [name, own] of machine.classes.all)
    if (own.fixed.native === true && !name.startsWith('queue.') && !name.startsWith('interleave.')) sites.add(own.site)
  for (const code of machine.codes) if (code.isLibrary && code.isClass) sites.add(`${code.index}`)
  return sites
}

export function startThreads({ machine, functions }: Prepared, unfolding: Unfolding): number[] {
  if (functions === null) {
    return [unfolding.addThread('main', '', null, stateWith(machine.frames), false)]
  }
  return functions.map(([name, value], index) => {
    machine.frames = []
    machine.call(value, [], new Map(), { kind: 'push', values: [], word: '', target: 0 })
    return unfolding.addThread(`${name}-${index}`, '', null, stateWith(machine.frames), false)
  })
}

/** The names that loops of the program assign anywhere. */
function loopNames({ codes }: Machine): ReadonlySet<string> {
  const found = new Set<string>()
  for (const { isLibrary, instructions } of codes) {
    if (isLibrary) continue
    for (const [at, { op }] of instructions.entries()) {
      if (op !== 'NEXT') continue
      const target = instructions[at + 1]
      if (target !== undefined && ['SET_LOCAL', 'SET_GLOBAL', 'SET_CELL'].includes(target.op)) found.add(target.name)
    }
  }
  return found
}
