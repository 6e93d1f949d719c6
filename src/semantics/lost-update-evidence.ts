import { present } from '../base/bug.ts'
import type { Location } from '../program/access.ts'
import { readsMemory, registersIn, registerWritten, sourcesOf } from '../program/dataflow.ts'
import { type Instruction, instructionAt, type Program } from '../program/program.ts'
import { recordsOf } from './outline.ts'
import type { TraceSteps } from './trace.ts'

/** A lost update in an execution: positions are steps, from 0. */
export interface LostUpdateEvidence {
  readonly location: Location
  readonly loser: number
  readonly writer: number
  readonly read: number
  readonly write: number
  readonly store: number
  readonly readLine: number
  readonly writeLine: number
  readonly storeLine: number
}

/** An access in the order of the execution. */
interface Event {
  readonly at: number
  readonly step: number
  readonly thread: number
  readonly line: number
  readonly location: Location
  /** The value of the location just before. */
  readonly seen: number
}

/**
 * Returns all lost updates of an execution, by their definition: a thread reads, another then writes, the first then
 * stores a value that depends on that read and on no read of its own after that write, and the location's value just
 * before the store is not the one that was read.
 */
export function lostUpdatesIn(program: Program, steps: TraceSteps): LostUpdateEvidence[] {
  const history = new History(program)
  const found: LostUpdateEvidence[] = []
  let index = 0
  for (const step of recordsOf(steps)) {
    for (const { pc, location, seen, wrote } of step.executed) {
      const instruction = present(instructionAt(program, step.thread, pc), 'executed instruction')
      const event =
        location === null || seen === null
          ? null
          : { at: history.next(), step: index, thread: step.thread, line: instruction.line, location, seen }
      if (event !== null && instruction.op === 'store') found.push(...history.lostBy(event, instruction))
      history.execute(step.thread, instruction, event, wrote)
    }
    index++
  }
  return found
}

class History {
  private readonly program: Program
  private readonly writes: Event[] = []
  /** For each thread and register, the reads that its value depends on. */
  private readonly dependences: Set<Event>[][]
  private events = 0

  constructor(program: Program) {
    this.program = program
    this.dependences = program.threads.map(({ code }) =>
      present(this.program.codes[code], 'code').registers.map(() => new Set<Event>()),
    )
  }

  next(): number {
    return this.events++
  }

  lostBy(store: Event, instruction: Instruction & { op: 'store' }): LostUpdateEvidence[] {
    const reads = this.union(store.thread, registersIn(instruction.value)).filter((each) => sameLocation(each, store))
    const found: LostUpdateEvidence[] = []
    for (const read of reads) {
      if (read.seen === store.seen) continue
      for (const write of this.writesAfter(read)) {
        if (!sameLocation(write, store) || write.thread === store.thread) continue
        if (reads.some((each) => each.at > write.at)) continue
        found.push({
          location: store.location,
          loser: store.thread,
          writer: write.thread,
          read: read.step,
          write: write.step,
          store: store.step,
          readLine: read.line,
          writeLine: write.line,
          storeLine: store.line,
        })
      }
    }
    return found
  }

  private writesAfter(read: Event): readonly Event[] {
    let first = this.writes.length
    while ((this.writes[first - 1]?.at ?? -1) >= read.at) first--
    return this.writes.slice(first)
  }

  execute(thread: number, instruction: Instruction, event: Event | null, wrote: boolean): void {
    const register = registerWritten(instruction)
    if (register !== null) {
      const sources = this.union(thread, sourcesOf(instruction))
      if (event !== null && readsMemory(instruction)) sources.push(event)
      present(this.dependences[thread], 'thread')[register] = new Set(sources)
    }
    if (wrote && event !== null) this.writes.push(event)
  }

  private union(thread: number, registers: ReadonlySet<number>): Event[] {
    return [...new Set([...registers].flatMap((register) => [...(this.dependences[thread]?.[register] ?? [])]))]
  }
}

function sameLocation(one: Event, other: Event): boolean {
  return one.location.variable === other.location.variable && one.location.element === other.location.element
}
