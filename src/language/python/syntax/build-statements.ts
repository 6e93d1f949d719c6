import type { SyntaxNode, Tree } from '@lezer/common'
import { present } from '../../../base/bug.ts'
import { lineAt, type Span } from '../../../base/source.ts'
import { Problems } from '../../problems.ts'
import { buildArguments, buildExpression } from './build-expressions.ts'
import type { Building } from './building.ts'
import { blocksOf, boundNames } from './names.ts'
import { buildParameters } from './parameters.ts'
import { checkTarget, type Writing } from './targets.ts'
import { childrenOf, rejected, spanOf, textOf } from './text.ts'
import { arithmeticOperators, type Expr, FunctionNode, type Handler, type Statement, type WithItem } from './tree.ts'

/** The statements of a whole text. */
export function buildModule(building: Building, tree: Tree): Statement[] {
  return buildStatements(building, childrenOf(tree.topNode))
}

function buildStatements(building: Building, nodes: readonly SyntaxNode[]): Statement[] {
  checkIndentation(building, nodes)
  const { progress } = building
  const [first] = nodes
  if (first === undefined) return []
  const header = first.parent?.name === 'Body' ? first.parent.from : 0
  return [
    ...(progress?.before(spanOf(first), header) ?? []),
    ...nodes.flatMap((node) => [
      ...buildStatement(building, node),
      ...(progress?.after(writtenSpan(node), spanOf(first)) ?? []),
    ]),
  ]
}

/** The place of a statement, without the blanks, comments and line breaks that the grammar includes. */
function writtenSpan(statement: SyntaxNode): Span {
  let last: SyntaxNode = statement
  for (let child = last.lastChild; child !== null; child = last.lastChild) {
    while (child?.name === 'Comment') child = child.prevSibling
    if (child === null) break
    last = child
  }
  return { start: statement.from, end: last.to }
}

/** The places of the comments of a text. */
export function commentsIn(tree: Tree): Span[] {
  const found: Span[] = []
  tree.iterate({
    enter: (node) => {
      if (node.name === 'Comment') found.push(spanOf(node))
    },
  })
  return found
}

/**
 * Checks the indentation: the grammar accepts a line that is indented less than its block but more than the enclosing
 * one; Python does not.
 */
function checkIndentation({ source, problems }: Building, nodes: readonly SyntaxNode[]): void {
  const first = nodes[0]
  if (first === undefined) return
  const column = (node: SyntaxNode): string | null => {
    const line = lineAt(source.text, node.from)
    const before = line.text.slice(0, node.from - line.start)
    return /^[ \t]*$/.test(before) ? before : null
  }
  const expected = column(first)
  for (const node of nodes) {
    const actual = column(node)
    if (expected !== null && actual !== null && actual !== expected) {
      problems.error(spanOf(node), 'the indentation of this line does not match its block', rejected)
      return
    }
  }
}

function refused({ problems }: Building, node: SyntaxNode, what: string, hint: string): Statement[] {
  problems.error(spanOf(node), what, hint)
  return []
}

