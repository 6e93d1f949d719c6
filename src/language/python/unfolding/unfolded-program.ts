import type { Source } from '../../../base/source.ts'
import type { Code, Program, Thread } from '../../../program/program.ts'
import { Problems } from '../../problems.ts'
import { bootMachine, type CompiledProgram, compileProgram } from '../machine/boot.ts'
import { SharedFacts } from '../machine/facts.ts'
import type { Machine } from '../machine/machine.ts'
import { Obj, type Value } from '../machine/objects.ts'
import { Pools, TooManyObjects } from '../machine/pools.ts'
import { Unsupported } from '../machine/values.ts'
import type { Statement } from '../syntax/tree.ts'
import { readAsked } from './asked.ts'
import { emitThread } from './emit.ts'
import { withHeap } from './heap.ts'
import { identitiesIn } from './identities.ts'
import { ObjectNames } from './names.ts'
import { firstValue, Objects } from './objects-table.ts'
import { Observer } from './observing.ts'
import { heldObjects, possibleValues } from './possible-values.ts'
import { type Prepared, prepare, Refused, startThreads, type UnfoldingOptions } from './prepare.ts'
import { Unfolding } from './unfold.ts'
import { type ClaimContext, readUnfoldedClaims } from './unfolded-claims.ts'
import { Variables } from './variables.ts'

const mostPasses = 80

export interface UnfoldedProgram {
  readonly program: Program
  readonly hasLargeIntegers: boolean
}

/** A program that was executed under every interleaving, as a program of the IR. */
export function unfoldedProgram(source: Source, statements: readonly Statement[], options: UnfoldingOptions): UnfoldedProgram {
  const compiled = compileProgram(statements)
  const attempt = (identities: Identities): UnfoldedProgram => inPasses(source, compiled, options, identities)
  if (options.pools === 'always') return attempt('pooled')
  if (options.pools === 'never') return attempt('own')
  try {
    return attempt('own as far as likely')
  } catch (error) {
    if (!(refusalOf(error) instanceof TooManyObjects)) throw error
  }
  try {
    return attempt('pooled')
  } catch (pooled) {
    if (refusalOf(pooled) === null) throw pooled
    try {
      return attempt('own')
    } catch (own) {
      throw refusalOf(own) instanceof TooManyObjects ? pooled : own
    }
  }
}

function refusalOf(error: unknown): Unsupported | null {
  if (error instanceof Refused) return error.refusal
  return error instanceof Unsupported ? error : null
}

/**
 * How objects that threads make are told apart: each has an identity of its own for ever; the same, as long as there are not
 * so many that they are likely to be made without end; or identities of objects are given again to which nobody refers.
 */
type Identities = 'own' | 'own as far as likely' | 'pooled'

function inPasses(
  source: Source,
  compiled: CompiledProgram,
  options: UnfoldingOptions,
  identities: Identities,
): UnfoldedProgram {
  const facts = new SharedFacts()
  for (let pass = 0; pass < mostPasses; pass++) {
    facts.grown = false
    const machine = bootMachine(compiled, facts)
    if (identities === 'pooled') machine.memory.pools = new Pools()
    try {
      const prepared = prepare(machine, options)
      const unfolding = new Unfolding(machine, options.mostStates, identities === 'own as far as likely')
      const states = new Memories(
        unfolding,
        options.claims.length + options.asked.observed.length + options.asked.conditions.length > 0,
      )
      const running = startThreads(prepared, unfolding)
      if (!unfolding.explore(running)) continue
      options.wasCut(machine.cuts)
      const program = assemble(source, prepared, unfolding, running, states, options)
      return { program, hasLargeIntegers: machine.hasLargeIntegers }
    } catch (error) {
      // What is refused counts only if all references were.
      if (error instanceof Unsupported && identities === 'pooled' && facts.grown) continue
      throw error instanceof Unsupported && machine.frames.length > 0 ? new Refused(error, machine.span) : error
    }
  }
  throw new Unsupported('the analysis did not converge', 'simplify the program')
}

