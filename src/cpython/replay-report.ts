import { counted } from '../base/words.ts'
import { threadName } from '../program/print.ts'
import type { Program } from '../program/program.ts'
import { type Style, wrapped } from '../report/style.ts'
import { tableText } from '../report/table-text.ts'
import type { TraceTable } from '../report/trace-table.ts'
import type { Replayed, ReplayedStep, ReplayRequest } from './replay.ts'

/** A finished replay. */
export interface ShownReplay {
  readonly name: string
  readonly program: Program
  readonly table: TraceTable
  readonly request: ReplayRequest
  readonly replayed: Replayed
  /** The row of each step of the request in the table; absent: they are the same. */
  readonly rows?: readonly (number | null)[]
}

/** Returns in which respect an execution was not what the model or the schedule says; null if it was, as far as can be seen. */
export function replayDifference({ program, request, replayed, rows }: Omit<ShownReplay, 'name' | 'table'>): string | null {
  const source = sourceOf(request)
  const { departure, final, end, exceptions } = replayed
  if (departure !== null) {
    const { step, thread, line, message } = departure
    const row = step === null || rows === undefined ? step : (rows[step] ?? step)
    const where = `${row === null ? 'after the last step' : `step ${row + 1}`}, ${threadName(program, thread)}`
    const expected = step === null ? '' : ` (\`${request.steps[step]?.station?.text ?? ''}\`)`
    return `${where}${expected}: ${message}${line === null || message.includes('line') ? '' : `, in line ${line}`}`
  }
  const wrong = final.find(({ agrees }) => agrees === false)
  if (wrong !== undefined) return `at the end ${wrong.name} is ${wrong.real ?? ''}, and in the ${source} ${wrong.model}`
  const raised = new Set(exceptions.map(({ thread }) => thread))
  if (request.stuck && end !== 'stuck')
    return `in the ${source} no thread can go on, and the program ${end === 'ended' ? 'ends' : 'goes on'}`
  if (request.fails !== null && !raised.has(request.fails)) {
    return `${threadName(program, request.fails)} fails in the ${source}, and raises nothing`
  }
  if (request.over) {
    if (end !== 'ended') return `all threads have ended in the ${source}, and the program has not`
    const odd = request.threads.findIndex(({ crashes }, thread) => crashes !== raised.has(thread))
    if (odd !== -1) {
      return `${threadName(program, odd)} ${raised.has(odd) ? `is ended by an exception, and not in the ${source}` : `ends, and in the ${source} by an exception`}`
    }
  }
  return null
}

/** What says what should happen. */
function sourceOf({ exact }: ReplayRequest): string {
  return exact === true ? 'schedule' : 'model'
}

/** Returns the steps of a schedule that cannot be forced, as texts. */
export function freeSteps({ steps }: ReplayRequest): string[] {
  return [...new Set(steps.flatMap(({ station }) => (station?.isFree === true ? [station.text] : [])))]
}

function blame(request: ReplayRequest): string {
  const free = freeSteps(request)
  if (free.length === 0) return 'This is a mistake of interleave: please report it.'
  return `The schedule has steps that cannot be forced (\`${free[0]}\`): library code, chance or a timeout decides there, so it need not be a mistake.`
}

/** Returns the table of a replay with the values that CPython had, and how the program ended. */
export function replayText(shown: ShownReplay, style: Style): string {
  const { name, program, replayed } = shown
  const { rows, departure, end, waiting, exceptions, output, final, python } = replayed
  const difference = replayDifference(shown)
  const parts = [tableText(withReal(shown, style), style)]
  if (difference !== null) {
    const mark = style.paint.red(`${style.symbols.wrong} departs from the schedule`)
    parts.push(wrapped(`${mark}: ${difference}. ${blame(shown.request)}`, style.width, '  '))
  } else {
    const done = `${counted(rows.length, 'step')} in CPython ${python}, in this order`
    parts.push(
      wrapped(
        `${style.paint.green(style.symbols.right)} ${name}: ${done}, with the values of the ${sourceOf(shown.request)}.`,
        style.width,
        '  ',
      ),
    )
  }
  if (final.length > 0 && departure === null)
    parts.push(`At the end: ${final.map((each) => `${each.name} = ${each.real ?? '?'}`).join(', ')}`)
  if (end !== 'ended' && departure === null) {
    const lines = waiting.map((each) => `  ${threadName(program, each.thread)}: line ${each.line ?? '?'}, in ${each.function}`)
    parts.push([end === 'stuck' ? 'Then no thread goes on:' : 'Then, after some seconds, still:', ...lines].join('\n'))
  }
  for (const { thread, kind, text } of exceptions) {
    parts.push(
      `${thread === null ? 'a thread' : threadName(program, thread)} ended by ${kind}${text === '' ? '' : `: ${text}`}`,
    )
  }
  if (output !== '') parts.push(`The program printed:\n${output.replace(/^/gm, '  ').trimEnd()}`)
  return `${parts.join('\n\n')}\n`
}

/** Returns the table of the trace with a column of what CPython had. */
function withReal({ table, replayed, rows: inTable }: ShownReplay, style: Style): TraceTable {
  const rows = new Map(replayed.rows.map(([step, row]) => [inTable === undefined ? step : (inTable[step] ?? -1), row]))
  return {
    ...table,
    columns: ['CPython', ...table.columns],
    aside: new Set([...(table.aside ?? [])].map((column) => column + 1)),
    rows: table.rows.map((row) => {
      const real = row.step === null ? undefined : rows.get(row.step - 1)
      const text = real === undefined ? '' : realText(real, style)
      return { ...row, values: [{ text, changed: text !== '' }, ...row.values] }
    }),
  }
}

function realText({ how, values, raised, line }: ReplayedStep, { symbols }: Style): string {
  const seen = values.filter(({ real }) => real !== null)
  const shown = seen.map(({ name, real, agrees }) => `${name} = ${real ?? ''}${agrees === false ? ` ${symbols.wrong}` : ''}`)
  if (raised !== null) return `raises ${raised}`
  if (how === 'inside') return 'in the same call'
  if (how === 'library') return ''
  return shown.length > 0 ? shown.join(', ') : `line ${line}`
}

/** Returns the same as JSON: `interleave/replay@1`. */
export function replayJson(shown: ShownReplay): object {
  const { name, program, table, request, replayed } = shown
  const { python, rows, departure, end, waiting, exceptions, output, final } = replayed
  const done = new Map(rows)
  const named = (thread: number | null): string | null => (thread === null ? null : threadName(program, thread))
  return {
    schema: 'interleave/replay@1',
    model: name,
    python,
    schedule: table.schedule,
    agrees: replayDifference(shown) === null,
    difference: replayDifference(shown),
    steps: request.steps.map(({ thread, station }, index) => ({
      thread: named(thread),
      step: station?.text ?? null,
      ...(done.get(index) ?? { how: station === null ? 'register' : 'not reached' }),
    })),
    cannotBeForced: freeSteps(request),
    departure: departure === null ? null : { ...departure, thread: named(departure.thread) },
    end,
    waiting: waiting.map((each) => ({ ...each, thread: named(each.thread) })),
    exceptions: exceptions.map((each) => ({ ...each, thread: named(each.thread) })),
    final,
    output,
  }
}
