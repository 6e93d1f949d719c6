import { present } from '../base/bug.ts'
import { liveRegisters, registersIn, registersRead, registerWritten } from '../program/dataflow.ts'
import { rowOf } from '../program/operations.ts'
import type { Code, Program } from '../program/program.ts'
import type { MonitoredAccess, Reach } from '../space/monitor.ts'
import { type Edges, type StateSpace, valueAt } from '../space/space.ts'
import { codeOf, Events, Findings, instructionOf, Memories } from './monitor-memories.ts'
import { Threadwise } from './threadwise.ts'

/** An ABA occurrence: the lines of the load that the expected value comes from, and of the `cas`. */
export interface Aba {
  readonly variable: number
  readonly loadLine: number
  readonly casLine: number
}

/** Records that a register's value comes from a load of a location. */
interface Origin {
  readonly register: number
  readonly location: number
  readonly value: number
  readonly line: number
  /** Whether the location has held another value since: a write has found one there. */
  readonly changed: boolean
}

type Memory = readonly Origin[]

/**
 * Detects the ABA problem: a `cas` succeeds whose expected value comes from an earlier load of the location, although the
 * location was changed and changed back in between. The write that changes it back finds another value there; the monitor
 * recognises the change by that.
 */
export class AbaMonitor extends Threadwise {
  readonly comparesOverwritten = true
  private readonly program: Program
  private readonly possible: number
  private readonly memories = new Memories<Origin>(unique)
  private readonly events: Events
  private readonly findings = new Findings<Aba>(abaKey)
  private readonly live: readonly (readonly ReadonlySet<number>[])[]
  private readonly swapped: readonly ReadonlySet<number>[]
  /** The variable of each location. */
  private readonly variables: readonly number[]

  constructor(program: Program) {
    super()
    this.program = program
    this.events = new Events(program)
    this.possible = possibleAbas(program)
    this.live = program.codes.map(liveRegisters)
    this.swapped = program.codes.map(swappedVariables)
    this.variables = program.shared.flatMap((variable, index) => variable.initial.map(() => index))
  }

  get found(): readonly Aba[] {
    return this.findings.found
  }

  saturated(): boolean {
    return this.findings.size >= this.possible
  }

  reachOf(thread: number, pc: number): Reach {
    const instruction = instructionOf(this.program, thread, pc)
    const variable = 'place' in instruction ? instruction.place.variable : -1
    const writes = 'place' in instruction && rowOf(instruction).access !== 'read'
    const begins = instruction.op === 'load' && this.swaps(thread, variable)
    return {
      finds: instruction.op === 'cas' && registersIn(instruction.expected).size > 0,
      own: registerWritten(instruction) === null ? 'never' : begins ? 'any' : 'remembered',
      changes: writes ? [...this.program.threads.keys()].filter((each) => this.swaps(each, variable)) : [],
    }
  }

  foundBy({ thread, pc, location, seen }: MonitoredAccess, before: number): readonly number[] {
    const cas = instructionOf(this.program, thread, pc)
    if (cas.op !== 'cas') return []
    const registers = registersIn(cas.expected)
    const variable = present(this.variables[location], 'variable')
    return this.memories
      .of(before)
      .filter(({ register, changed }) => changed && registers.has(register))
      .filter((each) => each.location === location && each.value === seen)
      .map(({ line }) => this.findings.number({ variable, loadLine: line, casLine: cas.line }))
  }

  own(event: MonitoredAccess, before: number): number {
    const { thread, pc, location, seen } = event
    const what = this.events.executed(thread, pc, location)
    return this.memories.after(what, before, seen, () => this.assigned(before, event))
  }

  overwritten({ location, seen }: MonitoredAccess, before: number): number {
    return this.memories.after(this.events.written(location, 0), before, seen, () =>
      this.memories
        .of(before)
        .map((each) => (each.location === location && each.value !== seen ? { ...each, changed: true } : each)),
    )
  }

  arrived(thread: number, pc: number, before: number): number {
    const live = present(this.live[codeOf(this.program, thread)]?.[pc], 'live registers')
    return this.memories.after(this.events.settled(thread, pc), before, 0, () =>
      this.memories.of(before).filter((each) => live.has(each.register)),
    )
  }

  private swaps(thread: number, variable: number): boolean {
    return this.swapped[codeOf(this.program, thread)]?.has(variable) === true
  }

