import type { ShownTrace } from '../report/trace-table.ts'
import { type Defect, traceOf } from './goal.ts'

/** Returns the execution that shows a defect, with what it shows; null if no single one does. */
export function shownBy(defect: Defect): ShownTrace | null {
  if (defect.kind === 'finding') return defect.finding
  const trace = traceOf(defect)
  return trace === null ? null : { trace, detail: null, cycleFrom: null }
}
