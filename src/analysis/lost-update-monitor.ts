import { present } from '../base/bug.ts'
import { liveRegisters, readsMemory, registersIn, registerWritten, sourcesOf } from '../program/dataflow.ts'
import { rowOf } from '../program/operations.ts'
import type { Code, Expression, Instruction, Program } from '../program/program.ts'
import type { MemoryPart, MonitoredAccess, Reach } from '../space/monitor.ts'
import { codeOf, Events, Findings, instructionOf, Memories } from './monitor-memories.ts'
import { Threadwise } from './threadwise.ts'

/** A lost update: the lines of the read, of the overwritten write, and of the store. */
export interface LostUpdate {
  readonly variable: number
  readonly readLine: number
  readonly writeLine: number
  readonly storeLine: number
}

/** A read that a register's value depends on: its line, and the value that it returned. */
interface Read {
  readonly line: number
  readonly value: number
}

/** The dependence of a register's value on reads of a location. */
interface Dependence {
  readonly register: number
  readonly location: number
  readonly reads: readonly Read[]
  /** The lines of writes by other threads after all of the reads, in order, each once. */
  readonly overwrittenBy: readonly number[]
}

type Memory = readonly Dependence[]

/**
 * Detects anomaly P4 of Berenson et al., A Critique of ANSI SQL Isolation Levels, SIGMOD 1995, except overwritten writes
 * that changed nothing. For each thread it stores the reads that its registers depend on, and whether and where another
 * thread has written the location since. Memories are numbered, and the effect of an event on a memory is cached by
 * number.
 */
export class LostUpdateMonitor extends Threadwise {
  readonly comparesOverwritten = false
  private readonly program: Program
  private readonly possible: number
  private readonly memories = new Memories<Dependence>(inOrder)
  private readonly events: Events
  private readonly findings = new Findings<LostUpdate>(keyOf)
  private readonly live: readonly (readonly ReadonlySet<number>[])[]
  private readonly stored: readonly ReadonlySet<number>[]
  /** The variable of each location. */
  private readonly variables: readonly number[]

  constructor(program: Program) {
    super()
    this.program = program
    this.events = new Events(program)
    this.possible = possibleLostUpdates(program).size
    this.live = program.codes.map(liveRegisters)
    this.stored = program.codes.map(storedVariables)
    this.variables = program.shared.flatMap((variable, index) => variable.initial.map(() => index))
  }

  get found(): readonly LostUpdate[] {
    return this.findings.found
  }

  saturated(): boolean {
    return this.findings.size >= this.possible
  }

  reachOf(thread: number, pc: number): Reach {
    const instruction = instructionOf(this.program, thread, pc)
    const variable = 'place' in instruction ? instruction.place.variable : -1
    const own = registerWritten(instruction) === null ? 'never' : this.begins(thread, instruction) ? 'any' : 'remembered'
    const writes = 'place' in instruction && rowOf(instruction).access !== 'read'
    return {
      finds: instruction.op === 'store' && registersIn(instruction.value).size > 0,
      own,
      changes: writes ? this.storing(variable).filter((other) => other !== thread) : [],
    }
  }

  foundBy({ thread, pc, location, seen }: MonitoredAccess, before: number): readonly number[] {
    const store = instructionOf(this.program, thread, pc)
    if (store.op !== 'store') return []
    const registers = registersIn(store.value)
    const relevant = this.memories.of(before).filter((each) => each.location === location && registers.has(each.register))
    const [dependence] = united(0, relevant)
    if (dependence === undefined) return []
    const variable = present(this.variables[location], 'variable')
    return dependence.reads
      .filter((read) => read.value !== seen)
      .flatMap((read) =>
        dependence.overwrittenBy.map((writeLine) =>
          this.findings.number({ variable, readLine: read.line, writeLine, storeLine: store.line }),
        ),
      )
  }

  own(event: MonitoredAccess, before: number): number {
    const { thread, pc, location, seen } = event
    const what = this.events.executed(thread, pc, location)
    return this.memories.after(what, before, seen, () => this.assigned(before, event))
  }

  overwritten({ thread, pc, location }: MonitoredAccess, before: number): number {
    const { line } = instructionOf(this.program, thread, pc)
    return this.memories.after(this.events.written(location, line), before, 0, () =>
      this.memories
        .of(before)
        .map((each) => (each.location === location ? { ...each, overwrittenBy: withLine(each.overwrittenBy, line) } : each)),
    )
  }

  arrived(thread: number, pc: number, before: number): number {
    const live = present(this.live[codeOf(this.program, thread)]?.[pc], 'live registers')
    return this.memories.after(this.events.settled(thread, pc), before, 0, () =>
      this.memories.of(before).filter((each) => live.has(each.register)),
    )
  }

  parts(memory: number): readonly MemoryPart[] {
    const number = (each: number): MemoryPart => ({ kind: 'number', number: each })
    return this.memories
      .of(memory)
      .flatMap(({ register, location, reads, overwrittenBy }): MemoryPart[] => [
        ...[register, reads.length, overwrittenBy.length].map(number),
        { kind: 'location', location },
        ...reads.flatMap(({ line, value }): MemoryPart[] => [number(line), { kind: 'value', location, value }]),
        ...overwrittenBy.map(number),
      ])
  }

  /** The threads that store the variable: only these remember reads of it. */
  private storing(variable: number): number[] {
    return [...this.program.threads.keys()].filter((thread) => this.stores(thread, variable))
  }

  private stores(thread: number, variable: number): boolean {
    return this.stored[codeOf(this.program, thread)]?.has(variable) === true
  }

