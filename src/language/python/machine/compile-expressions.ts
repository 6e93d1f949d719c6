import { unreachable } from '../../../base/bug.ts'
import type { Span } from '../../../base/source.ts'
import type { Clause, Expr, FunctionNode, Statement } from '../syntax/tree.ts'
import { CodeWriter } from './code-writer.ts'
import type { Code } from './objects.ts'
import { Bytes, ellipsis, Float } from './values.ts'

/** What compiling needs besides the writer of the code. */
export interface Compiling {
  readonly codes: Code[]
  readonly isLibrary: boolean
  /** What comes before the name of a function in a function, for methods that the library makes of texts. */
  readonly qualifier: string | null
  /** Writes the statements of a body: passed in, so that no file depends on itself. */
  readonly body: (c: Compiling, w: CodeWriter, statements: readonly Statement[]) => void
}

/** Writes the code that pushes the value of an expression. */
export function compileExpression(c: Compiling, w: CodeWriter, e: Expr): void {
  const { span } = e
  const sub = (each: Expr): void => compileExpression(c, w, each)
  switch (e.kind) {
    case 'number':
    case 'bigint':
    case 'constant':
    case 'string':
      return w.emit('CONST', span, { value: e.value })
    case 'float':
      return w.emit('CONST', span, { value: new Float(e.value) })
    case 'bytes':
      return w.emit('CONST', span, { value: new Bytes(e.text) })
    case 'ellipsis':
      return w.emit('CONST', span, { value: ellipsis })
    case 'format':
      return compileFormat(c, w, e.parts, span)
    case 'formatted':
      return compileFormat(c, w, [e], span)
    case 'name':
      return loadName(w, e.name, span)
    case 'attribute':
      sub(e.object)
      return w.emit('ATTRIBUTE', span, { name: w.mangled(e.name) })
    case 'subscript':
      sub(e.object)
      sub(e.index)
      return w.emit('ITEM', span)
    case 'slice':
      for (const part of [e.lower, e.upper, e.step]) {
        if (part === null) w.emit('CONST', span)
        else sub(part)
      }
      return w.emit('SLICE', span)
    case 'call':
      return compileCall(c, w, e)
    case 'unary':
      sub(e.operand)
      if (e.operator === 'not') {
        w.emit('TRUTH', span)
        return w.emit('NOT', span)
      }
      return w.emit('UNARY', span, { name: e.operator })
    case 'binary':
      sub(e.left)
      sub(e.right)
      return w.emit('BINARY', span, { name: e.operator })
    case 'compare':
      return compileComparison(c, w, e)
    case 'logical': {
      const end = w.label()
      sub(e.left)
      w.emit('COPY', span, { a: 1 })
      w.emit('TRUTH', span)
      w.jump(e.operator === 'and' ? 'JUMP_IF_NOT' : 'JUMP_IF', end, span)
      w.emit('POP', span)
      sub(e.right)
      return w.place(end)
    }
    case 'conditional': {
      const [otherwise, end] = [w.label(), w.label()]
      sub(e.test)
      w.emit('TRUTH', e.test.span)
      w.jump('JUMP_IF_NOT', otherwise, span)
      sub(e.chosen)
      w.jump('JUMP', end, span)
      w.place(otherwise)
      sub(e.otherwise)
      return w.place(end)
    }
    case 'lambda':
      return compileFunction(c, w, e.definition, '<lambda>')
    case 'list':
    case 'set':
    case 'tuple':
      return compileItems(c, w, e.items, e.kind, span)
    case 'dict':
      for (const { key, value } of e.entries) {
        sub(key)
        sub(value)
      }
      return w.emit('DICT', span, { a: e.entries.length })
    case 'merged-dict':
      w.emit('DICT', span)
      for (const { key, value } of e.items) {
        if (key !== null) sub(key)
        sub(value)
        w.emit(key === null ? 'MERGE' : 'ENTRY', value.span, { a: 1 })
      }
      return
    case 'comprehension':
    case 'set-comprehension':
    case 'dict-comprehension':
      return compileComprehension(c, w, e)
    case 'walrus':
      sub(e.value)
      w.emit('COPY', span, { a: 1 })
      return storeTarget(c, w, e.target)
    case 'star':
      throw new Error('a star without a display')
    case 'yield':
      if (e.value === null) w.emit('CONST', span)
      else sub(e.value)
      return w.emit('YIELD', span)
    case 'yield-from':
      sub(e.value)
      w.emit('ITER', span, { a: 1 })
      return compileDelegation(w, span)
    case 'await':
      sub(e.value)
      w.emit('AWAITABLE', span)
      return compileDelegation(w, span)
    default:
      return unreachable(e)
  }
}

