import { aliasNames, findingKinds, ilvWords, instructionForms } from '../internal.ts'
import { type Proposal, type Proposals, proposals } from './proposals.ts'

const name = /[\p{L}_][\p{L}\p{N}_]*/gu

/** The declarations of instruction text. */
const kinds = ['shared', 'lock', 'semaphore', 'condition', 'barrier', 'channel', 'const', 'thread', 'def'] as const
type Kind = (typeof kinds)[number]

/** The kind of an operand, by its letter in the form of an instruction: `load r, x`. */
const operandKinds: Readonly<Record<string, 'register' | 'label' | 'expression' | Kind>> = {
  r: 'register',
  x: 'shared',
  m: 'lock',
  c: 'condition',
  s: 'semaphore',
  b: 'barrier',
  t: 'thread',
  L: 'label',
  name: 'def',
  e: 'expression',
  old: 'expression',
  new: 'expression',
  'a..b': 'expression',
}

const declarations = [
  'shared',
  'atomic',
  'lock',
  'semaphore',
  'condition',
  'barrier',
  'channel',
  'const',
  'thread',
  'loop',
  'def',
  'invariant',
  'expect',
]
const blocks = ['repeat', 'for', 'if', 'elif', 'else', 'while', 'atomic', 'op', 'doorway', 'critical', 'select', 'case', 'end']
const claims = [
  'outcomes',
  'deadlocks',
  'final',
  'possible',
  'reachable',
  'never',
  'always',
  'eventually',
  'states',
  'interleavings',
  'overtaking',
  'no',
]
const modifiers: Readonly<Record<string, readonly string[]>> = {
  lock: ['reentrant', 'transferable', 'fair'],
  semaphore: ['max', 'fair'],
  channel: ['capacity'],
  condition: ['fifo'],
  thread: ['unstarted', 'daemon'],
}

/** Returns the proposals for instruction text at `position`; null if there are none. */
export function proposeIlv(text: string, position: number): Proposals | null {
  const start = text.lastIndexOf('\n', position - 1) + 1
  const line = text.slice(start, position)
  if (line.includes('#')) return null
  const [, first = ''] = /^\s*([\p{L}_][\p{L}\p{N}_]*)\s/u.exec(line) ?? []
  const word = (first === 'expect' ? /[\p{L}\p{N}_-]*$/u : /[\p{L}\p{N}_]*$/u).exec(line)?.[0] ?? ''
  if (/^\d/.test(word)) return null
  const options =
    first === '' ? firstWords(text, start, line) : laterWords(text, start, first, line.slice(0, line.length - word.length))
  return options.length === 0 ? null : { from: position - word.length, options: options.map(explained) }
}

function explained(proposal: Proposal): Proposal {
  const isWord = proposal.type === 'keyword' || instructionForms.has(proposal.label) || aliasNames.includes(proposal.label)
  const info = isWord ? explanationOf(proposal.label) : null
  return info === null ? proposal : { ...proposal, info }
}

/** Returns what a word of the language means; null for a name. */
export function explanationOf(word: string): string | null {
  return Object.hasOwn(ilvWords, word) ? (ilvWords[word] ?? null) : null
}

/** Returns instructions within a thread and declarations outside of threads; both if the text is not indented. */
function firstWords(text: string, start: number, line: string): Proposal[] {
  if (line.trim() !== '' && !/^\s*[\p{L}_][\p{L}\p{N}_]*$/u.test(line)) return []
  const inCode = headingAbove(text, start) !== null
  const code = inCode
    ? [...proposals('function', [...instructionForms.keys(), ...aliasNames, 'print', 'let']), ...proposals('keyword', blocks)]
    : []
  return /^\s/.test(line) && inCode ? code : [...proposals('keyword', declarations), ...code]
}

function laterWords(text: string, start: number, first: string, before: string): Proposal[] {
  const form = instructionForms.get(first)
  if (form !== undefined) return operands(text, start, form, before)
  switch (first) {
    case 'if':
    case 'elif':
    case 'while':
      return expression(text, start)
    case 'repeat':
      return proposals('constant', declared(text, 'const'))
    case 'expect':
      return claim(text, before)
    case 'invariant':
      return observables(text)
    default: // any other word
      if (before.includes('=')) return proposals('constant', declared(text, 'const'))
      return /[\p{L}\p{N}_]\s+$/u.test(before.replace(/^\s*\S+\s+/, '')) ? proposals('keyword', modifiers[first] ?? []) : []
  }
}

