import { Raised } from '../values.ts'
import { valueError } from './arguments.ts'

/** A replacement field of a template of `str.format`: `{field!conversion:spec}`, each as it is written. */
export interface TemplateField {
  readonly field: string
  readonly conversion: string
  readonly spec: string
}

/** A part of a template. What is wrong with it is its last part: Python finds it when it comes there. */
export type TemplatePart = string | TemplateField | { readonly error: Raised }

export function parseTemplate(template: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = []
  let at = 0
  try {
    while (at < template.length) {
      const literal = literalAt(template, at)
      if (literal.text !== '') parts.push(literal.text)
      at = literal.end
      if (!literal.fieldFollows) continue
      const read = fieldAt(template, at)
      parts.push(read.field)
      at = read.end
    }
  } catch (error) {
    if (!(error instanceof Raised)) throw error
    parts.push({ error })
  }
  return parts
}

/** Reads text up to the next brace; of a doubled one, the first is part of the text. */
function literalAt(template: string, start: number): { text: string; end: number; fieldFollows: boolean } {
  let at = start
  while (at < template.length && template[at] !== '{' && template[at] !== '}') at++
  if (at === template.length) return { text: template.slice(start), end: at, fieldFollows: false }
  const brace = template[at]
  if (template[at + 1] === brace) return { text: template.slice(start, at + 1), end: at + 2, fieldFollows: false }
  if (brace === '}') throw valueError("Single '}' encountered in format string")
  if (at + 1 === template.length) throw valueError("Single '{' encountered in format string")
  return { text: template.slice(start, at), end: at + 1, fieldFollows: true }
}

/** Reads a field behind its `{`. */
function fieldAt(template: string, start: number): { field: TemplateField; end: number } {
  const nameEnd = endOfName(template, start)
  const field = template.slice(start, nameEnd)
  if (template[nameEnd] === '}') return { field: { field, conversion: '', spec: '' }, end: nameEnd + 1 }
  if (nameEnd >= template.length) throw valueError("expected '}' before end of string")
  if (template[nameEnd] === ':') return withSpec(template, field, '', nameEnd + 1)
  if (nameEnd + 1 >= template.length) throw valueError('end of string while looking for conversion specifier')
  const conversion = String.fromCodePoint(template.codePointAt(nameEnd + 1) ?? 0)
  const end = nameEnd + 1 + conversion.length
  if (template[end] === '}') return { field: { field, conversion, spec: '' }, end: end + 1 }
  if (end < template.length && template[end] !== ':') throw valueError("expected ':' after conversion specifier")
  return withSpec(template, field, conversion, end + 1)
}

function endOfName(template: string, start: number): number {
  let inBrackets = false
  for (let at = start; at < template.length; at++) {
    const character = template[at] ?? ''
    if (character === '{') throw valueError("unexpected '{' in field name")
    if (character === '[') inBrackets = true
    else if (character === ']') inBrackets = false
    else if (!inBrackets && '}:!'.includes(character)) return at
  }
  return template.length
}

function withSpec(template: string, field: string, conversion: string, start: number): { field: TemplateField; end: number } {
  let depth = 1
  for (let at = start; at < template.length; at++) {
    if (template[at] === '{') depth++
    if (template[at] === '}') depth--
    if (depth === 0) return { field: { field, conversion, spec: template.slice(start, at) }, end: at + 1 }
  }
  throw valueError("unmatched '{' in format spec")
}

/** What is looked up in a value: an attribute, or an item by position or by key. */
export type Lookup = { readonly attribute: string } | { readonly item: number | string }

/** A field taken apart: which argument, by position, keyword, or the next one (`''`); and what is looked up in it. */
export interface FieldPath {
  readonly first: number | string
  /** As `TemplatePart`, a mistake is the last one. */
  readonly path: readonly (Lookup | { readonly error: Raised })[]
}

