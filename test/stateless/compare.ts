import { readInstructionText } from '../../src/language/ilv/read.ts'
import type { Program, Rules } from '../../src/program/program.ts'
import { enumerate, stateKey } from '../../src/semantics/enumerate.ts'
import { type Dependence, dependent } from '../../src/stateless/dependence.ts'
import type { Execution, Subject } from '../../src/stateless/execution.ts'
import { Order } from '../../src/stateless/order.ts'
import { type ProgramOutcome, ProgramSubject } from '../../src/stateless/program-subject.ts'
import { explore, type Limits, type Summary } from '../../src/stateless/search.ts'

/** Reads instruction text without mistakes. */
export function read(text: string): Program {
  const result = readInstructionText({ name: 'test.ilv', text })
  if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join('\n'))
  return result.value
}

export function limits(maxExecutions: number, maxSteps = 200): Limits {
  return { maxSteps, maxExecutions, isOver: () => false }
}

/** All that a search yields, and its summary. */
export async function collect<Outcome>(
  search: AsyncGenerator<Execution<Outcome>, Summary>,
): Promise<{ readonly executions: Execution<Outcome>[]; readonly summary: Summary }> {
  const executions: Execution<Outcome>[] = []
  for (;;) {
    const next = await search.next()
    if (next.done === true) return { executions, summary: next.value }
    executions.push(next.value)
  }
}

/** The states in which executions of a small program end, by the reference; null if it is too large or has cycles. */
export function ends(program: Program, rules: Rules, maxStates: number): Set<string> | null {
  const space = enumerate(program, maxStates, rules)
  if (space === null) return null
  const successors = space.states.map(() => new Set<number>())
  for (const { from, to } of space.transitions) successors[from]?.add(to)
  if (hasCycle(successors)) return null
  return new Set(space.states.filter((_, state) => successors[state]?.size === 0).map(stateKey))
}

/** Removes states without predecessors until none is left (Kahn, 1962). */
function hasCycle(successors: readonly ReadonlySet<number>[]): boolean {
  const into = successors.map(() => 0)
  for (const each of successors) for (const to of each) into[to] = (into[to] ?? 0) + 1
  const free = into.flatMap((count, state) => (count === 0 ? [state] : []))
  for (const state of free) {
    for (const to of successors[state] ?? []) {
      into[to] = (into[to] ?? 0) - 1
      if (into[to] === 0) free.push(to)
    }
  }
  return free.length < successors.length
}

/** What tells classes of equivalent executions apart: the steps, and the past of each. */
export function traceKey(execution: Execution<unknown>): string {
  const order = new Order(dependent)
  for (const step of execution.steps) order.push(step)
  return execution.steps
    .map(({ thread, event, choice }, index) => `${thread}.${event}.${choice}:${order.clock(index).join()}`)
    .sort()
    .join(' ')
}

/** The traces of all executions of a program, by trying each schedule; null if there are too many. */
export function allTraces(subject: ProgramSubject, most: number): Set<string> | null {
  const found = new Set<string>()
  const left: { thread: number; event: number | null; choice: number }[][] = [[]]
  for (let count = 0; ; count++) {
    const prefix = left.pop()
    if (prefix === undefined) return found
    if (count >= most) return null
    const execution = subject.run({ prefix, sleeping: [], maxSteps: 200 })
    if (execution.end !== 'cut') found.add(traceKey(execution))
    for (let at = prefix.length; at < execution.steps.length; at++) {
      const step = execution.steps[at]
      if (step === undefined) break
      const before = execution.steps.slice(0, at).map(({ thread, event, choice }) => ({ thread, event, choice }))
      for (const thread of step.enabled) if (thread !== step.thread) left.push([...before, { thread, event: null, choice: 0 }])
      for (let choice = step.choice + 1; choice < step.choices; choice++) left.push([...before, { ...decision(step), choice }])
    }
    const last = prefix.at(-1)
    const step = execution.steps[prefix.length - 1]
    // The first result of a branch to another thread was executed; the others are left.
    if (last?.event === null && step !== undefined) {
      for (let choice = 1; choice < step.choices; choice++) left.push([...prefix.slice(0, -1), { ...decision(step), choice }])
    }
  }
}

function decision({ thread, event }: { readonly thread: number; readonly event: number }): { thread: number; event: number } {
  return { thread, event }
}

/** What a search was compared with, and what it did. `text` says how they differ; null if they do not. */
export interface Comparison {
  readonly text: string | null
  readonly summary: Summary
  /** How many classes of equivalent executions it saw. */
  readonly classes: number
}

/**
 * Compares the states in which executions end, as a search finds them, with those of the reference. Null if the program is too
 * large, or has executions without an end.
 */
export async function difference(
  program: Program,
  rules: Rules,
  make: (program: Program, rules: Rules) => Subject<ProgramOutcome> = (...each) => new ProgramSubject(...each),
  depends: Dependence = dependent,
): Promise<Comparison | null> {
  const expected = ends(program, rules, 1500)
  if (expected === null) return null
  const { executions, summary } = await collect(explore(make(program, rules), limits(3000), depends))
  if (!summary.complete) return null
  const finished = executions.filter(({ end }) => end !== 'asleep')
  const found = new Set(finished.map(({ outcome }) => stateKey(outcome.state)))
  const lost = [...expected].find((key) => !found.has(key))
  const invented = [...found].find((key) => !expected.has(key))
  const text = lost !== undefined ? `lost ${lost}` : invented !== undefined ? `invented ${invented}` : null
  return { text, summary, classes: new Set(finished.map(traceKey)).size }
}