function operands(text: string, start: number, form: string, before: string): Proposal[] {
  const letters = form.split(' ').slice(1).join(' ').split(', ')
  const written = before.replace(/^\s*\S+\s/, '')
  const inIndex = written.lastIndexOf('[') > written.lastIndexOf(']')
  const letter = letters[written.split(',').length - 1] ?? ''
  const isChannel = letter === 'c' && /^(send|receive|close)\b/.test(form)
  const kind = inIndex ? 'expression' : isChannel ? 'channel' : operandKinds[letter]
  switch (kind) {
    case undefined:
      return []
    case 'register':
      return proposals('variable', registersOf(text, start))
    case 'label':
      return proposals('function', labelsOf(text, start))
    case 'expression':
      return /^(await|send)\b/.test(form)
        ? [...expression(text, start), ...proposals('variable', declared(text, 'shared'))]
        : expression(text, start)
    default: // the other kinds are those of declarations
      return proposals('variable', declared(text, kind))
  }
}

/** Returns what an expression can name: registers and constants. */
function expression(text: string, start: number): Proposal[] {
  return [
    ...proposals('variable', registersOf(text, start)),
    ...proposals('constant', declared(text, 'const')),
    ...proposals('keyword', operators),
  ]
}

/** Words of expressions. */
const operators = ['and', 'or', 'not', 'all', 'any', 'sum', 'max', 'min', 'len', 'true', 'false']

function claim(text: string, before: string): Proposal[] {
  const [, kind = null] = /^\s*expect\s+(\w+)\s/.exec(before) ?? []
  switch (kind) {
    case null:
      return [...proposals('keyword', claims), ...proposals('constant', findingKinds)]
    case 'no':
      return proposals('constant', findingKinds)
    case 'outcomes':
    case 'final':
    case 'possible':
    case 'reachable':
    case 'never':
    case 'always':
    case 'eventually':
      return observables(text)
    default: // the name of a finding, or a number
      return []
  }
}

/** Returns what outcomes can observe: shared variables, and a thread's registers after its name. */
function observables(text: string): Proposal[] {
  return [
    ...proposals('variable', [...declared(text, 'shared'), ...declared(text, 'thread')]),
    ...proposals('variable', [...declared(text, 'lock'), ...declared(text, 'semaphore'), ...declared(text, 'channel')]),
    ...proposals('constant', declared(text, 'const')),
    ...proposals('keyword', operators),
  ]
}

/** Returns the names of one kind of declaration. */
function declared(text: string, kind: Kind): string[] {
  const words = kind === 'shared' ? 'shared|atomic' : kind
  const lines = text.matchAll(new RegExp(`^[ \\t]*(?:${words})[ \\t]+([^\\n#=:]*)`, 'gm'))
  return [...lines].flatMap(([, names = '']) =>
    names.split(',').flatMap((part) => new RegExp(name.source, 'u').exec(part)?.[0] ?? []),
  )
}

/** Returns the offset of the `thread` or `def` line above a line, or null. */
function headingAbove(text: string, start: number): number | null {
  const headings = [...text.slice(0, start).matchAll(/^[ \t]*(thread|def)\b[^\n]*:/gm)]
  return headings.at(-1)?.index ?? null
}

/** Returns the code that a line belongs to. */
function codeAround(text: string, start: number): string {
  const from = headingAbove(text, start) ?? 0
  const next = /^[ \t]*(thread|def)\b/m.exec(text.slice(start))
  return text.slice(from, next === null ? text.length : start + next.index)
}

/** Returns the registers of the code: an instruction declares a register by writing it. */
function registersOf(text: string, start: number): string[] {
  const writing = [...instructionForms].filter(([, form]) => / r\b/.test(form)).map(([opcode]) => opcode)
  const written = new RegExp(`^[ \\t]*(?:${writing.join('|')})[ \\t]+(${name.source})[ \\t]*,`, 'gmu')
  return [...codeAround(text, start).matchAll(written)].map(([, register = '']) => register)
}

function labelsOf(text: string, start: number): string[] {
  const labels = new RegExp(`^[ \\t]*(${name.source})[ \\t]*:[ \\t]*(?:#.*)?$`, 'gmu')
  const reserved = new Set([...blocks, ...declarations])
  return [...codeAround(text, start).matchAll(labels)].map(([, label = '']) => label).filter((label) => !reserved.has(label))
}
