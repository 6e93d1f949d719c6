import type { SyntaxNode, Tree } from '@lezer/common'
import { parser } from '@lezer/python'
import { grouped } from '../../../base/grouped.ts'
import type { Source, Span } from '../../../base/source.ts'
import type { Problems } from '../../problems.ts'

/** The hint for what is no Python either. */
export const rejected = 'CPython rejects this file too'

/** The deepest nesting of the text, so that no recursion over it exhausts the stack. */
const deepestNesting = 150
const longestText = 1_000_000

/** Parses a text; returns null after reporting an error. A tree without syntax errors is shallow enough for recursion. */
export function parseText(source: Source, problems: Problems): Tree | null {
  if (!isReadable(source, problems)) return null
  const tree = parse(source.text)
  if (tree === null) {
    problems.error(null, 'this is nested too deeply', 'split it into parts')
    return null
  }
  return isSound(source, tree, problems) ? tree : null
}

/** Reports a text that is no Python whatever stands in it: too long, or not a text at all. */
export function isReadable(source: Source, problems: Problems): boolean {
  const { text } = source
  if (text.length > longestText) {
    problems.error(null, `the file has ${grouped(text.length)} characters`, 'the limit is 1 000 000')
    return false
  }
  const strange = /[\0-\x08\x0e-\x1f\ufffd]/.exec(text)
  if (strange !== null) {
    const span = { start: strange.index, end: strange.index + 1 }
    problems.error(span, 'expected a text file', 'a Python model is a text in UTF-8')
    return false
  }
  return true
}

/** Parses a text; returns null if its nesting exhausts the parser's stack. A byte order mark is not part of the text. */
function parse(text: string): Tree | null {
  try {
    return parser.parse(text.replace(/^\ufeff/, '\f'))
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}

function isSound(source: Source, tree: Tree, problems: Problems): boolean {
  let sound = true
  let depth = 0
  let mistakes = 0
  const cursor = tree.cursor()
  for (;;) {
    if (cursor.type.isError && mistakes < 20) {
      sound = false
      mistakes++
      explain(source, { start: cursor.from, end: cursor.to }, cursor.node, problems)
    }
    if (depth > deepestNesting) {
      problems.error({ start: cursor.from, end: cursor.from + 1 }, 'this is nested too deeply', 'split it into parts')
      return false
    }
    if (cursor.firstChild()) {
      depth++
      continue
    }
    while (!cursor.nextSibling()) {
      if (!cursor.parent()) return sound
      depth--
    }
  }
}

function explain({ text }: Source, at: Span, node: SyntaxNode, problems: Problems): void {
  const rest = text.slice(at.start, at.start + 60)
  const blank = /^[ \t]*/.exec(rest)?.[0].length ?? 0
  const token = /^(?:[\p{L}\p{N}_]+|[^\s])/u.exec(rest.slice(blank))?.[0] ?? ''
  const span = { start: at.start + blank, end: at.start + blank + token.length }
  const parent = node.parent?.name ?? ''
  if (parent === 'Body')
    return problems.error(at, 'expected a statement in this block', 'indent its statements, or write `pass`')
  if (parent === 'String' || parent === 'FormatString') return problems.error(at, 'this string is not terminated', null)
  if (parent.startsWith('Yield')) {
    const hint = 'write a loop, or a function that returns a list'
    return problems.error(spanOf(node.parent ?? node), 'generators are not supported', hint)
  }
  const found = token === '' ? 'unexpected end of line' : `unexpected \`${token}\``
  problems.error(span, `syntax error: ${found}`, rejected)
}

export function textOf(source: Source, node: SyntaxNode): string {
  return source.text.slice(node.from, node.to)
}

export function spanOf(node: { readonly from: number; readonly to: number }): Span {
  return { start: node.from, end: node.to }
}

/** Returns the children of a node, without comments. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = []
  const cursor = node.cursor() // a cursor advances to a sibling in constant time, a node does not
  for (let more = cursor.firstChild(); more; more = cursor.nextSibling()) {
    if (cursor.name !== 'Comment') found.push(cursor.node)
  }
  return found
}

/** The nodes between commas, in groups. */
export function splitAtCommas(children: readonly SyntaxNode[]): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]]
  for (const child of children) {
    if (child.name === ',') groups.push([])
    else groups.at(-1)?.push(child)
  }
  return groups
}
