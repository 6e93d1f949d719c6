import type { ArgumentsCamelCase, Argv } from 'yargs'
import { present, unreachable } from '../../base/bug.ts'
import { threadName } from '../../program/print.ts'
import { instructionAt, type Program, type Rules } from '../../program/program.ts'
import { readSchedule } from '../../program/schedule.ts'
import { historyJson, traceJson } from '../../report/check-json.ts'
import { nextPhrase } from '../../report/step.ts'
import { listed, plainStyle, type Style } from '../../report/style.ts'
import { tableCsv, tableHtml, tableLatex, tableMarkdown } from '../../report/table-formats.ts'
import { tableSvg } from '../../report/table-svg.ts'
import { tableText } from '../../report/table-text.ts'
import { type TraceTable, traceTable } from '../../report/trace-table.ts'
import { randomTrace } from '../../semantics/random.ts'
import { type Misfit, replay } from '../../semantics/replay.ts'
import type { State } from '../../semantics/state.ts'
import { isEnabled, isFinal } from '../../semantics/step.ts'
import { type RawArguments, type SharedArguments, sharedArguments, withSharedOptions } from '../arguments.ts'
import { Exit, misuse } from '../failure.ts'
import { outputPath, writeOutput } from '../files.ts'
import { interruptionExit, outputStyle } from '../host.ts'
import { type LoadedModel, loadModel } from '../load.ts'
import {
  type ChosenTrace,
  finalCondition,
  findingKindOf,
  investigateModel,
  scheduleMisuse,
  traceOfFinal,
  traceOfFinding,
} from '../select.ts'

const formats = ['text', 'markdown', 'csv', 'latex', 'html', 'svg', 'json'] as const
type Format = (typeof formats)[number]

type Arguments = RawArguments & {
  readonly model: string
  readonly finding: string | undefined
  readonly final: string | undefined
  readonly schedule: string | undefined
  readonly random: number | undefined
  readonly format: Format | undefined
  readonly out: string | undefined
  readonly fold: boolean
  readonly steps: boolean
}

export function traceBuilder(yargs: Argv): Argv<Arguments> {
  return withSharedOptions(
    yargs
      .positional('model', { type: 'string', demandOption: true, describe: 'A model: .ilv, .py, .json, - for stdin' })
      .option('finding', { type: 'string', requiresArg: true, describe: 'A shortest trace that shows this: data-race, …' })
      .option('final', { type: 'string', requiresArg: true, describe: "A shortest trace that ends so: 'balance == 1'" })
      .option('schedule', { type: 'string', requiresArg: true, describe: "This schedule: 'A*2 B A'" })
      .option('random', { type: 'number', requiresArg: true, describe: 'A random execution, by this seed' })
      .conflicts({ finding: ['final', 'schedule', 'random'], final: ['schedule', 'random'], schedule: ['random'] })
      .option('format', { choices: formats, describe: 'How to write it (text)' })
      .option('out', { type: 'string', requiresArg: true, describe: 'Write it to a file' })
      .option('steps', { type: 'boolean', default: false, describe: 'With --out x.svg: one figure for each step' })
      .option('fold', { type: 'boolean', default: true, describe: 'Fold repeated stretches' }),
  )
    .example('$0 trace models/quiz1.ilv', 'a shortest trace of the first finding, or to an end')
    .example("$0 trace models/quiz1.ilv --final 'balance == 2'", 'a witness')
    .example("$0 trace models/quiz1.ilv --schedule 'A B A*2 B*2'", 'a schedule of your own')
    .example('$0 trace models/quiz1.ilv --steps --out out/quiz1.svg', 'out/quiz1-0.svg, -1.svg, … for slides')
    .example('$0 trace models/quiz1.ilv --random 7 --format markdown', 'for a page')
}

/** Prints one schedule as a table. */
export async function traceCommand(raw: ArgumentsCamelCase<Arguments>): Promise<number> {
  const shared = sharedArguments(raw)
  const rules: Rules = { spuriousWakeups: shared.spuriousWakeups }
  const model = await loadModel(raw.model, shared)
  const chosen = await chooseTrace(raw, model, shared, rules)
  if (chosen === null) return interruptionExit() ?? Exit.found
  if (raw.steps) return writeSteps(raw, model, chosen)
  const format = raw.format ?? (shared.json ? 'json' : 'text')
  const style = raw.out === undefined ? outputStyle(shared) : plainStyle
  const table = traceTable(model.program, chosen, style.symbols, raw.fold)
  const text = formatted(model, chosen, table, format, style, rules)
  if (raw.out === undefined) process.stdout.write(text)
  else {
    const path = outputPath(raw.out, raw.model, '')
    writeOutput(path, text)
    process.stderr.write(`wrote ${path}\n`)
  }
  return interruptionExit() ?? Exit.ok
}

/** Writes a figure for each row of the table, from an empty one to the whole, numbered so that they sort. */
function writeSteps(raw: Arguments, model: LoadedModel, chosen: ChosenTrace): number {
  const { out, format = 'svg' } = raw
  if (out === undefined || !out.endsWith('.svg') || format !== 'svg') {
    throw misuse('--steps writes SVG files', 'name the first: `--steps --out out/quiz1.svg`')
  }
  const table = traceTable(model.program, chosen, plainStyle.symbols, raw.fold)
  const digits = `${table.rows.length}`.length
  for (let shown = 0; shown <= table.rows.length; shown++) {
    const numbered = `${out.slice(0, -'.svg'.length)}-${`${shown}`.padStart(digits, '0')}.svg`
    writeOutput(outputPath(numbered, raw.model, ''), tableSvg(table, `${model.name}: ${chosen.title}`, shown))
  }
  process.stderr.write(`wrote ${table.rows.length + 1} figures beside ${out}\n`)
  return interruptionExit() ?? Exit.ok
}

