import type { SyntaxNode } from '@lezer/common'
import { present } from '../../../base/bug.ts'
import type { Building } from './building.ts'
import { unescaped } from './strings.ts'
import { childrenOf, spanOf, textOf } from './text.ts'
import type { Expr } from './tree.ts'

type Build = (node: SyntaxNode) => Expr

/** The texts and values of an f-string; `build` builds a value. */
export function formatParts(building: Building, node: SyntaxNode, build: Build): (string | Expr)[] {
  const { source } = building
  const text = textOf(source, node)
  const opening = /^[a-zA-Z]*('''|"""|'|")/.exec(text)
  const raw = /^[a-zA-Z]*[rR]/.test(text)
  const closing = node.to - (opening?.[1]?.length ?? 1)
  let at = node.from + (opening?.[0].length ?? 0)
  const parts: (string | Expr)[] = []
  for (const child of childrenOf(node)) {
    if (child.name !== 'FormatReplacement') continue
    parts.push(literalPart(building, at, child.from, raw))
    parts.push(replacement(building, child, build))
    at = child.to
  }
  parts.push(literalPart(building, at, closing, raw))
  return parts.filter((part) => part !== '')
}

/** The characters between two replacements. */
function literalPart({ source, problems }: Building, from: number, to: number, raw: boolean): string {
  const text = source.text.slice(from, to)
  const span = { start: from, end: to }
  if (/[{}]/.test(text.replace(/\{\{|\}\}/g, ''))) {
    problems.error(span, 'syntax error: a single brace in an f-string', 'write `{{` or `}}`; CPython rejects this file too')
  }
  const plain = text.replace(/\{\{/g, '{').replace(/\}\}/g, '}')
  const value = raw ? plain : unescaped(plain)
  if (value === null) problems.error(span, 'this escape is not supported', 'write the character')
  return value ?? ''
}

/** `{value}`, or with a conversion or a format, which matter only if the text is looked at. */
function replacement({ source, problems }: Building, node: SyntaxNode, build: Build): Expr {
  const children = childrenOf(node)
  const [value] = children.filter((each) => !['{', '}', 'FormatSpec', 'FormatConversion', 'FormatSelfDoc'].includes(each.name))
  const conversion = children.find((each) => each.name === 'FormatConversion')
  const isKnown = conversion === undefined || ['!s', '!r', '!a'].includes(textOf(source, conversion))
  const opening = /^[a-zA-Z]*(['"])/.exec(textOf(source, present(node.parent, 'f-string')))?.[1] ?? '"'
  const text = textOf(source, node)
  if (value === undefined || !isKnown || text.includes('\\') || text.includes(opening)) {
    problems.error(spanOf(node), 'this replacement in an f-string is not supported', 'assign the value to a variable first')
    return { kind: 'constant', value: null, span: spanOf(node) }
  }
  const isPlain = children.every((each) => ['{', '}'].includes(each.name) || each === value)
  const built = build(value)
  const spec = children.find((each) => each.name === 'FormatSpec')
  const format = spec === undefined ? '' : textOf(source, spec).slice(1)
  if (isPlain) return built
  const letter = conversion === undefined ? null : textOf(source, conversion)
  const known = letter === '!r' ? 'r' : letter === '!a' ? 'a' : letter === '!s' ? 's' : null
  return { kind: 'formatted', value: built, format, conversion: known, spec: format === '' ? [] : [format], span: spanOf(node) }
}
