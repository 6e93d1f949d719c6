import type { Decision } from '../stateless/execution.ts'
import type { AgentAnswer, PythonOutcome, PythonStep } from './agent.ts'
import { costOf, decisionsOf } from './cost.ts'
import { type DeadlockEnd, type FinalOutcome, outcomeKey, valuesOf } from './result.ts'
import { Suspects } from './suspects.ts'

/** One of the executions with an outcome: the one that a person follows best. */
interface Kept {
  executions: number
  /** How often another thread goes on, and how many steps there are. */
  cost: number
  prefix: readonly Decision[]
  outcome: PythonOutcome
}

/** What executions came to, with one schedule for each different thing. */
export class Collection {
  private readonly finals = new Map<string, Kept>()
  private readonly ends = new Map<string, Kept>()
  private readonly variables = new Set<string>()
  private longestThreads: readonly string[] = ['main']
  readonly suspects: Suspects = new Suspects()

  add({ steps, end, outcome }: AgentAnswer): void {
    if (end !== 'done' && end !== 'deadlock') return
    if (outcome.threads.length > this.longestThreads.length) this.longestThreads = outcome.threads
    const names = Object.keys(outcome.globals ?? {})
    for (const name of names) this.variables.add(name)
    this.suspects.add(steps)
    if (end === 'done') keep(this.finals, outcomeKey(names, outcome), steps, outcome)
    else keep(this.ends, JSON.stringify(outcome.waiting), steps, outcome)
  }

  /** The names of all variables that executions have at their ends. */
  names(): readonly string[] {
    return [...this.variables]
  }

  /** The names of the threads of an execution with the most. */
  threads(): readonly string[] {
    return this.longestThreads
  }

  /** The final values, in their order. */
  async outcomes(
    names: readonly string[],
    shown: (prefix: readonly Decision[]) => Promise<AgentAnswer>,
  ): Promise<FinalOutcome[]> {
    const found: FinalOutcome[] = []
    for (const { prefix, outcome, executions } of this.finals.values()) {
      found.push({
        values: valuesOf(names, outcome),
        exceptions: outcome.exceptions,
        executions,
        shown: await shown(prefix),
      })
    }
    return found.sort((one, other) => compareTexts(one.values, other.values))
  }

  async deadlocks(shown: (prefix: readonly Decision[]) => Promise<AgentAnswer>): Promise<DeadlockEnd[]> {
    const found: DeadlockEnd[] = []
    for (const { prefix, outcome, executions } of this.ends.values())
      found.push({ waiting: outcome.waiting ?? [], executions, shown: await shown(prefix) })
    return found
  }

  /** How many steps each line has in executions that are shown. */
  points(shown: readonly AgentAnswer[]): { file: string; line: number; count: number }[] {
    const lines = new Map<string, { file: string; line: number; count: number }>()
    for (const { steps } of shown) {
      for (const { file = '', line } of steps) {
        if (line === undefined) continue
        const known = lines.get(`${file}:${line}`) ?? { file, line, count: 0 }
        known.count++
        lines.set(`${file}:${line}`, known)
      }
    }
    return [...lines.values()].sort((one, other) => (one.file < other.file ? -1 : one.line - other.line))
  }
}

function keep(kept: Map<string, Kept>, key: string, steps: readonly PythonStep[], outcome: PythonOutcome): void {
  const cost = costOf(steps)
  const known = kept.get(key)
  if (known === undefined) kept.set(key, { executions: 1, cost, prefix: decisionsOf(steps), outcome })
  else {
    known.executions++
    if (cost < known.cost) Object.assign(known, { cost, prefix: decisionsOf(steps), outcome })
  }
}

/** Numbers by their size, other texts by their characters. */
function compareTexts(one: readonly string[], other: readonly string[]): number {
  for (const [index, text] of one.entries()) {
    const against = other[index] ?? ''
    if (text === against) continue
    const difference = Number(text) - Number(against)
    return Number.isNaN(difference) ? (text < against ? -1 : 1) : difference
  }
  return 0
}
