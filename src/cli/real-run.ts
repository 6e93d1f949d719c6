import { availableParallelism } from 'node:os'
import { counted } from '../base/words.ts'
import { explorePython } from '../cpython/explore.ts'
import { pythonJson } from '../cpython/json.ts'
import type { HelpingAgents, PythonOptions, PythonSearch } from '../cpython/options.ts'
import type { PythonResult } from '../cpython/result.ts'
import { pythonText } from '../cpython/text.ts'
import { type PythonVerdict, pythonVerdict, type Said, verdictWords } from '../cpython/verdict.ts'
import { partsOf } from '../language/claims/parts.ts'
import { Departure } from '../stateless/execution.ts'
import type { SharedArguments } from './arguments.ts'
import { refuseEffects } from './effects.ts'
import { Exit, misuse } from './failure.ts'
import { readSource, standardInput } from './files.ts'
import { type ForcedTraces, forcedText, forceTraces } from './forced-traces.ts'
import { interruptionExit, outputStyle } from './host.ts'
import { jsonText } from './json-text.ts'
import { type AgentOptions, type StartedAgent, startAgent } from './python-agent.ts'
import { saidIn } from './real-claims.ts'

/** How a Python file is executed. */
export interface RealArguments extends AgentOptions {
  readonly python: string
  readonly allowEffects: boolean
  /** The number of random executions; null: all schedules, or those with at most `--bound` preemptions. */
  readonly random: number | null
  readonly seed: number
  readonly all: boolean
  /** Whether errors fail a program that does not say what is right. */
  readonly strict: boolean
}

/** Without `--max-states` and `--timeout`. */
const usualExecutions = 20_000
const usualTime = 60_000
/** A longer execution is cut. */
const mostSteps = 10_000

/** Executes a Python file under every schedule, prints what happened, and returns the exit code. */
export async function checkReal(file: string, shared: SharedArguments, real: RealArguments): Promise<number> {
  const observe = shared.observe === null ? null : partsOf(shared.observe)
  return exploreFile(file, shared, real, observe, async (result) => {
    const forced = await forceTraces(file, result, real)
    const said = saidIn(readSource(file).text, result.hello.asserts)
    print(result, forced, file, shared, real, said)
    return interruptionExit() ?? exitOf(result, pythonVerdict(result, said, real.strict))
  })
}

/** Executes a Python file under every schedule and returns what is made of the result. The agent is there until then. */
export async function exploreFile<T>(
  file: string,
  shared: SharedArguments,
  real: Omit<RealArguments, 'all' | 'strict'>,
  observe: readonly string[] | null,
  use: (result: PythonResult, agent: StartedAgent) => Promise<T>,
): Promise<T> {
  refuseOthers(shared)
  if (/\.(ilv|s|json)$/.test(file)) throw misuse(`${file}: --real is for Python files`, 'omit --real')
  if (file === standardInput) throw misuse('--real: expected a file', 'standard input cannot be executed again and again')
  const agents: StartedAgent[] = []
  const start = async (): Promise<StartedAgent> => {
    const started = await startAgent(real.python, file, real)
    agents.push(started)
    return started
  }
  try {
    const agent = await start()
    announce(agent, file, real)
    const options = { ...optionsOf(shared, real, observe), helpers: helpersOf(shared, real, agent, start) }
    const result = await explorePython(agent, options).catch((error: unknown) => {
      throw misuseOf(error)
    })
    eraseProgress()
    refuseMistakes(result, observe)
    return await use(result, agent)
  } finally {
    for (const each of agents) each.end()
  }
}

/**
 * Further interpreters, of which there are as many as the user says, or two in all where there are two processors. One that is alone
 * has two requests at a time, so that it never waits while the search looks at what it answered last.
 */
