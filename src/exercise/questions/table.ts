import { someTraces } from '../../check/sampled.ts'
import { denoted, denotedText } from '../../program/denote.ts'
import { observableText, stepText, threadName } from '../../program/print.ts'
import type { Observable, Program } from '../../program/program.ts'
import { defaultRules, isUnnamed } from '../../program/program.ts'
import { valuesIn } from '../../semantics/observed.ts'
import type { State } from '../../semantics/state.ts'
import type { Trace } from '../../semantics/trace.ts'
import type { Blank, Question } from '../sheet.ts'
import type { Subject } from '../subject.ts'

/** Longer schedules make no table that a person fills in. */
const longest = 24
const mostColumns = 5

/**
 * A trace table to be filled in: a schedule is given, the values after each step are not. The schedule is that of the first finding, or
 * any interleaving.
 */
export function tableQuestion({ investigation, chance }: Subject): readonly Question[] {
  const { result } = investigation
  const { program } = result
  const found = result.findings.filter(({ trace, cycleFrom }) => cycleFrom === null && fits(trace)).map(({ trace }) => trace)
  const trace = found[0] ?? chance.one(someTraces(investigation, 6, defaultRules).filter(fits))
  if (trace === undefined) return []
  const columns = columnsFor(program, trace).slice(0, mostColumns)
  if (columns.length === 0) return []
  const blanks = blanksOf(program, trace, columns)
  if (blanks.length === 0) return []
  return [
    {
      kind: 'table',
      title: 'Trace table',
      text: 'The steps are taken in this order. Which value does each name have after each step?',
      head: ['#', 'thread', 'step', ...columns.map((each) => observableText(program, each))],
      rows: trace.steps.map((step, index) => [
        `${index + 1}`,
        threadName(program, step.thread),
        stepText(program, program.threads[step.thread]?.code ?? 0, step.pc),
        ...columns.map(() => ''),
      ]),
      blanks,
      explanation: 'A step changes what it writes; everything else keeps its value.',
    },
  ]
}

function fits({ steps }: Trace): boolean {
  return steps.length >= 3 && steps.length <= longest
}

/** The variables and registers that change, of which a reader knows the names. */
function columnsFor(program: Program, trace: Trace): readonly Observable[] {
  const shared = program.shared.flatMap((each, variable): Observable[] =>
    each.hidden === true || each.length !== null || each.text !== undefined
      ? []
      : [{ kind: 'shared', variable, element: null }],
  )
  const registers = program.notation === 'python' ? [] : program.threads.flatMap((_, thread) => registersOf(program, thread))
  const texts = (state: State, name: Observable): string => valueIn(program, state, name)
  return [...shared, ...registers].filter((name) => {
    const values = [trace.initial, ...trace.steps.map(({ after }) => after)].map((state) => texts(state, name))
    return new Set(values).size > 1
  })
}

function registersOf(program: Program, thread: number): readonly Observable[] {
  const names = program.codes[program.threads[thread]?.code ?? -1]?.registers ?? []
  return names.flatMap((name, register): Observable[] => (isUnnamed(name) ? [] : [{ kind: 'register', thread, register }]))
}

function valueIn(program: Program, state: State, name: Observable): string {
  const [value = 0] = valuesIn(program, state, [name])
  return denotedText(denoted(program, name, value))
}

function blanksOf(program: Program, trace: Trace, columns: readonly Observable[]): readonly Blank[] {
  return trace.steps.flatMap(({ after }, row) =>
    columns.map((name, index): Blank => ({ row, column: index + 3, answer: valueIn(program, after, name) })),
  )
}
