import { denoted, denotedText } from '../program/denote.ts'
import { observableText, stepText, threadName } from '../program/print.ts'
import { isUnnamed, type Observable, type Program } from '../program/program.ts'
import { valuesIn } from '../semantics/observed.ts'
import type { State } from '../semantics/state.ts'
import type { Trace } from '../semantics/trace.ts'

/** A cell of a table that is to be filled in. */
export interface Blank {
  readonly row: number
  readonly column: number
  readonly answer: string
}

/** A trace table to be filled in: which steps are taken is given, the values after each of them are not. */
export interface BlankTable {
  readonly head: readonly string[]
  /** The cells as given; those of blanks are empty. */
  readonly rows: readonly (readonly string[])[]
  /** Row by row. */
  readonly blanks: readonly Blank[]
}

/** What is asked about such a table, and what explains its answers. */
export const blankTableText = 'The steps are taken in this order. Which value does each name have after each step?'
export const blankTableExplanation = 'A step changes what it writes; everything else keeps its value.'

/** The parts of a trace that a table is made of. */
type Steps = Pick<Trace, 'initial' | 'steps'>

/** Longer schedules make no table that a person fills in, and shorter ones say too little. */
const mostRows = 24
const fewestRows = 3
const mostColumns = 5

/** The columns before the values: number, thread and step. */
const given = 3

/** Returns the table of a trace; null if it is too long or too short for a person, or nothing with a name changes. */
export function blankTable(program: Program, trace: Steps): BlankTable | null {
  const { steps } = trace
  if (steps.length < fewestRows || steps.length > mostRows) return null
  const columns = columnsFor(program, trace).slice(0, mostColumns)
  if (columns.length === 0) return null
  return {
    head: ['#', 'thread', 'step', ...columns.map((each) => observableText(program, each))],
    rows: steps.map((step, index) => [
      `${index + 1}`,
      threadName(program, step.thread),
      stepText(program, program.threads[step.thread]?.code ?? 0, step.pc),
      ...columns.map(() => ''),
    ]),
    blanks: steps.flatMap(({ after }, row) =>
      columns.map((name, index): Blank => ({ row, column: index + given, answer: valueIn(program, after, name) })),
    ),
  }
}

/** The variables and registers that change, of which a reader knows the names. */
function columnsFor(program: Program, { initial, steps }: Steps): readonly Observable[] {
  const shared = program.shared.flatMap((each, variable): Observable[] =>
    each.hidden === true || each.length !== null || each.text !== undefined
      ? []
      : [{ kind: 'shared', variable, element: null }],
  )
  const registers = program.notation === 'python' ? [] : program.threads.flatMap((_, thread) => registersOf(program, thread))
  const states = [initial, ...steps.map(({ after }) => after)]
  return [...shared, ...registers].filter((name) => new Set(states.map((state) => valueIn(program, state, name))).size > 1)
}

function registersOf(program: Program, thread: number): readonly Observable[] {
  const names = program.codes[program.threads[thread]?.code ?? -1]?.registers ?? []
  return names.flatMap((name, register): Observable[] => (isUnnamed(name) ? [] : [{ kind: 'register', thread, register }]))
}

function valueIn(program: Program, state: State, name: Observable): string {
  const [value = 0] = valuesIn(program, state, [name])
  return denotedText(denoted(program, name, value))
}
