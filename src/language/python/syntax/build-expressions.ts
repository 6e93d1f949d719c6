import type { SyntaxNode } from '@lezer/common'
import { present } from '../../../base/bug.ts'
import type { Span } from '../../../base/source.ts'
import type { Building } from './building.ts'
import { formatParts } from './f-strings.ts'
import { boundNames, someExpression, targetNames } from './names.ts'
import { isNumberLiteral } from './numbers.ts'
import { buildParameters } from './parameters.ts'
import { ChainReader, type Token } from './precedence.ts'
import { stringValue } from './strings.ts'
import { checkTarget } from './targets.ts'
import { childrenOf, rejected, spanOf, splitAtCommas, textOf } from './text.ts'
import { arithmeticOperators, type Clause, type Expr, FunctionNode, type Keyword } from './tree.ts'

const none: ReadonlySet<string> = new Set()
const nothing = (span: Span): Expr => ({ kind: 'constant', value: null, span })

/**
 * Reports a construct outside of the subset; the tree has `None` in its place, so that the reader reports all of them.
 */
function refuse({ problems }: Building, node: SyntaxNode, what: string, hint: string): Expr {
  problems.error(spanOf(node), what, hint)
  return nothing(spanOf(node))
}

/** Builds an expression of the subset from the syntax tree. */
export function buildExpression(building: Building, node: SyntaxNode): Expr {
  const { source } = building
  const span = spanOf(node)
  const text = textOf(source, node)
  const build = (child: SyntaxNode): Expr => buildExpression(building, child)
  switch (node.name) {
    case 'Number':
      return buildNumber(building, node, text)
    case 'Boolean':
      return { kind: 'constant', value: text === 'True', span }
    case 'None':
      return nothing(span)
    case 'Ellipsis':
      return refuse(building, node, '`...` as a value is not supported', 'write `None`')
    case 'String': {
      const value = stringValue(text)
      if (value === null && !/['"]$/.test(text.slice(1))) {
        return refuse(building, node, 'syntax error: this string is not terminated', rejected)
      }
      if (value === null && /^[rR]?[bB]/.test(text)) {
        return refuse(building, node, 'byte strings are not supported', 'write a plain string')
      }
      if (value === null) {
        return refuse(building, node, 'this string has a prefix or an escape that is not supported', 'write the characters')
      }
      return { kind: 'string', value, span }
    }
    case 'FormatString':
      return { kind: 'format', parts: formatParts(building, node, build), span }
    case 'ContinuedString':
      return buildContinued(building, node)
    case 'VariableName':
      return { kind: 'name', name: text, span }
    case 'ParenthesizedExpression': {
      const [, inner, more] = childrenOf(node)
      if (inner === undefined || more?.name !== ')')
        return refuse(building, node, 'this is not supported', 'write a plain value')
      return build(inner)
    }
    case 'TupleExpression':
    case 'ArrayExpression':
      return { kind: node.name === 'TupleExpression' ? 'tuple' : 'list', items: buildItems(building, childrenOf(node)), span }
    case 'DictionaryExpression':
      return buildDictionary(building, node)
    case 'ArrayComprehensionExpression':
    case 'ComprehensionExpression': {
      const lazy = node.name === 'ComprehensionExpression'
      return buildComprehension(building, childrenOf(node).slice(1, -1), span, lazy)
    }
    case 'CallExpression':
      return buildCall(building, node)
    case 'MemberExpression':
      return buildMember(building, node)
    case 'ConditionalExpression': {
      const [chosen, test, otherwise] = childrenOf(node).filter((each) => each.name !== 'if' && each.name !== 'else')
      const part = (each: SyntaxNode | undefined): Expr => build(present(each, 'part of a conditional'))
      return { kind: 'conditional', test: part(test), chosen: part(chosen), otherwise: part(otherwise), span }
    }
    case 'LambdaExpression':
      return buildLambda(building, node)
    case 'NamedExpression': {
      const [first, , value] = childrenOf(node)
      const target = build(present(first, 'target'))
      checkTarget(building, target, 'walrus')
      return {
        kind: 'walrus',
        target,
        value: build(present(value, 'value')),
        span,
      }
    }
    case 'UnaryExpression':
    case 'BinaryExpression':
      return buildOperation(building, node)
    case 'AwaitExpression':
      return refuse(building, node, '`await` is not supported', 'coroutines are outside of the subset; write threads')
    case 'YieldExpression':
      return refuse(building, node, 'generators are not supported', 'write a loop, or a function that returns a list')
    case 'SetExpression':
    case 'SetComprehensionExpression':
      return refuse(building, node, 'sets are not supported', 'use a list, or a dict with constant keys')
    case 'DictionaryComprehensionExpression':
      return refuse(building, node, 'dict comprehensions are not supported', 'write the dict with its keys: `{"a": 0, "b": 0}`')
    default: // a name of the grammar, which is an open set
      return refuse(building, node, 'this expression is not supported', 'see the Python subset in docs/python.md')
  }
}

function buildNumber(building: Building, node: SyntaxNode, text: string): Expr {
  const span = spanOf(node)
  if (!isNumberLiteral(text)) return refuse(building, node, 'this is not a number', rejected)
  const plain = text.replace(/_/g, '')
  if (/[jJ]$/.test(plain)) return refuse(building, node, 'complex numbers are not supported', 'use integers')
  const based = /^0[xXbBoO]/.test(plain)
  if (!based && /[.eE]/.test(plain)) return { kind: 'float', value: Number(plain), span }
  return { kind: 'number', value: Number(plain), span }
}

function buildContinued(building: Building, node: SyntaxNode): Expr {
  const parts = childrenOf(node).flatMap((child): (string | Expr)[] => {
    const built = buildExpression(building, child)
    if (built.kind === 'string') return [built.value]
    return built.kind === 'format' ? [...built.parts] : []
  })
  const span = spanOf(node)
  return parts.every((part) => typeof part === 'string')
    ? { kind: 'string', value: parts.join(''), span }
    : { kind: 'format', parts, span }
}

/** Items between brackets and commas; unpacking with `*` is refused. */
function buildItems(building: Building, children: readonly SyntaxNode[]): Expr[] {
  return children.flatMap((child): Expr[] => {
    if (['(', ')', '[', ']', ','].includes(child.name)) return []
    if (child.name === '*')
      return [refuse(building, child, 'unpacking with `*` is not supported', 'write the items one by one')]
    return [buildExpression(building, child)]
  })
}

function buildDictionary(building: Building, node: SyntaxNode): Expr {
  const parts = childrenOf(node).filter((child) => !['{', '}', ',', ':'].includes(child.name))
  const star = parts.find((part) => part.name === '**')
  if (star !== undefined) return refuse(building, star, 'unpacking with `**` is not supported', 'write the entries one by one')
  const entries: { key: Expr; value: Expr }[] = []
  for (let index = 0; index + 1 < parts.length; index += 2) {
    entries.push({
      key: buildExpression(building, present(parts[index], 'key')),
      value: buildExpression(building, present(parts[index + 1], 'value')),
    })
  }
  return { kind: 'dict', entries, span: spanOf(node) }
}

function buildComprehension(building: Building, children: readonly SyntaxNode[], span: Span, lazy: boolean): Expr {
  const first = present(children[0], 'element of a comprehension')
  const element = buildExpression(building, first)
  const clauses: (Clause & { conditions: Expr[] })[] = []
  let index = 1
  while (index < children.length) {
    const word = present(children[index], 'word').name
    if (word === 'async') refuse(building, present(children[index], 'word'), '`async` is not supported', 'write a plain loop')
    if (word === 'for') {
      const until = children.findIndex((each, at) => at > index && each.name === 'in')
      const targets = buildItems(building, children.slice(index + 1, until))
      const [only] = targets
      const target: Expr = targets.length === 1 && only !== undefined ? only : { kind: 'tuple', items: targets, span }
      checkTarget(building, target)
      const iterable = buildExpression(building, present(children[until + 1], 'iterable'))
      clauses.push({ target, iterable, conditions: [], isAsync: false })
      index = until + 2
    } else if (word === 'if') {
      clauses.at(-1)?.conditions.push(buildExpression(building, present(children[index + 1], 'condition')))
      index += 2
    } else index++
  }
  checkWalrus(building, element, clauses)
  return { kind: 'comprehension', element, clauses, lazy, span }
}

function buildCall(building: Building, node: SyntaxNode): Expr {
  const [calleeNode, list] = childrenOf(node)
  const callee = buildExpression(building, present(calleeNode, 'callee'))
  return { kind: 'call', callee, ...buildArguments(building, present(list, 'arguments')), doubleStars: [], span: spanOf(node) }
}

/** `:=` in a comprehension cannot bind what the comprehension binds, and does not stand in its iterables. */
function checkWalrus({ problems }: Building, element: Expr, clauses: readonly Clause[]): void {
  const bound = new Set<string>()
  for (const { target } of clauses) targetNames(target, bound)
  const rebinds = (each: Expr): boolean => each.kind === 'walrus' && each.target.kind === 'name' && bound.has(each.target.name)
  const inside = [element, ...clauses.flatMap(({ conditions }) => conditions)].some((each) => someExpression(each, rebinds))
  const outside = clauses.some(({ iterable }) => someExpression(iterable, ({ kind }) => kind === 'walrus'))
  if (inside || outside) problems.error(element.span, '`:=` is not allowed here in a comprehension', rejected)
}

/** The arguments of a call or decorator. */
export function buildArguments(building: Building, list: SyntaxNode): { positional: Expr[]; keywords: Keyword[] } {
  const positional: Expr[] = []
  const keywords: Keyword[] = []
  const groups = argumentGroups(childrenOf(list).slice(1, -1))
  for (const group of groups) {
    const [first, second, third] = group
    if (first !== undefined && second === undefined && keywords.length > 0) {
      refuse(building, first, 'a positional argument after one with a name', rejected)
    }
    if (first === undefined) continue
    if (first.name === '*' || first.name === '**') {
      positional.push(
        refuse(building, first, `unpacking with \`${first.name}\` is not supported`, 'write the arguments one by one'),
      )
    } else if (second?.name === 'AssignOp' && third !== undefined) {
      const span = { start: first.from, end: third.to }
      const name = textOf(building.source, first)
      const isName = first.name === 'VariableName' && name !== '__debug__'
      const isTwice = keywords.some((each) => each.name === name)
      if (!isName || isTwice) refuse(building, first, isTwice ? 'this argument stands twice' : 'expected a name', rejected)
      keywords.push({ name: textOf(building.source, first), value: buildExpression(building, third), span })
    } else if (second?.name === 'for' || second?.name === 'async') {
      if (groups.length > 1) refuse(building, first, 'a generator expression beside other arguments', 'put it in parentheses')
      positional.push(buildComprehension(building, group, { start: first.from, end: present(group.at(-1), 'end').to }, true))
    } else positional.push(buildExpression(building, first))
  }
  return { positional, keywords }
}

/** The arguments; the targets of a generator expression may have commas between them. */
function argumentGroups(children: readonly SyntaxNode[]): SyntaxNode[][] {
  const loop = children.findIndex(({ name }) => name === 'for' || name === 'async')
  if (loop === -1) return splitAtCommas(children)
  const start = children.findLastIndex(({ name }, index) => index < loop && name === ',') + 1
  const end = children.at(-1)?.name === ',' ? -1 : children.length
  return [...(start === 0 ? [] : splitAtCommas(children.slice(0, start - 1))), children.slice(start, end)]
}

function buildMember(building: Building, node: SyntaxNode): Expr {
  const [objectNode, mark, ...rest] = childrenOf(node)
  const object = buildExpression(building, present(objectNode, 'object'))
  const span = spanOf(node)
  if (mark?.name === '.') {
    const property = present(rest[0], 'property')
    if (['None', 'True', 'False'].includes(textOf(building.source, property))) {
      return refuse(building, property, 'expected the name of an attribute', rejected)
    }
    return { kind: 'attribute', object, name: textOf(building.source, property), nameSpan: spanOf(property), span }
  }
  const parts = rest.slice(0, -1)
  const comma = parts.some((each) => each.name === ',')
  const colon = parts.find((each) => each.name === ':')
  if (colon !== undefined) return refuse(building, node, 'slices are not supported', 'write a loop over the elements')
  const items = buildItems(building, parts)
  const [only] = items
  const index: Expr = !comma && only !== undefined ? only : { kind: 'tuple', items, span }
  return { kind: 'subscript', object, index, span }
}

function buildLambda(building: Building, node: SyntaxNode): Expr {
  const children = childrenOf(node)
  const list = present(
    children.find((child) => child.name === 'ParamList'),
    'parameters',
  )
  const body = buildExpression(building, present(children.at(-1), 'body'))
  const span = spanOf(node)
  const parameters = buildParameters(building, list, (each) => buildExpression(building, each))
  const statements = [{ kind: 'return', value: body, span: body.span }] as const
  const locals = new Set([...parameters.map(({ name }) => name), ...boundNames(statements)])
  const parts = { name: 'lambda', span, parameters, body: statements, locals, globals: none, nonlocals: none, decorators: [] }
  return { kind: 'lambda', definition: new FunctionNode({ ...parts, isAsync: false, isGenerator: false }), span }
}

/**
 * The grammar does not give `not`, `and`, `or` and comparisons their precedence (it parses for highlighting), so this
 * function flattens the chain to the order of the text and parses it again.
 */
function buildOperation(building: Building, node: SyntaxNode): Expr {
  const tokens: Token[] = []
  flatten(building, node, tokens)
  const reader = new ChainReader(tokens)
  return reader.or()
}

const testWords: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'is', 'CompareOp'])