  private assigned(before: number, { thread, pc, location, seen }: MonitoredAccess): Memory {
    const instruction = instructionOf(this.program, thread, pc)
    const memory = this.memories.of(before)
    const register = present(registerWritten(instruction), 'written register')
    const kept = memory.filter((each) => each.register !== register)
    if (instruction.op === 'load') {
      if (!this.swaps(thread, instruction.place.variable)) return kept
      return [...kept, { register, location, value: seen, line: instruction.line, changed: false }]
    }
    if (instruction.op !== 'set' && instruction.op !== 'let' && instruction.op !== 'add') return kept
    const sources = registersRead(instruction)
    const made = memory.filter((each) => sources.has(each.register)).map((each) => ({ ...each, register }))
    return [...kept, ...made]
  }
}

function abaKey({ variable, loadLine, casLine }: Aba): string {
  return `${variable}/${loadLine}/${casLine}`
}

function unique(memory: Memory): Memory {
  const texts = new Map(memory.map((each) => [JSON.stringify(each), each]))
  return [...texts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each)
}

function swappedVariables(code: Code): Set<number> {
  return new Set(code.instructions.flatMap((each) => (each.op === 'cas' ? [each.place.variable] : [])))
}

/** Returns an upper bound on distinct findings, from the code alone; 0 if no exploration is needed. */
export function possibleAbas(program: Program): number {
  let count = 0
  program.codes.forEach((code, index) => {
    const swaps = code.instructions.flatMap((each) => {
      return each.op === 'cas' && registersIn(each.expected).size > 0 ? [each] : []
    })
    for (const { place } of swaps) {
      const loads = code.instructions.filter((each) => each.op === 'load' && each.place.variable === place.variable)
      if (isWrittenByOthers(program, index, place.variable)) count += loads.length
    }
  })
  return count
}

/**
 * Reports whether a location that a `cas` swaps may hold a value again that it has held before. If none does, there is no
 * ABA, as with numbers that only grow: the changes from one value to another, wherever they happen, form no cycle.
 */
export function someValueReturns(space: StateSpace, edges: Edges): boolean {
  const { program, layout, labels } = space
  const swapped = new Set(program.codes.flatMap((code) => [...swappedVariables(code)]))
  const changes = new Map<number, Map<number, Set<number>>>()
  const written = labels.map(({ accesses }) =>
    accesses.flatMap(({ kind, location: { variable, element } }) =>
      kind === 'write' && swapped.has(variable) ? [layout.shared(variable, element)] : [],
    ),
  )
  if (written.some((slots) => new Set(slots).size < slots.length)) return true // changed and changed back in one step
  for (let state = 0; state < space.count; state++) {
    for (let edge = edges.offsets[state] ?? 0; edge < (edges.offsets[state + 1] ?? 0); edge++) {
      for (const slot of written[edges.labels[edge] ?? 0] ?? []) {
        const before = valueAt(space, state, slot)
        const after = valueAt(space, edges.targets[edge] ?? 0, slot)
        if (before !== after) noteChange(changes, slot, before, after)
      }
    }
  }
  return [...changes.values()].some(hasCycle)
}

function noteChange(changes: Map<number, Map<number, Set<number>>>, slot: number, before: number, after: number): void {
  const ofSlot = changes.get(slot) ?? new Map<number, Set<number>>()
  const known = ofSlot.get(before)
  if (known === undefined) ofSlot.set(before, new Set([after]))
  else known.add(after)
  changes.set(slot, ofSlot)
}

/**
 * Reports whether the changes of values form a cycle: removing values without a predecessor leaves only cycles and what
 * follows them.
 */
function hasCycle(changes: ReadonlyMap<number, ReadonlySet<number>>): boolean {
  const incoming = new Map<number, number>()
  for (const values of changes.values()) for (const value of values) incoming.set(value, (incoming.get(value) ?? 0) + 1)
  const sources = [...changes.keys()].filter((value) => !incoming.has(value))
  for (const source of sources) {
    for (const value of changes.get(source) ?? []) {
      const left = (incoming.get(value) ?? 0) - 1
      if (left > 0) incoming.set(value, left)
      else {
        incoming.delete(value)
        sources.push(value)
      }
    }
  }
  return incoming.size > 0
}

function isWrittenByOthers({ threads, codes }: Program, code: number, variable: number): boolean {
  const own = threads.filter((each) => each.code === code).length
  return threads.some((each) => {
    if (each.code === code && own < 2) return false
    const instructions = codes[each.code]?.instructions ?? []
    return instructions.some(
      (instruction) => 'place' in instruction && instruction.op !== 'load' && instruction.place.variable === variable,
    )
  })
}