export function parseField(field: string): FieldPath {
  const name = /^[^.[]*/.exec(field)?.[0] ?? ''
  const path: (Lookup | { error: Raised })[] = []
  let rest = field.slice(name.length)
  while (rest !== '') {
    const [whole, attribute, item] = /^(?:\.([^.[]*)|\[([^\]]*)\])/.exec(rest) ?? []
    if (whole === undefined) {
      const message = rest.startsWith('[')
        ? "Missing ']' in format string"
        : "Only '.' or '[' may follow ']' in format field specifier"
      return { first: positionOrName(name), path: [...path, { error: valueError(message) }] }
    }
    if (attribute === '' || item === '') return { first: positionOrName(name), path: [...path, { error: emptyAttribute() }] }
    path.push(attribute !== undefined ? { attribute } : { item: positionOrName(item ?? '') })
    rest = rest.slice(whole.length)
  }
  return { first: positionOrName(name), path }
}

const emptyAttribute = (): Raised => valueError('Empty attribute in format string')

function positionOrName(text: string): number | string {
  if (!/^\d+$/.test(text)) return text
  if (BigInt(text) >= 2n ** 63n) throw valueError('Too many decimal digits in format string')
  return Number(text)
}

/** What a template needs to know of values of type `V`. */
export interface TemplateAccess<V> {
  /** The positional arguments; `null` for `format_map`, which has none. */
  readonly positional: readonly V[] | null
  readonly keyword: (name: string) => V
  readonly attribute: (value: V, name: string) => V
  readonly item: (value: V, key: number | string) => V
  /** The text of a value after a conversion: `r`, `s` or `a`. */
  readonly convert: (value: V, conversion: 'r' | 's' | 'a') => V
  readonly format: (value: V, spec: string) => string
}

/** How the fields of a template without a position are counted: not yet, by us, or by the template itself. */
interface Numbering {
  next: number
  kind: 'unknown' | 'automatic' | 'manual'
}

/** Fills a template. */
export function fillTemplate<V>(template: string, access: TemplateAccess<V>): string {
  return filled(template, access, { next: 0, kind: 'unknown' }, 2)
}

function filled<V>(template: string, access: TemplateAccess<V>, numbering: Numbering, depth: number): string {
  if (depth === 0) throw valueError('Max string recursion exceeded')
  let result = ''
  for (const part of parseTemplate(template)) {
    if (typeof part === 'string') result += part
    else if ('error' in part) throw part.error
    else result += filledField(part, access, numbering, depth)
  }
  return result
}

function filledField<V>(part: TemplateField, access: TemplateAccess<V>, numbering: Numbering, depth: number): string {
  const { first, path } = parseField(part.field)
  let value = argumentOf(first, access, numbering)
  for (const lookup of path) {
    if ('error' in lookup) throw lookup.error
    value = 'attribute' in lookup ? access.attribute(value, lookup.attribute) : access.item(value, lookup.item)
  }
  if (part.conversion !== '') value = access.convert(value, conversionOf(part.conversion))
  const spec = part.spec.includes('{') ? filled(part.spec, access, numbering, depth - 1) : part.spec
  return access.format(value, spec)
}

function argumentOf<V>(first: number | string, access: TemplateAccess<V>, numbering: Numbering): V {
  if (typeof first === 'string' && first !== '') return access.keyword(first)
  const kind = first === '' ? 'automatic' : 'manual'
  if (numbering.kind !== 'unknown' && numbering.kind !== kind) throw switched(kind)
  numbering.kind = kind
  const position = typeof first === 'number' ? first : numbering.next++
  if (access.positional === null) throw valueError('Format string contains positional fields')
  const value = access.positional[position]
  if (position >= access.positional.length)
    throw new Raised('IndexError', `Replacement index ${position} out of range for positional args tuple`)
  return value as V
}

function switched(kind: 'automatic' | 'manual'): Raised {
  return valueError(
    kind === 'manual'
      ? 'cannot switch from automatic field numbering to manual field specification'
      : 'cannot switch from manual field specification to automatic field numbering',
  )
}

function conversionOf(conversion: string): 'r' | 's' | 'a' {
  if (conversion === 'r' || conversion === 's' || conversion === 'a') return conversion
  const point = conversion.codePointAt(0) ?? 0
  const shown = point > 32 && point < 127 ? conversion : `\\x${point.toString(16)}`
  throw valueError(`Unknown conversion specifier ${shown}`)
}