function buildStatement(building: Building, node: SyntaxNode): Statement[] {
  const span = spanOf(node)
  switch (node.name) {
    case 'StatementGroup': {
      const children = childrenOf(node)
      const twice = children.find((child, index) => child.name === ';' && children[index - 1]?.name === ';')
      if (twice !== undefined) building.problems.error(spanOf(twice), 'syntax error: unexpected `;`', rejected)
      return children.flatMap((child) => (child.name === ';' ? [] : buildStatement(building, child)))
    }
    case 'ExpressionStatement':
      if (textOf(building.source, node) === '...') return [{ kind: 'pass', span }]
      return [{ kind: 'expression', value: buildTuple(building, childrenOf(node)), span }]
    case 'AssignStatement':
      return [buildAssignment(building, node)]
    case 'UpdateStatement': {
      const children = childrenOf(node)
      const [target, sign, ...value] = children
      if (sign?.name !== 'UpdateOp') return refused(building, node, 'only one target can be updated', rejected)
      const text = textOf(building.source, sign).slice(0, -1)
      if (text === '@') return refused(building, node, '`@=` is not supported', 'matrices are outside of the subset')
      return [
        {
          kind: 'update',
          target: buildTarget(building, [present(target, 'target')], 'update'),
          operator: present(
            arithmeticOperators.find((each) => each === text),
            'operator',
          ),
          value: buildTuple(building, value),
          span,
        },
      ]
    }
    case 'PassStatement':
      return [{ kind: 'pass', span }]
    case 'BreakStatement':
      return [{ kind: 'break', span }]
    case 'ContinueStatement':
      return [{ kind: 'continue', span }]
    case 'ScopeStatement':
      return [buildScope(building, node)]
    case 'ReturnStatement': {
      const value = childrenOf(node).slice(1)
      return [{ kind: 'return', value: value.length === 0 ? null : buildTuple(building, value), span }]
    }
    case 'RaiseStatement': {
      const [, value, word, cause] = childrenOf(node)
      return [
        {
          kind: 'raise',
          exception: value === undefined ? null : buildExpression(building, value),
          cause: word === undefined ? null : buildExpression(building, present(cause, 'cause')),
          span,
        },
      ]
    }
    case 'AssertStatement':
      return [buildAssert(building, node)]
    case 'ImportStatement':
      return buildImport(building, node)
    case 'IfStatement':
      return [buildIf(building, node)]
    case 'WhileStatement':
    case 'ForStatement':
      return buildLoop(building, node)
    case 'TryStatement':
      return [buildTry(building, node)]
    case 'WithStatement':
      return buildWith(building, node)
    case 'FunctionDefinition':
      return buildFunction(building, node, [])
    case 'ClassDefinition':
      return buildClass(building, node, [])
    case 'DecoratedStatement': {
      const children = childrenOf(node)
      const decorators = children.slice(0, -1).map((each) => buildDecorator(building, each))
      const inner = present(children.at(-1), 'decorated')
      return inner.name === 'ClassDefinition'
        ? buildClass(building, inner, decorators)
        : buildFunction(building, inner, decorators)
    }
    case 'YieldStatement':
      return refused(building, node, 'generators are not supported', 'write a loop, or a function that returns a list')
    case 'DeleteStatement':
      return refused(building, node, '`del` is not supported', 'assign another value, or use `pop` on a list')
    case 'MatchStatement':
      return refused(building, node, '`match` is not supported', 'write `if` and `elif`')
    case 'PrintStatement':
      return refused(building, node, 'this is Python 2 syntax', 'write `print(…)`')
    case 'TypeDefinition':
      return refused(building, node, '`type` is not supported', 'leave it out')
    default: // a name of the grammar, which is an open set
      return refused(building, node, 'this statement is not supported', 'see the Python subset in docs/python.md')
  }
}

/** The message is not looked at: the program fails whatever it says. */
function buildAssert(building: Building, node: SyntaxNode): Statement {
  const test = buildExpression(building, present(childrenOf(node)[1], 'test'))
  return { kind: 'assert', test, message: null, span: spanOf(node) }
}

/** `global` or `nonlocal`. */
function buildScope({ source }: Building, node: SyntaxNode): Statement {
  const [word, ...rest] = childrenOf(node)
  const names = rest.filter(({ name }) => name === 'VariableName')
  return {
    kind: 'scope',
    word: word?.name === 'global' ? 'global' : 'nonlocal',
    names: names.map((each) => ({ name: textOf(source, each), span: spanOf(each) })),
    span: spanOf(node),
  }
}

/** One expression, or several with commas between them, which are a tuple. */
function buildTuple(building: Building, nodes: readonly SyntaxNode[]): Expr {
  const first = present(nodes[0], 'expression')
  const star = nodes.find((node) => node.name === '*')
  if (star !== undefined)
    building.problems.error(spanOf(star), 'unpacking with `*` is not supported', 'write the items one by one')
  const items = nodes.filter((node) => node.name !== ',' && node.name !== '*').map((node) => buildExpression(building, node))
  const [only] = items
  if (nodes.length === 1 && only !== undefined) return only
  return { kind: 'tuple', items, span: { start: first.from, end: present(nodes.at(-1), 'last').to } }
}

