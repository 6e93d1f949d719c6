import type { SyntaxNode } from '@lezer/common'
import { present } from '../../base/bug.ts'
import { memberSuggestion, suggestion } from '../../base/suggest.ts'
import type { Expression, Meaning, Observable, Program } from '../../program/program.ts'
import { parser } from '../grammar/grammar.js'
import { childrenOf, expressionsOf, firstError, parseRange } from '../grammar/nodes.ts'
import { Problems } from '../problems.ts'
import { readExpression } from './expressions.ts'
import { globalNaming, type Names } from './names.ts'
import { readObservable } from './observables.ts'
import { partsOf } from './parts.ts'
import type { Reading } from './reading.ts'

const namesForm = ['names with commas between them', 'write, for example, `x, a[0], A.tmp`'] as const
const conditionForm = ['a condition', 'write, for example, `x == 1 and y > 0`'] as const

/** Parses the text of an option by one of the grammar's other tops. */
function parseOption(option: string, text: string, top: string): { reading: Reading; node: SyntaxNode | null } {
  const source = { name: option, text }
  const problems = new Problems(source)
  const reading: Reading = { source, problems, constants: new Map() }
  if (text.length > 4000) {
    problems.error({ start: 0, end: text.length }, 'the text is too long')
    return { reading, node: null }
  }
  const node = parseRange(parser.configure({ top }), text, 0, text.length)
  const mistake = firstError(node)
  if (mistake === null) return { reading, node }
  const rest = text.slice(mistake.start).trim()
  const found = rest === '' ? 'the end' : `\`${rest.length > 20 ? `${rest.slice(0, 20)}…` : rest}\``
  const [what, hint] = top === 'Names' ? namesForm : conditionForm
  problems.error(mistake, `expected ${what}, found ${found}`, hint)
  return { reading, node: null }
}

/** Names, and what the reader of the text has already understood. */
export type AskedNames = Names & Pick<Program, 'asked'>

/** Parses what to observe in an option: names such as `x, a[0], A.tmp`, and expressions such as `x + y`. */
export function readObservables(
  names: AskedNames,
  text: string,
  option: string,
): { observed: Observable[]; problems: Problems } {
  const whole = readNames(names, text, option)
  if (whole.problems.errors.length === 0) return whole
  const read = partsOf(text).map((part) => readPart(names, part, option))
  if (!read.some(({ isName }) => !isName)) return whole
  const wrong = read.find(({ problems }) => problems.errors.length > 0)
  return { observed: read.flatMap((each) => each.observed), problems: wrong?.problems ?? new Problems(null) }
}

/** Reads one name or expression to observe. */
function readPart(
  names: AskedNames,
  text: string,
  option: string,
): { observed: Observable[]; problems: Problems; isName: boolean } {
  const name = readNames(names, text, option)
  if (name.problems.errors.length === 0) return { ...name, isName: true }
  const problems = new Problems({ name: option, text })
  const asked = names.asked?.observed.find((each) => each.text === text)
  if (asked !== undefined) return { observed: [asked], problems, isName: false }
  if (refusedBefore(names, text, problems)) return { observed: [], problems, isName: false }
  const { text: plain } = inPlainNames(names, text)
  if (!parses(plain, 'Names') && parses(plain, 'Condition')) {
    const { condition, problems: own } = readFinalCondition(names, text, option)
    return {
      observed: condition === null ? [] : [{ kind: 'computed', text, expression: condition }],
      problems: own,
      isName: false,
    }
  }
  return { ...name, isName: true }
}

/** Whether the reader of the text could not understand an expression; then says why. */
function refusedBefore({ asked, shared }: AskedNames, text: string, problems: Problems): boolean {
  const refused = asked?.refused.find((each) => each.text === text)
  if (refused === undefined) return false
  const { message, hint } = refused
  const meant = /unknown (name|attribute)/.test(message) ? variableMeant(text, message, shared) : null
  problems.error({ start: 0, end: text.length }, message, meant === null ? hint : `did you mean \`${meant}\`?`)
  return true
}

/** Returns the variable of an object that a text may mean that names an unknown one; null if there is none. */
function variableMeant(text: string, message: string, shared: Names['shared']): string | null {
  const paths = shared.flatMap(({ name, hidden }) => (hidden !== true && name.includes('.') ? [name] : []))
  const unknown = /^unknown name `(.*)`$/.exec(message)?.[1]
  if (unknown !== undefined) return memberSuggestion(unknown, paths)
  const written = (text.match(/[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*)+/gu) ?? []).filter(
    (each) => !paths.includes(each),
  )
  return written.map((each) => suggestion(each, paths)).find((each) => each !== null) ?? null
}

function readNames(names: Names, text: string, option: string): { observed: Observable[]; problems: Problems } {
  const plain = inPlainNames(names, text)
  const { reading, node } = parseOption(option, plain.text, 'Names')
  const nodes = node === null ? [] : childrenOf(node, 'Variable', 'Element', 'Peer')
  const observed = nodes.map((each) => readObservable({ reading, names: plain.names }, each))
  inOriginalNames(reading.problems, names)
  return { observed: observed.flatMap((each) => (each === null ? [] : [each])), problems: reading.problems }
}

