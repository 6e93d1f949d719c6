import { present } from '../base/bug.ts'
import { lastAcquire } from '../program/dataflow.ts'
import { type Instruction, instructionAt, type Program } from '../program/program.ts'
import { hasEnded, type Layout } from '../space/layout.ts'
import type { Observer, Visit } from '../space/observer.ts'
import type { Label } from '../space/space.ts'
import { exitKeyOf, nestingKeyOf } from '../space/watch.ts'
import { Nearest, type Target } from './targets.ts'

/** A lock that was acquired while another one was held. */
export interface Nesting {
  readonly held: number
  readonly acquired: number
  readonly thread: number
  readonly line: number
}

export interface LockAtExit {
  readonly mutex: number
  readonly thread: number
  readonly line: number
}

/** Observes the order in which locks are nested, and which locks finished threads hold. */
export class LockObserver implements Observer {
  readonly atExit: Nearest<LockAtExit> = new Nearest()
  private readonly nestings = new Map<number, { nesting: Nesting; target: Target; depth: number }>()
  private readonly nestingKeys = new Set<string>()
  private readonly program: Program
  private readonly layout: Layout
  private readonly labels: readonly Label[]

  constructor(program: Program, layout: Layout, labels: readonly Label[]) {
    this.program = program
    this.layout = layout
    this.labels = labels
  }

  visit({ state, depth, vector, steps }: Visit): void {
    this.program.mutexes.forEach((_, mutex) => {
      const owner = (vector[this.layout.owner(mutex)] ?? 0) - 1
      if (owner < 0) return
      for (const step of steps) this.noteNesting(mutex, owner, step, vector, { state, label: step }, depth)
      if (hasEnded(vector[this.layout.status(owner)])) this.noteExit(mutex, owner, state, depth)
    })
  }

  knows(key: string): boolean {
    return this.atExit.has(key) || this.nestingKeys.has(key)
  }

  /** Returns the cycles in the relation 'acquired while holding', each once, shortest first. */
  cycles(): { cycle: readonly [Nesting, ...Nesting[]]; target: Target }[] {
    // States of one depth come in an order that depends on how they are spread over threads.
    const edges = [...this.nestings.entries()]
      .sort(([one, a], [two, b]) => a.depth - b.depth || one - two)
      .map(([, each]) => each)
    const found: { cycle: readonly [Nesting, ...Nesting[]]; target: Target }[] = []
    const covered = new Set<string>()
    for (const start of edges) {
      const cycle = shortestCycle(
        start.nesting,
        edges.map((each) => each.nesting),
      )
      if (cycle === null) continue
      const key = cycle
        .map((each) => each.acquired)
        .sort((a, b) => a - b)
        .join()
      if (covered.has(key)) continue
      covered.add(key)
      found.push({ cycle, target: start.target })
    }
    return found
  }

  private noteNesting(held: number, owner: number, step: number, vector: Int32Array, target: Target, depth: number): void {
    const label = present(this.labels[step], 'label')
    if (label.thread !== owner) return
    const instruction = present(instructionAt(this.program, label.thread, label.pc), 'instruction')
    const acquired = acquiredBy(this.program, label, instruction)
    if (acquired === null || vector[this.layout.owner(acquired)] === owner + 1) return // none, or one that it already holds
    const key = held * this.program.mutexes.length + acquired
    if (this.nestings.has(key)) return
    const nesting = { held, acquired, thread: owner, line: instruction.line }
    this.nestings.set(key, { nesting, target, depth })
    this.nestingKeys.add(nestingKeyOf(held, acquired))
  }

  private noteExit(mutex: number, thread: number, state: number, depth: number): void {
    const line = lastAcquire(this.program, thread, mutex)
    this.atExit.add(exitKeyOf(mutex, line), depth, { state, label: null }, () => ({ mutex, thread, line }))
  }
}

/** Returns the lock that a step blocks for, if any; a `try_acquire` never blocks, so it cannot close a cycle. */
function acquiredBy(program: Program, label: Label, instruction: Instruction): number | null {
  if (label.kind === 'queue') return null // it stands in line, and acquires the lock later
  if (instruction.op === 'acquire') return instruction.mutex
  if (instruction.op === 'wait' && label.kind === 'reacquire') return instruction.mutex
  if (instruction.op !== 'atomic') return null
  const first = instructionAt(program, label.thread, label.pc + 1)
  return first?.op === 'acquire' ? first.mutex : null
}

/** Searches breadth-first from the acquired lock back to the held lock. */
function shortestCycle(start: Nesting, edges: readonly Nesting[]): [Nesting, ...Nesting[]] | null {
  const paths: [Nesting, ...Nesting[]][] = [[start]]
  const seen = new Set([start.acquired])
  for (const path of paths) {
    const last = present(path.at(-1), 'edge')
    if (last.acquired === start.held) return path
    for (const edge of edges) {
      if (edge.held !== last.acquired || seen.has(edge.acquired)) continue
      seen.add(edge.acquired)
      paths.push([...path, edge])
    }
  }
  return null
}
