import { present } from '../../base/bug.ts'
import { lastAcquire } from '../../program/dataflow.ts'
import type { Flow } from '../../program/flow.ts'
import { mayConflict, type PossibleAccess, possibleAccesses } from '../../program/pending.ts'
import { instructionAt, type Program } from '../../program/program.ts'
import { crashKeyOf, exitKeyOf, invariantKeyOf, nestingKeyOf, raceKeyOf } from '../../space/watch.ts'

/**
 * Bytes in the memory of a generated module, one for each place where a wanted finding may show. The byte is 0 once the
 * finding was found on a complete layer; the module no longer stops there then.
 */
export interface Flags {
  readonly bytes: number
  /** The table of a pair of threads: a byte for each pair of positions; null if they cannot conflict. */
  races(one: number, other: number): { readonly start: number; readonly width: number } | null
  nesting(held: number, acquired: number): number
  exit(mutex: number, thread: number): number
  crash(thread: number): number
  invariant(index: number): number
  /** The keys of each byte; it is wanted while any of its keys is. */
  readonly keys: ReadonlyMap<number, readonly string[]>
}

/** The most bytes; the plain engine explores programs that need more. */
export const mostFlagBytes: number = 16 * 2 ** 20

export function planFlags(program: Program, flow: Flow): Flags | null {
  const keys = new Map<number, readonly string[]>()
  const { threads, mutexes } = program
  const lengths = threads.map((thread) => present(program.codes[thread.code], 'code').instructions.length + 1)
  const accesses = program.codes.map(({ instructions }, code) =>
    instructions.map((_, pc) => possibleAccesses(program, flow, code, pc)),
  )
  let bytes = 0
  const tables = new Map<number, { start: number; width: number }>()
  for (const [one, first] of threads.entries()) {
    for (const [other, second] of threads.entries()) {
      if (other <= one) continue
      const width = lengths[other] ?? 0
      const size = (lengths[one] ?? 0) * width
      if (bytes + size > mostFlagBytes) return null
      const found = conflicts(program, one, other, accesses[first.code] ?? [], accesses[second.code] ?? [])
      if (found.length === 0) continue
      for (const { at, there, races } of found) keys.set(bytes + at * width + there, races)
      tables.set(one * threads.length + other, { start: bytes, width })
      bytes += size
    }
  }
  const nestings = bytes
  for (const [held] of mutexes.entries()) {
    for (const [acquired] of mutexes.entries())
      if (held !== acquired) keys.set(bytes + held * mutexes.length + acquired, [nestingKeyOf(held, acquired)])
  }
  bytes += mutexes.length ** 2
  const exits = bytes
  for (const [mutex] of mutexes.entries()) {
    for (const [thread] of threads.entries())
      keys.set(exits + mutex * threads.length + thread, [exitKeyOf(mutex, lastAcquire(program, thread, mutex))])
  }
  bytes += mutexes.length * threads.length
  const crashes: number[] = []
  for (const [thread] of threads.entries()) {
    crashes.push(bytes)
    for (let pc = 0; pc < (lengths[thread] ?? 0); pc++) {
      const instruction = instructionAt(program, thread, pc)
      if (instruction?.op === 'raise') keys.set(bytes + pc, [crashKeyOf(instruction.line, instruction.exception)])
    }
    bytes += lengths[thread] ?? 0
  }
  const invariants = bytes
  for (const [index] of program.invariants.entries()) keys.set(bytes + index, [invariantKeyOf(index)])
  bytes += program.invariants.length
  return {
    bytes,
    races: (one, other) => tables.get(one * threads.length + other) ?? null,
    nesting: (held, acquired) => nestings + held * mutexes.length + acquired,
    exit: (mutex, thread) => exits + mutex * threads.length + thread,
    crash: (thread) => present(crashes[thread], 'thread'),
    invariant: (index) => invariants + index,
    keys,
  }
}

function conflicts(
  program: Program,
  one: number,
  other: number,
  first: readonly (readonly PossibleAccess[])[],
  second: readonly (readonly PossibleAccess[])[],
): { at: number; there: number; races: string[] }[] {
  const accessing = (lists: readonly (readonly PossibleAccess[])[]): number[] =>
    lists.flatMap((list, pc) => (list.length > 0 ? [pc] : []))
  const found: { at: number; there: number; races: string[] }[] = []
  const others = accessing(second)
  for (const at of accessing(first)) {
    for (const there of others) {
      const races = new Set<string>()
      for (const here of first[at] ?? []) {
        for (const away of second[there] ?? []) {
          if (!mayConflict(here, away) || !(here.plain || away.plain)) continue
          const lines = [instructionAt(program, one, at)?.line ?? 0, instructionAt(program, other, there)?.line ?? 0] as const
          races.add(raceKeyOf(here.variable, lines[0], lines[1]))
        }
      }
      if (races.size > 0) found.push({ at, there, races: [...races] })
    }
  }
  return found
}
