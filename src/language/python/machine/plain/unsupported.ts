import { Unsupported } from '../values.ts'

export function unsupportedComplex(): Unsupported {
  return new Unsupported('a complex number', 'use a float or an int')
}

/** A function whose last digit C libraries do not agree on, so that no one result is Python's. */
export function unsupportedDigits(name: string): Unsupported {
  return new Unsupported(`a result of \`${name}\` whose last digit differs from computer to computer`, 'use integers')
}
