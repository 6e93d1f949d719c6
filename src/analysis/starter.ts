import type { Edges, StateSpace } from '../space/space.ts'
import { ModularSums } from './modular-counts.ts'
import type { Summation } from './summation.ts'

/**
 * The interleavings of the threads that one thread starts. That thread only starts and joins others as long as they run, so
 * that when it does so makes no difference to what they do: these are the interleavings that a person counts who looks at
 * the threads alone.
 */
export interface ThreadCounts {
  /** The thread that starts the others. */
  readonly starter: number
  readonly interleavings: bigint
  /** Those that end in one of these states, which are terminal. */
  interleavingsOf(states: readonly number[]): bigint
}

/**
 * Returns the counts of a program that one thread starts; null of any other. `bits` is an upper bound of the bits of the number of
 * all paths, `mostBytes` of what generated code for them may take.
 *
 * Where the starting thread can take a step it takes it, and the others wait for it: of all interleavings that differ only in
 * when it does so, one is counted.
 */
export function countWithoutStarter(
  space: StateSpace,
  summation: Summation,
  bits: number,
  mostBytes: number,
): ThreadCounts | null {
  const { edges } = summation
  const starter = starterOf(space)
  if (starter === null || !onlyStarts(space, edges, starter)) return null
  const takes = new Uint8Array(edges.targets.length)
  for (let state = 0; state < space.count; state++) {
    const all = edgesOf(edges, state)
    const first = all.find((edge) => threadAt(space, edges, edge) === starter)
    for (const edge of first === undefined ? all : [first]) takes[edge] = 1
  }
  const sums = new ModularSums({ ...summation, weights: null, takes }, bits, mostBytes)
  return { starter, interleavings: sums.sumOver([...summation.ends]), interleavingsOf: (states) => sums.sumOver(states) }
}

/** The only thread that runs from the beginning, if it starts others. */
function starterOf({ program }: StateSpace): number | null {
  const running = program.threads.flatMap(({ start }, thread) => (start === 'running' ? [thread] : []))
  const [starter, ...others] = running
  return starter === undefined || others.length > 0 || program.threads.length < 2 ? null : starter
}

/** Whether each step that the thread takes while others could go on starts or joins one. */
function onlyStarts(space: StateSpace, edges: Edges, starter: number): boolean {
  for (let state = 0; state < space.count; state++) {
    const all = edgesOf(edges, state)
    const own = all.filter((edge) => threadAt(space, edges, edge) === starter)
    if (own.length === 0 || own.length === all.length) continue
    if (own.length > 1 || !own.every((edge) => startsOrJoins(space, edges, edge))) return false
  }
  return true
}

function startsOrJoins({ program, labels }: StateSpace, edges: Edges, edge: number): boolean {
  const label = labels[edges.labels[edge] ?? -1]
  if (label === undefined) return false
  const op = program.codes[program.threads[label.thread]?.code ?? -1]?.instructions[label.pc]?.op
  return op === 'spawn' || op === 'join'
}

function edgesOf({ offsets }: Edges, state: number): number[] {
  const [from, to] = [offsets[state] ?? 0, offsets[state + 1] ?? 0]
  return Array.from({ length: to - from }, (_, index) => from + index)
}

function threadAt({ labels }: StateSpace, edges: Edges, edge: number): number {
  return labels[edges.labels[edge] ?? -1]?.thread ?? -1
}
