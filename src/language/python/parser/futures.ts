import type { Statement } from '../syntax/tree.ts'
import { failAt } from './failure.ts'

/** Refuses imports from `__future__` behind anything else than the documentation of the module. */
export function checkFutures(statements: readonly Statement[]): void {
  const isFuture = (each: Statement): boolean => each.kind === 'import' && each.module === '__future__'
  const written = statements.filter(({ kind }) => kind !== 'progress')
  const [first] = written
  const isDocumented = first?.kind === 'expression' && first.value.kind === 'string'
  const rest = isDocumented ? written.slice(1) : written
  const start = rest.findIndex((each) => !isFuture(each))
  const late = start === -1 ? undefined : rest.slice(start).find(isFuture)
  if (late !== undefined) failAt(late.span.start, late.span.end, 'imports from `__future__` come first')
}