/** `yield from`: the iterator is on the stack, and its result instead of it afterwards. */
export function compileDelegation(w: CodeWriter, span: Span): void {
  const [again, end] = [w.label(), w.label()]
  w.emit('CONST', span)
  w.place(again)
  w.jump('SEND', end, span)
  w.emit('YIELD', span, { a: 1 })
  w.jump('JUMP', again, span)
  w.place(end)
}

function compileFormat(c: Compiling, w: CodeWriter, parts: readonly (string | Expr)[], span: Span): void {
  for (const part of parts) {
    if (typeof part === 'string') {
      w.emit('CONST', span, { value: part })
    } else if (part.kind === 'formatted') {
      compileExpression(c, w, part.value)
      if (part.spec.length === 0) w.emit('CONST', part.span, { value: '' })
      else compileFormat(c, w, part.spec, part.span)
      w.emit('FORMAT', part.span, { name: part.conversion ?? '' })
    } else {
      compileExpression(c, w, part)
      w.emit('CONST', part.span, { value: '' })
      w.emit('FORMAT', part.span)
    }
  }
  w.emit('STRING', span, { a: parts.length })
}

export function loadName(w: CodeWriter, written: string, span: Span): void {
  const name = w.mangled(written)
  const { kind, at } = w.where(name)
  const a = kind === 'cell' ? w.locals.length + at : at
  if (kind === 'local') return w.emit('LOCAL', span, { a, name })
  if (kind === 'cell') return w.emit('CELL', span, { a: at, name })
  w.emit(kind === 'name' ? 'NAME' : 'GLOBAL', span, { name })
}

export function storeName(w: CodeWriter, written: string, span: Span): void {
  const name = w.mangled(written)
  const { kind, at } = w.where(name)
  if (kind === 'local') return w.emit('SET_LOCAL', span, { a: at, name })
  if (kind === 'cell') return w.emit('SET_CELL', span, { a: at, name })
  w.emit(kind === 'name' ? 'SET_NAME' : 'SET_GLOBAL', span, { name })
}

export function deleteName(w: CodeWriter, written: string, span: Span): void {
  const name = w.mangled(written)
  const { kind, at } = w.where(name)
  if (kind === 'local') return w.emit('DEL_LOCAL', span, { a: at, name })
  if (kind === 'cell') return w.emit('DEL_CELL', span, { a: at, name })
  w.emit(kind === 'name' ? 'DEL_NAME' : 'DEL_GLOBAL', span, { name })
}

/** Stores the value on the stack. */
export function storeTarget(c: Compiling, w: CodeWriter, target: Expr, at: Span = target.span): void {
  const { span } = target
  switch (target.kind) {
    case 'name':
      return storeName(w, target.name, at)
    case 'attribute':
      compileExpression(c, w, target.object)
      return w.emit('SET_ATTRIBUTE', at, { name: w.mangled(target.name) })
    case 'subscript':
      compileExpression(c, w, target.object)
      compileExpression(c, w, target.index)
      return w.emit('SET_ITEM', at)
    case 'star':
      return storeTarget(c, w, target.value)
    case 'list':
    case 'tuple': {
      const star = target.items.findIndex(({ kind }) => kind === 'star')
      if (star === -1) w.emit('UNPACK', span, { a: target.items.length })
      else w.emit('UNPACK_REST', span, { a: star, value: target.items.length - star - 1 })
      for (const each of target.items) storeTarget(c, w, each)
      return
    }
    default: // no other expression is a target
      throw new Error(`no target: ${target.kind}`)
  }
}

