import { unreachable } from '../../../base/bug.ts'
import type { Span } from '../../../base/source.ts'
import type { Expr, Handler, Statement, WithItem } from '../syntax/tree.ts'
import { CodeWriter } from './code-writer.ts'
import {
  type Compiling,
  compileDelegation,
  compileExpression,
  compileFunction,
  deleteName,
  docOf,
  loadName,
  storeName,
  storeTarget,
} from './compile-expressions.ts'
import { compileMatch } from './compile-match.ts'
import type { Code } from './objects.ts'
import { Scopes } from './scopes.ts'
import { Unsupported } from './values.ts'

/** Compiles a module; its code is the last one. Functions in its functions get `qualifier` before their names. */
export function compileModule(
  statements: readonly Statement[],
  codes: Code[],
  isLibrary: boolean,
  qualifier: string | null = null,
): Code {
  const scopes = new Scopes(statements)
  const c: Compiling = { codes, isLibrary, qualifier, body: compileBody }
  const w = new CodeWriter(scopes.module, scopes, [], null, '<module>')
  compileBody(c, w, statements)
  const span = statements.at(-1)?.span ?? { start: 0, end: 0 }
  w.emit('CONST', span)
  w.emit('RETURN', span)
  const kinds = { isGenerator: false, isAsync: false, isLibrary, isClass: false }
  return w.finish({ name: '<module>', doc: null, span, parameters: [], ...kinds }, codes)
}

export function compileBody(c: Compiling, w: CodeWriter, statements: readonly Statement[]): void {
  for (const each of statements) compileStatement(c, w, each)
}

function compileStatement(c: Compiling, w: CodeWriter, s: Statement): void {
  const { span } = s
  switch (s.kind) {
    case 'expression':
      compileExpression(c, w, s.value)
      return w.emit('POP', span)
    case 'assign':
      compileExpression(c, w, s.value)
      for (const [index, target] of s.targets.entries()) {
        if (index < s.targets.length - 1) w.emit('COPY', span, { a: 1 })
        storeTarget(c, w, target, span)
      }
      if (s.annotated && w.scope.kind === 'class') annotate(w, s.targets[0], s.annotation, span)
      return
    case 'declare':
      if (w.scope.kind === 'class') annotate(w, s.target, s.annotation, span)
      return
    case 'update':
      return compileUpdate(c, w, s)
    case 'if': {
      const [otherwise, end] = [w.label(), w.label()]
      compileExpression(c, w, s.test)
      w.emit('TRUTH', s.test.span)
      w.jump('JUMP_IF_NOT', otherwise, s.test.span)
      compileBody(c, w, s.body)
      if (s.otherwise.length > 0) w.jump('JUMP', end, span)
      w.place(otherwise)
      compileBody(c, w, s.otherwise)
      return w.place(end)
    }
    case 'while':
      return compileWhile(c, w, s)
    case 'for':
      return compileFor(c, w, s)
    case 'try':
      return compileTry(c, w, s)
    case 'with':
      return compileWith(c, w, s.items, s.body, s.isAsync, span)
    case 'function':
      for (const each of s.definition.decorators) compileExpression(c, w, each)
      compileFunction(c, w, s.definition, s.definition.name)
      for (const each of [...s.definition.decorators].reverse()) w.emit('CALL', each.span, { a: 1 })
      return storeName(w, s.definition.name, s.definition.span)
    case 'class':
      return compileClass(c, w, s)
    case 'return':
      return compileReturn(c, w, s.value, span)
    case 'raise':
      if (s.exception !== null) compileExpression(c, w, s.exception)
      if (s.cause !== null) compileExpression(c, w, s.cause)
      if (s.exception === null) return w.emit('RERAISE', span, { a: 1 })
      return w.emit('RAISE', span, { a: s.cause === null ? 0 : 1 })
    case 'assert': {
      const end = w.label()
      compileExpression(c, w, s.test)
      w.emit('TRUTH', s.test.span)
      w.jump('JUMP_IF', end, span)
      if (s.message !== null) compileExpression(c, w, s.message)
      w.emit('RAISE', span, { a: s.message === null ? 3 : 2 })
      return w.place(end)
    }
    case 'delete':
      for (const each of s.targets) deleteTarget(c, w, each)
      return
    case 'match':
      return compileMatch(c, w, s)
    case 'import':
      if (s.name === null) {
        w.emit('IMPORT', span, { name: s.module, a: s.as === s.module.split('.')[0] ? 0 : 1 })
        return storeName(w, s.as, span)
      }
      if (s.module === '__future__') return
      w.emit('IMPORT_FROM', span, { name: s.module, names: [s.name] })
      if (s.name === '*') return
      return storeName(w, s.as, span)
    case 'scope':
    case 'pass':
      return
    case 'break':
    case 'continue':
      return compileLeave(w, s.kind, span)
    case 'progress':
      return w.emit('PROGRESS', span)
    default:
      return unreachable(s)
  }
}

