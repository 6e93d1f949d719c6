import { present } from '../base/bug.ts'
import { type Fairness, instructionAt, type Move } from '../program/program.ts'
import { hasEnded, Status } from '../space/layout.ts'
import { depthOf, type Edges, type StateSpace, valueAt } from '../space/space.ts'
import { type Cycle, cyclesIn, keepEdges, roundThrough, type Station, steppingIn } from './cycles.ts'
import { fairCyclesIn, fairStations, hasCycles } from './fair-cycles.ts'
import { spunOn } from './spins.ts'
import { Continuations } from './stuck.ts'
import { Nearest } from './targets.ts'

/** An infinite execution: to the target state, then around a cycle forever. */
export interface Lasso {
  readonly kind: 'livelock' | 'starvation' | 'divergence'
  /** The threads that make no progress. */
  readonly threads: readonly number[]
  /** For starvation, the threads that make progress meanwhile. */
  readonly others: readonly number[]
  /** The variables on which threads spin, though nobody can change them any more; null if the execution does something else. */
  readonly spunOn: readonly number[] | null
  readonly round: readonly Move[]
  readonly lines: readonly number[]
}

/**
 * Finds livelocks, starvation and loops that access nothing shared, on the strongly connected components of the space
 * without the transitions that are progress. A component stands for its fairest cycle: if that is not weakly fair, none
 * is; if it is not strongly fair, a part of it may be. Needs the full space.
 */
export function lassosIn(space: StateSpace, edges: Edges, fairness: Fairness): Nearest<Lasso> {
  const found: Nearest<Lasso> = new Nearest()
  if (!hasCycles(space, edges)) return found
  noteLivelocks(space, edges, fairness, found)
  noteDivergences(space, edges, found)
  noteStarvation(space, edges, fairness, found)
  return found
}

function note(
  space: StateSpace,
  all: Edges,
  found: Nearest<Lasso>,
  cycle: Cycle,
  lasso: () => Omit<Lasso, 'round' | 'lines' | 'spunOn'>,
  stations: () => Station[],
): void {
  const state = present(cycle.states[0], 'state of a cycle')
  const { kind, threads, others } = lasso()
  const spun = kind === 'livelock' ? spunOn(space, all, cycle) : null
  const lines = linesOf(space, cycle, kind === 'starvation' ? threads : null)
  // Each thread that may starve is a finding, wherever it stands.
  const key = kind === 'starvation' ? threads.join() : lines.join()
  found.add(`${kind}/${key}`, depthOf(space, state), { state, label: null }, () => ({
    kind,
    threads,
    others,
    lines,
    spunOn: spun,
    round: roundThrough(space, cycle, stations()),
  }))
}

/** Returns the lines at which the given threads are in a cycle; null: at which any thread steps there. */
function linesOf(space: StateSpace, cycle: Cycle, threads: readonly number[] | null): number[] {
  const lines = new Set<number>()
  if (threads === null) {
    for (const label of cycle.labels) {
      const { thread, pc } = present(space.labels[label], 'label')
      lines.add(present(instructionAt(space.program, thread, pc), 'instruction').line)
    }
  } else {
    for (const state of cycle.states) {
      for (const thread of threads) {
        const instruction = instructionAt(space.program, thread, valueAt(space, state, space.layout.pc(thread)))
        if (instruction !== null) lines.add(instruction.line)
      }
    }
  }
  return [...lines].sort((a, b) => a - b)
}

function labelsOf(cycle: Cycle, matches: (label: number) => boolean): Set<number> {
  return new Set([...cycle.labels].filter(matches))
}

function progressOf(space: StateSpace, label: number): readonly number[] {
  return present(space.labels[label], 'label').progressed
}

function noteLivelocks(space: StateSpace, all: Edges, fairness: Fairness, found: Nearest<Lasso>): void {
  const idle = keepEdges(space, all, (label) => progressOf(space, label).length === 0)
  for (const cycle of fairCyclesIn(space, idle, all, fairness)) {
    const lasso = () =>
      ({ kind: 'livelock', threads: [...steppingIn(space, cycle)].sort((a, b) => a - b), others: [] }) as const
    note(space, all, found, cycle, lasso, () => fairStations(space, all, cycle, fairness))
  }
}

/** A thread in a cycle of steps that no other thread can observe stays in it forever. */
function noteDivergences(space: StateSpace, all: Edges, found: Nearest<Lasso>): void {
  const isLocal = (label: number): boolean => {
    const { thread, pc, kind } = present(space.labels[label], 'label')
    const op = instructionAt(space.program, thread, pc)?.op
    return kind === 'instruction' && (op === 'set' || op === 'add')
  }
  space.program.threads.forEach((_, thread) => {
    const isOwn = (label: number): boolean => space.labels[label]?.thread === thread && isLocal(label)
    if (!space.labels.some((_label, number) => isOwn(number))) return
    const alone = keepEdges(space, all, isOwn)
    for (const cycle of cyclesIn(space, alone)) {
      note(
        space,
        all,
        found,
        cycle,
        () => ({ kind: 'divergence', threads: [thread], others: [] }),
        () => [],
      )
    }
  })
}

function noteStarvation(space: StateSpace, all: Edges, fairness: Fairness, found: Nearest<Lasso>): void {
  const continuations = new Continuations(space, all)
  space.program.threads.forEach(({ daemon }, thread) => {
    if (daemon) return
    const without = keepEdges(space, all, (label) => !progressOf(space, label).includes(thread))
    for (const cycle of fairCyclesIn(space, without, all, fairness)) {
      const others = new Set([...cycle.labels].flatMap((label) => [...progressOf(space, label)]))
      const state = present(cycle.states[0], 'state of a cycle')
      const status = valueAt(space, state, space.layout.status(thread))
      const gone = status === Status.unstarted || hasEnded(status) || continuations.isStuck(state, thread)
      if (others.size === 0 || gone) continue
      const names = [...others].sort((a, b) => a - b)
      const advances = labelsOf(cycle, (label) => progressOf(space, label).length > 0)
      const stations = (): Station[] => [...fairStations(space, all, cycle, fairness), { labels: advances }]
      note(space, all, found, cycle, () => ({ kind: 'starvation', threads: [thread], others: names }), stations)
    }
  })
}