function compileItems(c: Compiling, w: CodeWriter, items: readonly Expr[], kind: 'list' | 'set' | 'tuple', span: Span): void {
  const whole = { list: 'LIST', set: 'SET', tuple: 'TUPLE' } as const
  if (!items.some((each) => each.kind === 'star')) {
    for (const each of items) compileExpression(c, w, each)
    return w.emit(whole[kind], span, { a: items.length })
  }
  w.emit(kind === 'set' ? 'SET' : 'LIST', span)
  for (const each of items) {
    compileExpression(c, w, each.kind === 'star' ? each.value : each)
    if (each.kind === 'star') w.emit(kind === 'set' ? 'UPDATE' : 'EXTEND', each.span, { a: 1 })
    else w.emit(kind === 'set' ? 'ADD' : 'APPEND', each.span, { a: 1 })
  }
  if (kind === 'tuple') w.emit('TO_TUPLE', span)
}

function compileCall(c: Compiling, w: CodeWriter, e: Expr & { readonly kind: 'call' }): void {
  const { callee, positional, keywords, doubleStars, span } = e
  if (callee.kind === 'name' && callee.name === 'super' && positional.length === 0 && w.scope.free.has('__class__')) {
    loadName(w, 'super', callee.span)
    loadName(w, '__class__', span)
    const self = w.where(w.locals[0] ?? '')
    w.emit(self.kind === 'cell' ? 'CELL' : 'LOCAL', span, { a: self.at, name: w.locals[0] ?? '' })
    return w.emit('CALL', span, { a: 2 })
  }
  compileExpression(c, w, callee)
  if (doubleStars.length === 0 && !positional.some(({ kind }) => kind === 'star')) {
    for (const each of positional) compileExpression(c, w, each)
    for (const { value } of keywords) compileExpression(c, w, value)
    return w.emit('CALL', span, { a: positional.length, names: keywords.map(({ name }) => name) })
  }
  compileSpread(c, w, positional, span)
  w.emit('DICT', span)
  const named = [...keywords, ...doubleStars.map((value) => ({ name: null, value }))]
  for (const { name, value } of named.sort((one, other) => one.value.span.start - other.value.span.start)) {
    if (name !== null) w.emit('CONST', span, { value: name })
    compileExpression(c, w, value)
    if (name !== null) w.emit('ENTRY', span, { a: 1 })
    else w.emit('MERGE', value.span, { a: 1, name: 'call' })
  }
  w.emit('CALL_SPREAD', span)
}

/** The list of the arguments of a call, some of them with a star. */
function compileSpread(c: Compiling, w: CodeWriter, positional: readonly Expr[], span: Span): void {
  w.emit('LIST', span)
  for (const each of positional) {
    compileExpression(c, w, each.kind === 'star' ? each.value : each)
    w.emit(each.kind === 'star' ? 'EXTEND' : 'APPEND', each.span, { a: 1, name: 'call' })
  }
}

function compileComparison(c: Compiling, w: CodeWriter, e: Expr & { readonly kind: 'compare' }): void {
  const [fail, end] = [w.label(), w.label()]
  compileExpression(c, w, e.first)
  for (const [index, { operator, operand }] of e.rest.entries()) {
    const isLast = index === e.rest.length - 1
    compileExpression(c, w, operand)
    if (!isLast) {
      w.emit('COPY', e.span, { a: 1 })
      w.emit('SWAP', e.span, { a: 2 })
    }
    if (operator === 'in' || operator === 'not in') {
      w.emit('CONTAINS', e.span)
      if (operator === 'not in') w.emit('NOT', e.span)
    } else if (operator === 'is' || operator === 'is not') {
      w.emit('IS', e.span)
      if (operator === 'is not') w.emit('NOT', e.span)
    } else w.emit('COMPARE', e.span, { name: operator })
    if (isLast) break
    w.emit('COPY', e.span, { a: 1 })
    w.emit('TRUTH', e.span)
    w.jump('JUMP_IF_NOT', fail, e.span)
    w.emit('POP', e.span)
  }
  if (e.rest.length === 1) return
  w.jump('JUMP', end, e.span)
  w.place(fail)
  w.emit('SWAP', e.span, { a: 1 })
  w.emit('POP', e.span)
  w.place(end)
}

/** The text that a body begins with. */
export function docOf([first]: readonly Statement[]): string | null {
  return first?.kind === 'expression' && first.value.kind === 'string' ? first.value.value : null
}