/** Notes the name of a field of a data class, and its annotation if that says something. */
function annotate(w: CodeWriter, target: Expr | undefined, annotation: Expr | null, span: Span): void {
  if (target?.kind !== 'name') return
  const base = annotation?.kind === 'subscript' ? annotation.object : annotation
  const written = base?.kind === 'string' ? /^\s*(?:\w+\.)?(\w+)/.exec(base.value)?.[1] : undefined
  const word = written ?? (base?.kind === 'name' || base?.kind === 'attribute' ? base.name : 'object')
  w.emit('CONST', span, { value: word })
  w.emit('SET_NAME', span, { name: `.annotation ${target.name}` })
}

function compileUpdate(c: Compiling, w: CodeWriter, s: Statement & { readonly kind: 'update' }): void {
  const { target, span } = s
  const operate = (): void => {
    compileExpression(c, w, s.value)
    w.emit('BINARY', span, { name: `${s.operator}=` })
  }
  switch (target.kind) {
    case 'name':
      loadName(w, target.name, target.span)
      operate()
      return storeName(w, target.name, span)
    case 'attribute':
      compileExpression(c, w, target.object)
      w.emit('COPY', span, { a: 1 })
      w.emit('ATTRIBUTE', target.span, { name: w.mangled(target.name) })
      operate()
      w.emit('SWAP', span, { a: 1 })
      return w.emit('SET_ATTRIBUTE', span, { name: w.mangled(target.name) })
    case 'subscript':
      compileExpression(c, w, target.object)
      compileExpression(c, w, target.index)
      w.emit('COPY', span, { a: 2 })
      w.emit('COPY', span, { a: 2 })
      w.emit('ITEM', target.span)
      operate()
      w.emit('SWAP', span, { a: 2 })
      return w.emit('SET_ITEM', span)
    default: // the reader has refused the others
      throw new Error('no target of an update')
  }
}

function deleteTarget(c: Compiling, w: CodeWriter, target: Expr): void {
  const { span } = target
  switch (target.kind) {
    case 'name':
      return deleteName(w, target.name, span)
    case 'attribute':
      compileExpression(c, w, target.object)
      return w.emit('DEL_ATTRIBUTE', span, { name: w.mangled(target.name) })
    case 'subscript':
      compileExpression(c, w, target.object)
      compileExpression(c, w, target.index)
      return w.emit('DEL_ITEM', span)
    case 'tuple':
    case 'list':
      for (const each of target.items) deleteTarget(c, w, each)
      return
    default: // the reader has refused the others
      throw new Error('no target of `del`')
  }
}

function compileWhile(c: Compiling, w: CodeWriter, s: Statement & { readonly kind: 'while' }): void {
  const [start, otherwise, end] = [w.label(), w.label(), w.label()]
  w.place(start)
  const isEndless = s.test.kind === 'constant' ? s.test.value === true : s.test.kind === 'number' && s.test.value !== 0
  if (isEndless && !leavesLoop(s.body)) w.emit('PROGRESS', s.test.span, { a: 1 })
  if (!isEndless) {
    compileExpression(c, w, s.test)
    w.emit('TRUTH', s.test.span)
    w.jump('JUMP_IF_NOT', otherwise, s.test.span)
  }
  w.blocks.push({ kind: 'loop', start, end, hasIterator: false })
  compileBody(c, w, s.body)
  w.blocks.pop()
  w.jump('JUMP', start, s.span)
  w.place(otherwise)
  compileBody(c, w, s.otherwise)
  w.place(end)
}

/** Whether a loop without a condition has an exit of its own. */
function leavesLoop(body: readonly Statement[]): boolean {
  return body.some((each): boolean => {
    switch (each.kind) {
      case 'break':
      case 'return':
      case 'raise':
        return true
      case 'if':
        return leavesLoop(each.body) || leavesLoop(each.otherwise)
      case 'with':
        return leavesLoop(each.body)
      case 'try':
        return [each.body, each.otherwise, each.finally, ...each.handlers.map(({ body }) => body)].some(leavesLoop)
      case 'match':
        return each.cases.some((one) => leavesLoop(one.body))
      case 'while':
      case 'for':
        return [each.body, each.otherwise].some((block) => block.some(returns))
      default: // the reader has refused the others
        return false
    }
  })
}