/** Parses a condition over final states in an option: `balance == 1`. */
export function readFinalCondition(
  names: AskedNames,
  text: string,
  option: string,
): { condition: Expression | null; problems: Problems } {
  const asked = names.asked?.conditions.find((each) => each.text === text)
  const problems = new Problems({ name: option, text })
  if (asked !== undefined) return { condition: asked.expression, problems }
  if (refusedBefore(names, text, problems)) return { condition: null, problems }
  const plain = inPlainNames(names, text)
  const { reading, node } = parseOption(option, plain.text, 'Condition')
  // In a shell, `x=1` is easily written for `x == 1`, and can mean nothing else here.
  const compared = node === null ? plain.text.replace(/(?<![=!<>])=(?!=)/g, '==') : plain.text
  if (compared !== plain.text && parses(compared, 'Condition')) return readFinalCondition(names, compared, option)
  const expression = node === null ? null : present(expressionsOf(node)[0], 'expression of a condition')
  const condition =
    expression === null ? null : readExpression(reading, expression, globalNaming(plain.names, reading.problems))
  inOriginalNames(reading.problems, names)
  return { condition, problems: reading.problems }
}

/** Whether the grammar takes a text by one of its tops. */
function parses(text: string, top: 'Names' | 'Condition'): boolean {
  return firstError(parseRange(parser.configure({ top }), text, 0, text.length)) === null
}

/**
 * Replaces variables of other languages such as `account.balance` and `d['k']`, and values such as `True` and `'red'`,
 * by plain names and numbers, longest first, so that one grammar parses all options.
 */
function inPlainNames(names: Names, text: string): { text: string; names: Names } {
  const shared = names.shared.map((variable, index) =>
    isPlain(variable.name) ? variable : { ...variable, name: `shared${index}`, original: variable.name },
  )
  const renamed = shared.flatMap((each) => ('original' in each ? [each] : []))
  renamed.sort((one, other) => other.original.length - one.original.length)
  const inPlain = (part: string): string => {
    let plain = part
    for (const { name, original } of renamed) {
      plain = plain.replaceAll(
        isWord(original) ? new RegExp(`(?<![\\p{L}\\p{N}_.])${original}(?![\\p{L}\\p{N}_])`, 'gu') : original,
        name,
      )
    }
    for (const { meanings } of names.shared) {
      for (const [value, meaning] of Object.entries(meanings ?? {})) plain = plain.replaceAll(literalOf(meaning), `(${value})`)
    }
    return plain.replace(/\bTrue\b/g, '1').replace(/\bFalse\b/g, '0')
  }
  // What is in double quotes is a text, in which names are no names.
  const parts = inTextForms(names, text).split(/("(?:[^"\\]|\\.)*")/)
  const plain = parts.map((part, index) => (index % 2 === 1 ? part : inPlain(part))).join('')
  return { text: plain, names: { ...names, shared } }
}

/** Lets messages name variables as the program does. */
function inOriginalNames({ errors }: Problems, { shared }: Names): void {
  const original = (text: string): string =>
    text.replace(/\bshared(\d+)\b/g, (whole, index) => shared[Number(index)]?.name ?? whole)
  for (const [index, each] of errors.entries())
    errors[index] = { ...each, message: original(each.message), hint: each.hint === null ? null : original(each.hint) }
}

/** Writes conditions on a text in the notation of Python, such as `output.startswith('a')`, as the grammar has them. */
function inTextForms({ shared }: Names, text: string): string {
  const name = shared.find((each) => each.text !== undefined)?.name
  if (name === undefined || !isWord(name)) return text
  const literal = `'(?:[^'\\\\]|\\\\.)*'|"(?:[^"\\\\]|\\\\.)*"`
  const inForm = (form: string, write: (literal: string) => string) => (all: string) =>
    all.replace(new RegExp(form.replace('…', `(${literal})`), 'gu'), (...found) => write(doubleQuoted(`${found[1]}`)))
  const forms = [
    inForm(`\\b${name}\\.startswith\\(\\s*…\\s*\\)`, (each) => `(${name} starts with ${each})`),
    inForm(`\\b${name}\\.count\\(\\s*…\\s*\\)`, (each) => `count(${name}, ${each})`),
    inForm(`\\bre\\.fullmatch\\(\\s*r?…\\s*,\\s*${name}\\s*\\)`, () => `(${name} matches /./)`), // refused later
    inForm(`\\b${name}\\s*==\\s*…`, (each) => `${name} == ${each}`),
    inForm(`\\b${name}\\s*!=\\s*…`, (each) => `${name} != ${each}`),
    inForm(`…\\s*==\\s*${name}\\b`, (each) => `${each} == ${name}`),
    inForm(`…\\s*!=\\s*${name}\\b`, (each) => `${each} != ${name}`),
  ]
  return forms.reduce((all, write) => write(all), text)
}

/** A string literal in double quotes. */
function doubleQuoted(literal: string): string {
  if (literal.startsWith('"')) return literal
  const inner = literal.slice(1, -1).replace(/\\'/g, "'")
  return `"${inner.replace(/"/g, '\\"')}"`
}

/** Whether the grammar takes a name as it is; other languages have variables named `lock`. Operators stay what they are. */
function isPlain(name: string): boolean {
  if (!isWord(name)) return false
  return /^(and|or|not)$/.test(name) || parses(name, 'Names')
}

function isWord(name: string): boolean {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)
}

function literalOf(meaning: Meaning): RegExp | string {
  if (typeof meaning === 'string') return `'${meaning}'`
  if (typeof meaning === 'object' && meaning !== null) return meaning.name
  return meaning === null ? /\bNone\b/g : meaning ? /\bTrue\b/g : /\bFalse\b/g
}
