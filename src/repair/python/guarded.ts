import type { Edit, NewLine } from '../edits.ts'
import type { Block, LockName, Statement } from '../outline.ts'
import { type PythonText, textOf } from './text.ts'

/**
 * Puts statements under `with lock:`. What they already do under that lock becomes part of it: an inner `with` of it and its
 * `acquire()` and `release()` go. Null if the statements cannot be moved to the right.
 */
export function guardedBy(
  python: PythonText,
  { statements, indent }: Block,
  from: number,
  to: number,
  { text: lock }: LockName,
): readonly Edit[] | null {
  const chosen = statements.slice(from, to + 1)
  const [first, last] = [chosen[0]?.first, chosen.at(-1)?.last]
  if (first === undefined || last === undefined || hasLongText(python, first, last)) return null
  if (isGuarded(python, chosen, lock)) return null
  const unit = indentUnit(python)
  const dropped = new Set<number>()
  const shallower = new Set<number>()
  dropInner(python, chosen, lock, dropped, shallower)
  const lines: NewLine[] = [{ text: `${indent}with ${lock}:`, origin: null }]
  for (let line = first; line <= last; line++) {
    if (dropped.has(line)) continue
    const old = python.lines[line - 1] ?? ''
    const text = shallower.has(line) || old.trim() === '' ? old : `${unit}${old}`
    lines.push({ text, origin: line })
  }
  return lines.length === 1 ? null : [{ from: first, count: last - first + 1, lines }]
}

/** Whether statements are just one block under that lock. */
function isGuarded(python: PythonText, [only, more]: readonly Statement[], lock: string): boolean {
  const node = only === undefined || more !== undefined ? undefined : python.nodes.get(only)
  return node?.kind === 'with' && node.items.some(({ context }) => textOf(python.source, context) === lock)
}

/** Finds the lines of inner `with lock:` headers, and those that move to the left since their header goes. */
function dropInner(
  python: PythonText,
  statements: readonly Statement[],
  lock: string,
  dropped: Set<number>,
  shallower: Set<number>,
): void {
  for (const statement of statements) {
    const node = python.nodes.get(statement)
    const isOwn =
      node?.kind === 'with' &&
      node.items.length === 1 &&
      node.items.some(({ context }) => textOf(python.source, context) === lock)
    const [body] = statement.blocks
    if (isOwn && body?.statements[0] !== undefined) {
      for (let line = statement.first; line < body.statements[0].first; line++)
        if ((python.lines[line - 1] ?? '').trim() !== '' && !/^\s*#/.test(python.lines[line - 1] ?? '')) dropped.add(line)
      for (let line = body.statements[0].first; line <= statement.last; line++) shallower.add(line)
    }
    const { sync } = statement
    if (sync?.object === lock && (sync.kind === 'acquire' || sync.kind === 'release')) {
      for (let line = statement.first; line <= statement.last; line++) dropped.add(line)
    }
    for (const block of statement.blocks) dropInner(python, block.statements, lock, dropped, shallower)
  }
}

/** Whether a text goes over several of the lines: moving it would change it. */
function hasLongText({ lines }: PythonText, first: number, last: number): boolean {
  return lines.slice(first - 1, last).some((line) => (line.match(/"""|'''/g) ?? []).length % 2 === 1)
}

/** Returns one step of indentation as the text has it. */
function indentUnit({ blocks }: PythonText): string {
  const inner = blocks.map(({ indent }) => indent).filter((indent) => indent !== '')
  return inner.reduce((least, indent) => (indent.length < least.length ? indent : least), inner[0] ?? '    ')
}
