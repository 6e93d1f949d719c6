import { type Decision, Departure } from '../stateless/execution.ts'
import type { Again, AgentAnswer, PythonOutcome, PythonStep } from './agent.ts'
import { costOf, decisionsOf } from './cost.ts'
import { LockOrders } from './lock-orders.ts'
import { lineText, threadNames } from './names.ts'
import { type DeadlockEnd, endKey, type FinalOutcome, outcomeKey, valuesOf } from './result.ts'
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
  private longest: Pick<PythonOutcome, 'threads' | 'tasks'> = { threads: ['main'] }
  /** A schedule with a step at each place in the text that has any. */
  private readonly bySite = new Map<number, readonly Decision[]>()
  readonly suspects: Suspects = new Suspects()
  readonly lockOrders: LockOrders = new LockOrders()
  /** How many executions were cut. */
  cut = 0
  private endless: PythonOutcome | null = null

  add({ steps, end, outcome, nested }: AgentAnswer): void {
    if (end === 'asleep') return
    if (outcome.threads.length > this.longest.threads.length) this.longest = outcome
    for (const { site } of steps) if (!this.bySite.has(site)) this.bySite.set(site, decisionsOf(steps))
    this.lockOrders.add({ steps, nested })
    if (end === 'cut') {
      this.cut++
      this.endless ??= outcome
      return
    }
    const names = Object.keys(outcome.globals ?? {})
    for (const name of names) this.variables.add(name)
    this.suspects.add(steps)
    if (end === 'done') keep(this.finals, outcomeKey(outcome), steps, outcome)
    else keep(this.ends, endKey(outcome), steps, outcome)
  }

  /** The names of all variables that executions have at their ends. */
  names(): readonly string[] {
    return [...this.variables]
  }

  /** What the first execution that was cut did in the end; null if none was. */
  cutIn(): string | null {
    const { busy, threads = [] } = this.endless ?? {}
    if (busy === undefined) return null
    const name = threadNames(threads)[busy.thread] ?? `thread ${busy.thread}`
    const where = busy.line === 0 ? '' : `, in ${lineText(busy)}`
    return busy.starts === true ? `${name} starts more than ${threads.length} threads${where}` : `${name} goes on${where}`
  }

  /** The names of the threads of an execution with the most, and after them those of its tasks; how many these are. */
  actors(): { readonly threads: readonly string[]; readonly tasks: number } {
    const { threads, tasks = 0 } = this.longest
    return { threads, tasks }
  }

  /** The final values, in their order. Throws `Departure` if an execution ends otherwise when it is repeated. */
  async outcomes(names: readonly string[], again: Again): Promise<FinalOutcome[]> {
    const found: FinalOutcome[] = []
    for (const { prefix, outcome, executions } of this.finals.values()) {
      const shown = await again(prefix)
      confirm(shown, 'done', outcomeKey(shown.outcome) === outcomeKey(outcome))
      found.push({ values: valuesOf(names, outcome), exceptions: outcome.exceptions, executions, shown })
    }
    return found.sort((one, other) => compareTexts(one.values, other.values))
  }

  /** Throws `Departure` as well. */
  async deadlocks(again: Again): Promise<DeadlockEnd[]> {
    const found: DeadlockEnd[] = []
    for (const { prefix, outcome, executions } of this.ends.values()) {
      const shown = await again(prefix)
      confirm(shown, 'deadlock', endKey(shown.outcome) === endKey(outcome))
      found.push({ waiting: outcome.waiting ?? [], executions, shown })
    }
    return found
  }

  /** The lines with scheduling points, in any execution, and at how many places of each. */
  async points(again: Again): Promise<{ file: string; line: number; count: number }[]> {
    const lines = new Map<string, { file: string; line: number; count: number }>()
    const seen = new Set<number>()
    for (const [wanted, prefix] of this.bySite) {
      if (seen.has(wanted)) continue
      for (const { site, file = '', line } of (await again(prefix)).steps) {
        if (seen.has(site)) continue
        seen.add(site)
        if (line === undefined) continue
        const known = lines.get(`${file}:${line}`) ?? { file, line, count: 0 }
        known.count++
        lines.set(`${file}:${line}`, known)
      }
    }
    return [...lines.values()].sort((one, other) =>
      one.file === other.file ? one.line - other.line : one.file < other.file ? -1 : 1,
    )
  }
}

/** Each execution that is shown was made twice, and must have ended alike. */
function confirm({ end, steps }: AgentAnswer, expected: AgentAnswer['end'], isSame: boolean): void {
  if (end !== expected || !isSame) throw new Departure(steps.length, 'the same schedule ended otherwise when it was repeated')
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
