import { listed } from '../base/words.ts'
import type { Change, ChangeKind } from './change.ts'
import { areApart } from './edits.ts'

/** What a change of a kind does in some lines, without a full stop. */
const says: Readonly<Partial<Record<ChangeKind, (lines: string) => string>>> = {
  while: (lines) => `test the conditions of lines ${lines} again after the wait`,
  'notify-all': (lines) => `wake all threads that sleep, in lines ${lines}`,
}

/**
 * Returns changes that are made at every place of the text as one: who writes `if` around one `wait` writes it around all, and what
 * waits for several things at one condition variable needs all of its signals changed.
 */
export function systematicIn(changes: readonly Change[]): readonly Change[] {
  return Object.entries(says).flatMap(([kind, text]): readonly Change[] => {
    const own = changes.filter((each) => each.kind === kind)
    const edits = own.flatMap((each) => each.edits)
    const [first] = own
    if (first === undefined || own.length < 2 || !areApart(edits)) return []
    const lines = listed(edits.map(({ from }) => `${from}`))
    return [{ ...first, edits, says: text(lines), likelihood: 'high', isSystematic: true }]
  })
}