/** What an assignment or a loop gives a value to. */
function buildTarget(building: Building, nodes: readonly SyntaxNode[], writing: Writing = 'assignment'): Expr {
  const { length } = building.problems.errors
  const target = buildTuple(building, nodes)
  if (building.problems.errors.length === length) checkTarget(building, target, writing)
  return target
}

function buildAssignment(building: Building, node: SyntaxNode): Statement {
  const span = spanOf(node)
  const groups: SyntaxNode[][] = [[]]
  let annotation: SyntaxNode | null = null
  for (const child of childrenOf(node)) {
    if (child.name === 'AssignOp') groups.push([])
    else if (child.name === 'TypeDef') annotation = child
    else groups.at(-1)?.push(child)
  }
  const writing = annotation === null ? 'assignment' : 'annotation'
  const parts = groups.map((group, index) =>
    index < groups.length - 1 || groups.length === 1 ? buildTarget(building, group, writing) : buildTuple(building, group),
  )
  const target = present(parts[0], 'target')
  if (parts.length === 1) {
    if (target.kind !== 'name') return refusedTarget(building, target)
    const type = annotation === null ? undefined : childrenOf(annotation)[1]
    return { kind: 'declare', target, annotation: type === undefined ? null : buildExpression(quiet(building), type), span }
  }
  const targets = parts.slice(0, -1)
  return {
    kind: 'assign',
    targets,
    value: present(parts.at(-1), 'value'),
    annotated: annotation !== null,
    annotation: null,
    span,
  }
}

/** An annotation without a value evaluates its target. */
function refusedTarget({ problems }: Building, target: Expr): Statement {
  problems.error(target.span, 'an annotation here is not supported', 'leave it out')
  return { kind: 'pass', span: target.span }
}

/** For annotations, which may hold anything. */
function quiet(building: Building): Building {
  return { ...building, problems: new Problems(building.source) }
}

function buildImport(building: Building, node: SyntaxNode): Statement[] {
  const { source, problems } = building
  const span = spanOf(node)
  const children = childrenOf(node).filter((child) => child.name !== '(' && child.name !== ')')
  const from = children[0]?.name === 'from'
  const start = from ? children.findIndex((child) => child.name === 'import') : 0
  const modulePath = from
    ? children
        .slice(1, start)
        .map((child) => textOf(source, child))
        .join('')
    : ''
  const found: Statement[] = []
  let path = ''
  let as: string | null = null
  const finish = (): void => {
    if (path === '') return
    if (modulePath === '__future__' && path !== 'annotations')
      problems.error(span, `\`${path}\` is not supported`, 'leave it out')
    if (from) found.push({ kind: 'import', module: modulePath, name: path, as: as ?? path, span })
    else found.push({ kind: 'import', module: path, name: null, as: as ?? path.split('.')[0] ?? path, span })
    if (!from && as === null && path.includes('.')) {
      const hint = `write \`from ${path} import …\`, or \`import ${path} as …\``
      if (path !== 'concurrent.futures') problems.error(span, `unknown module \`${path}\``, hint)
    }
    path = ''
    as = null
  }
  for (const child of children.slice(start + 1)) {
    if (child.name === ',') finish()
    else if (child.name === '*') problems.error(spanOf(child), '`import *` is not supported', 'write the names to import')
    else if (child.name === 'as') as = ''
    else if (as === '') as = textOf(source, child)
    else path += textOf(source, child)
  }
  finish()
  return found
}

function bodyOf(building: Building, node: SyntaxNode | undefined): Statement[] {
  return buildStatements(
    building,
    childrenOf(present(node, 'body')).filter((child) => child.name !== ':'),
  )
}

