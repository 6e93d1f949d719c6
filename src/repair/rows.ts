import { structuredPatch } from 'diff'

/** A line of a text, with its number, which counts from 1. */
export interface NumberedLine {
  readonly line: number
  readonly text: string
}

/**
 * A row of two texts side by side. A line that is only in one of them has nothing beside it; where many equal lines are left out
 * there is a gap.
 */
export type DiffRow =
  | { readonly kind: 'same'; readonly before: NumberedLine; readonly after: NumberedLine }
  | { readonly kind: 'changed'; readonly before: NumberedLine | null; readonly after: NumberedLine | null }
  | { readonly kind: 'gap' }

/** Returns two texts side by side: what differs, with three equal lines before and after it. */
export function diffRows(before: string, after: string): readonly DiffRow[] {
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 3, stripTrailingCr: true })
  return hunks.flatMap((hunk, index): readonly DiffRow[] => {
    const rows = rowsOf(hunk.lines, hunk.oldStart, hunk.newStart)
    return index === 0 ? rows : [{ kind: 'gap' }, ...rows]
  })
}

/** Returns the rows of lines that begin with ` `, `-` or `+`. Lines that were removed stand beside those that took their place. */
function rowsOf(lines: readonly string[], oldStart: number, newStart: number): readonly DiffRow[] {
  const rows: DiffRow[] = []
  let [oldLine, newLine] = [oldStart, newStart]
  let [removed, added]: [NumberedLine[], NumberedLine[]] = [[], []]
  const flush = (): void => {
    for (let index = 0; index < Math.max(removed.length, added.length); index++) {
      rows.push({ kind: 'changed', before: removed[index] ?? null, after: added[index] ?? null })
    }
    removed = []
    added = []
  }
  for (const each of lines) {
    const text = each.slice(1)
    if (each.startsWith('-')) removed.push({ line: oldLine++, text })
    else if (each.startsWith('+')) added.push({ line: newLine++, text })
    else if (each.startsWith(' ')) {
      flush()
      rows.push({ kind: 'same', before: { line: oldLine++, text }, after: { line: newLine++, text } })
    }
  }
  flush()
  return rows
}
