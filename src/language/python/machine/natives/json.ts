import type { Machine } from '../machine.ts'
import { define, type Natives } from '../native.ts'
import { Obj, Tuple, type Value } from '../objects.ts'
import { reprOf } from '../plain/repr.ts'
import { asInt, Float, Raised, Unsupported } from '../values.ts'

interface Style {
  readonly indent: string | null
  readonly sorted: boolean
  readonly item: string
  readonly key: string
  readonly ascii: boolean
}

/** `json.dumps` and `json.loads` of plain data. */
export function jsonNatives(table: Natives): void {
  define(
    table,
    '.json text',
    'value, indent, sort, item, key, ascii, /',
    (m, [value = null, indent = null, sort = false, item = ', ', key = ': ', ascii = true]) => {
      const style: Style = {
        indent: typeof indent === 'number' ? ' '.repeat(indent) : typeof indent === 'string' ? indent : null,
        sorted: sort === true,
        item: `${item}`,
        key: `${key}`,
        ascii: ascii === true,
      }
      return written(m, value, style, '\n', [])
    },
  )
  define(table, '.json value', 'text, /', (m, [text = null]) => {
    if (typeof text !== 'string') {
      throw new Raised('TypeError', `the JSON object must be str, bytes or bytearray, not ${m.classes.nameOf(text)}`)
    }
    return new Reader(m, text).document()
  })
}

function quoted(text: string, ascii: boolean): string {
  const plain = JSON.stringify(text)
  if (!ascii) return plain
  return [...plain].map((each) => (each > '~' ? units(each) : each)).join('')
}

function units(character: string): string {
  return Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map((each) => `\\u${each.toString(16).padStart(4, '0')}`)
    .join('')
}

function scalar(value: Value): string | null {
  if (value === null) return 'null'
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value === 'number' || typeof value === 'bigint') return `${value}`
  if (!(value instanceof Float)) return null
  if (Number.isNaN(value.value)) return 'NaN'
  if (!Number.isFinite(value.value)) return value.value > 0 ? 'Infinity' : '-Infinity'
  return reprOf(value)
}

function written(m: Machine, given: Value, style: Style, line: string, within: readonly Obj[]): string {
  const value = m.host.operands(m, 'json', [given])[0] ?? null
  const known = scalar(value)
  if (known !== null) return known
  if (typeof value === 'string') return quoted(value, style.ascii)
  const isList = value instanceof Tuple || (value instanceof Obj && value.kind === 'list')
  if (!isList && !(value instanceof Obj && value.kind === 'dict')) {
    throw new Raised('TypeError', `Object of type ${m.classes.nameOf(value)} is not JSON serializable`)
  }
  if (value instanceof Obj && within.includes(value)) throw new Raised('ValueError', 'Circular reference detected')
  const inside = value instanceof Obj ? [...within, value] : within
  const next = style.indent === null ? line : line + style.indent
  const parts =
    value instanceof Obj && value.kind === 'dict'
      ? pairs(m, value, style).map(([key, each]) => key + style.key + written(m, each, style, next, inside))
      : (value instanceof Tuple ? value.items : m.containers.items(value)).map((each) => written(m, each, style, next, inside))
  const [open, close] = isList ? ['[', ']'] : ['{', '}']
  if (parts.length === 0) return open + close
  if (style.indent === null) return open + parts.join(style.item) + close
  return open + next + parts.join(style.item + next) + line + close
}

function pairs(m: Machine, dict: Obj, style: Style): (readonly [string, Value])[] {
  const entries = m.containers.entries(dict)
  const named = entries.map(({ key, value }) => {
    const plain = m.host.operands(m, 'json', [key])[0] ?? null
    const text = typeof plain === 'string' ? plain : scalar(plain)
    if (text === null) {
      throw new Raised('TypeError', `keys must be str, int, float, bool or None, not ${m.classes.nameOf(key)}`)
    }
    return { text, isText: typeof plain === 'string', value }
  })
  if (style.sorted) {
    if (named.some(({ isText }) => !isText))
      throw new Unsupported('sorting keys that are no texts is not supported', 'use texts')
    named.sort((one, other) => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0))
  }
  return named.map(({ text, value }) => [quoted(text, style.ascii), value])
}

/** Reads a text. A text that is no JSON is refused: CPython says where the mistake is. */
class Reader {
  private at = 0
  private readonly m: Machine
  private readonly text: string

  constructor(m: Machine, text: string) {
    this.m = m
    this.text = text
  }

  document(): Value {
    const value = this.value()
    this.space()
    return this.at === this.text.length ? value : this.fail()
  }

  private fail(): never {
    throw new Unsupported('a text that is no JSON is not supported', 'correct the text')
  }

  private space(): void {
    while (/[ \t\n\r]/.test(this.text[this.at] ?? '')) this.at++
  }

  private takes(sign: string): boolean {
    this.space()
    if (!this.text.startsWith(sign, this.at)) return false
    this.at += sign.length
    return true
  }

  private value(): Value {
    if (this.takes('null')) return null
    if (this.takes('true')) return true
    if (this.takes('false')) return false
    if (this.takes('[')) return this.list()
    if (this.takes('{')) return this.dict()
    if (this.text[this.at] === '"') return this.string()
    const number = /^-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?/.exec(this.text.slice(this.at))
    if (number === null) return this.fail()
    this.at += number[0].length
    return number[1] === undefined && number[2] === undefined ? asInt(BigInt(number[0])) : new Float(Number(number[0]))
  }

  private string(): string {
    const found = /^"(?:[^"\\\u0000-\u001f]|\\.)*"/.exec(this.text.slice(this.at))
    if (found === null) return this.fail()
    this.at += found[0].length
    try {
      return JSON.parse(found[0]) as string
    } catch {
      return this.fail()
    }
  }

  private list(): Value {
    const items: Value[] = []
    if (!this.takes(']')) {
      do items.push(this.value())
      while (this.takes(','))
      if (!this.takes(']')) this.fail()
    }
    return this.m.host.list(this.m, items)
  }

  private dict(): Value {
    const dict = new Obj('dict', null, this.m.site)
    if (!this.takes('}')) {
      do {
        this.space()
        const key = this.string()
        if (!this.takes(':')) this.fail()
        this.m.containers.set(dict, key, this.value())
      } while (this.takes(','))
      if (!this.takes('}')) this.fail()
    }
    return dict
  }
}
