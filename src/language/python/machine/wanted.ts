import type { Value } from './objects.ts'

/** An instruction needs something of an operand that only code of the program can make: a list of its values, its text. */
export class Wanted extends Error {
  readonly value: Value
  readonly callee: Value
  /** The method that makes a text, if a text is wanted. */
  readonly isText: string

  constructor(value: Value, callee: Value, isText = '') {
    super('a value is wanted')
    this.isText = isText
    this.value = value
    this.callee = callee
  }
}
