import type { Source } from '../../../base/source.ts'
import { Problems } from '../../problems.ts'
import { buildModule, commentsIn } from '../syntax/build-statements.ts'
import { ProgressComments } from '../syntax/progress.ts'
import { checkScopes } from '../syntax/scopes.ts'
import { parseText } from '../syntax/text.ts'
import type { Statement } from '../syntax/tree.ts'
import { readModule } from './module.ts'

/**
 * Reads a text in all of Python. What CPython rejects is reported to `problems`, and there is no tree. What only the
 * subset of the partial evaluator lacks is reported to `outside`.
 */
export function parsePython(source: Source, problems: Problems, outside: Problems): readonly Statement[] | null {
  const refusals = new Problems(source)
  readSubset(source, refusals)
  const own = new Problems(source)
  const statements = readModule(source, own)
  // Where the text is no Python, the reader of the subset may report more than the first mistake.
  const isBoth = statements === null && refusals.errors.length > 0
  for (const each of statements === null && !isBoth ? own.errors : []) problems.errors.push(each)
  for (const each of refusals.errors) (statements === null ? problems : outside).errors.push(each)
  return statements
}

/** Reads a text in the subset of the partial evaluator. */
function readSubset(source: Source, problems: Problems): void {
  const tree = parseText(source, problems)
  if (tree === null) return
  const progress = new ProgressComments(source, commentsIn(tree))
  checkScopes(buildModule({ source, problems, progress }, tree), problems)
  progress.report(problems)
}