/** Pushes a function: its defaults, then the function. */
export function compileFunction(c: Compiling, w: CodeWriter, definition: FunctionNode, name: string): void {
  const { span, parameters } = definition
  const ordinary = parameters.filter(({ passing, fallback }) => fallback !== null && passing !== 'keyword')
  const keyword = parameters.filter(({ passing, fallback }) => fallback !== null && passing === 'keyword')
  for (const { fallback } of [...ordinary, ...keyword]) if (fallback !== null) compileExpression(c, w, fallback)
  const scope = w.scopes.of(definition)
  const enclosing = c.qualifier ?? `${w.qualified}${w.scope.kind === 'function' ? '.<locals>' : ''}`
  const qualified = w.scope.kind === 'module' ? name : `${enclosing}.${name}`
  const inner = new CodeWriter(
    scope,
    w.scopes,
    parameters.map((each) => each.name),
    w.className,
    qualified,
  )
  c.body(c, inner, definition.body)
  inner.emit('CONST', span)
  inner.emit('RETURN', span)
  const code = inner.finish(
    {
      name,
      doc: docOf(definition.body),
      span,
      parameters: parameters.map((each) => ({ name: each.name, passing: each.passing, optional: each.fallback !== null })),
      isGenerator: definition.isGenerator,
      isAsync: definition.isAsync,
      isLibrary: c.isLibrary,
      isClass: false,
    },
    c.codes,
  )
  w.emit('FUNCTION', span, { a: ordinary.length, names: keyword.map((each) => each.name), code })
}

type Comprehended = Expr & { readonly kind: 'comprehension' | 'set-comprehension' | 'dict-comprehension' }

function compileComprehension(c: Compiling, w: CodeWriter, e: Comprehended): void {
  const { span, clauses } = e
  const isLazy = e.kind === 'comprehension' && e.lazy
  const names = { comprehension: '<listcomp>', 'set-comprehension': '<setcomp>', 'dict-comprehension': '<dictcomp>' }
  const name = isLazy ? '<genexpr>' : names[e.kind]
  const inner = new CodeWriter(w.scopes.of(e), w.scopes, ['.0'], w.className, name)
  if (!isLazy) {
    inner.emit(e.kind === 'comprehension' ? 'LIST' : e.kind === 'set-comprehension' ? 'SET' : 'DICT', span)
    inner.iterators = 1
  }
  compileClauses(c, inner, e, clauses, 0)
  if (isLazy) inner.emit('CONST', span)
  inner.emit('RETURN', span)
  const parameters = [{ name: '.0', passing: 'positional', optional: false }] as const
  const isAsync = clauses.some((each) => each.isAsync)
  const kinds = { isGenerator: isLazy, isAsync: isAsync && !isLazy, isLibrary: c.isLibrary, isClass: false }
  const code = inner.finish({ name, doc: null, span, parameters, ...kinds }, c.codes)
  w.emit('FUNCTION', span, { code })
  const [first] = clauses
  if (first !== undefined) compileExpression(c, w, first.iterable)
  w.emit('ITER', span)
  w.emit('CALL', span, { a: 1 })
}

function compileClauses(c: Compiling, w: CodeWriter, e: Comprehended, clauses: readonly Clause[], at: number): void {
  const clause = clauses[at]
  if (clause === undefined) return compileElement(c, w, e, clauses.length)
  const [start, end] = [w.label(), w.label()]
  if (at === 0) w.emit('LOCAL', e.span, { a: 0, name: '.0' })
  else {
    compileExpression(c, w, clause.iterable)
    w.emit('ITER', clause.iterable.span)
  }
  w.iterators++
  w.place(start)
  w.jump('NEXT', end, clause.iterable.span)
  storeTarget(c, w, clause.target)
  for (const condition of clause.conditions) {
    compileExpression(c, w, condition)
    w.emit('TRUTH', condition.span)
    w.jump('JUMP_IF_NOT', start, condition.span)
  }
  compileClauses(c, w, e, clauses, at + 1)
  w.jump('JUMP', start, e.span)
  w.iterators--
  w.place(end)
}

function compileElement(c: Compiling, w: CodeWriter, e: Comprehended, depth: number): void {
  if (e.kind === 'dict-comprehension') {
    compileExpression(c, w, e.key)
    compileExpression(c, w, e.value)
    return w.emit('ENTRY', e.span, { a: depth + 1 })
  }
  compileExpression(c, w, e.element)
  if (e.kind === 'set-comprehension') return w.emit('ADD', e.span, { a: depth + 1 })
  if (!e.lazy) return w.emit('APPEND', e.span, { a: depth + 1 })
  w.emit('YIELD', e.span)
  w.emit('POP', e.span)
}
