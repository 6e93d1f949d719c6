import { peersIn, predecessorsIn, registerWritten, successorsOf } from './dataflow.ts'
import { type Code, isSilent, type Program } from './program.ts'

/** A critical section that several threads have. */
export interface CriticalSection {
  /** Empty if it has none. */
  readonly name: string
  readonly threads: readonly SectionThread[]
}

/** A critical section in the code of one of its threads. */
export interface SectionThread {
  readonly thread: number
  /** The register that is 1 within the section. */
  readonly inside: number
  /** The register that is 1 from the end of the doorway until the section is entered; null without a doorway. */
  readonly waiting: number | null
  /** The position of the last instruction that enters the section. */
  readonly lastEntry: number
  /** Positions from which the thread can still come to the section. */
  readonly leads: ReadonlySet<number>
  /** Positions whose step can pass an entry in the silent code behind it. */
  readonly passes: ReadonlySet<number>
  /** Positions of `atomic` blocks with an entry in them. */
  readonly blocks: ReadonlySet<number>
}

/** A step as far as entering a section depends on it. */
export interface EnteringStep {
  readonly thread: number
  readonly pc: number
  readonly progressed: readonly number[]
}

/** Returns the critical sections of a program that several threads have. */
export function criticalSections(program: Program): CriticalSection[] {
  return program.invariants.flatMap(({ section, condition, waiting = [] }) => {
    if (section === undefined) return []
    const peers = peersIn(condition)
    const threads = peers.flatMap(({ thread, register }, index): SectionThread[] => {
      if (peers.findIndex((each) => each.thread === thread) !== index) return []
      const code = program.codes[program.threads[thread]?.code ?? -1]
      const own = waiting.find((each) => each.thread === thread)
      return code === undefined
        ? []
        : [{ thread, inside: register, waiting: own?.register ?? null, ...placesIn(code, register) }]
    })
    return [{ name: section, threads }]
  })
}

function placesIn(code: Code, inside: number): Pick<SectionThread, 'lastEntry' | 'leads' | 'passes' | 'blocks'> {
  const { instructions } = code
  const entries = instructions.flatMap((each, pc) => (registerWritten(each) === inside && !leaves(each) ? [pc] : []))
  const silently = reaching(code, entries, (pc) => instructions[pc] !== undefined && isSilent(instructions[pc]))
  const passes = new Set<number>()
  const blocks = new Set<number>()
  instructions.forEach((each, pc) => {
    if (isSilent(each)) return
    const end = each.op === 'atomic' ? each.end : pc
    if (entries.some((entry) => entry > pc && entry < end)) blocks.add(pc)
    const next = each.op === 'atomic' ? [end] : successorsOf(each, pc)
    if (blocks.has(pc) || next.some((after) => silently.has(after))) passes.add(pc)
  })
  return { lastEntry: entries.at(-1) ?? -1, leads: reaching(code, entries, () => true), passes, blocks }
}

/** Whether an instruction that writes the register says that the thread is outside. */
function leaves(instruction: Code['instructions'][number]): boolean {
  return 'value' in instruction && instruction.value.kind === 'constant' && instruction.value.value === 0
}

/** Returns the positions from which some targets can be reached through positions that a predicate admits. */
function reaching(code: Code, targets: readonly number[], admits: (pc: number) => boolean): Set<number> {
  const before = predecessorsIn(code)
  const found = new Set(targets)
  for (const pc of found) {
    for (const earlier of before[pc] ?? []) if (admits(earlier)) found.add(earlier)
  }
  return found
}

/**
 * Reports whether a step enters a section, by the register of the thread before and after it. A thread that leaves a
 * section and enters it again in one step, or passes it in one block, is in the same place before and after: entering is
 * progress.
 */
export function entersSection(place: SectionThread, step: EnteringStep, before: boolean, after: boolean): boolean {
  if (before !== after) return after
  if (step.thread !== place.thread || !step.progressed.includes(place.thread)) return false
  return (after ? place.passes : place.blocks).has(step.pc)
}
