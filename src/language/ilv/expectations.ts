import type { SyntaxNode } from '@lezer/common'
import { Bug } from '../../base/bug.ts'
import type { Source } from '../../base/source.ts'
import { didYouMean } from '../../base/suggest.ts'
import {
  type Expectation,
  type Expression,
  type FindingKind,
  findingKinds,
  type Invariant,
  type Meaning,
  type Observable,
  type Value,
} from '../../program/program.ts'
import { type Reading, readConstant, readExpression } from '../claims/expressions.ts'
import { parser } from '../grammar/grammar.js'
import { Problems } from '../problems.ts'
import { globalNaming, type Names, registerIndex, variableIndex } from './naming.ts'
import { childOf, childrenOf, expressionsOf, firstError, parseRange, spanOf, textOf } from './syntax.ts'

/** Where statements about a whole program are read. */
export interface Statements {
  readonly reading: Reading
  readonly names: Names
}

/** An `expect` line from the node of its body's form, or null after an error was reported. */
export function readExpectation(statements: Statements, body: SyntaxNode, text: string, line: number): Expectation | null {
  const { reading } = statements
  const base = { text, line }
  switch (body.name) {
    case 'Outcomes':
      return readOutcomes(statements, body, base)
    case 'Final':
    case 'Possible': {
      const condition = readCondition(statements, body)
      return condition === null ? null : { ...base, kind: body.name === 'Final' ? 'final' : 'possible', condition }
    }
    case 'States':
      return { ...base, kind: 'states', count: Number(digits(reading.source, body)) }
    case 'Interleavings':
      return { ...base, kind: 'interleavings', count: digits(reading.source, body) }
    case 'Finding': {
      const finding = readKind(reading, childOf(body, 'Kind'))
      return finding === null ? null : { ...base, kind: 'finding', finding, present: body.getChild('No') === null }
    }
    default:
      throw new Bug(`no expectation: ${body.name}`)
  }
}

/** The words after `invariant`, as a condition on every state. */
export function readInvariant(statements: Statements, node: SyntaxNode, text: string, line: number): Invariant | null {
  const condition = readCondition(statements, node)
  return condition === null ? null : { condition, text, line }
}

function readCondition({ reading, names }: Statements, parent: SyntaxNode): Expression | null {
  const [node] = expressionsOf(parent)
  if (node === undefined) throw new Bug('condition without expression')
  return readExpression(reading, node, globalNaming(names, reading.problems))
}

function digits(source: Source, body: SyntaxNode): string {
  return `${BigInt(textOf(source, childOf(body, 'Number')).replace(/_/g, ''))}`
}

function readKind({ source, problems }: Reading, node: SyntaxNode): FindingKind | null {
  const word = textOf(source, node).replace(/\s/g, '')
  const kind = findingKinds.find((each) => each === word)
  if (kind === undefined) problems.error(spanOf(node), `unknown finding \`${word}\``, didYouMean(word, findingKinds))
  return kind ?? null
}

function readOutcomes(statements: Statements, body: SyntaxNode, base: { text: string; line: number }): Expectation | null {
  const { reading } = statements
  const observed = childOf(body, 'Observed')
  const nodes = childrenOf(observed, 'Variable', 'Element', 'Peer')
  const names = nodes.map((node) => readObservable(statements, node))
  const values: Value[][] = []
  const set = childOf(body, 'OutcomeSet')
  for (let node = set.firstChild; node !== null; node = node.nextSibling) {
    if (node.type.name.length < 2) continue // punctuation
    values.push(readOutcome(reading, node, names.length))
  }
  const known = names.flatMap((name) => (name === null ? [] : [name]))
  if (known.length !== names.length) return null
  checkShapes(statements, known, values, set)
  return { ...base, kind: 'outcomes', names: known, values }
}

function readOutcome(reading: Reading, node: SyntaxNode, arity: number): Value[] {
  const parts = node.name === 'Tuple' ? valuesOf(node) : [node]
  if (parts.length !== arity) {
    const hint = arity === 1 ? 'one value each' : `write each outcome as ${arity} values in parentheses`
    const names = `${arity} name${arity === 1 ? ' is' : 's are'} observed`
    reading.problems.error(spanOf(node), `${parts.length} value${parts.length === 1 ? '' : 's'} here, but ${names}`, hint)
  }
  return parts.map((part) =>
    part.name === 'ArrayValue'
      ? expressionsOf(part).map((each) => readConstant(reading, each) ?? 0)
      : (readConstant(reading, part) ?? 0),
  )
}

function valuesOf(node: SyntaxNode): SyntaxNode[] {
  const arrays = childrenOf(node, 'ArrayValue')
  return [...arrays, ...expressionsOf(node)].sort((a, b) => a.from - b.from)
}

