import { join } from 'node:path'
import { Bug } from '../base/bug.ts'
import type { Agent, AgentAnswer, AgentRequest, Hello, Mistake } from '../cpython/agent.ts'
import type { ClockKind } from '../cpython/clock-kinds.ts'
import type { RandomValues } from '../cpython/random-values.ts'
import { Departure } from '../stateless/execution.ts'
import { mistakeIn, PythonProcess } from './python-process.ts'

/** A running agent, and how to end it. */
export interface StartedAgent extends Agent {
  end(): void
}

/** What the agent answers, as JSON has it. */
interface Line extends Partial<Omit<AgentAnswer, 'end'>> {
  readonly hello?: Hello
  readonly error?: Mistake
  readonly end?: AgentAnswer['end'] | 'departed'
  readonly departed?: unknown
}

/** How a file is executed. */
export interface AgentOptions {
  /** A function to call once the module is executed; null: the file is a program. */
  readonly call: string | null
  readonly clock: ClockKind
  readonly randomValues: RandomValues
  /** Modules of the library and installed packages that are rewritten, too. */
  readonly traceModules: readonly string[]
}

/**
 * Starts an interpreter that executes a file under the schedules that it is asked for; it only reads the file before the first
 * request. Throws `Misuse` if there is no such interpreter, or the file is no program for it.
 */
export async function startAgent(
  python: string,
  file: string,
  { call, clock, randomValues, traceModules }: AgentOptions,
): Promise<StartedAgent> {
  const called = call === null ? [] : ['--call', call]
  const child = new PythonProcess(python, [
    join(__dirname, '../agent'),
    file,
    ...called,
    '--clock',
    clock,
    '--random-values',
    randomValues,
    ...traceModules.flatMap((each) => ['--trace-module', each]),
  ])
  const first = (await child.next()) as Line
  if (first.hello === undefined) throw mistakeIn(file, first.error)
  const { hello } = first
  return {
    hello,
    run: async (request) => {
      child.send(request)
      return answerOf((await child.next()) as Line, request, file)
    },
    end: child.end,
  }
}

function answerOf(line: Line, { prefix }: AgentRequest, file: string): AgentAnswer {
  if (line.error !== undefined) throw mistakeIn(file, line.error)
  if (line.end === 'departed') throw new Departure(prefix.length, JSON.stringify(line.departed))
  const {
    steps = [],
    blocked = [],
    end = 'done',
    outcome,
    grown = false,
    shares = [],
    unseen = [],
    drawn = [],
    nested = [],
    draws = [],
  } = line
  if (outcome === undefined) throw new Bug('the agent for Python gave no outcome')
  return { steps: completed(steps), blocked, end, outcome, grown, shares, unseen, drawn, nested, draws }
}

/** Puts back what the agent leaves out of a step since it is as in the step before. */
function completed(steps: AgentAnswer['steps']): AgentAnswer['steps'] {
  let enabled: readonly number[] = []
  let blocked: AgentAnswer['blocked'] = []
  return steps.map((step: Partial<AgentAnswer['steps'][number]> & AgentAnswer['steps'][number]) => {
    enabled = step.enabled ?? enabled
    blocked = step.blocked ?? blocked
    return { ...step, choice: step.choice ?? 0, choices: step.choices ?? 1, enabled, blocked }
  })
}
