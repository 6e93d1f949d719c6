import { unreachable } from '../../../base/bug.ts'
import type { Span } from '../../../base/source.ts'
import { describe } from '../../lowering/cells.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { constant, type Dynamic, dynamic, Kind, typeOf, type Value } from '../../lowering/values.ts'
import { shown } from './texts.ts'

/** As `str` shows a value, or as `repr` does: so are elements of tuples and lists shown. */
type Style = 'str' | 'repr'

/**
 * Returns the text of a value in pieces: joined, they are what Python prints. Numbers and strings that are not known
 * are pieces of their own. Refuses values whose text is not known, such as objects.
 */
export function printedParts(c: Lowering, value: Value, span: Span, style: Style = 'str'): Value[] {
  switch (value.kind) {
    case 'constant':
      if (typeof value.value === 'number') return [value]
      if (typeof value.value === 'string') return [style === 'str' ? value : constant(quoted(value.value, span))]
      return [constant(shown(value.value))]
    case 'dynamic':
      return [unknown(c, value, span, style)]
    case 'text':
      if (value.parts === null) return refuse(span, 'the text of a string that is made at run time')
      if (style === 'repr') return refuse(span, 'the text of a string that is made at run time, in a tuple or list,')
      return value.parts.flatMap((part) => printedParts(c, part, span))
    case 'tuple':
      return enclosed(c, '(', value.items, value.items.length === 1 ? ',)' : ')', span)
    case 'elements':
      return enclosed(c, '[', value.items, ']', span)
    case 'poison':
    case 'unbound':
    case 'forgotten':
      return []
    case 'float':
    case 'range':
    case 'object':
    case 'function':
    case 'bound':
    case 'method':
    case 'class':
    case 'module':
    case 'builtin':
    case 'iterator':
      return refuse(span, `the text of ${describe(value)}`)
    default:
      return unreachable(value)
  }
}

function refuse(span: Span, what: string): never {
  throw new Refusal(span, `${what} is not supported where output is observed`, 'print integers, strings, or tuples of them')
}

function enclosed(c: Lowering, open: string, items: readonly Value[], close: string, span: Span): Value[] {
  const inner = items.flatMap((item, index) => [...(index > 0 ? [constant(', ')] : []), ...printedParts(c, item, span, 'repr')])
  return [constant(open), ...inner, constant(close)]
}

/** A value that is known at run time only, in a form that shows its text. */
function unknown(c: Lowering, value: Dynamic, span: Span, style: Style): Value {
  const { kinds } = value.type
  if ((kinds & Kind.reference) !== 0) return refuse(span, 'the text of an object')
  if (style === 'repr' && (kinds & Kind.string) !== 0) return refuse(span, 'the text of a tuple or list of unknown strings')
  if ((kinds & Kind.bool) === 0) return value
  // Among integers `True` would be shown as 1.
  if (kinds !== Kind.bool) return refuse(span, 'the text of what may be a boolean or something else')
  return truthText(c, value)
}

/** `True` or `False` as a string: the codes of the two strings differ by what is added. */
function truthText(c: Lowering, { expression }: Dynamic): Value {
  const no = c.pass.codes.stringCode('False')
  const yes = c.pass.codes.stringCode('True')
  return dynamic(
    {
      kind: 'binary',
      operator: '+',
      left: { kind: 'constant', value: no },
      right: { kind: 'binary', operator: '*', left: expression, right: { kind: 'constant', value: yes - no } },
    },
    typeOf(Kind.string),
  )
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
])

/** A string as `repr` shows it. */
function quoted(text: string, span: Span): string {
  if (/[^\x20-\x7e\n\r\t]/.test(text)) return refuse(span, 'the `repr` of a string with this character')
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const inner = text.replace(/[\\\n\r\t]/g, (each) => escapes.get(each) ?? each)
  return `${quote}${quote === "'" ? inner.replace(/'/g, "\\'") : inner}${quote}`
}
