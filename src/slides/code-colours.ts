import { classHighlighter, highlightCode } from '@lezer/highlight'
import { parser } from '@lezer/python'

/** What a part of a line of code is, for its colour. */
export type TokenKind = 'keyword' | 'string' | 'comment' | 'number'

export interface CodeToken {
  readonly text: string
  readonly kind: TokenKind | null
}

/** Returns the tokens of each line of a text. */
export function codeTokens(text: string, notation: 'python' | undefined): CodeToken[][] {
  return notation === 'python' ? pythonTokens(text) : text.split('\n').map(instructionTokens)
}

const kindOfClass: Readonly<Record<string, TokenKind>> = {
  'tok-keyword': 'keyword',
  'tok-operatorKeyword': 'keyword',
  'tok-bool': 'keyword',
  'tok-atom': 'keyword',
  'tok-string': 'string',
  'tok-string2': 'string',
  'tok-comment': 'comment',
  'tok-number': 'number',
}

function pythonTokens(text: string): CodeToken[][] {
  const lines: CodeToken[][] = [[]]
  const put = (part: string, classes: string): void => {
    const kind = classes.split(' ').flatMap((each) => kindOfClass[each] ?? [])[0] ?? null
    lines.at(-1)?.push({ text: part, kind })
  }
  highlightCode(text, parser.parse(text), classHighlighter, put, () => lines.push([]))
  return lines
}

/** Words of instruction text that structure it, wherever they stand. */
const structure = new Set(
  'if else while for in repeat loop end def thread threads shared lock semaphore condition barrier channel const atomic assert and or not forever break case select critical doorway expect invariant'.split(
    ' ',
  ),
)

const instructionToken =
  /(?<comment>#.*)|(?<string>"(?:[^"\\]|\\.)*")|(?<number>\b\d+\b)|(?<word>[\p{L}_][\p{L}\p{N}_]*)|(?<rest>[^\p{L}\p{N}_#"]+)/gu

/** The first word of a line is an instruction if an operand follows it. */
function instructionTokens(line: string): CodeToken[] {
  const opcode = /^\s*(?:[\p{L}_][\p{L}\p{N}_]*\s*:\s+)?([\p{L}_][\p{L}\p{N}_]*)(?=\s+[\p{L}_\d-]|\s*$)/u.exec(line)?.[1]
  let isFirst = true
  return [...line.matchAll(instructionToken)].map(({ 0: text, groups = {} }) => {
    if (groups.comment !== undefined) return { text, kind: 'comment' }
    if (groups.string !== undefined) return { text, kind: 'string' }
    if (groups.number !== undefined) return { text, kind: 'number' }
    if (groups.word === undefined) return { text, kind: null }
    const isOpcode = isFirst && text === opcode
    if (isOpcode) isFirst = false
    return { text, kind: isOpcode || structure.has(text) ? 'keyword' : null }
  })
}
