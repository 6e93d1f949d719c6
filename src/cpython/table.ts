import type { Program } from '../program/program.ts'
import { scheduleText } from '../program/schedule.ts'
import type { TraceRow } from '../report/trace-row.ts'
import type { TraceTable } from '../report/trace-table.ts'
import type { AgentAnswer, PythonStep } from './agent.ts'
import { threadNames } from './names.ts'
import { actorOf, isPlain, isWrite, placeOf, rowsOf } from './steps.ts'

/** The most columns with values of variables. */
const mostColumns = 3

/** Returns an execution as a table: what each thread did, in which line, and the values of what they changed. */
export function pythonTable({ steps, outcome }: AgentAnswer, marks: ReadonlyMap<number, string>): TraceTable {
  const program = programOf(threadNames(outcome.threads))
  const shown = rowsOf(steps)
  const columns = changedPlaces(steps).slice(0, mostColumns)
  const values = new Map(columns.map((place) => [place, initialValue(steps, place)]))
  const rows = shown.map((index, row): TraceRow => {
    const step = steps[index]
    const before = new Map(values)
    if (step !== undefined && isWrite(step) && step.value !== undefined && values.has(placeOf(step)))
      values.set(placeOf(step), step.value)
    const note = marks.get(index)
    return {
      step: row + 1,
      cells: new Map(step === undefined ? [] : [[actorOf(step), phraseOf(step)]]),
      values: [
        { text: step?.line === undefined ? '' : `${step.line}`, changed: false },
        ...columns.map((place) => {
          const [old, now] = [before.get(place) ?? '', values.get(place) ?? '']
          return { text: old === now || old === '' ? now : `${old} → ${now}`, changed: old !== now }
        }),
      ],
      marked: note !== undefined,
      note: note ?? '',
      folded: null,
    }
  })
  const threads = [...new Set(shown.flatMap((index) => actorsOf(steps[index])))].sort((one, other) => one - other)
  const schedule = scheduleText(
    program,
    shown.flatMap((index) => actorsOf(steps[index]).map((thread) => ({ thread, choices: [] }))),
  )
  return { program, threads, columns: ['line', ...columns], aside: new Set([0]), rows, schedule, history: null }
}

function actorsOf(step: PythonStep | undefined): number[] {
  return step === undefined ? [] : [actorOf(step)]
}

function phraseOf(step: PythonStep): string {
  const { text = '', value } = step
  // A comparison has a value of its own, which is not the one that it reads.
  if (value === undefined || /^(compare|call) /.test(text)) return waitingPhrase(text)
  return isWrite(step) ? `${text} = ${value}` : `${text} ➜ ${value}`
}

/** The agent says `begin to wait` of falling asleep, and `wait` of going on. */
function waitingPhrase(text: string): string {
  if (text.startsWith('begin to wait ')) return text.replace(/^begin to /, '')
  return text.replace(/^wait on (.*)$/, 'go on after the wait on $1').replace(/ (for|on)$/, '')
}

/** The places that steps write whose values are known, in the order of their first access. */
function changedPlaces(steps: readonly PythonStep[]): string[] {
  const written = new Set(steps.filter((step) => isWrite(step) && isPlain(step) && step.value !== undefined).map(placeOf))
  return [...new Set(steps.map(placeOf))].filter((place) => written.has(place))
}

/** What a place has before the first step: what is read from it before it is written. */
function initialValue(steps: readonly PythonStep[], place: string): string {
  const first = steps.find((step) => placeOf(step) === place)
  return first === undefined || isWrite(first) ? '' : (first.value ?? '')
}

/** A program with nothing but the names of its threads, which is what tables need of one. */
function programOf(names: readonly string[]): Program {
  return {
    source: null,
    shared: [],
    mutexes: [],
    semaphores: [],
    conditions: [],
    barriers: [],
    codes: [{ registers: [], instructions: [] }],
    threads: names.map((name) => ({ name, code: 0, start: 'running', daemon: false })),
    invariants: [],
    expectations: [],
  }
}
