import { ownSpecial } from './attributes.ts'
import type { Machine, NativeFunction } from './machine.ts'
import { Obj, type Then, type Value } from './objects.ts'
import { Hash, Raised, unsupportedHash } from './values.ts'

/** What a function of the machine does, with its arguments in the order of its parameters; undefined where there is none. */
export type Body = (m: Machine, args: readonly (Value | undefined)[], then: Then) => Value | undefined

interface NativeParameter {
  readonly name: string
  readonly optional: boolean
  readonly byName: boolean
}

/** Functions of the machine, by path. */
export type Natives = Map<string, NativeFunction>

/**
 * Defines a function of the machine. `parameters` is like that of Python without the values: `self, /, index=, *, key=`;
 * a name with `=` is optional.
 */
export function define(table: Natives, path: string, parameters: string, body: Body): void {
  const parsed = parse(parameters)
  const name = shownName(path)
  const only = onlyArgument(path, parsed)
  if (only !== null) {
    table.set(path, (m, args, keywords, then) => {
      const given = args.length - (parsed.all.length - 1)
      if (keywords.size > 0) throw new Raised('TypeError', `${only}() takes no keyword arguments`)
      if (given !== 1)
        throw new Raised(
          'TypeError',
          `${only}() takes ${parsed.all[0]?.name === 'self' && given < 0 ? 'no arguments' : `exactly one argument (${given} given)`}`,
        )
      return body(m, args, then)
    })
    return
  }
  table.set(path, (m, args, keywords, then) => body(m, arrange(name, parsed, args, keywords), then))
}

/** The name of a function in messages: that of the class for what makes its objects. */
function shownName(path: string): string {
  const parts = path.split('.')
  const last = parts.at(-1) ?? path
  return last === '__new__' || last === '__init__' ? (parts.at(-2) ?? last) : last
}

/** How CPython names a function with exactly one argument that is not optional. */
function onlyArgument(path: string, { all, positional }: Parameters): string | null {
  const own = all[0]?.name === 'self' ? all.slice(1) : all
  const [first] = own
  if (path.endsWith('__new__') || path.endsWith('__init__')) return null
  if (own.length !== 1 || first === undefined || first.optional || first.byName || positional !== all.length) return null
  return path.replace(/^(static|class) /, '')
}

interface Parameters {
  readonly all: readonly NativeParameter[]
  readonly positional: number
}

function parse(text: string): Parameters {
  const parts = text === '' ? [] : text.split(',').map((each) => each.trim())
  const slash = parts.indexOf('/')
  const star = parts.indexOf('*')
  const all = parts
    .map((each, index) => ({ each, index }))
    .filter(({ each }) => each !== '/' && each !== '*')
    .map(({ each, index }) => ({
      name: each.replace(/=$/, ''),
      optional: each.endsWith('='),
      byName: slash === -1 || index > slash,
    }))
  const positional = star === -1 ? all.length : parts.slice(0, star).filter((each) => each !== '/').length
  return { all, positional }
}

function arrange(
  name: string,
  { all, positional }: Parameters,
  args: readonly Value[],
  keywords: ReadonlyMap<string, Value>,
): (Value | undefined)[] {
  if (args.length > positional) throw tooMany(name, all, positional, args.length)
  const found: (Value | undefined)[] = all.map((_, index) => args[index])
  for (const [key, value] of keywords) {
    const at = all.findIndex((each) => each.name === key && each.byName)
    if (at === -1) {
      const isKnown = all.some(({ byName }) => byName)
      throw new Raised(
        'TypeError',
        isKnown ? `'${key}' is an invalid keyword argument for ${name}()` : `${name}() takes no keyword arguments`,
      )
    }
    if (found[at] !== undefined)
      throw new Raised('TypeError', `argument for ${name}() given by name ('${key}') and position (${at + 1})`)
    found[at] = value
  }
  const missing = all.findIndex(({ optional }, index) => !optional && found[index] === undefined)
  if (missing !== -1) throw tooFew(name, all, positional, args.length)
  return found
}

function counted(count: number): string {
  return `${count} argument${count === 1 ? '' : 's'}`
}

/** The parameters of a function as messages count them: without the object of a method. */
function shape(
  all: readonly NativeParameter[],
  positional: number,
): { most: number; least: number; self: number; byName: boolean } {
  const self = all[0]?.name === 'self' || all[0]?.name === 'cls' ? 1 : 0
  const own = all.slice(self, positional)
  const least = own.filter(({ optional }) => !optional).length
  return { most: own.length, least, self, byName: own.some(({ byName }) => byName) }
}

function tooMany(name: string, all: readonly NativeParameter[], positional: number, count: number): Raised {
  const { most, least, self, byName } = shape(all, positional)
  const given = count - self
  if (most === 0) {
    const what = all.length > positional ? 'no positional arguments' : `no arguments (${given} given)`
    return new Raised('TypeError', `${name}() takes ${what}`)
  }
  if (byName)
    return new Raised(
      'TypeError',
      `${name}() takes ${least === most ? 'exactly' : 'at most'} ${counted(most)} (${given} given)`,
    )
  return new Raised('TypeError', `${name} expected ${least === most ? '' : 'at most '}${counted(most)}, got ${given}`)
}

function tooFew(name: string, all: readonly NativeParameter[], positional: number, count: number): Raised {
  const { most, least, self } = shape(all, positional)
  return new Raised('TypeError', `${name} expected ${least === most ? '' : 'at least '}${counted(least)}, got ${count - self}`)
}

/** The integer that an argument is. */
export function integer(m: Machine, value: Value | undefined, fallback = 0): number {
  if (value instanceof Hash) throw unsupportedHash(value)
  if (value instanceof Obj) {
    const own = ownSpecial(m, value, '__index__')
    if (own !== undefined) return integer(m, m.nested(own, []))
  }
  if (value === undefined || value === null) return fallback
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') throw new Raised('OverflowError', 'Python int too large to convert to C ssize_t')
  throw new Raised('TypeError', `'${m.classes.nameOf(value)}' object cannot be interpreted as an integer`)
}
