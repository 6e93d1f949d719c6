import type { SyntaxNode } from '@lezer/common'
import { present } from '../../base/bug.ts'
import { grouped } from '../../base/grouped.ts'
import { lineAt, type Source, type Span } from '../../base/source.ts'
import { didYouMean } from '../../base/suggest.ts'
import { parser } from '../grammar/grammar.js'
import { firstError, parseRange } from '../grammar/nodes.ts'
import type { Problems } from '../problems.ts'
import { foreignHint } from './foreign.ts'
import { instructionForms } from './forms.ts'
import { reservedName } from './reserved.ts'

/**
 * One construct of the text: its name in the grammar, its tree, and its line, counted from 1. A line with a mistake that
 * begins a block is a `BrokenThread`, a `BrokenBlock` or a `BrokenCase`.
 */
export interface Line {
  readonly form: string
  readonly node: SyntaxNode
  readonly line: number
}

const lineParser = parser.configure({ top: 'Line' })

/** Reads a text line by line; it reports and omits lines that do not follow the grammar. */
export function readLines(source: Source, problems: Problems): Line[] {
  const lines: Line[] = []
  const { text } = source
  for (let start = 0, line = 1; start <= text.length; line++) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline
    const read = readLine(source, { start, end }, problems)
    if (read !== null) lines.push({ ...read, line })
    start = end + 1
  }
  return lines
}

function readLine(source: Source, { start, end }: Span, problems: Problems): Omit<Line, 'line'> | null {
  if (start === end) return null
  if (end - start > longestLine) {
    const hint = `the limit is ${grouped(longestLine)} characters`
    problems.error({ start, end }, 'this line is too long', hint)
    return null
  }
  const top = parseRange(lineParser, source.text, start, end)
  const mistake = firstError(top)
  if (mistake === null && depthOf(top) > deepest) {
    problems.error(
      { start, end },
      'this line is nested too deeply',
      'split the expression: `set` parts of it to registers first',
    )
    return null
  }
  if (mistake === null) {
    const node = constructOf(top)
    return node === null ? null : { form: node.name, node }
  }
  explain(source, { start, end }, mistake, problems)
  const form = brokenForm(source.text.slice(start, end))
  return form === null ? null : { form, node: top }
}

/** Returns the form of a line with a mistake that begins a block, so that the lines in it are not mistakes too. */
function brokenForm(line: string): 'BrokenThread' | 'BrokenBlock' | 'BrokenCase' | null {
  const [, word = ''] = /^\s*(\w+)/.exec(line) ?? []
  if (word === 'thread') return 'BrokenThread'
  if (word === 'case') return 'BrokenCase'
  return ['def', 'repeat', 'for', 'if', 'while', 'op', 'critical', 'doorway', 'select'].includes(word) ? 'BrokenBlock' : null
}

/** The longest line: the parser builds its tree by recursion. */
const longestLine = 10_000

/** The deepest nesting of a line: the reader walks trees by recursion. */
const deepest = 400

function depthOf(top: SyntaxNode): number {
  const cursor = top.cursor()
  let depth = 0
  let most = 0
  for (;;) {
    if (cursor.firstChild()) {
      depth++
      most = Math.max(most, depth)
      continue
    }
    while (!cursor.nextSibling()) {
      if (depth === 0) return most
      cursor.parent()
      depth--
    }
  }
}

/** Returns the first construct of a line, except a comment. */
function constructOf(top: SyntaxNode): SyntaxNode | null {
  const first = top.firstChild
  return first === null || first.name === 'Comment' ? null : first
}