function helpersOf(
  { workers }: SharedArguments,
  { random }: Pick<RealArguments, 'random'>,
  first: StartedAgent,
  start: () => Promise<StartedAgent>,
): HelpingAgents | null {
  // Each random execution depends on the length of those before.
  if (random !== null) return null
  const most = workers ?? Math.min(2, availableParallelism())
  return most === 1 ? { most: 2, start: () => Promise.resolve(first) } : { most, start }
}

/** Options that change the model of a program have no meaning for the program itself. */
function refuseOthers({ threads, constants, language }: SharedArguments): void {
  if (threads !== null) throw misuse('--threads is for the model', 'name a function that starts the threads: `--call main`')
  if (constants.size > 0) throw misuse('--set is for the model', 'change the file, or omit --real')
  if (language !== null && language !== 'python') throw misuse('--real is for Python files', null)
}

/** Says what will be executed, before it is. Throws `Misuse` if that would change something outside. */
function announce(
  { hello }: StartedAgent,
  file: string,
  { python, allowEffects }: Pick<RealArguments, 'python' | 'allowEffects'>,
): void {
  refuseEffects(hello, allowEffects)
  process.stderr.write(`note: executes ${file} again and again with ${python} (CPython ${hello.python})\n`)
}

/** What a file does by chance cannot be explored. */
function misuseOf(error: unknown): unknown {
  if (!(error instanceof Departure)) return error
  return misuse(
    'the file does not do the same each time that it is executed under the same schedule',
    'leave out what differs from run to run: the time, files, random numbers of the system, the order of sets of objects',
  )
}

function optionsOf(
  shared: SharedArguments,
  { random, seed }: Pick<RealArguments, 'random' | 'seed'>,
  observe: readonly string[] | null,
): Omit<PythonOptions, 'helpers'> {
  const until = Date.now() + (shared.timeoutMs ?? usualTime)
  const search: PythonSearch =
    random !== null
      ? { kind: 'random', seed, depth: 3 }
      : shared.bound === null
        ? { kind: 'all' }
        : { kind: 'bounded', most: shared.bound }
  return {
    observe,
    limits: {
      maxSteps: mostSteps,
      maxExecutions: random ?? shared.maxStates ?? usualExecutions,
      isOver: () => Date.now() > until || interruptionExit() !== null,
    },
    search,
    progress,
  }
}

/** An expression that names something unknown, or is none, is a mistake of the user. */
function refuseMistakes({ names, outcomes }: PythonResult, observe: readonly string[] | null): void {
  if (observe === null || outcomes.length === 0) return
  for (const [index, name] of names.entries()) {
    const [first = '', ...others] = outcomes.map(({ values }) => values[index] ?? '')
    const isMistake = /^(NameError|SyntaxError|AttributeError|TypeError): /.test(first)
    if (isMistake && others.every((each) => each === first)) throw misuse(`\`${name}\` cannot be observed: ${first}`, null)
  }
}

let shownAt = 0

/** Shows how many executions there were, once a second, on a terminal. */
function progress(executions: number): void {
  if (process.stderr.isTTY !== true || Date.now() - shownAt < 1000) return
  shownAt = Date.now()
  process.stderr.write(`\r${counted(executions, 'execution')}\u001b[K`)
}

function eraseProgress(): void {
  if (shownAt !== 0) process.stderr.write('\r\u001b[K')
}

function print(
  result: PythonResult,
  forced: ForcedTraces,
  name: string,
  shared: SharedArguments,
  { all, strict }: RealArguments,
  said: Said,
): void {
  if (!shared.json) process.stderr.write(forcedText(forced))
  if (shared.json) process.stdout.write(`${jsonText({ ...pythonJson(result, name, said), forced })}\n`)
  else if (shared.quiet) process.stdout.write(`${name}: ${verdictWords(result, said)}\n`)
  else process.stdout.write(pythonText(result, { name, all, said, strict }, outputStyle(shared)))
}

/** What a file does that does not say what is right is an answer. */
function exitOf({ search }: PythonResult, verdict: PythonVerdict): number {
  if (verdict === 'fail') return Exit.found
  return search.complete ? Exit.ok : Exit.limit
}