/** An array is observed as a list, a single integer as a number: anything else could never be. */
function checkShapes(
  { reading, names }: Statements,
  observed: readonly Observable[],
  values: Value[][],
  set: SyntaxNode,
): void {
  observed.forEach((name, index) => {
    const variable = name.kind === 'shared' && name.element === null ? names.shared[name.variable] : undefined
    const length = variable?.length ?? null
    for (const outcome of values) {
      const value = outcome[index]
      if (value === undefined || (length === null ? typeof value === 'number' : isListFor(value, length, variable))) continue
      const hint = length === null ? 'write a number' : `write a list of ${length} values: \`[0, 1]\``
      reading.problems.error(spanOf(set), `\`${variable?.name ?? 'this'}\` never has such a value`, hint)
      return
    }
  })
}

function isListFor(value: Value, length: number, variable: { readonly sizedBy?: number } | undefined): boolean {
  return typeof value !== 'number' && (variable?.sizedBy === undefined ? value.length === length : value.length <= length)
}

function readObservable({ reading, names }: Statements, node: SyntaxNode): Observable | null {
  const { source, problems } = reading
  switch (node.name) {
    case 'Peer': {
      const [thread = '', register = ''] = childrenOf(node, 'Name').map((each) => textOf(source, each))
      const found = registerIndex(names, thread, register, node, problems)
      return found === null ? null : { kind: 'register', ...found }
    }
    case 'Variable': {
      const variable = variableIndex(names, textOf(source, node), node, problems)
      return variable === null ? null : { kind: 'shared', variable, element: null }
    }
    default: {
      const [indexNode] = expressionsOf(node)
      const element = indexNode === undefined ? null : readConstant(reading, indexNode)
      const name = textOf(source, childOf(node, 'Name'))
      if (element === null) return null
      const found = globalNaming(names, problems).element(name, node, { kind: 'constant', value: element })
      return found?.kind === 'shared' ? { kind: 'shared', variable: found.variable, element } : null
    }
  }
}

/** A text outside any file (an option of the command line), parsed by one of the grammar's other tops. */
function parseOption(option: string, text: string, top: string): { reading: Reading; node: SyntaxNode | null } {
  const source = { name: option, text }
  const problems = new Problems(source)
  const reading: Reading = { source, problems, constants: new Map() }
  if (text.length > 4000) {
    problems.error({ start: 0, end: text.length }, 'this is too long')
    return { reading, node: null }
  }
  const node = parseRange(parser.configure({ top }), text, 0, text.length)
  const mistake = firstError(node)
  if (mistake === null) return { reading, node }
  problems.error(mistake, 'this does not fit here', null)
  return { reading, node: null }
}

/** Names to observe, as `--observe` gives them: `x, a[0], A.tmp`. */
export function readObservables(
  names: Names,
  text: string,
  option = '--observe',
): { observed: Observable[]; problems: Problems } {
  const plain = inPlainNames(names, text)
  const { reading, node } = parseOption(option, plain.text, 'Names')
  const nodes = node === null ? [] : childrenOf(node, 'Variable', 'Element', 'Peer')
  const observed = nodes.map((each) => readObservable({ reading, names: plain.names }, each))
  return { observed: observed.flatMap((each) => (each === null ? [] : [each])), problems: reading.problems }
}

/** A condition over final states, as `--final` gives it: `balance == 1`. */
export function readFinalCondition(
  names: Names,
  text: string,
  option = '--final',
): { condition: Expression | null; problems: Problems } {
  const plain = inPlainNames(names, text)
  const { reading, node } = parseOption(option, plain.text, 'Condition')
  const condition = node === null ? null : readCondition({ reading, names: plain.names }, node)
  return { condition, problems: reading.problems }
}

/**
 * Other languages have variables such as `account.balance` and `d['k']`, and values such as `True` and `'red'`. Here
 * they get plain names and numbers, longest first, so that one grammar reads all options.
 */
function inPlainNames(names: Names, text: string): { text: string; names: Names } {
  const shared = names.shared.map((variable, index) =>
    /^[\p{L}_][\p{L}\p{N}_]*$/u.test(variable.name)
      ? variable
      : { ...variable, name: `shared${index}`, original: variable.name },
  )
  let plain = text
  const renamed = shared.flatMap((each) => ('original' in each ? [each] : []))
  for (const { name, original } of renamed.sort((one, other) => other.original.length - one.original.length)) {
    plain = plain.replaceAll(original, name)
  }
  for (const { meanings } of names.shared) {
    for (const [value, meaning] of Object.entries(meanings ?? {})) plain = plain.replaceAll(literalOf(meaning), `(${value})`)
  }
  return { text: plain.replace(/\bTrue\b/g, '1').replace(/\bFalse\b/g, '0'), names: { ...names, shared } }
}

function literalOf(meaning: Meaning): RegExp | string {
  if (typeof meaning === 'string') return `'${meaning}'`
  return meaning === null ? /\bNone\b/g : meaning ? /\bTrue\b/g : /\bFalse\b/g
}