async function chooseTrace(
  raw: Arguments,
  model: LoadedModel,
  shared: SharedArguments,
  rules: Rules,
): Promise<ChosenTrace | null> {
  const { program } = model
  if (raw.schedule !== undefined)
    return { trace: scheduled(program, raw.schedule, rules), detail: null, cycleFrom: null, title: raw.schedule }
  if (raw.random !== undefined) {
    if (!Number.isInteger(raw.random)) throw misuse('--random: the seed is a whole number')
    return {
      trace: randomTrace(program, raw.random, rules, 10_000),
      detail: null,
      cycleFrom: null,
      title: `random ${raw.random}`,
    }
  }
  const kind = raw.finding === undefined ? null : findingKindOf('--finding', raw.finding)
  const asked = raw.final === undefined ? null : finalCondition(program, '--final', raw.final)
  const investigation = await investigateModel(model, shared, asked)
  const { findings, outcomes, complete } = investigation.result
  const nothing = (what: string): null => {
    process.stderr.write(
      `${model.name}: ${what}${complete ? ' in any interleaving' : ' so far; the exploration is incomplete'}\n`,
    )
    return null
  }
  if (kind !== null) return traceOfFinding(investigation, kind) ?? nothing(`there is no ${kind}`)
  if (raw.final !== undefined && asked !== null) {
    return traceOfFinal(investigation, asked, raw.final) ?? nothing(`no final state has ${raw.final}`)
  }
  const [first] = findings
  if (first !== undefined) return { ...first, title: first.kind }
  const [outcome] = outcomes
  return outcome === undefined
    ? nothing('no execution ends')
    : { trace: outcome.witness(), detail: null, cycleFrom: null, title: 'to an end' }
}

function scheduled(program: Program, text: string, rules: Rules): ChosenTrace['trace'] {
  const { moves, mistake } = readSchedule(program, text)
  if (mistake !== null) throw scheduleMisuse(text, mistake)
  const result = replay(program, moves, rules)
  if (result.ok) return result.trace
  throw misuse(
    misfitText(program, result.misfit, moves[result.misfit.move]?.thread ?? 0),
    nextText(program, result.misfit.state, rules),
  )
}

function misfitText(program: Program, { move, reason, state }: Misfit, thread: number): string {
  const name = threadName(program, thread)
  const where = `--schedule stops fitting at step ${move + 1} (${name})`
  switch (reason) {
    case 'choice needed':
      return `${where}: the step has several successors, so it must say which (${name}=1, or ${name}>B)`
    case 'no such choice':
      return `${where}: the step has no such choice`
    case 'not enabled':
      return `${where}: ${name} ${whyNotEnabled(program, state, thread)}`
    default:
      return unreachable(reason)
  }
}

function whyNotEnabled(program: Program, state: State, thread: number): string {
  const { status, pc } = present(state.threads[thread], 'thread')
  const instruction = instructionAt(program, thread, pc)
  if (state.failure !== null) return 'cannot step: the execution has failed'
  if (isFinal(program, state)) return 'cannot step: the execution is over'
  switch (status) {
    case 'unstarted':
      return 'has not been started'
    case 'finished':
    case 'crashed':
      return 'has ended'
    default:
      return instruction === null ? 'has ended' : `is blocked at \`${nextPhrase(program, thread, instruction)}\``
  }
}

/** Who could step instead. */
function nextText(program: Program, state: State, rules: Rules): string | null {
  const enabled = program.threads.filter((_, thread) => isEnabled(program, state, thread, rules))
  return enabled.length === 0
    ? null
    : `here ${listed(
        enabled.map((each) => each.name),
        'or',
      )} can step`
}

function formatted(
  { program, name }: LoadedModel,
  { trace, detail, title }: ChosenTrace,
  table: TraceTable,
  format: Format,
  style: Style,
  rules: Rules,
): string {
  const heading = `${name}: ${title}`
  switch (format) {
    case 'text':
      return `${tableText(table, style)}\n${endText(program, trace, rules)}\n`
    case 'markdown':
      return tableMarkdown(table)
    case 'csv':
      return tableCsv(table)
    case 'latex':
      return tableLatex(table)
    case 'html':
      return tableHtml(table, heading)
    case 'svg':
      return tableSvg(table, heading)
    case 'json': {
      const shown = detail === null ? null : detail.kind
      const history = detail?.kind === 'non-linearizable' ? historyJson(program, detail) : {}
      const json = { schema: 'interleave/trace@1', model: name, finding: shown, ...history, ...traceJson(program, trace) }
      return `${JSON.stringify(json)}\n`
    }
    default:
      return unreachable(format)
  }
}

/** Where a trace ends: a final state, a deadlock, or who can go on. */
function endText(program: Program, trace: ChosenTrace['trace'], rules: Rules): string {
  const state = trace.steps.at(-1)?.after ?? trace.initial
  if (state.failure !== null) return `     the execution fails: ${state.failure.detail}`
  if (isFinal(program, state)) return '     all threads have ended'
  return `     ${nextText(program, state, rules)?.replace('here', 'then') ?? 'then no thread can step: a deadlock'}`
}