function buildIf(building: Building, node: SyntaxNode): Statement {
  const children = childrenOf(node)
  const arms: { test: Expr | null; body: Statement[]; start: number }[] = []
  for (let index = 0; index < children.length; ) {
    const word = present(children[index], 'word')
    if (word.name === 'else') {
      arms.push({ test: null, body: bodyOf(building, children[index + 1]), start: word.from })
      index += 2
    } else {
      const test = buildExpression(building, present(children[index + 1], 'condition'))
      arms.push({ test, body: bodyOf(building, children[index + 2]), start: word.from })
      index += 3
    }
  }
  const [whole] = arms.reduceRight<Statement[]>((otherwise, { test, body, start }) => {
    if (test === null) return body
    return [{ kind: 'if', test, body, otherwise, span: { start, end: node.to } }]
  }, [])
  return present(whole, 'first arm')
}

function buildLoop(building: Building, node: SyntaxNode): Statement[] {
  const children = childrenOf(node)
  const span = spanOf(node)
  if (children[0]?.name === 'async')
    return refused(building, node, '`async for` is not supported', 'write a plain loop in a thread')
  const bodies = children.filter((child) => child.name === 'Body')
  const body = bodyOf(building, bodies[0])
  const otherwise = bodies[1] === undefined ? [] : bodyOf(building, bodies[1])
  const first = children.findIndex((child) => child.name === 'Body')
  if (node.name === 'WhileStatement') {
    return [{ kind: 'while', test: buildExpression(building, present(children[1], 'test')), body, otherwise, span }]
  }
  const middle = children.findIndex((child) => child.name === 'in')
  const target = buildTarget(building, children.slice(1, middle))
  const iterable = buildTuple(building, children.slice(middle + 1, first))
  return [{ kind: 'for', isAsync: false, target, iterable, body, otherwise, span }]
}

function buildTry(building: Building, node: SyntaxNode): Statement {
  const children = childrenOf(node)
  const handlers: Handler[] = []
  let otherwise: Statement[] = []
  let last: Statement[] = []
  for (let index = 2; index < children.length; ) {
    const word = present(children[index], 'word')
    const until = children.findIndex((child, at) => at > index && child.name === 'Body')
    const body = bodyOf(building, children[until])
    if (word.name === 'else') otherwise = body
    else if (word.name === 'finally') last = body
    else {
      const header = children.slice(index + 1, until)
      const star = header.find((child) => child.name === '*')
      if (star !== undefined) building.problems.error(spanOf(star), '`except*` is not supported', 'write `except`')
      const as = header.findIndex((child) => child.name === 'as')
      const name = as === -1 ? null : textOf(building.source, present(header[as + 1], 'name'))
      const [classes] = header
      handlers.push({
        classes: classes === undefined || star !== undefined ? null : buildExpression(building, classes),
        name,
        body,
        span: spanOf(word),
      })
    }
    index = until + 1
  }
  const early = handlers.slice(0, -1).find(({ classes }) => classes === null)
  if (early !== undefined) building.problems.error(early.span, '`except:` without a class must be the last', rejected)
  if (handlers.length === 0 && !children.some(({ name }) => name === 'finally')) {
    building.problems.error(spanOf(present(children[0], 'try')), '`try` without `except` or `finally`', rejected)
  }
  return { kind: 'try', body: bodyOf(building, children[1]), handlers, otherwise, finally: last, span: spanOf(node) }
}

function buildWith(building: Building, node: SyntaxNode): Statement[] {
  const children = childrenOf(node)
  if (children[0]?.name === 'async') return refused(building, node, '`async with` is not supported', 'write a plain `with`')
  const until = children.findIndex((child) => child.name === 'Body')
  const items: WithItem[] = []
  for (let index = 1; index < until; index++) {
    const child = present(children[index], 'item')
    if (child.name === ',') continue
    const named = children[index + 1]?.name === 'as'
    const context = buildExpression(building, child)
    const as = named ? buildTarget(building, [present(children[index + 2], 'name')]) : null
    const split = context.kind === 'tuple' && as === null
    for (const item of split ? context.items : [context]) items.push({ context: item, as })
    if (named) index += 2
  }
  const body = present(children[until], 'body')
  const header = { start: node.from, end: body.from }
  return [{ kind: 'with', isAsync: false, items, body: bodyOf(building, body), header, span: spanOf(node) }]
}

