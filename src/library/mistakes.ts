import { type Diagnostic, errorAt, formatDiagnostic } from '../base/diagnostic.ts'
import type { Result } from '../base/result.ts'

/**
 * What `explore` and `program` throw if there is something wrong with the model. The message has, for each mistake, the
 * place, the source line with a caret, what is wrong, and what to write instead.
 *
 * @example
 * ```js
 * const error = await explore('thread A:\n  laod r, x').catch((reason) => reason)
 * error instanceof ModelError && error.diagnostics[0].hint // "did you mean `load`?"
 * ```
 */
export class ModelError extends Error {
  override readonly name: string = 'ModelError'
  readonly diagnostics: readonly Diagnostic[]

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(formatDiagnostic).join('\n'))
    this.diagnostics = diagnostics
  }
}

/** Returns an error that belongs to no place in a text. */
export function modelError(message: string, hint: string | null = null): ModelError {
  return new ModelError([errorAt(null, null, message, hint)])
}

/** Returns the value of a result. Throws `ModelError` if there is none. */
export function valueIn<T>(result: Result<T>): T {
  if (!result.ok) throw new ModelError(result.errors)
  return result.value
}
