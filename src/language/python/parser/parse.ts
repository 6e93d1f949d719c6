import type { Source } from '../../../base/source.ts'
import { Problems } from '../../problems.ts'
import { buildModule, commentsIn } from '../syntax/build-statements.ts'
import { ProgressComments } from '../syntax/progress.ts'
import { checkScopes } from '../syntax/scopes.ts'
import { parseText } from '../syntax/text.ts'
import type { Statement } from '../syntax/tree.ts'
import { readModule } from './module.ts'

/**
 * Reads a text in all of Python. What CPython rejects, and the little that no reader accepts, is reported to `problems`, and
 * there is no tree. What only the subset of the partial evaluator lacks is reported to `outside`.
 */
export function parsePython(source: Source, problems: Problems, outside: Problems): readonly Statement[] | null {
  const own = new Problems(source)
  const statements = readModule(source, { rejected: own, unsupported: own })
  const refusals = new Problems(source)
  readSubset(source, refusals)
  if (statements !== null) {
    outside.errors.push(...refusals.errors)
    return statements
  }
  // The reader of the subset goes on after a mistake, so that it may report more than one.
  const isAbout = refusals.errors.some(({ span }) => own.errors.some((each) => each.span?.start === span?.start))
  problems.errors.push(...(isAbout ? refusals.errors : own.errors))
  return null
}

/** Reads a text in the subset of the partial evaluator. */
function readSubset(source: Source, problems: Problems): void {
  const tree = parseText(source, problems)
  if (tree === null) return
  const progress = new ProgressComments(source, commentsIn(tree))
  checkScopes(buildModule({ source, problems, progress }, tree), problems)
  progress.report(problems)
}
