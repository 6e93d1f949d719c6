import { Bytes, Float, type Plain, Raised, Singleton } from '../values.ts'

/** An object of the heap, of which the functions here need only the name of its class, for messages. */
export class Foreign {
  readonly className: string

  constructor(className: string) {
    this.className = className
  }
}

/** An argument of a method: a tuple (or what the caller has read out of another iterable) is an array, a dict a map. */
export type Argument = Plain | Foreign | readonly Argument[] | ReadonlyMap<Plain, Argument>

/** What a method gives: a value, or a new list, tuple or dict of values. */
export type Result =
  | Plain
  | { readonly list: readonly Plain[] }
  | { readonly tuple: readonly Plain[] }
  | { readonly dict: ReadonlyMap<Plain, Argument> }

export type Keywords = ReadonlyMap<string, Argument>

/** A method of a class whose values have the type `S`. */
export type Method<S> = (self: S, args: readonly Argument[], keywords: Keywords) => Result

/** The name of the class of a value. */
export function typeName(value: Argument): string {
  if (value === null) return 'NoneType'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number' || typeof value === 'bigint') return 'int'
  if (typeof value === 'string') return 'str'
  if (value instanceof Float) return 'float'
  if (value instanceof Bytes) return 'bytes'
  if (value instanceof Singleton) return value.name === 'Ellipsis' ? 'ellipsis' : 'NotImplementedType'
  if (value instanceof Foreign) return value.className
  return value instanceof Map ? 'dict' : 'tuple'
}

export function typeError(message: string): Raised {
  return new Raised('TypeError', message)
}

export function valueError(message: string): Raised {
  return new Raised('ValueError', message)
}

/** Returns the integer that `__index__` gives. */
export function asIndex(value: Argument): number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`)
}

/** Returns an integer that must fit into a C `ssize_t`, as a number; the largest ones lose digits, which no length reaches. */
export function asSize(value: Argument): number {
  const index = asIndex(value)
  if (typeof index === 'number') return index
  if (index >= 2n ** 63n || index < -(2n ** 63n))
    throw new Raised('OverflowError', 'Python int too large to convert to C ssize_t')
  return Number(index)
}

/** Returns an integer that must fit into a C `int`. */
export function asCInt(value: Argument): number {
  const index = asIndex(value)
  if (index >= 2 ** 31 || index < -(2 ** 31)) throw new Raised('OverflowError', 'Python int too large to convert to C int')
  return Number(index)
}

/** The text of an argument that must be a `str`; `which` names it, as in `replace() argument 1`. */
export function stringArgument(which: string, value: Argument | undefined): string {
  if (typeof value === 'string') return value
  throw typeError(`${which} must be str, not ${(value ?? null) === null ? 'None' : typeName(value ?? null)}`)
}

const plural = (count: number): string => (count === 1 ? 'argument' : 'arguments')

/** Refuses keyword arguments; `owner` is the name of the function with that of its class or module. */
export function noKeywords(owner: string, keywords: Keywords): void {
  if (keywords.size > 0) throw typeError(`${owner}() takes no keyword arguments`)
}

/** Refuses arguments of a function that takes exactly none or one. */
export function exactly(owner: string, wanted: 0 | 1, args: readonly Argument[], keywords: Keywords): void {
  noKeywords(owner, keywords)
  if (args.length === wanted) return
  throw typeError(`${owner}() takes ${wanted === 0 ? 'no arguments' : 'exactly one argument'} (${args.length} given)`)
}

/** Refuses arguments of a function that unpacks a tuple: from `least` to `most`. */
export function between(name: string, least: number, most: number, args: readonly Argument[]): void {
  const count = args.length
  if (count >= least && count <= most) return
  const bound = count < least ? least : most
  const how = least === most ? '' : count < least ? 'at least ' : 'at most '
  throw typeError(`${name} expected ${how}${bound} ${plural(bound)}, got ${count}`)
}

/** Refuses arguments of a function that parses its arguments as text: `name() takes at least 1 argument (0 given)`. */
export function parsed(name: string, least: number, most: number, args: readonly Argument[]): void {
  const count = args.length
  if (count >= least && count <= most) return
  const bound = count < least ? least : most
  const how = least === most ? 'exactly' : count < least ? 'at least' : 'at most'
  throw typeError(`${name}() takes ${how} ${bound} ${plural(bound)} (${count} given)`)
}

/** Returns the arguments of a function by the names of its parameters, all of them optional; `undefined` where there is none. */
export function named(
  name: string,
  parameters: readonly string[],
  args: readonly Argument[],
  keywords: Keywords,
): (Argument | undefined)[] {
  const count = args.length + keywords.size
  if (count > parameters.length) {
    const kind = args.length === 0 ? 'keyword ' : ''
    throw typeError(`${name}() takes at most ${parameters.length} ${kind}${plural(parameters.length)} (${count} given)`)
  }
  const values: (Argument | undefined)[] = parameters.map((_, index) => args[index])
  for (const [key, value] of keywords) {
    const at = parameters.indexOf(key)
    if (at < 0) throw typeError(`'${key}' is an invalid keyword argument for ${name}()`)
    if (at < args.length) throw typeError(`argument for ${name}() given by name ('${key}') and position (${at + 1})`)
    values[at] = value
  }
  return values
}
