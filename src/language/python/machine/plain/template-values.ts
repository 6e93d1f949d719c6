import { Raised, Unsupported } from '../values.ts'
import { type Argument, Foreign, type Keywords, typeError, typeName } from './arguments.ts'
import { formatPlain } from './format.ts'
import { escapedBeyondAscii, reprOf, stringAscii, strOf } from './repr.ts'
import { charAt } from './strings.ts'
import { fillTemplate, type TemplateAccess } from './template.ts'

/** `str.format` on values that are no objects; with objects, the machine fills the template itself. */

function unsupported(): Unsupported {
  return new Unsupported('`str.format` of this value', 'use an f-string')
}

const isPlain = (value: Argument): boolean =>
  value === null || typeof value !== 'object' || !(value instanceof Foreign || value instanceof Map || Array.isArray(value))

function accessTo(positional: readonly Argument[] | null, keyword: (name: string) => Argument): TemplateAccess<Argument> {
  return {
    positional,
    keyword,
    attribute: () => {
      throw unsupported()
    },
    item: itemOf,
    convert: (value, conversion) => {
      if (!isPlain(value)) throw unsupported()
      const plain = value as Parameters<typeof strOf>[0]
      if (conversion === 's') return strOf(plain)
      if (conversion === 'r') return reprOf(plain)
      return typeof plain === 'string' ? stringAscii(plain) : escapedBeyondAscii(reprOf(plain))
    },
    format: (value, spec) => {
      if (!isPlain(value)) throw unsupported()
      return formatPlain(value as Parameters<typeof formatPlain>[0], spec)
    },
  }
}

function itemOf(value: Argument, key: number | string): Argument {
  if (typeof value === 'string') {
    if (typeof key === 'string') throw typeError(`string indices must be integers, not 'str'`)
    return charAt(value, key)
  }
  if (isMap(value)) return lookedUp(value, key)
  if (!Array.isArray(value)) {
    if (value === null || typeof value !== 'object') throw typeError(`'${typeName(value)}' object is not subscriptable`)
    throw unsupported()
  }
  if (typeof key === 'string') throw typeError('tuple indices must be integers or slices, not str')
  const item: Argument | undefined = value[key]
  if (item === undefined) throw new Raised('IndexError', 'tuple index out of range')
  return item
}

function isMap(value: Argument): value is ReadonlyMap<string | number, Argument> {
  return value instanceof Map
}

function lookedUp(map: ReadonlyMap<string | number, Argument>, key: string | number): Argument {
  const value = map.get(key)
  if (value !== undefined) return value
  // The argument of the exception is the key, of which only a string can be the message.
  if (typeof key !== 'string') throw unsupported()
  throw new Raised('KeyError', key)
}

export function formatPlainTemplate(template: string, args: readonly Argument[], keywords: Keywords): string {
  return fillTemplate(
    template,
    accessTo(args, (name) => lookedUp(keywords, name)),
  )
}

export function formatMap(template: string, mapping: Argument): string {
  const keyword = (name: string): Argument => {
    if (isMap(mapping)) return lookedUp(mapping, name)
    if (mapping instanceof Foreign) throw unsupported()
    return itemOf(mapping, name)
  }
  return fillTemplate(template, accessTo(null, keyword))
}
