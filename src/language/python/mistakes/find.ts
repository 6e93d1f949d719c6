import type { Source } from '../../../base/source.ts'
import { Problems } from '../../problems.ts'
import { readModule } from '../parser/module.ts'
import { exchangedSigns, idleLines } from './idle.ts'
import { neverJoined } from './joins.ts'
import { unboundLocals } from './locals.ts'
import { lockMistakes } from './locks.ts'
import type { Mistake } from './mistake.ts'
import { partsOfModule } from './module.ts'
import { undefinedNames } from './names.ts'
import { startMistakes } from './starts.ts'
import { threadCalls } from './thread-calls.ts'

/** Returns what a program that CPython accepts is hardly meant to do, in the order of the text. */
export function findMistakes(source: Source): readonly Mistake[] {
  const problems = new Problems(source)
  const statements = readModule(source, { rejected: problems, unsupported: problems })
  if (statements === null) return []
  const parts = partsOfModule(statements)
  const all = [
    ...undefinedNames(parts, statements),
    ...unboundLocals(parts, statements, source.text),
    ...idleLines(parts),
    ...exchangedSigns(parts, source.text),
    ...threadCalls(parts),
    ...lockMistakes(parts),
    ...startMistakes(parts),
    ...neverJoined(parts),
  ]
  return all.sort((one, other) => one.span.start - other.span.start)
}