function buildDecorator(building: Building, node: SyntaxNode): Expr {
  const [, ...parts] = childrenOf(node)
  const names = parts.filter((part) => part.name === 'VariableName').map((part) => textOf(building.source, part))
  const name: Expr = { kind: 'name', name: names.join('.'), span: spanOf(node) }
  const list = parts.find((part) => part.name === 'ArgList')
  return list === undefined
    ? name
    : { kind: 'call', callee: name, ...buildArguments(building, list), doubleStars: [], span: spanOf(node) }
}

function buildFunction(building: Building, node: SyntaxNode, decorators: readonly Expr[]): Statement[] {
  const children = childrenOf(node)
  if (children[0]?.name === 'async') {
    return refused(building, node, '`async def` is not supported', 'coroutines are outside of the subset; write threads')
  }
  const nameNode = present(children[1], 'name')
  if (nameNode.name !== 'VariableName') return refused(building, nameNode, 'expected the name of a function', rejected)
  if (children.some((child) => child.name === 'TypeParamList')) {
    return refused(building, node, 'type parameters are not supported', 'leave them out')
  }
  const name = textOf(building.source, nameNode)
  const list = present(
    children.find((child) => child.name === 'ParamList'),
    'parameters',
  )
  const parameters = buildParameters(building, list, (each) => buildExpression(building, each))
  const bodyNode = present(children.at(-1), 'body')
  const body = bodyOf(building, bodyNode)
  const scope = scopeNames(building, bodyNode)
  const bound = [...parameters.map((each) => each.name), ...boundNames(body)]
  const locals = new Set(bound.filter((each) => !scope.globals.has(each) && !scope.nonlocals.has(each)))
  const nameSpan = spanOf(present(children[1], 'name'))
  const parts = { name, span: nameSpan, parameters, body, locals, ...scope, decorators, isAsync: false, isGenerator: false }
  return [{ kind: 'function', definition: new FunctionNode(parts), span: spanOf(node) }]
}

/** The names that `global` and `nonlocal` statements of a function list; nested functions have their own. */
function scopeNames(
  { source }: Pick<Building, 'source'>,
  node: SyntaxNode,
  found: { globals: Set<string>; nonlocals: Set<string> } = { globals: new Set(), nonlocals: new Set() },
): { globals: Set<string>; nonlocals: Set<string> } {
  for (const child of childrenOf(node)) {
    if (child.name === 'FunctionDefinition' || child.name === 'ClassDefinition') continue
    if (child.name !== 'ScopeStatement') {
      scopeNames({ source }, child, found)
      continue
    }
    const [word, ...names] = childrenOf(child)
    const into = word?.name === 'global' ? found.globals : found.nonlocals
    for (const name of names) if (name.name === 'VariableName') into.add(textOf(source, name))
  }
  return found
}

function buildClass(building: Building, node: SyntaxNode, decorators: readonly Expr[]): Statement[] {
  const children = childrenOf(node)
  const name = textOf(building.source, present(children[1], 'name'))
  const list = children.find((child) => child.name === 'ArgList')
  const bases: Expr[] = []
  for (const child of list === undefined ? [] : childrenOf(list)) {
    if (child.name === 'AssignOp') return refused(building, node, 'metaclasses are not supported', 'write a plain class')
    if (child.name !== '(' && child.name !== ')' && child.name !== ',') bases.push(buildExpression(building, child))
  }
  const body = bodyOf(building, children.at(-1))
  for (const statement of body) {
    if (blocksOf(statement).length > 0) {
      building.problems.error(
        statement.span,
        'a class body may contain only attributes and methods',
        'move this into `__init__`',
      )
    }
  }
  const definition = {
    name,
    span: spanOf(present(children[1], 'name')),
    bases,
    keywords: [],
    doubleStars: [],
    decorators,
    body,
  }
  return [{ kind: 'class', definition, span: spanOf(node) }]
}