function returns(statement: Statement): boolean {
  return statement.kind !== 'break' && leavesLoop([statement])
}

function compileFor(c: Compiling, w: CodeWriter, s: Statement & { readonly kind: 'for' }): void {
  const [start, otherwise, end] = [w.label(), w.label(), w.label()]
  if (s.isAsync) throw new Unsupported('`async for` is not supported', 'write a plain loop')
  compileExpression(c, w, s.iterable)
  w.emit('ITER', s.iterable.span)
  w.iterators++
  w.place(start)
  w.jump('NEXT', otherwise, s.iterable.span)
  storeTarget(c, w, s.target)
  w.blocks.push({ kind: 'loop', start, end, hasIterator: true })
  compileBody(c, w, s.body)
  w.blocks.pop()
  w.jump('JUMP', start, s.span)
  w.iterators--
  w.place(otherwise)
  compileBody(c, w, s.otherwise)
  w.place(end)
}

/** `break` and `continue`. */
function compileLeave(w: CodeWriter, kind: 'break' | 'continue', span: Span): void {
  const all = w.blocks
  for (let at = all.length - 1; at >= 0; at--) {
    const block = all[at]
    if (block === undefined) break
    if (block.kind === 'leave') {
      w.blocks = all.slice(0, at)
      block.write()
      continue
    }
    if (kind === 'break' && block.hasIterator) w.emit('POP', span, { name: 'iterator' })
    w.jump('JUMP', kind === 'break' ? block.end : block.start, span)
    break
  }
  w.blocks = all
}

function compileReturn(c: Compiling, w: CodeWriter, value: Expr | null, span: Span): void {
  if (value === null) w.emit('CONST', span)
  else compileExpression(c, w, value)
  const all = w.blocks
  const leaves = all.filter((each) => each.kind === 'leave')
  if (leaves.length > 0) {
    const kept = w.temporary()
    w.emit('SET_LOCAL', span, { a: kept })
    for (let at = all.length - 1; at >= 0; at--) {
      const block = all[at]
      if (block?.kind !== 'leave') continue
      w.blocks = all.slice(0, at)
      block.write()
    }
    w.blocks = all
    w.emit('LOCAL', span, { a: kept })
  }
  w.emit('RETURN', span)
}

function compileTry(c: Compiling, w: CodeWriter, s: Statement & { readonly kind: 'try' }): void {
  if (s.finally.length === 0) return compileHandlers(c, w, s)
  const [raised, end] = [w.label(), w.label()]
  const last = (): void => compileBody(c, w, s.finally)
  w.protect(raised, () => {
    w.blocks.push({ kind: 'leave', write: () => unprotected(w, last) })
    compileHandlers(c, w, s)
    w.blocks.pop()
  })
  last()
  w.jump('JUMP', end, s.span)
  w.place(raised)
  w.emit('HANDLE', s.span)
  w.handling++
  w.blocks.push({ kind: 'leave', write: () => w.emit('UNHANDLE', s.span) })
  last()
  w.blocks.pop()
  w.handling--
  w.emit('RERAISE', s.span)
  w.place(end)
}

/** Code on the way out of a protected region. */
function unprotected(w: CodeWriter, write: () => void): void {
  w.suspend(write)
}

function compileHandlers(c: Compiling, w: CodeWriter, s: Statement & { readonly kind: 'try' }): void {
  if (s.handlers.length === 0) return compileBody(c, w, s.body)
  const [raised, end] = [w.label(), w.label()]
  w.protect(raised, () => compileBody(c, w, s.body))
  compileBody(c, w, s.otherwise)
  w.jump('JUMP', end, s.span)
  w.place(raised)
  w.emit('HANDLE', s.span)
  w.handling++
  for (const handler of s.handlers) compileHandler(c, w, handler, end)
  w.handling--
  w.emit('RERAISE', s.span)
  w.place(end)
}