/** The forms of the lines that start with a word of the language. */
const forms: ReadonlyMap<string, string> = new Map([
  ['shared', 'shared x = 0`, `shared a[3] = 0` or `shared a[3] = 4, 5, 6'],
  ['for', 'for i in 0..2:'],
  ['atomic', 'atomic x = 0` for a variable, `atomic:` for a block'],
  ['lock', 'lock m`, `lock m[3]`, `lock m reentrant`, `lock m transferable` or `lock m fair'],
  ['semaphore', 'semaphore s = 2`, `semaphore s = 1 max 1` or `semaphore s = 2 fair'],
  ['condition', 'condition c` or `condition c fifo'],
  ['barrier', 'barrier b = 2'],
  ['channel', 'channel c`, `channel c capacity 2` or `channel c[3] capacity 1'],
  ['select', 'select:'],
  ['case', 'case receive r, c:` or `case send c, e:'],
  ['const', 'const N = 3'],
  ['thread', 'thread A, B:` or `thread P[3]:'],
  ['def', 'def name:` or `def put(v) -> r:'],
  ['repeat', 'repeat 3:'],
  ['if', 'if x == 0:'],
  ['elif', 'elif x == 0:'],
  ['else', 'else:'],
  ['while', 'while x == 0:'],
  ['op', 'op name:` or `op name(e):'],
  ['critical', 'critical:` or `critical NAME:'],
  ['doorway', 'doorway:` or `doorway NAME:'],
  ['end', 'end'],
  ['invariant', 'invariant x <= 1'],
  [
    'expect',
    'expect outcomes x = {1, 2}`, `expect final x == 2`, `expect possible x == 1`, `expect always x <= 1`, `expect data-race`, `expect no deadlock`, `expect states 22',
  ],
])

/** Returns the forms of `expect` lines that a text resembles. */
function expectForm(text: string): string | undefined {
  if (/\bovertaking\b/.test(text)) return 'expect overtaking <= 1`, `expect overtaking NAME == 1`, `expect overtaking unbounded'
  if (/\b(always|eventually|leads)\b|~>|-->|<>|\[\]/.test(text)) {
    return 'expect always e`, `expect eventually e`, `expect always eventually e`, `expect e leads-to f`, `expect all i: eventually x[i] under strong fairness'
  }
  return /\bunder\b/.test(text) ? 'expect no starvation under strong fairness' : forms.get('expect')
}

/** Reports a line that does not follow the grammar, with the form that it resembles. */
function explain(source: Source, { start, end }: Span, mistake: Span, problems: Problems): void {
  const text = source.text.slice(start, end)
  const word = /^\s*([\p{L}_][\p{L}\p{N}_]*)/u.exec(text)?.[1] ?? ''
  const at = tokenAt(source.text, mistake.start, end)
  const form = word === 'expect' ? expectForm(text) : (forms.get(word) ?? instructionForms.get(word))
  const found = at.end > at.start ? `unexpected \`${source.text.slice(at.start, at.end)}\`` : 'unexpected end of line'
  const reserved = reservedName(
    text,
    at.start - start,
    mistake.start - start,
    (first) => forms.get(first)?.includes(':') ?? false,
  )
  if (reserved !== null) {
    const place = { start: start + reserved.start, end: start + reserved.end }
    return problems.error(
      place,
      `\`${source.text.slice(place.start, place.end)}\` is a reserved word, not a name`,
      'choose another name',
    )
  }
  const foreign = foreignHint(text, at.start - start)
  if (foreign !== null && at.end > at.start) return problems.error(at, found, foreign)
  if (form !== undefined) return problems.error(at, found, foreign ?? `write \`${form}\``)
  const whole = { start: start + text.indexOf(word), end: start + text.indexOf(word) + word.length }
  if (word !== '' && !/^\s*\S+\s*:/.test(text)) {
    const assignment = /^\s*[\p{L}_][\p{L}\p{N}_.[\]]*\s*[-+*]?=/u.test(text)
    if (assignment)
      return problems.error(
        whole,
        'this is not an assignment of one value',
        foreign ?? 'write `x = e`, with an expression of numbers, registers and shared variables',
      )
    return problems.error(
      whole,
      `unknown instruction \`${word}\``,
      foreign ?? didYouMean(word, [...instructionForms.keys(), ...forms.keys()]),
    )
  }
  problems.error(at, found, 'expected a declaration, an instruction, a label `name:`, or `end`')
}

/** Returns the token that starts at or after a place of a line, for the position of an error. */
function tokenAt(text: string, from: number, end: number): Span {
  const rest = text.slice(from, end)
  const blank = present(/^\s*/.exec(rest), 'match')[0].length
  const token = /^(?:[\p{L}\p{N}_]+|#.*|\S)/u.exec(rest.slice(blank))?.[0] ?? ''
  if (token === '' || token.startsWith('#')) {
    const line = lineAt(text, from)
    const last = Math.min(from, line.start + line.text.length)
    return { start: last, end: last }
  }
  return { start: from + blank, end: from + blank + Math.min(token.length, 40) }
}