  /** Whether a memory can begin with the instruction. */
  private begins(thread: number, instruction: Instruction): boolean {
    return readsMemory(instruction) && this.stores(thread, instruction.place.variable)
  }

  private assigned(before: number, event: MonitoredAccess): Memory {
    const instruction = instructionOf(this.program, event.thread, event.pc)
    const memory = this.memories.of(before)
    const register = present(registerWritten(instruction), 'written register')
    const kept = memory.filter((each) => each.register !== register)
    const made = [...sourcesOf(instruction)].flatMap((source) => memory.filter((each) => each.register === source))
    const { line } = instruction
    const read = { register, location: event.location, reads: [{ line, value: event.seen }], overwrittenBy: [] }
    return [...kept, ...united(register, this.begins(event.thread, instruction) ? [...made, read] : made)]
  }
}

function inOrder(memory: Memory): Memory {
  return [...memory].sort((one, other) => one.register - other.register || one.location - other.location)
}

/**
 * Returns the dependences of a value made from several: one per location, overwritten by the writes that overwrite all of
 * them.
 */
function united(register: number, parts: readonly Dependence[]): Dependence[] {
  const byLocation = new Map<number, Dependence>()
  for (const part of parts) {
    const known = byLocation.get(part.location)
    // The writes after the latest read are among those after the earlier ones.
    const overwrittenBy = part.overwrittenBy.filter((line) => known?.overwrittenBy.includes(line) ?? true)
    const reads = [...(known?.reads ?? []), ...part.reads].filter(
      (read, index, all) => all.findIndex((each) => each.line === read.line && each.value === read.value) === index,
    )
    reads.sort((a, b) => a.line - b.line || a.value - b.value)
    byLocation.set(part.location, { register, location: part.location, reads, overwrittenBy })
  }
  return [...byLocation.values()]
}

function withLine(lines: readonly number[], line: number): readonly number[] {
  return lines.includes(line) ? lines : [...lines, line].sort((a, b) => a - b)
}

function keyOf({ variable, readLine, writeLine, storeLine }: LostUpdate): string {
  const lines = [...new Set([readLine, writeLine, storeLine])].sort((a, b) => a - b)
  return `${variable}/${lines.join()}`
}

function storedVariables(code: Code): Set<number> {
  return new Set(code.instructions.flatMap((each) => (each.op === 'store' ? [each.place.variable] : [])))
}

/**
 * Returns keys of all lost updates that the code does not rule out: a thread reads a variable, may store a value computed
 * from it there, and another thread writes the variable. If there are none, no exploration is needed.
 */
export function possibleLostUpdates(program: Program): Set<string> {
  const keys = new Set<string>()
  const summaries = program.codes.map(summarize)
  const own = program.threads.map(({ code }) => present(summaries[code], 'summary'))
  const writers = writersOf(own)
  for (const { pairs, writes } of own) {
    for (const [variable, ofVariable] of pairs) {
      for (const [writeLine, count] of writers.get(variable) ?? []) {
        const isOthers = count > (writes.get(variable)?.has(writeLine) === true ? 1 : 0)
        if (!isOthers) continue
        for (const [readLine, storeLine] of ofVariable) keys.add(keyOf({ variable, readLine, writeLine, storeLine }))
      }
    }
  }
  return keys
}

interface Summary {
  /** By variable: lines of a read and of a later store, each pair of lines once. */
  readonly pairs: ReadonlyMap<number, readonly (readonly [number, number])[]>
  readonly writes: ReadonlyMap<number, ReadonlySet<number>>
}

/** Returns, by variable and line, how many threads write the variable there. */
function writersOf(threads: readonly Summary[]): Map<number, Map<number, number>> {
  const writers = new Map<number, Map<number, number>>()
  for (const { writes } of threads) {
    for (const [variable, lines] of writes) {
      const counts = writers.get(variable) ?? new Map<number, number>()
      for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1)
      writers.set(variable, counts)
    }
  }
  return writers
}

function summarize(code: Code): Summary {
  const reads = new Map<number, Set<number>>()
  const stores = new Map<number, Set<number>>()
  const writes = new Map<number, Set<number>>()
  const note = (map: Map<number, Set<number>>, variable: number, line: number): void => {
    map.set(variable, (map.get(variable) ?? new Set()).add(line))
  }
  const sealed = sealedIn(code)
  for (const [pc, each] of code.instructions.entries()) {
    if (!('place' in each)) continue
    const { variable } = each.place
    if (rowOf(each).access !== 'read') note(writes, variable, each.line)
    if (readsMemory(each) && !sealed.has(pc)) note(reads, variable, each.line)
    if (each.op === 'store' && dependsOnRegisters(each.value)) note(stores, variable, each.line)
  }
  const pairs = new Map(
    [...stores].map(([variable, lines]) => [
      variable,
      [...(reads.get(variable) ?? [])].flatMap((read) => [...lines].map((store) => [read, store] as const)),
    ]),
  )
  return { pairs, writes }
}

/**
 * Returns the positions in `atomic` blocks whose registers are not read after the block: a value read there can reach a
 * store only within the block, and no other thread writes in between.
 */
function sealedIn(code: Code): Set<number> {
  const sealed = new Set<number>()
  const live = liveRegisters(code)
  code.instructions.forEach((block, start) => {
    if (block.op !== 'atomic') return
    const inner = code.instructions.slice(start + 1, block.end)
    if (inner.some((each) => live[block.end + 1]?.has(registerWritten(each) ?? -1))) return
    inner.forEach((_, offset) => {
      sealed.add(start + 1 + offset)
    })
  })
  return sealed
}

function dependsOnRegisters(value: Expression): boolean {
  return registersIn(value).size > 0
}
