import { deadlocksIn } from '../analysis/terminal-states.ts'
import { Exploration } from '../explorer/exploration.ts'
import type { Program } from '../program/program.ts'
import { needOfOthers, withOnly } from '../program/some-threads.ts'
import { drive } from './drive.ts'
import type { CheckOptions } from './options.ts'
import type { Finding } from './result.ts'

/** With more threads there are too many sets of them. */
const mostThreads = 7
/** Each set is explored by itself, so only small spaces are. */
const mostStates = 20_000

/**
 * Returns the smallest sets of threads that reach a deadlock by themselves in which they wait in a cycle, if the others never
 * start. Null if there is nothing to tell: no such deadlock, fewer than three threads, or too many states.
 */
export async function deadlockSets(
  program: Program,
  findings: readonly Finding[],
  states: number,
  options: CheckOptions,
  started: number,
): Promise<readonly (readonly number[])[] | null> {
  const running = program.threads.flatMap(({ start }, thread) => (start === 'running' ? [thread] : []))
  const isCyclic = findings.some(({ detail }) => detail.kind === 'deadlock' && detail.class === 'cycle')
  if (!isCyclic || running.length < 3 || running.length > mostThreads || states > mostStates) return null
  const found: number[][] = []
  for (const set of subsetsOf(running).sort((one, other) => one.length - other.length)) {
    const kept = new Set(set)
    if (set.length < 2 || found.some((each) => each.every((thread) => kept.has(thread)))) continue
    if (needOfOthers(program, kept) !== null) continue
    const exploration = new Exploration(withOnly(program, kept), {
      rules: options.rules,
      maxStates: mostStates,
      maxBytes: Number.POSITIVE_INFINITY,
      keepEdges: false,
      monitor: null,
      observers: [],
    })
    await drive(exploration, options, started)
    const space = exploration.space()
    if (space.limit !== null) return null
    if (deadlocksIn(space).some(([first]) => first?.info.class === 'cycle')) found.push(set)
  }
  return found
}

/** Returns all subsets, those of earlier elements first. */
function subsetsOf([first, ...others]: readonly number[]): number[][] {
  if (first === undefined) return [[]]
  const without = subsetsOf(others)
  return [...without.map((set) => [first, ...set]), ...without]
}
