/** Traces up to this many rows are shown whole. */
const wholeRows = 24
/** The longest sequence of steps that is recognised when it repeats. */
const longestRound = 48

/** A row that is shown, or several rounds of the rows before them, of which one row tells. */
export type FoldedPart =
  | { readonly kind: 'row'; readonly at: number }
  | { readonly kind: 'rounds'; readonly from: number; readonly end: number; readonly rounds: number }

/** Whether two rows do the same at the same place. */
type IsSame = (one: number, other: number) => boolean

/** Returns which of so many rows are shown where repetitions of a sequence of rows become one: the first is shown. */
export function foldedParts(count: number, isSame: IsSame): readonly FoldedPart[] {
  if (count <= wholeRows) return allParts(count)
  const parts: FoldedPart[] = []
  for (let at = 0; at < count; ) {
    const { length, rounds } = repetitionAt(count, isSame, at)
    if (rounds < 3) {
      parts.push({ kind: 'row', at })
      at++
      continue
    }
    for (let first = at; first < at + length; first++) parts.push({ kind: 'row', at: first })
    const end = at + length * rounds
    parts.push({ kind: 'rounds', from: at + length, end, rounds: rounds - 1 })
    at = end
  }
  return parts
}

/** Returns each of so many rows as shown. */
export function allParts(count: number): readonly FoldedPart[] {
  return Array.from({ length: count }, (_, at): FoldedPart => ({ kind: 'row', at }))
}

/** Returns the repetition that starts at a row and covers most rows, if folding it saves any. */
function repetitionAt(count: number, isSame: IsSame, at: number): { length: number; rounds: number } {
  let best = { length: 1, rounds: 1 }
  for (let length = 1; length <= longestRound && at + 3 * length <= count; length++) {
    if (best.rounds >= 3 && length % best.length === 0) continue // the same rounds, several at a time
    let end = at + length
    while (end < count && isSame(end - length, end)) end++
    const rounds = Math.floor((end - at) / length)
    if (rounds >= 3 && length * rounds > best.length * best.rounds) best = { length, rounds }
  }
  return best
}
