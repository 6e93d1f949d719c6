// yargs checks itself by two functions of Node's `assert`, which takes 3 ms to load at each start. In the bundle these
// stand in for them.
import { Bug } from '../base/bug.ts'

export function strictEqual(actual: unknown, expected: unknown, message?: string): void {
  if (!Object.is(actual, expected)) throw new Bug(message ?? 'not equal')
}

export function notStrictEqual(actual: unknown, expected: unknown, message?: string): void {
  if (Object.is(actual, expected)) throw new Bug(message ?? 'equal')
}
