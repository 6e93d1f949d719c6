import { present } from '../base/bug.ts'
import { channelsOf } from '../program/channels.ts'
import { successorsOf } from '../program/dataflow.ts'
import type { Flow } from '../program/flow.ts'
import type { Program } from '../program/program.ts'
import { hasEnded, type Layout, Status } from '../space/layout.ts'
import { depends, type Footprint, Footprints, type StepFootprint } from './footprints.ts'

/**
 * Determines the threads whose next step may be taken alone in a state, whatever the others do later: a step that
 * depends on nothing that any other thread may still do from its position, and that cannot fail (Peled, CAV 1993, with
 * a static table of later uses). The explorer adds the condition on cycles.
 */
export class AmpleThreads {
  private readonly layout: Layout
  private readonly threads: number
  private readonly steps: readonly (readonly StepFootprint[])[]
  private readonly later: readonly (readonly Footprint[])[]
  /** By two threads and their positions: 1 for dependent, 2 for independent, 0 for not computed yet. */
  private readonly known = new Map<number, Uint8Array>()
  private readonly lengths: readonly number[]

  constructor(program: Program, layout: Layout, flow: Flow) {
    this.layout = layout
    this.threads = program.threads.length
    const footprints = new Footprints(program, flow)
    this.lengths = program.threads.map((thread) => present(program.codes[thread.code], 'code').instructions.length + 1)
    this.steps = program.threads.map((_, thread) =>
      Array.from({ length: this.lengths[thread] ?? 0 }, (_each, pc) => footprints.of(thread, pc)),
    )
    this.later = program.threads.map((_, thread) => laterUses(program, thread, this.steps[thread] ?? []))
  }

  /** Reports whether the next step of a running thread may be taken alone. */
  isSafe(state: Int32Array, thread: number): boolean {
    const pc = state[this.layout.pc(thread)] ?? 0
    if (state[this.layout.status(thread)] !== Status.running || this.steps[thread]?.[pc]?.sure !== true) return false
    for (let other = 0; other < this.threads; other++) {
      if (other === thread || hasEnded(state[this.layout.status(other)])) continue
      if (this.dependsLater(thread, pc, other, state[this.layout.pc(other)] ?? 0)) return false
    }
    return true
  }

  private dependsLater(thread: number, pc: number, other: number, there: number): boolean {
    const pair = thread * this.threads + other
    const width = this.lengths[other] ?? 0
    let table = this.known.get(pair)
    if (table === undefined) {
      table = new Uint8Array((this.lengths[thread] ?? 0) * width)
      this.known.set(pair, table)
    }
    const at = pc * width + there
    if (table[at] === 0) table[at] = this.compare(thread, pc, other, there) ? 1 : 2
    return table[at] === 1
  }

  private compare(thread: number, pc: number, other: number, there: number): boolean {
    for (const [what, how] of this.steps[thread]?.[pc]?.uses ?? []) {
      const uses = this.later[other]?.[there]?.get(what)
      if (uses !== undefined && depends(how, uses)) return true
    }
    return false
  }
}

/**
 * Returns, for each position of a thread, what it may still use from there on, including the threads that it may spawn.
 */
function laterUses(program: Program, thread: number, steps: readonly StepFootprint[]): Footprint[] {
  const { instructions } = present(program.codes[program.threads[thread]?.code ?? -1], 'code')
  const later = steps.map(({ uses }) => new Map(uses))
  for (let changed = true; changed; ) {
    changed = false
    for (let pc = instructions.length - 1; pc >= 0; pc--) {
      const here = present(later[pc], 'position')
      const instruction = present(instructions[pc], 'instruction')
      // The uses in a block count at the start of the block.
      const next = instruction.op === 'atomic' ? [instruction.end + 1] : successorsOf(instruction, pc)
      for (const after of next) {
        for (const [what, how] of later[after] ?? []) {
          const before = here.get(what) ?? 0
          if ((before | how) === before) continue
          here.set(what, before | how)
          changed = true
        }
      }
    }
  }
  return later
}

/**
 * Reports whether ample sets apply to a program. They do not if invariants observe every state, if locks may be
 * transferred, or if threads exchange messages: such a step belongs to two threads.
 */
export function admitsAmpleSets(program: Program): boolean {
  const size = program.threads.reduce((sum, { code }) => sum + (program.codes[code]?.instructions.length ?? 0), 0)
  return (
    size <= 4000 &&
    program.invariants.length === 0 &&
    channelsOf(program).length === 0 &&
    !program.mutexes.some((mutex) => mutex.discipline === 'transferable')
  )
}
