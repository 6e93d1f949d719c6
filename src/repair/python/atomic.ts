import { positionAt, type Span } from '../../base/source.ts'
import type { Expr, Statement as Node } from '../../language/python/syntax/tree.ts'
import type { Change } from '../change.ts'
import { type Edit, replaced } from '../edits.ts'
import { importOf, lineAfterImports } from './imports.ts'
import { type PythonText, textOf } from './text.ts'

/**
 * Returns the changes that make a number of the module an `AtomicInt`, if every use of it is one that this class has: `+=`, `-=`,
 * `=` and reads.
 */
export function atomicIntegers(python: PythonText): readonly Change[] {
  const made = importOf(python, 'AtomicInt', 'interleave')
  return python.tree.flatMap((node): Change[] => {
    if (node.kind !== 'assign' || node.targets.length !== 1 || node.value.kind !== 'number') return []
    const [target] = node.targets
    if (target?.kind !== 'name') return []
    const edits = usesAsAtomic(python, target.name, node, made.text)
    if (edits === null) return []
    const imported: Edit[] =
      made.lines.length === 0
        ? []
        : [{ from: lineAfterImports(python), count: 0, lines: made.lines.map((text) => ({ text, origin: null })) }]
    const says = `make \`${target.name}\` an \`AtomicInt\`, whose updates are one step each`
    return [{ kind: 'atomic', edits: [...edits, ...imported], requires: [], says, guards: null }]
  })
}

/** A part of a line and what stands there instead. */
interface Part {
  readonly span: Span
  readonly text: string
}

function usesAsAtomic(python: PythonText, name: string, declaration: Node, made: string): readonly Edit[] | null {
  const parts = partsOf(python, name, declaration, made)
  if (parts === null || !parts.some(({ text }) => text.includes('fetch_add'))) return null
  const byLine = new Map<number, Part[]>()
  for (const part of parts) {
    const { line } = positionAt(python.source.text, part.span.start)
    if (positionAt(python.source.text, part.span.end).line !== line) return null
    byLine.set(line, [...(byLine.get(line) ?? []), part])
  }
  return [...byLine].map(([line, own]) => replaced(line, withParts(python, line, own)))
}

function withParts(python: PythonText, line: number, parts: readonly Part[]): string {
  let text = python.lines[line - 1] ?? ''
  for (const { span, text: next } of [...parts].sort((one, other) => other.span.start - one.span.start)) {
    const start = positionAt(python.source.text, span.start).column - 1
    text = text.slice(0, start) + next + text.slice(start + span.end - span.start)
  }
  return text
}

/** Returns what to write for each use of a name; null if one of them cannot be written. */
function partsOf(python: PythonText, name: string, declaration: Node, made: string): readonly Part[] | null {
  const parts: Part[] = []
  let fits = true
  const isName = (each: Expr): boolean => each.kind === 'name' && each.name === name
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) return value.forEach(visit)
    if (typeof value !== 'object' || value === null || value instanceof Set) return
    const node = value as Node | Expr
    if (node === declaration && node.kind === 'assign') {
      parts.push({ span: node.value.span, text: `${made}(${textOf(python.source, node.value)})` })
    } else if (node.kind === 'update' && isName(node.target)) {
      if (node.operator !== '+' && node.operator !== '-') fits = false
      const operand = textOf(python.source, node.value)
      const sign = node.operator === '-' ? `-(${operand})` : operand
      parts.push({ span: node.span, text: `${name}.fetch_add(${/^-\(\w+\)$/.test(sign) ? `-${operand}` : sign})` })
      if (mentions(node.value, name)) fits = false
    } else if (node.kind === 'assign' && node.targets.some((each) => mentions(each, name))) {
      const [target, more] = node.targets
      if (target === undefined || more !== undefined || !isName(target) || mentions(node.value, name)) fits = false
      parts.push({ span: node.span, text: `${name}.store(${textOf(python.source, node.value)})` })
    } else if ('kind' in node && node.kind === 'name' && node.name === name) {
      parts.push({ span: node.span, text: `${name}.load()` })
    } else Object.values(node).forEach(visit)
  }
  visit(python.tree)
  return fits ? parts : null
}

function mentions(expression: Expr, name: string): boolean {
  if (expression.kind === 'name') return expression.name === name
  return Object.values(expression).some((part: unknown) => {
    const inner: readonly unknown[] = Array.isArray(part) ? part : [part]
    return inner.some((each) => isExpression(each) && mentions(each, name))
  })
}

function isExpression(value: unknown): value is Expr {
  return typeof value === 'object' && value !== null && 'kind' in value && 'span' in value
}
