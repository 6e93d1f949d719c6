import type { Statement } from '../syntax/tree.ts'
import { partsOfStatement } from './walk.ts'

/** The modules that a program imports anywhere. */
export function importsIn(statements: readonly Statement[]): string[] {
  const found = new Set<string>()
  const visit = (each: Statement): void => {
    if (each.kind === 'import') {
      found.add(each.module)
      if (each.name !== null) found.add(`${each.module}.${each.name}`)
      return
    }
    if (each.kind === 'function' || each.kind === 'class') {
      for (const inner of each.definition.body) visit(inner)
      return
    }
    for (const block of partsOfStatement(each).blocks) for (const inner of block) visit(inner)
  }
  for (const each of statements) visit(each)
  return [...found]
}