function isTest(node: SyntaxNode): boolean {
  if (node.name !== 'BinaryExpression' && node.name !== 'UnaryExpression') return false
  return childrenOf(node).some((child) => testWords.has(child.name))
}

function flatten(building: Building, node: SyntaxNode, tokens: Token[]): void {
  if (!isTest(node)) {
    tokens.push({ kind: 'operand', expression: buildArithmetic(building, node) })
    return
  }
  for (const child of childrenOf(node)) {
    if (testWords.has(child.name)) tokens.push({ kind: 'word', word: testWord(building, child), at: child.from })
    else flatten(building, child, tokens)
  }
}

/** Returns an operator; the grammar also accepts one of Python 2. */
function testWord({ source, problems }: Building, node: SyntaxNode): string {
  const word = textOf(source, node)
  if (word !== '<>') return word
  problems.error(spanOf(node), 'syntax error: unexpected `<>`', 'write `!=`; CPython rejects this file too')
  return '!='
}

function buildArithmetic(building: Building, node: SyntaxNode): Expr {
  const span = spanOf(node)
  const { source } = building
  if (node.name === 'UnaryExpression') {
    const [sign, operandNode] = childrenOf(node)
    const text = textOf(source, present(sign, 'sign'))
    const operator = text === '-' || text === '~' ? text : '+'
    const operand = buildExpression(building, present(operandNode, 'operand'))
    if (operator === '-' && operand.kind === 'number') return { ...operand, value: -operand.value, span }
    if (operator === '-' && operand.kind === 'float') return { ...operand, value: -operand.value, span }
    return { kind: 'unary', operator, operand, span }
  }
  if (node.name !== 'BinaryExpression') return buildExpression(building, node)
  const [left, sign, right] = childrenOf(node)
  const text = textOf(source, present(sign, 'operator'))
  if (text === '@') return refuse(building, node, '`@` is not supported', 'matrices are outside of the subset')
  return {
    kind: 'binary',
    operator: present(
      arithmeticOperators.find((each) => each === text),
      'operator',
    ),
    left: buildExpression(building, present(left, 'left operand')),
    right: buildExpression(building, present(right, 'right operand')),
    span,
  }
}
