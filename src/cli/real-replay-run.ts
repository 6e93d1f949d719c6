import { join, resolve } from 'node:path'
import type { AgentAnswer } from '../cpython/agent.ts'
import { decisionsOf } from '../cpython/cost.ts'
import { realReplay } from '../cpython/real-replay.ts'
import type { ReplayRequest } from '../cpython/replay.ts'
import { replayJson, replayText, type ShownReplay } from '../cpython/replay-report.ts'
import { type PythonFinding, type PythonResult, pythonFindingKinds, valuesOf } from '../cpython/result.ts'
import { pythonTable } from '../cpython/table.ts'
import { partsOf } from '../language/claims/parts.ts'
import type { SharedArguments } from './arguments.ts'
import type { RawChoice } from './choice-options.ts'
import { Exit, misuse } from './failure.ts'
import { readSource, writeOutput } from './files.ts'
import { interruptionExit, outputStyle } from './host.ts'
import { jsonText } from './json-text.ts'
import type { AgentOptions, StartedAgent } from './python-agent.ts'
import { exploreFile } from './real-run.ts'
import { executed } from './replay-execution.ts'
import { exitOf, type ReplayArguments } from './replay-run.ts'
import { reproText } from './repro.ts'

/** How a schedule of a program itself is replayed. */
interface RealReplayArguments extends ReplayArguments, AgentOptions {}

/** An execution to replay, and what it shows. */
interface Chosen {
  readonly shown: AgentAnswer
  readonly title: string
  readonly marks: PythonFinding['marks']
}

/**
 * Executes a file under every schedule, forces one of these on the unmodified file, prints what happened, and returns the
 * exit code.
 */
export async function replayReal(
  file: string,
  raw: RawChoice,
  shared: SharedArguments,
  options: RealReplayArguments,
): Promise<number> {
  for (const name of ['schedule', 'random', 'expect'] as const) {
    if (raw[name] !== undefined) throw misuse(`replay --real: --${name} is for the model`, 'choose by `--finding` or `--final`')
  }
  if (raw.finding !== undefined && raw.final !== undefined) {
    throw misuse('replay --real: `--finding` and `--final` exclude each other', 'leave one of them out')
  }
  refuseUnknown(raw.finding)
  const { final = null } = raw
  const observed = shared.observe === null ? [] : partsOf(shared.observe)
  const asked = final === null ? observed : [final, ...observed]
  const real = { ...options, random: null, seed: 1 }
  return exploreFile(file, shared, real, asked.length === 0 ? null : asked, async (result, agent) => {
    const chosen = chosenAmong(result, raw)
    if (chosen === null) {
      const so = result.search.complete ? 'under any schedule' : 'so far; the exploration is incomplete'
      process.stderr.write(
        `${file}: ${raw.finding === undefined ? `no execution ends with ${final}` : `there is no ${raw.finding}`} ${so}\n`,
      )
      return interruptionExit() ?? Exit.found
    }
    return forced(file, { ...chosen, final: await finalValues(chosen.shown, asked, agent) }, shared, options)
  })
}

function refuseUnknown(kind: string | undefined): void {
  if (kind === undefined || pythonFindingKinds.some((each) => each === kind)) return
  throw misuse(`--finding ${kind}: expected ${pythonFindingKinds.join(', ')}`, null)
}

function chosenAmong({ findings, outcomes }: PythonResult, { finding, final }: RawChoice): Chosen | null {
  if (final !== undefined) {
    const outcome = outcomes.find(({ values }) => values[0] === 'True')
    return outcome === undefined ? null : { shown: outcome.shown, title: final, marks: new Map() }
  }
  const found = findings.find(({ kind }) => finding === undefined || kind === finding)
  if (found !== undefined) return { shown: found.shown, title: found.text.replace(/\.$/, ''), marks: found.marks }
  const [outcome] = finding === undefined ? outcomes : []
  return outcome === undefined ? null : { shown: outcome.shown, title: 'a schedule to the end', marks: new Map() }
}

/** The values at the end of an execution: what was asked for, and otherwise the variables of the module. */
async function finalValues(shown: AgentAnswer, asked: readonly string[], agent: StartedAgent): Promise<ReplayRequest['final']> {
  const { outcome } = shown
  const values = valuesOf(asked, outcome).map((value, index) => [asked[index] ?? '', value] as const)
  if (asked.length > 1 || shown.end !== 'done') return values
  const prefix = decisionsOf(shown.steps)
  const again = await agent.run({ prefix, sleeping: [], maxSteps: prefix.length + 1, observe: null, details: true })
  return [...values, ...Object.entries(again.outcome.globals ?? {})]
}

async function forced(
  file: string,
  { shown, title, marks, final }: Chosen & { readonly final: ReplayRequest['final'] },
  shared: SharedArguments,
  { python, out, call, clock }: RealReplayArguments,
): Promise<number> {
  const replay = realReplay(shown, { file, path: resolve(file), call, clock, final })
  if ('why' in replay)
    throw misuse(`replay: this schedule cannot be forced: ${replay.why}`, 'choose another one: `--finding`, `--final`')
  const { request, rows } = replay
  if (out !== null) {
    const { text } = readSource(file)
    writeOutput(out, reproText(join(__dirname, '../replay'), { name: file, text }, request, title))
    process.stderr.write(`wrote ${out}\n`)
    return interruptionExit() ?? Exit.ok
  }
  process.stderr.write(`note: executes ${file} once with ${python}, in the order of the schedule\n`)
  const replayed = await executed(python, request)
  const style = outputStyle(shared)
  const table = pythonTable(shown, marks)
  const result: ShownReplay = { name: file, program: table.program, table, request, replayed, rows }
  process.stdout.write(shared.json ? `${jsonText(replayJson(result))}\n` : replayText(result, style))
  return interruptionExit() ?? exitOf(result)
}
