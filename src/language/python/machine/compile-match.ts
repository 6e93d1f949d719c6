import { unreachable } from '../../../base/bug.ts'
import type { Span } from '../../../base/source.ts'
import type { Pattern, Statement } from '../syntax/tree.ts'
import type { CodeWriter, Label } from './code-writer.ts'
import { type Compiling, compileExpression, storeName } from './compile-expressions.ts'

/** `match`: each case tests its pattern, whose names are bound as it goes, then its guard. */
export function compileMatch(c: Compiling, w: CodeWriter, s: Statement & { readonly kind: 'match' }): void {
  const end = w.label()
  const subject = w.temporary()
  compileExpression(c, w, s.subject)
  w.emit('SET_LOCAL', s.subject.span, { a: subject })
  for (const { pattern, guard, body } of s.cases) {
    const next = w.label()
    compilePattern(c, w, pattern, subject, next)
    if (guard !== null) {
      compileExpression(c, w, guard)
      w.emit('TRUTH', guard.span)
      w.jump('JUMP_IF_NOT', next, guard.span)
    }
    c.body(c, w, body)
    w.jump('JUMP', end, s.span)
    w.place(next)
  }
  w.place(end)
}

/** Continues if the value in a local variable fits the pattern, and at `fail` otherwise. */
function compilePattern(c: Compiling, w: CodeWriter, p: Pattern, at: number, fail: Label): void {
  const { span } = p
  const load = (place = at): void => w.emit('LOCAL', span, { a: place })
  switch (p.kind) {
    case 'value':
      load()
      compileExpression(c, w, p.value)
      w.emit(p.isIdentity ? 'IS' : 'COMPARE', span, { name: '==' })
      w.emit('TRUTH', span)
      return w.jump('JUMP_IF_NOT', fail, span)
    case 'capture':
      if (p.name === null) return
      load()
      return storeName(w, p.name, span)
    case 'rest':
      throw new Error('a `*` outside of a sequence')
    case 'sequence':
      return compileSequence(c, w, p, at, fail)
    case 'mapping': {
      load()
      w.emit('MATCH', span, { name: 'mapping' })
      w.jump('JUMP_IF_NOT', fail, span)
      for (const { key, pattern } of p.entries) {
        load()
        compileExpression(c, w, key)
        w.emit('MATCH', span, { name: 'key' })
        w.jump('JUMP_IF_NOT', fail, span)
        load()
        compileExpression(c, w, key)
        w.emit('ITEM', span)
        compilePart(c, w, pattern, fail)
      }
      if (p.rest === null) return
      load()
      for (const { key } of p.entries) compileExpression(c, w, key)
      w.emit('MATCH', span, { name: 'rest', a: p.entries.length })
      return storeName(w, p.rest, span)
    }
    case 'class':
      return compileClassPattern(c, w, p, at, fail)
    case 'or': {
      const matched = w.label()
      for (const [index, each] of p.alternatives.entries()) {
        const next = index === p.alternatives.length - 1 ? fail : w.label()
        compilePattern(c, w, each, at, next)
        w.jump('JUMP', matched, span)
        if (next !== fail) w.place(next)
      }
      return w.place(matched)
    }
    case 'as':
      compilePattern(c, w, p.pattern, at, fail)
      load()
      return storeName(w, p.name, span)
    default:
      return unreachable(p)
  }
}

/** Matches the value on the stack. */
function compilePart(c: Compiling, w: CodeWriter, pattern: Pattern, fail: Label): void {
  const place = w.temporary()
  w.emit('SET_LOCAL', pattern.span, { a: place })
  compilePattern(c, w, pattern, place, fail)
}

function compileSequence(c: Compiling, w: CodeWriter, p: Pattern & { kind: 'sequence' }, at: number, fail: Label): void {
  const { span, items } = p
  const star = items.findIndex(({ kind }) => kind === 'rest')
  w.emit('LOCAL', span, { a: at })
  w.emit('MATCH', span, { name: 'sequence', a: star === -1 ? items.length : items.length - 1, value: star !== -1 })
  w.jump('JUMP_IF_NOT', fail, span)
  w.emit('LOCAL', span, { a: at })
  if (star === -1) w.emit('UNPACK', span, { a: items.length })
  else w.emit('UNPACK_REST', span, { a: star, value: items.length - star - 1 })
  const places = items.map((each) => {
    const place = w.temporary()
    w.emit('SET_LOCAL', span, { a: place })
    return [each, place] as const
  })
  for (const [each, place] of places) {
    if (each.kind !== 'rest') compilePattern(c, w, each, place, fail)
    else bindRest(w, each.name, place, span)
  }
}

function bindRest(w: CodeWriter, name: string | null, place: number, span: Span): void {
  if (name === null) return
  w.emit('LOCAL', span, { a: place })
  storeName(w, name, span)
}

function compileClassPattern(c: Compiling, w: CodeWriter, p: Pattern & { kind: 'class' }, at: number, fail: Label): void {
  const { span } = p
  const kind = w.temporary()
  compileExpression(c, w, p.class)
  w.emit('SET_LOCAL', span, { a: kind })
  const load = (): void => {
    w.emit('LOCAL', span, { a: at })
    w.emit('LOCAL', span, { a: kind })
  }
  load()
  w.emit('MATCH', span, { name: 'instance', a: p.positional.length })
  w.jump('JUMP_IF_NOT', fail, span)
  for (const [index, pattern] of p.positional.entries()) {
    load()
    w.emit('MATCH', span, { name: 'positional', a: index })
    compilePart(c, w, pattern, fail)
  }
  for (const { name, pattern } of p.keywords) {
    w.emit('LOCAL', span, { a: at })
    w.emit('CONST', span, { value: name })
    w.emit('MATCH', span, { name: 'has' })
    w.jump('JUMP_IF_NOT', fail, span)
    w.emit('LOCAL', span, { a: at })
    w.emit('ATTRIBUTE', span, { name })
    compilePart(c, w, pattern, fail)
  }
}
