/**
 * The values of the machine that are no objects of the heap: they never change, so that states share them. An integer is
 * a `number` as long as it is safe (`Number.isSafeInteger`), and a `bigint` beyond that, never otherwise: `asInt` makes
 * it so. `null` is `None`. A string is a sequence of UTF-16 units here and of code points in Python, which the functions on
 * strings hide.
 */
export type Plain = null | boolean | number | bigint | string | Float | Bytes | Singleton

/** A `float`: a binary64 number. */
export class Float {
  readonly value: number

  constructor(value: number) {
    this.value = value
  }
}

/** A `bytes` object, as text with a character for each byte. */
export class Bytes {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** `Ellipsis` and `NotImplemented`. */
export class Singleton {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/** The text that code of the program has made of an operand, in place of the operand. */
export class Rendered extends Singleton {}

/** A hash that differs from run to run: of the value whose text as a key is the name. Equal values have equal ones. */
export class Hash extends Singleton {}

/**
 * The identity of a thread or process as a number: equal to itself, and a key. The number differs from run to run. `of`
 * says whose it is.
 */
export class Ident extends Hash {
  readonly what: string
  readonly of: string

  constructor(what: string, of: string) {
    super(`${what} of ${of}`)
    this.what = what
    this.of = of
  }
}

/** What `id` gives: as the identity of a thread, and besides less or greater than others. `of` is the name of an object. */
export class Address extends Ident {
  constructor(of: string) {
    super('address', of)
  }
}

/** Refuses to compute with such a hash. */
export function unsupportedHash(value: Hash): Unsupported {
  if (value instanceof Address) {
    return new Unsupported('`id` gives an address, which differs from run to run', 'only compare it with other addresses')
  }
  if (value instanceof Ident) {
    return new Unsupported(
      'the number of a thread or process differs from run to run',
      'compare it with others by `==`, use it as a key, or show the name instead',
    )
  }
  return new Unsupported('the hash of this value differs from run to run', 'use the value itself as a key')
}

export const ellipsis: Singleton = new Singleton('Ellipsis')
export const notImplemented: Singleton = new Singleton('NotImplemented')

/** Returns an integer in its only form. */
export function asInt(value: bigint): number | bigint {
  return value >= BigInt(Number.MIN_SAFE_INTEGER) && value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value
}

/** An exception that a primitive operation raises, by the name of its class and its message. */
export class Raised extends Error {
  readonly exception: string

  constructor(exception: string, message: string) {
    super(message)
    this.exception = exception
  }
}

/** What Python can do and the machine cannot; the program is refused where it does so. */
export class Unsupported extends Error {
  readonly hint: string

  constructor(message: string, hint: string) {
    super(message)
    this.hint = hint
  }
}
