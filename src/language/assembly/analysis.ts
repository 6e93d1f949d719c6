import type { Problems } from '../problems.ts'
import { type DataRegister, stackBottom } from './machine.ts'
import { type Known, met, relations } from './states.ts'
import { type Followed, follow, type Refusal, type Subject, type Way } from './transfer.ts'
import { only, type Values } from './values.ts'

/** A place that a thread can come to: an instruction, and a stack pointer. */
export interface Place extends Way {
  /** Where the thread can be next. */
  readonly next: readonly { readonly pc: number; readonly sp: number }[]
  readonly refusal: Refusal | null
}

/** The most stack pointers of one thread: the stacks of the simulator have room for 250 entries. */
const mostPointers = 300

/** The most instructions that the analysis of a program follows; it takes some seconds then. */
const mostSteps = 400_000

/** Counts the work of an analysis. */
export class Effort {
  private left = mostSteps

  /** Returns false when the analysis has to end. */
  spend(): boolean {
    return this.left-- > 0
  }
}

/**
 * Returns the places that threads can come to, by thread. What is known there is true in every execution: threads are
 * followed until nothing more is found about the memory that they share. Reports what the reader refuses.
 */
export function analysed(
  subjects: readonly Subject[],
  starts: readonly ReadonlyMap<DataRegister, number>[],
  problems: Problems,
): Place[][] {
  const effort = new Effort()
  for (;;) {
    const found = subjects.map((subject, at) => followed(subject, starts[at] ?? new Map(), effort))
    const grew = subjects[0]?.memory.grew() === true
    if (grew && !found.some(({ ended }) => ended)) continue
    for (const { places } of found) reportRefusals(subjects[0], places, problems)
    return found.map(({ places }) => places)
  }
}

function reportRefusals(subject: Subject | undefined, places: readonly Place[], problems: Problems): void {
  for (const { pc, refusal } of places) {
    if (refusal === null) continue
    problems.error(subject?.assembly.instructions[pc]?.span ?? null, refusal.message, refusal.hint)
  }
}

const tooDeep: Refusal = { message: 'the stack grows without end', hint: 'end the recursion, or `pop` what is pushed' }
const tooMuch: Refusal = { message: 'this program is too large to find out which addresses it accesses', hint: null }
const pastEnd: Refusal = { message: 'the code can continue past its last instruction here', hint: 'end it with `halt`' }

/** Follows one thread with what is known of memory so far. `ended` says that it was too much. */
function followed(
  subject: Subject,
  start: ReadonlyMap<DataRegister, number>,
  effort: Effort,
): { readonly places: Place[]; readonly ended: boolean } {
  const { instructions } = subject.assembly
  const places = new Map<string, Place>()
  const waiting: Way[] = [{ pc: 0, sp: stackBottom(subject.machine, subject.thread), known: knownAtStart(start) }]
  const pointers = new Set<number>()
  let limit: Refusal | null = null
  for (let way = waiting.pop(); way !== undefined && limit === null; way = waiting.pop()) {
    const key = `${way.pc} ${way.sp}`
    const old = places.get(key)
    const known = old === undefined ? way.known : met(old.known, way.known)
    const instruction = instructions[way.pc]
    if (instruction === undefined || known === old?.known) continue
    pointers.add(way.sp)
    limit = pointers.size > mostPointers ? tooDeep : effort.spend() ? null : tooMuch
    const after = follow(subject, { ...way, known }, instruction)
    const ways = after.kind === 'ways' ? after.ways : []
    const next = ways.map(({ pc, sp }) => ({ pc, sp }))
    places.set(key, { ...way, known, next, refusal: limit ?? refusalOf(after, instructions.length) })
    waiting.push(...ways)
  }
  const inOrder = [...places.values()].sort((one, other) => other.sp - one.sp || one.pc - other.pc)
  return { places: inOrder, ended: limit !== null }
}

function refusalOf(after: Followed, end: number): Refusal | null {
  if (after.kind === 'refused') return after.refusal
  return after.ways.some(({ pc }) => pc >= end) ? pastEnd : null
}

function knownAtStart(start: ReadonlyMap<DataRegister, number>): Known {
  const registers = new Map<DataRegister, Values>([...start].map(([name, value]) => [name, only(value)]))
  return { registers, relation: new Set([relations.none]), tested: null, own: new Map() }
}
