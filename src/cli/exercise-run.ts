import { formatDiagnostic } from '../base/diagnostic.ts'
import { Chance } from '../exercise/chance.ts'
import { sheetWriters } from '../exercise/formats/formats.ts'
import { sheetOf } from '../exercise/make.ts'
import { languageOf } from '../language/read.ts'
import { titlesOf } from '../picture/titles.ts'
import { explore, trialWith } from '../repair/trial.ts'
import type { RawArguments, SharedArguments } from './arguments.ts'
import { inputOptions } from './controls.ts'
import { Exit, Misuse, misuse } from './failure.ts'
import { readSource, writeOutput } from './files.ts'
import { formatByExtension, formatNamed } from './formats.ts'
import { clearProgress, hostOptions, interruptionExit } from './host.ts'
import { jsonText } from './json-text.ts'
import { sheetFormats } from './sheet-formats.ts'

/** The arguments of the command, as yargs returns them. */
export type ExerciseArguments = RawArguments & {
  readonly model: string
  readonly format: string | undefined
  readonly out: string | undefined
  readonly title: string | undefined
  readonly seed: number
}

/** Makes a sheet of questions about a model, and prints or writes it. Returns the exit code. */
export async function writeExercise(raw: ExerciseArguments, shared: SharedArguments): Promise<number> {
  const format =
    raw.format === undefined && raw.out !== undefined
      ? formatByExtension(sheetFormats, raw.out)
      : formatNamed(sheetFormats, raw.format ?? 'markdown')
  const source = readSource(raw.model)
  const { constants, threads, bound, capacity, assembly, observe, spuriousWakeups, fairness } = shared
  const checking = { ...hostOptions(shared), onProgress: () => {}, rules: { spuriousWakeups }, fairness }
  const reading = {
    language: shared.language,
    constants,
    threads,
    bound,
    capacity,
    observe,
    spuriousWakeups,
    assembly,
    controls: inputOptions,
  }
  const options = { reading, checking, wanted: null, control: '' }
  const explored = await explore(source, options, null)
  for (const warning of explored.warnings) process.stderr.write(`${formatDiagnostic(warning)}\n`)
  if (!explored.ok) throw new Misuse(explored.errors)
  if (!explored.value.result.complete) {
    process.stderr.write(`${source.name}: the program could not be explored completely, so nothing can be asked about it\n`)
    return interruptionExit() ?? Exit.limit
  }
  const language = shared.language ?? languageOf(source)
  const { clock = () => 0 } = checking
  const interrupted = (): boolean => interruptionExit() !== null
  const chance = new Chance(raw.seed)
  const subject = {
    source,
    language,
    investigation: explored.value,
    checking,
    trial: trialWith(options),
    clock,
    interrupted,
    chance,
  }
  const sheet = await sheetOf(subject, raw.title ?? titlesOf([source.name])[0] ?? source.name, raw.seed)
  clearProgress()
  if (sheet.questions.length === 0) {
    throw misuse(
      `${source.name}: no question fits this program`,
      'it needs threads that share something, and a few different ends',
    )
  }
  if (shared.json) process.stdout.write(`${jsonText({ schema: 'interleave/exercise@1', ...sheet })}\n`)
  else if (raw.out === undefined) process.stdout.write(sheetWriters[format.name](sheet))
  else {
    writeOutput(raw.out, sheetWriters[format.name](sheet))
    process.stderr.write(`wrote ${raw.out}: ${sheet.questions.length} questions\n`)
  }
  return interruptionExit() ?? Exit.ok
}
