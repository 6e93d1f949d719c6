import type { Source, Span } from '../../../base/source.ts'
import type { Code, Program, Thread } from '../../../program/program.ts'
import type { CommentClaim } from '../../claims/comments.ts'
import { Problems } from '../../problems.ts'
import { bootMachine, compileProgram } from '../machine/boot.ts'
import { SharedFacts } from '../machine/facts.ts'
import type { Machine } from '../machine/machine.ts'
import { isOriginal, type Memory, stop } from '../machine/memory.ts'
import { Bound, bare, Obj, Tuple, type Value } from '../machine/objects.ts'
import { inner } from '../machine/texts.ts'
import { Unsupported } from '../machine/values.ts'
import type { Statement } from '../syntax/tree.ts'
import { emitThread } from './emit.ts'
import { ObjectNames } from './names.ts'
import type { Branch } from './nodes.ts'
import { firstValue, Objects } from './objects-table.ts'
import { Observer } from './observing.ts'
import { observeOutput, printsNothing } from './output.ts'
import { Unfolding } from './unfold.ts'
import { type ClaimContext, readUnfoldedClaims } from './unfolded-claims.ts'
import { onlyObject, Variables } from './variables.ts'

const mostPasses = 80

/** How a program is executed, and what claims and reports look at. */
export interface UnfoldingOptions {
  readonly claims: readonly CommentClaim[]
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
}

/** A program that was executed under every interleaving, as a program of the IR. */
export function unfoldedProgram(source: Source, statements: readonly Statement[], options: UnfoldingOptions): Program {
  const facts = new SharedFacts()
  const compiled = compileProgram(statements)
  for (let pass = 0; pass < mostPasses; pass++) {
    facts.grown = false
    const machine = bootMachine(compiled, facts)
    try {
      const prepared = prepare(machine, options)
      const unfolding = new Unfolding(machine)
      const states = new Memories(unfolding, options.claims.length > 0)
      const running = startThreads(prepared, unfolding)
      if (!unfolding.explore(running)) continue
      options.wasCut(machine.cuts)
      return assemble(source, prepared, unfolding, running, states, options)
    } catch (error) {
      throw error instanceof Unsupported && machine.frames.length > 0 ? new Refused(error, machine.span) : error
    }
  }
  throw new Unsupported('the analysis did not converge', 'simplify the program')
}

/** The memories of the states that claims can be about. */
class Memories {
  readonly all: (readonly number[])[] = []
  readonly finals: (readonly number[])[] = []
  private readonly seen = new Set<string>()

  /** Without claims nobody asks, and nothing is kept. */
  constructor(unfolding: Unfolding, areWanted: boolean) {
    if (!areWanted) return
    unfolding.onState = (nodes, cells) => {
      const isFinal = unfolding.isFinal(nodes)
      const key = `${isFinal}${cells.join()}`
      if (this.seen.has(key)) return
      this.seen.add(key)
      this.all.push(cells)
      if (isFinal) this.finals.push(cells)
    }
  }
}

interface Prepared {
  /** Names that loops assign, which name no thread. */
  readonly loopNames: ReadonlySet<string>
  readonly machine: Machine
  readonly module: Obj
  /** The functions of the threads, if the module starts none. */
  readonly functions: readonly (readonly [string, Value])[] | null
  readonly locals: readonly (readonly [string, Value])[]
}