/** The memories of the states that claims can be about. */
class Memories {
  all: (readonly number[])[] = []
  finals: (readonly number[])[] = []
  private readonly seen = new Set<string>()

  /** Without claims nobody asks, and nothing is kept. */
  constructor(unfolding: Unfolding, areWanted: boolean) {
    if (!areWanted) return
    unfolding.onRestart = () => {
      this.all = []
      this.finals = []
      this.seen.clear()
    }
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
  readAsked(context, options.asked)
  const hidden = (owner: Obj, field: string): boolean => owner === module && options.unobserved.has(field)
  const variables = new Variables(memory, names, possible, hidden)
  const claims = readUnfoldedClaims({ ...context, variables }, options.claims, threadTexts, options.problems)
  const asked = readAsked({ ...context, variables }, options.asked)
  const objects = new Objects(memory, names, unfolding.nodes, unfolding.threads)
  const endIsStep = unfolding.threads.some(({ daemon }) => daemon)
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
  const begun: ReadonlyMap<number, number>[] = []
  const threads = unfolding.threads.map((each, index): Thread => {
    const { code, nodes } = emitThread(emission, each.start)
    begun.push(nodes)
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
  const memoryOfProgram = withHeap(distinct(variables.shared), variables, names, memory)
  const { shared } = memoryOfProgram
  const identities = identitiesIn(unfolding, variables, { threads, codes, nodes: begun })
  return {
    source,
    notation: 'python',
    ...memoryOfProgram,
    ...(identities === null ? {} : { identities: { ...identities, about: { codes, threads, shared } } }),
    mutexes: distinct(objects.mutexes),
    semaphores: distinct(objects.semaphores),
    conditions: distinct(objects.conditions),
    barriers: objects.barriers,
    codes,
    threads,
    invariants: claims.invariants,
    expectations: claims.expectations,
    asked,
  }
}

function threadName(prepared: Prepared, { threads, machine, nodes }: Unfolding, index: number): string {
  const thread = threads[index]
  if (thread === undefined) return `thread-${index}`
  const { object } = thread
  if (object === null) return thread.key.replace(/-\d+$/, '')
  const field = (name: string): Value | undefined => firstValue(nodes, machine.memory, object, name)
  if (field('.named') === true) return ofPool(prepared, machine, `${field('name')}`).replace(/\s+/g, '-')
  const variable = variableOf(prepared, (value) => value.shared === object.shared)
  if (variable !== null) return variable
  const coroutine = machine.classes.nameOf(object) === 'Task' ? field('_function') : undefined
  if (typeof coroutine === 'string') return coroutine
  const target = field('.target')
  if (target instanceof Obj) return target.fixed.name ?? 'thread'
  if (target !== null && typeof target === 'object' && 'callee' in target && target.callee instanceof Obj)
    return target.callee.fixed.name ?? 'thread'
  const own = machine.classes.nameOf(object)
  return own === 'Thread' ? 'thread' : own
}

/** Returns the first variable with a value, that of a module before that of a function; null if there is none. */
function variableOf({ module, locals, loopNames }: Prepared, isIt: (value: Obj) => boolean): string | null {
  const found = [...module.fields, ...locals].find(
    ([name, value]) => !loopNames.has(name) && value instanceof Obj && isIt(value),
  )
  return found?.[0] ?? null
}

/** Returns `pool-1` for a thread of an executor that the program gives no name; any other name as it is. */
function ofPool(prepared: Prepared, machine: Machine, name: string): string {
  const [, number] = /^ThreadPoolExecutor-\d+_(\d+)$/.exec(name) ?? []
  if (number === undefined) return name
  const pool = variableOf(prepared, (value) => machine.classes.nameOf(value) === 'ThreadPoolExecutor')
  return `${pool ?? 'pool'}-${Number(number) + 1}`
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
