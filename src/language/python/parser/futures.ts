import { blocksOf } from '../syntax/names.ts'
import type { Statement } from '../syntax/tree.ts'
import { failAt } from './failure.ts'

/** Refuses imports from `__future__` behind anything else than the documentation of the module. */
export function checkFutures(statements: readonly Statement[]): void {
  const written = statements.filter(({ kind }) => kind !== 'progress')
  const [first] = written
  const isDocumented = first?.kind === 'expression' && first.value.kind === 'string'
  const rest = isDocumented ? written.slice(1) : written
  const start = rest.findIndex((each) => !isFuture(each))
  if (start !== -1) rest.slice(start).forEach(checkLate)
}

function isFuture(each: Statement): boolean {
  return each.kind === 'import' && each.module === '__future__' && each.name !== null
}

function checkLate(each: Statement): void {
  if (isFuture(each)) failAt(each.span.start, each.span.end, 'imports from `__future__` come first')
  const bodies = each.kind === 'function' || each.kind === 'class' ? [each.definition.body] : blocksOf(each)
  for (const body of bodies) body.forEach(checkLate)
}
