import type { Outline } from '../outline.ts'
import { countsIn } from './counts.ts'
import type { Declared } from './declared.ts'
import { guardedBy } from './guarded.ts'
import { locksIn } from './locks.ts'
import { operationsOf } from './operations.ts'
import type { PythonText } from './text.ts'

/** Returns what the changes of the catalogue need of a text of Python. */
export function pythonOutline(python: PythonText, declared: readonly Declared[]): Outline {
  return {
    lines: python.lines,
    blocks: python.blocks,
    locks: locksIn(python, declared),
    counts: countsIn(python, declared),
    guarded: (block, from, to, lock) => guardedBy(python, block, from, to, lock),
    operationsIn: (scope) => operationsOf(declared, scope),
  }
}
