import { someTraces } from '../../check/sampled.ts'
import { defaultRules } from '../../program/program.ts'
import { blankTable, blankTableExplanation, blankTableText } from '../../report/blank-table.ts'
import type { Question } from '../sheet.ts'
import type { Subject } from '../subject.ts'

/** So many interleavings are tried if no finding makes a table. */
const mostTried = 6

/** A trace table to be filled in, of the schedule of the first finding that makes one, or of any interleaving. */
export function tableQuestion({ investigation, chance }: Subject): readonly Question[] {
  const { program, findings } = investigation.result
  const found = findings.flatMap(({ trace, cycleFrom }) => (cycleFrom === null ? [blankTable(program, trace)] : []))
  const table =
    found.find((each) => each !== null) ??
    chance.one(someTraces(investigation, mostTried, defaultRules).flatMap((trace) => blankTable(program, trace) ?? []))
  if (table === undefined) return []
  return [{ kind: 'table', title: 'Trace table', text: blankTableText, ...table, explanation: blankTableExplanation }]
}
