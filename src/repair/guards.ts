import { type Change, lockKey } from './change.ts'
import type { Edit } from './edits.ts'
import type { Block, LockName, Outline, Statement } from './outline.ts'

/** Blocks with more statements that matter have no ranges but short ones and the whole. */
const mostRanges = 60

/**
 * Returns the changes that put statements under one lock: in each block all ranges from a statement that matters to another one.
 * `isRelevant` says of a line whether a thread takes a step there.
 */
export function guardsIn(outline: Outline, isRelevant: (line: number) => boolean): readonly Change[] {
  return outline.blocks.flatMap((block) => {
    const ranges = rangesOf(block, outline, isRelevant)
    return outline.locks
      .filter((lock) => lock.isKnownIn(block.scope))
      .flatMap((lock) =>
        ranges
          .filter(([from, to]) => !lock.isNew || !block.statements.slice(from, to + 1).some(waits))
          .flatMap(([from, to]) => guard(outline, block, from, to, lock) ?? []),
      )
  })
}

function rangesOf(
  block: Block,
  outline: Outline,
  isRelevant: (line: number) => boolean,
): readonly (readonly [number, number])[] {
  const { statements } = block
  const positions = (test: (statement: Statement) => boolean): readonly number[] =>
    statements.flatMap((each, index) => (test(each) ? [index] : []))
  const stepping = positions((each) => matters(each, outline, isRelevant))
  // Where no thread comes to, because of a mistake before, what is written may matter once it does.
  const relevant = stepping.length > 0 ? stepping : positions(({ writes }) => writes)
  const ranges = relevant.flatMap((from, at) => relevant.slice(at).map((to): readonly [number, number] => [from, to]))
  const fitting = ranges.filter(([from, to]) => !statements.slice(from, to + 1).some(startsOrJoins))
  if (fitting.length <= mostRanges) return fitting
  const longest = Math.max(...fitting.map(([from, to]) => to - from))
  return fitting.filter(([from, to]) => to - from <= 3 || to - from === longest)
}

/** Whether a thread takes a step in a statement, or calls something in it. */
function matters({ first, last }: Statement, { lines }: Outline, isRelevant: (line: number) => boolean): boolean {
  for (let line = first; line <= last; line++) {
    if (isRelevant(line) || /^(?!\s*(def|class|@)\b).*[\w\])]\(/.test(lines[line - 1] ?? '')) return true
  }
  return false
}

/** Whether a statement starts threads or waits for their ends: a lock around that changes what the program is. */
function startsOrJoins({ sync, blocks }: Statement): boolean {
  if (sync?.kind === 'start' || sync?.kind === 'join') return true
  return blocks.some(({ statements }) => statements.some(startsOrJoins))
}

/** Whether a thread waits for others in a statement: under a new lock it would keep them from coming. */
function waits({ sync, blocks }: Statement): boolean {
  return sync?.kind === 'wait' || sync?.kind === 'arrive' || blocks.some(({ statements }) => statements.some(waits))
}

function guard(outline: Outline, block: Block, from: number, to: number, lock: LockName): Change | null {
  const edits = outline.guarded(block, from, to, lock)
  const [first, last] = [block.statements[from]?.first, block.statements[to]?.last]
  if (edits === null || first === undefined || last === undefined) return null
  const { declaration, text } = lock
  return {
    kind: 'lock',
    edits,
    requires: declaration.length === 0 ? [] : [{ name: `lock ${text}`, edits: declaration }],
    says: `put ${linesText(first, last)} under ${lock.isNew ? 'a new lock ' : ''}\`${text}\``,
    guards: {
      lock: lockKey(text),
      name: text,
      first,
      last,
      within: { first: block.scope.first, last: block.scope.last },
      isMerged: dropsLines(edits),
    },
  }
}

/** Whether lines of the text go: a critical section becomes part of a longer one. */
function dropsLines(edits: readonly Edit[]): boolean {
  return edits.some(({ count, lines }) => count > lines.filter(({ origin }) => origin !== null).length)
}

export function linesText(first: number, last: number): string {
  return first === last ? `line ${first}` : `lines ${first}–${last}`
}