/** Executes the module up to the start of the first thread. */
function prepare(machine: Machine, options: UnfoldingOptions): Prepared {
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
  const locals = machine.frames.flatMap(({ code, locals: slots }) =>
    code.locals.flatMap((name, at): [string, Value][] =>
      slots[at] === undefined || name.startsWith('.') ? [] : [[name, bare(slots[at])]],
    ),
  )
  const functions = rest === 'ended' ? chosen(machine, module, options) : null
  freeze(machine, module, options)
  return { machine, module, functions, locals, loopNames: loopNames(machine) }
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
  readonly hint: string
  readonly span: Span

  constructor({ message, hint }: Unsupported, span: Span) {
    super(message)
    this.hint = hint
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

function startThreads({ machine, functions }: Prepared, unfolding: Unfolding): number[] {
  if (functions === null) {
    return [unfolding.addThread('main', null, { frames: machine.frames, phase: null, published: 0 }, false)]
  }
  return functions.map(([name, value], index) => {
    machine.frames = []
    machine.call(value, [], new Map(), { kind: 'push', values: [], word: '', target: 0 })
    return unfolding.addThread(`${name}-${index}`, null, { frames: machine.frames, phase: null, published: 0 }, false)
  })
}

function assemble(
  source: Source,
  prepared: Prepared,
  unfolding: Unfolding,
  running: readonly number[],
  states: Memories,
  options: UnfoldingOptions,
): Program {
  const { machine, module, locals } = prepared
  const { memory } = machine
  const names = new ObjectNames(module, locals, memory, prepared.loopNames)
  const possible = possibleValues(unfolding, module, options.unobserved)
  if (machine.output !== null) {
    const cell = memory.cell(machine.output, 'text')
    possible.set(cell, (possible.get(cell) ?? new Set()).add(memory.cells[cell]?.initial ?? 0))
  }
  names.nameHeld(heldObjects(memory, possible))
  const threadNames = distinct(unfolding.threads.map((_, index) => ({ name: threadName(prepared, unfolding, index) })))
  const threadTexts = threadNames.map(({ name }) => name)
  const context: ClaimContext = {
    observer: new Observer(machine, module),
    all: states.all,
    finals: states.finals,
    cellOf: (owner, field) => memory.cell(memory.canonical(owner), field),
    keyText: (key) => memory.keyText(key),
    numberOf: (value) => memory.values.numberOf(value),
    variables: null,
    note: (cell, value) => {
      const known = possible.get(cell) ?? new Set<number>()
      possible.set(cell, known.add(value ?? memory.cells[cell]?.initial ?? 0))
    },
  }
  readUnfoldedClaims(context, options.claims, threadTexts, new Problems(source))
  nameResults(names, possible, memory, module)
  const hidden = (owner: Obj, field: string): boolean => owner === module && options.unobserved.has(field)
  const variables = new Variables(memory, names, possible, hidden)
  const claims = readUnfoldedClaims({ ...context, variables }, options.claims, threadTexts, options.problems)
  const objects = new Objects(memory, names, unfolding.nodes, unfolding.threads)
  const endIsStep = memory.facts.isKept('ends') || unfolding.threads.some(({ daemon }) => daemon)
  const emission = {
    hasLoop: machine.hasLoop,
    source,
    nodes: unfolding.nodes,
    variables,
    objects,
    threadOf: (thread: number) => thread,
    endIsStep,
  }
  const codes: Code[] = []
  const known = new Map<string, number>()
  const threads = unfolding.threads.map((each, index): Thread => {
    const code = emitThread(emission, each.start)
    const key = JSON.stringify(code)
    const number = known.get(key) ?? codes.push(code) - 1
    known.set(key, number)
    return {
      name: threadTexts[index] ?? 'thread',
      code: number,
      start: running.includes(index) ? 'running' : 'unstarted',
      daemon: each.daemon,
      ...(machine.hasLoop ? { loop: 0 } : {}),
    }
  })
  return {
    source,
    notation: 'python',
    shared: distinct(variables.shared),
    mutexes: distinct(objects.mutexes),
    semaphores: distinct(objects.semaphores),
    conditions: distinct(objects.conditions),
    barriers: objects.barriers,
    codes,
    threads,
    invariants: claims.invariants,
    expectations: claims.expectations,
  }
}

/** The numbers of all values that cells can have, of those that are variables of the program. */
function possibleValues({ nodes, machine }: Unfolding, module: Obj, unobserved: ReadonlySet<string>): Map<number, Set<number>> {
  const found = new Map<number, Set<number>>()
  const add = (cell: number, value: number): void => {
    const info = machine.memory.cells[cell]
    if (info === undefined || isInternal(info.owner, info.field)) return
    found.set(cell, (found.get(cell) ?? new Set()).add(value))
  }
  const visit = (branch: Branch | null | undefined): void => {
    if (branch === null || branch === undefined || branch.kind === 'blocked') return
    if (branch.kind === 'leaf') {
      for (const [cell, { value }] of branch.writes) add(cell, value)
      return
    }
    if (branch.kind === 'read') for (const value of branch.next.keys()) add(branch.cell, value)
    for (const next of branch.next.values()) visit(next)
  }
  for (const node of nodes) visit(node.branch)
  for (const name of assignedGlobals(machine)) {
    const value = module.fields.get(name)
    if (value === undefined || unobserved.has(name)) continue
    const cell = machine.memory.cell(module, name)
    add(cell, machine.memory.cells[cell]?.initial ?? 0)
  }
  withInitialElements(machine, found)
  return found
}

/** The objects by the places that hold them. */
function heldObjects(memory: Memory, possible: ReadonlyMap<number, ReadonlySet<number>>): Map<number, Set<Obj>> {
  const found = new Map<number, Set<Obj>>()
  for (const [cell, numbers] of possible) {
    for (const number of numbers) {
      const value = memory.values.valueOf(number)
      if (value instanceof Obj) found.set(cell, (found.get(cell) ?? new Set()).add(value))
    }
  }
  return found
}

/** Lists and such that a variable of the module gets when threads run, and no other place ever has, have its name. */
function nameResults(
  names: ObjectNames,
  possible: ReadonlyMap<number, ReadonlySet<number>>,
  memory: Memory,
  module: Obj,
): void {
  const holders = new Map<string, number[]>()
  for (const [cell, numbers] of possible) {
    for (const number of numbers) {
      const value = memory.values.valueOf(number)
      if (value instanceof Obj && value.shared !== null) holders.set(value.shared, [...(holders.get(value.shared) ?? []), cell])
    }
  }
  for (const [cell, numbers] of possible) {
    const info = memory.cells[cell]
    const only = onlyObject(numbers, memory)
    if (only === null || info === undefined || holders.get(only.shared ?? '')?.length !== 1) continue
    if (info.owner.shared === module.shared) names.adopt(info.field, only)
    else if (info.field === 'queue' && info.owner.type?.fixed.native === true) names.adopt(names.of(info.owner), only)
  }
}

/** The variables of the module that functions of the program assign. */
function assignedGlobals({ codes }: Machine): string[] {
  const own = codes.filter(({ isLibrary, name }) => !isLibrary && name !== '<module>')
  const all = own.flatMap(({ instructions }) => instructions.filter(({ op }) => op === 'SET_GLOBAL').map(({ name }) => name))
  return [...new Set(all)]
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

/** The state of locks and such, which the IR has of its own. */
function isInternal(owner: Obj, field: string): boolean {
  const name = owner.type?.fixed.native === true ? owner.type.fixed.name : null
  if (name === 'Lock' || name === 'RLock' || name === 'Condition' || name === 'Semaphore' || name === 'BoundedSemaphore')
    return true
  return field === '.ended' || field === '.started'
}

/** Lists and dicts that are changed are shown with all of their elements. */
function withInitialElements({ memory }: Machine, found: Map<number, Set<number>>): void {
  const owners = new Set([...found.keys()].flatMap((cell) => memory.cells[cell]?.owner ?? []))
  for (const owner of owners) {
    if (!isOriginal(owner) || !['list', 'deque', 'dict'].includes(owner.kind)) continue
    const isTouched = [...found.keys()].some((cell) => {
      const info = memory.cells[cell]
      return info?.owner.shared === owner.shared && info !== undefined && /^[[=#]/.test(info.field)
    })
    if (!isTouched) continue
    if (owner.kind !== 'dict') {
      // The length says which of the elements are there.
      const cell = memory.cell(owner, '#')
      found.set(cell, (found.get(cell) ?? new Set()).add(memory.cells[cell]?.initial ?? 0))
    }
    for (const [field, value] of owner.fields) {
      if (!/^[[=]/.test(field)) continue
      const cell = memory.cell(owner, field)
      found.set(cell, (found.get(cell) ?? new Set()).add(memory.values.numberOf(value)))
    }
  }
}

function threadName(prepared: Prepared, { threads, machine, nodes }: Unfolding, index: number): string {
  const thread = threads[index]
  if (thread === undefined) return `thread-${index}`
  const { object } = thread
  if (object === null) return thread.key.replace(/-\d+$/, '')
  const field = (name: string): Value | undefined => firstValue(nodes, machine.memory, object, name)
  if (field('.named') === true) return `${field('name')}`.replace(/\s+/g, '-')
  for (const [name, value] of [...prepared.module.fields, ...prepared.locals]) {
    if (prepared.loopNames.has(name)) continue
    if (value instanceof Obj && value.shared === object.shared) return name
  }
  const target = field('.target')
  if (target instanceof Obj) return target.fixed.name ?? 'thread'
  if (target !== null && typeof target === 'object' && 'callee' in target && target.callee instanceof Obj)
    return target.callee.fixed.name ?? 'thread'
  const own = machine.classes.nameOf(object)
  return own === 'Thread' ? 'thread' : own
}

/** Makes names different: objects made in one place have the same. */
function distinct<T extends { readonly name: string }>(all: readonly T[]): T[] {
  const seen = new Map<string, number>()
  const taken = new Set(all.map(({ name }) => name))
  return all.map((each) => {
    const count = (seen.get(each.name) ?? 0) + 1
    seen.set(each.name, count)
    if (count === 1) return each
    let name = `${each.name}-${count}`
    while (taken.has(name)) name += '_'
    return { ...each, name }
  })
}
