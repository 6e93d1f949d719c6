import { formatDiagnostic } from '../base/diagnostic.ts'
import type { Source } from '../base/source.ts'
import { counted } from '../base/words.ts'
import { languageOf } from '../language/read.ts'
import type { FindingKind } from '../program/program.ts'
import { nothingToRepair, repairsOf } from '../repair/json.ts'
import { patchOf } from '../repair/patch.ts'
import { type Proposal, type RepairReport, repair } from '../repair/repair.ts'
import { repairText } from '../repair/text.ts'
import { explore, firstLimits, type TrialOptions, trialWith, usualSearch } from '../repair/trial.ts'
import { candidateText } from '../repair/words.ts'
import type { RawArguments, SharedArguments } from './arguments.ts'
import { inputOptions, quoted } from './controls.ts'
import { Exit, Misuse, misuse } from './failure.ts'
import { readSource, standardInput, writeOutput } from './files.ts'
import { clearProgress, hostOptions, interruptionExit, outputStyle } from './host.ts'
import { jsonText } from './json-text.ts'
import { findingKindOf } from './select.ts'

/** The arguments of the command, as yargs returns them. */
export type FixArguments = RawArguments & {
  readonly model: string
  readonly for: string | undefined
  readonly expect: string | undefined
  readonly max: number
  readonly apply: boolean
  readonly number: number | undefined
  readonly format: 'text' | 'diff' | undefined
}

/** Looks for repairs of a model, prints them, and writes one into the file if asked to. Returns the exit code. */
export async function fixModel(raw: FixArguments, shared: SharedArguments): Promise<number> {
  const kinds = kindsIn(raw)
  checkNumbers(raw)
  const source = readSource(raw.model)
  const options = trialOptions(raw, shared)
  const first = await explore(
    source,
    options,
    shared.maxStates === null ? firstLimits : { ...firstLimits, maxStates: shared.maxStates },
  )
  for (const warning of first.warnings) process.stderr.write(`${formatDiagnostic(warning)}\n`)
  if (!first.ok) throw new Misuse(first.errors)
  const report = await repair(source, shared.language ?? languageOf(source), first.value, trialWith(options), {
    kinds,
    most: raw.max,
    timeoutMs: shared.timeoutMs ?? usualSearch.timeoutMs,
    clock: hostOptions(shared).clock ?? (() => 0),
    interrupted: () => interruptionExit() !== null,
    onProgress: progress(shared),
  })
  clearProgress()
  if (report === 'right') return nothingToDo(source, raw, shared)
  if (report === 'incomplete') return incomplete(source)
  if (report === 'language') {
    throw misuse(
      `${source.name}: \`fix\` changes programs in instruction text and Python`,
      'convert it to a `.ilv` or `.py` model first',
    )
  }
  return told(report, raw, shared)
}

function kindsIn({ for: text }: FixArguments): ReadonlySet<FindingKind> | null {
  if (text === undefined) return null
  return new Set(text.split(',').map((each) => findingKindOf('--for', each.trim())))
}

function checkNumbers({ max, number, apply, format, model }: FixArguments): void {
  if (!Number.isInteger(max) || max < 1) throw misuse(`--max ${max}: expected a number from 1`, 'write, for example, `--max 3`')
  if (number !== undefined && (!Number.isInteger(number) || number < 1)) {
    throw misuse(`--number ${number}: expected the number of a repair`, 'write, for example, `--number 2`')
  }
  if (number !== undefined && !apply && format !== 'diff') {
    throw misuse('--number says which repair to apply or print', 'add `--apply` or `--format diff`')
  }
  if (apply && model === standardInput) throw misuse('--apply changes a file, and this is standard input', 'name a file')
}

function trialOptions(raw: FixArguments, shared: SharedArguments): TrialOptions {
  const { language, constants, threads, bound, capacity, assembly, observe, spuriousWakeups, fairness } = shared
  return {
    reading: { language, constants, threads, bound, capacity, observe, spuriousWakeups, assembly, controls: inputOptions },
    checking: {
      ...hostOptions(shared),
      timeoutMs: Math.min(shared.timeoutMs ?? usualSearch.timeoutMs, usualSearch.trialMs),
      onProgress: () => {},
      onNeed: () => {},
      rules: { spuriousWakeups },
      fairness,
    },
    wanted: raw.expect ?? null,
    control: '--expect',
  }
}

/** Says every half second how far the search is, on a terminal. */
function progress({ quiet, json }: SharedArguments): (explored: number, found: number) => void {
  if (process.stderr.isTTY !== true || quiet || json) return () => {}
  let shown = Date.now()
  return (explored, found) => {
    if (Date.now() - shown < 500) return
    shown = Date.now()
    process.stderr.write(`\r${counted(explored, 'change')} tried, ${counted(found, 'repair')} found\u001b[K`)
  }
}

function nothingToDo({ name }: Source, { for: asked }: FixArguments, { json }: SharedArguments): number {
  if (json) process.stdout.write(`${jsonText({ schema: 'interleave/fix@1', ...nothingToRepair(name) })}\n`)
  else {
    const what =
      asked === undefined ? 'no finding, and what is expected holds' : `there is no ${asked.split(',').join(', no ')}`
    process.stdout.write(`${name}: there is nothing to repair: ${what}\n`)
  }
  return Exit.ok
}

function incomplete({ name }: Source): number {
  process.stderr.write(
    `${name}: the program could not be explored completely, so no repair can be proved; use fewer threads or rounds\n`,
  )
  return interruptionExit() ?? Exit.limit
}

function told(report: RepairReport, raw: FixArguments, shared: SharedArguments): number {
  const { proposals, source } = report
  const wanted = raw.apply || raw.format === 'diff' ? chosen(report, raw.number ?? 1) : null
  if (shared.json) process.stdout.write(`${jsonText({ schema: 'interleave/fix@1', ...repairsOf(report) })}\n`)
  else if (wanted !== null && raw.format === 'diff') process.stdout.write(patchOf(source.name, source.text, wanted.edited.text))
  else if (wanted === null || !shared.quiet)
    process.stdout.write(repairText(report, applyCommand(raw, shared), outputStyle(shared)))
  if (wanted !== null && raw.apply) {
    writeOutput(raw.model, wanted.edited.text)
    process.stderr.write(`changed ${raw.model}: ${candidateText(wanted.candidate)}\n`)
  }
  return interruptionExit() ?? (proposals.length > 0 ? Exit.ok : report.stopped === 'time' ? Exit.limit : Exit.found)
}

function chosen({ proposals }: RepairReport, number: number): Proposal | null {
  const found = proposals[number - 1]
  if (found !== undefined || proposals.length === 0) return found ?? null
  throw misuse(`--number ${number}: there ${proposals.length === 1 ? 'is 1 repair' : `are ${proposals.length} repairs`}`)
}

/** The command that writes a repair into the file; null if it is there already, or there is no file. */
function applyCommand(raw: FixArguments, shared: SharedArguments): ((number: number) => string) | null {
  if (raw.apply || raw.model === standardInput) return null
  const options = [
    ...(raw.for === undefined ? [] : [`--for ${quoted(raw.for)}`]),
    ...(raw.expect === undefined ? [] : [`--expect ${quoted(raw.expect)}`]),
  ]
  const words = [`interleave fix ${quoted(raw.model)}${shared.options}`, ...options, '--apply']
  return (number) => [...words, ...(number === 1 ? [] : [`--number ${number}`])].join(' ')
}