function compileHandler(c: Compiling, w: CodeWriter, handler: Handler, end: ReturnType<CodeWriter['label']>): void {
  const { span, name } = handler
  const next = w.label()
  if (handler.classes !== null) {
    compileExpression(c, w, handler.classes)
    w.emit('MATCHES', span)
    w.jump('JUMP_IF_NOT', next, span)
  }
  if (name !== null) {
    w.emit('CAUGHT', span)
    storeName(w, name, span)
  }
  const leave = (): void => {
    w.emit('UNHANDLE', span)
    if (name === null) return
    w.emit('CONST', span)
    storeName(w, name, span)
    deleteName(w, name, span)
  }
  w.blocks.push({ kind: 'leave', write: leave })
  compileBody(c, w, handler.body)
  w.blocks.pop()
  leave()
  w.jump('JUMP', end, span)
  w.place(next)
}

function compileWith(
  c: Compiling,
  w: CodeWriter,
  items: readonly WithItem[],
  body: readonly Statement[],
  isAsync: boolean,
  span: Span,
): void {
  const [item, ...rest] = items
  if (item === undefined) return compileBody(c, w, body)
  const at = item.context.span
  const exit = w.temporary()
  const wait = (): void => {
    if (!isAsync) return
    w.emit('AWAITABLE', at)
    compileDelegation(w, at)
  }
  compileExpression(c, w, item.context)
  w.emit('COPY', at, { a: 1 })
  w.emit('SPECIAL', at, { name: isAsync ? '__aexit__' : '__exit__' })
  w.emit('SET_LOCAL', at, { a: exit })
  w.emit('SPECIAL', at, { name: isAsync ? '__aenter__' : '__enter__' })
  w.emit('CALL', at)
  wait()
  if (item.as === null) w.emit('POP', at)
  const leave = (): void => {
    w.emit('LOCAL', at, { a: exit })
    for (let count = 0; count < 3; count++) w.emit('CONST', at)
    w.emit('CALL', at, { a: 3, name: 'exit' })
    wait()
    w.emit('POP', at)
  }
  const [raised, end, suppressed] = [w.label(), w.label(), w.label()]
  w.protect(raised, () => {
    if (item.as !== null) storeTarget(c, w, item.as)
    w.blocks.push({ kind: 'leave', write: () => unprotected(w, leave) })
    compileWith(c, w, rest, body, isAsync, span)
    w.blocks.pop()
  })
  leave()
  w.jump('JUMP', end, span)
  w.place(raised)
  w.emit('HANDLE', at)
  w.handling++
  w.emit('LOCAL', at, { a: exit })
  w.emit('CAUGHT', at, { a: 1 })
  w.emit('CALL', at, { a: 3, name: 'exit' })
  wait()
  w.emit('TRUTH', at)
  w.jump('JUMP_IF', suppressed, at)
  w.emit('RERAISE', at)
  w.place(suppressed)
  w.emit('UNHANDLE', at)
  w.handling--
  w.place(end)
}

function compileClass(c: Compiling, w: CodeWriter, s: Statement & { readonly kind: 'class' }): void {
  const { definition } = s
  const { name, span } = definition
  for (const each of definition.decorators) compileExpression(c, w, each)
  const scope = w.scopes.of(definition)
  const qualified = w.scope.kind === 'module' ? name : `${w.qualified}${w.scope.kind === 'function' ? '.<locals>' : ''}.${name}`
  const inner = new CodeWriter(scope, w.scopes, [], name, qualified)
  const doc = docOf(definition.body)
  if (doc !== null) {
    inner.emit('CONST', span, { value: doc })
    inner.emit('SET_NAME', span, { name: '__doc__' })
  }
  compileBody(c, inner, definition.body)
  inner.emit('CONST', span)
  inner.emit('RETURN', span)
  const kinds = { isGenerator: false, isAsync: false, isLibrary: c.isLibrary, isClass: true }
  const code = inner.finish({ name, doc: null, span, parameters: [], ...kinds }, c.codes)
  if (definition.doubleStars.length > 0) {
    throw new Unsupported('`**` in a list of base classes is not supported', 'write the arguments')
  }
  for (const each of definition.bases) {
    if (each.kind === 'star') throw new Unsupported('`*` in a list of base classes is not supported', 'write the classes')
    compileExpression(c, w, each)
  }
  for (const { value } of definition.keywords) compileExpression(c, w, value)
  w.emit('CLASS', span, { a: definition.bases.length, names: definition.keywords.map((each) => each.name), code })
  for (const each of [...definition.decorators].reverse()) w.emit('CALL', each.span, { a: 1 })
  storeName(w, name, span)
}
