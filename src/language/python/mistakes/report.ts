import { type Diagnostic, errorAt, warningAt } from '../../../base/diagnostic.ts'
import { failure, type Result, success } from '../../../base/result.ts'
import { positionAt, type Source } from '../../../base/source.ts'
import { findMistakes } from './find.ts'
import type { Mistake } from './mistake.ts'

/**
 * Adds to what a reader says of a program what it is hardly meant to do. Where that is the reason of an error, it is told
 * instead of the error.
 */
export function withMistakes<T>(source: Source, result: Result<T>): Result<T> {
  const mistakes = firstOfLines(source, findMistakes(source))
  if (result.ok) return success(result.value, [...result.warnings, ...mistakes.map((each) => warning(source, each))])
  const causes = new Set<Mistake>()
  const errors = result.errors.flatMap((error) => {
    const cause = mistakes.find((each) => isCause(source, each, error))
    if (cause === undefined) return [error]
    if (causes.has(cause)) return []
    causes.add(cause)
    return [errorAt(source, cause.span, cause.message, cause.hint)]
  })
  const others = mistakes.filter((each) => !causes.has(each))
  return failure(errors, [...result.warnings, ...others.map((each) => warning(source, each))])
}

function warning(source: Source, { span, message, hint }: Mistake): Diagnostic {
  return warningAt(source, span, message, hint)
}

/** Whether an error of a reader follows from a mistake. */
function isCause(source: Source, { span, effect }: Mistake, error: Diagnostic): boolean {
  if (effect === null) return false
  if (error.span !== null && lineOf(source, span.start) === lineOf(source, error.span.start)) return true
  return effect === 'no threads' && (error.span === null || error.message.includes('before it is started'))
}

/** Of the mistakes of a line, the first: the others may follow from it. */
function firstOfLines(source: Source, mistakes: readonly Mistake[]): readonly Mistake[] {
  const byLine = new Map<number, Mistake>()
  for (const each of mistakes) {
    const line = lineOf(source, each.span.start)
    if (!byLine.has(line)) byLine.set(line, each)
  }
  return [...byLine.values()]
}

function lineOf({ text }: Source, offset: number): number {
  return positionAt(text, offset).line
}
