import { join } from 'node:path'
import { Bug, present } from '../base/bug.ts'
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
  /** The numbers of the steps: those of `steps` that are new have the next ones. Absent if `steps` has them all. */
  readonly known?: readonly number[]
  /** Whether steps are numbered from 0 again. */
  readonly forget?: boolean
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
  const known = new KnownSteps()
  // Where it has stopped, of several requests that it had each fails for that reason.
  let failure: unknown = null
  return {
    hello,
    run: async (request) => {
      child.send(request.details ? request : compact(request))
      try {
        return answerOf((await child.next()) as Line, request, file, known)
      } catch (error) {
        if (error instanceof Departure) throw error
        failure ??= error
        throw failure
      }
    },
    end: child.end,
  }
}

/** The same request in fewer words; its answer numbers steps. */
function compact({ prefix, ...rest }: AgentRequest): object {
  return { ...rest, compact: true, prefix: prefix.flatMap(({ thread, event, choice }) => [thread, event, choice]) }
}

/** The steps that an agent has told, by their numbers. Most steps of an execution were those of earlier ones, too. */
class KnownSteps {
  private steps: AgentAnswer['steps'][number][] = []

  stepsOf({ steps = [], known, forget = false }: Line): AgentAnswer['steps'] {
    if (known === undefined) return completed(steps)
    if (forget) this.steps = []
    this.steps.push(...steps)
    return known.map((number) => present(this.steps[number], 'step'))
  }
}

function answerOf(line: Line, { prefix }: AgentRequest, file: string, known: KnownSteps): AgentAnswer {
  if (line.error !== undefined) throw mistakeIn(file, line.error)
  if (line.end === 'departed') throw new Departure(prefix.length, JSON.stringify(line.departed))
  const {
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
  const steps = known.stepsOf(line)
  if (outcome === undefined) throw new Bug('the agent for Python gave no outcome')
  return { steps, blocked, end, outcome, grown, shares, unseen, drawn, nested, draws }
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
