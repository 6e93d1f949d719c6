import { type Edges, kindsIn, StateKind, type StateSpace } from '../space/space.ts'
import { Naturals } from './naturals.ts'

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
 * Returns the counts of a program that one thread starts; null of any other. `order` is a topological order of the states;
 * null: they are numbered in one.
 *
 * Where the starting thread can take a step it takes it, and the others wait for it: of all interleavings that differ only in
 * when it does so, one is counted.
 */
export function countWithoutStarter(space: StateSpace, edges: Edges, order: Uint32Array | null): ThreadCounts | null {
  const starter = starterOf(space)
  if (starter === null || !onlyStarts(space, edges, starter)) return null
  const paths = new Naturals(space.count)
  const kinds = kindsIn(space)
  paths.setToOne(0)
  for (let at = 0; at < space.count; at++) {
    const state = order === null ? at : (order[at] ?? 0)
    const first = edgesOf(edges, state).find((edge) => threadAt(space, edges, edge) === starter)
    for (const edge of first === undefined ? edgesOf(edges, state) : [first]) {
      paths.addProduct(state, [], edges.targets[edge] ?? 0)
    }
    if (kinds[state] === StateKind.inner) paths.clear(state)
  }
  const sum = (states: readonly number[]): bigint => states.reduce((total, state) => total + paths.at(state), 0n)
  return { starter, interleavings: sum([...space.terminals]), interleavingsOf: sum }
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
