import { present } from '../base/bug.ts'
import type { TraceRow } from './trace-row.ts'

/** Traces up to this many rows are shown whole. */
const wholeRows = 24
/** The longest sequence of steps that is recognised when it repeats. */
const longestRound = 48

/** Replaces repetitions of a sequence of steps by one row: the first is shown, and `folded` says how many follow. */
export function foldRows(rows: readonly TraceRow[]): readonly TraceRow[] {
  if (rows.length <= wholeRows) return rows
  const folded: TraceRow[] = []
  for (let at = 0; at < rows.length; ) {
    const { length, rounds } = repetitionAt(rows, at)
    if (rounds < 3) {
      folded.push(present(rows[at], 'row'))
      at++
      continue
    }
    folded.push(...rows.slice(at, at + length))
    const from = at + length
    const to = at + length * rounds
    folded.push(foldedRow(rows, from, to, rounds - 1))
    at = to
  }
  return folded
}

/** Returns the repetition that starts at a row and covers most rows, if folding it saves any. */
function repetitionAt(rows: readonly TraceRow[], at: number): { length: number; rounds: number } {
  let best = { length: 1, rounds: 1 }
  for (let length = 1; length <= longestRound && at + 3 * length <= rows.length; length++) {
    let rounds = 1
    while (isSame(rows, at, at + rounds * length, length)) rounds++
    if (rounds >= 3 && length * rounds > best.length * best.rounds) best = { length, rounds }
  }
  return best
}

function isSame(rows: readonly TraceRow[], first: number, second: number, length: number): boolean {
  if (second + length > rows.length) return false
  for (let offset = 0; offset < length; offset++) {
    if (rows[first + offset]?.key !== rows[second + offset]?.key) return false
  }
  return true
}

function foldedRow(rows: readonly TraceRow[], from: number, to: number, rounds: number): TraceRow {
  const last = present(rows[to - 1], 'row')
  const numbers = { from: rows[from]?.step ?? 0, to: last.step ?? 0 }
  return { ...last, step: null, cells: new Map(), marked: false, note: '', folded: { rounds, ...numbers }, key: 'folded' }
}
