import { join } from 'node:path'
import { defaultObservables } from '../analysis/outcomes.ts'
import { neverInCPython, replayRequest } from '../cpython/replay.ts'
import { freeSteps, replayDifference, replayJson, replayText, type ShownReplay } from '../cpython/replay-report.ts'
import { plainStyle } from '../report/style.ts'
import { traceTable } from '../report/trace-table.ts'
import type { SharedArguments } from './arguments.ts'
import type { RawChoice } from './choice-options.ts'
import { chooseTrace } from './choose-trace.ts'
import { refuseEffectsOf } from './effects.ts'
import { Exit, misuse } from './failure.ts'
import { writeOutput } from './files.ts'
import { interruptionExit, outputStyle } from './host.ts'
import { jsonText } from './json-text.ts'
import { type LoadedModel, loadModel } from './load.ts'
import { executed } from './replay-execution.ts'
import { reproText } from './repro.ts'
import { type ChosenTrace, investigateForPicture, investigateModel } from './select.ts'

/** How a schedule is replayed. */
export interface ReplayArguments {
  readonly python: string
  /** A file to write that replays it by itself; null: none. */
  readonly out: string | null
  readonly allowEffects: boolean
}

/** Forces a schedule of the model on the file, prints what happened, and returns the exit code. */
export async function replayFile(
  file: string,
  raw: RawChoice,
  shared: SharedArguments,
  { python, out, allowEffects }: ReplayArguments,
): Promise<number> {
  if (shared.constants.size > 0) {
    throw misuse('replay: --set changes the program', 'the file is executed as it is: change the number in it')
  }
  if (shared.spuriousWakeups) throw misuse('replay: CPython has no spurious wake-ups', 'leave `--spurious-wakeups` out')
  const model = await loadModel(file, shared, [raw.final])
  if (model.program.notation !== 'python')
    throw misuse('replay: expected a Python file', 'a model of another language has no threads to force')
  const chosen = await chosenTrace(raw, model, shared)
  if (chosen === null) return interruptionExit() ?? Exit.found
  if (chosen.cycleFrom !== null) {
    throw misuse(
      `replay: ${chosen.title} is an endless execution`,
      'choose one that ends: `--final`, `--schedule` or another `--finding`',
    )
  }
  const { program } = model
  const never = neverInCPython(program, chosen.trace)
  if (never !== null)
    throw misuse(`replay: ${never}`, 'choose another schedule: `--final`, `--schedule` or another `--finding`')
  const observed = model.observed ?? defaultObservables(program)
  const style = outputStyle(shared)
  const request = replayRequest(program, observed, chosen.trace, model, shared, plainStyle.symbols)
  if (out !== null) {
    writeOutput(out, reproText(join(__dirname, '../replay'), model, request, chosen.title))
    process.stderr.write(`wrote ${out}\n`)
    return interruptionExit() ?? Exit.ok
  }
  await refuseEffectsOf(file, python, allowEffects)
  process.stderr.write(`note: executes ${file} once with ${python}, in the order of the schedule\n`)
  const replayed = await executed(python, request)
  const table = traceTable(program, chosen, style.symbols, false)
  const result: ShownReplay = { name: file, program, table, request, replayed }
  process.stdout.write(shared.json ? `${jsonText(replayJson(result))}\n` : replayText(result, style))
  return interruptionExit() ?? exitOf(result)
}

/** Where library code, chance or a timeout decides, a difference says nothing; elsewhere it is a mistake of ours. */
export function exitOf(result: ShownReplay): number {
  if (replayDifference(result) === null) return Exit.ok
  return freeSteps(result.request).length > 0 ? Exit.limit : Exit.bug
}

function chosenTrace(raw: RawChoice, model: LoadedModel, shared: SharedArguments): Promise<ChosenTrace | null> {
  return chooseTrace(
    raw,
    model,
    shared,
    (asked) => investigateModel(model, shared, asked),
    () => investigateForPicture(model, shared),
  )
}
