import { type Diagnostic, errorAt, warningAt } from '../base/diagnostic.ts'
import { failure, type Result, success } from '../base/result.ts'
import type { Source, Span } from '../base/source.ts'

/** The most diagnostics of one kind that a result has: of a text in another language, every line would be one. */
const mostReported = 50

/** Collects the diagnostics of one text, so that all are reported together; each place and message once. */
export class Problems {
  readonly errors: Diagnostic[] = []
  readonly warnings: Diagnostic[] = []
  private readonly source: Source | null
  private readonly seen = new Set<string>()

  constructor(source: Source | null) {
    this.source = source
  }

  error(span: Span | null, message: string, hint: string | null = null): void {
    if (this.isNew(span, message)) this.errors.push(errorAt(this.source, span, message, hint))
  }

  warn(span: Span | null, message: string, hint: string | null = null): void {
    if (this.isNew(span, message)) this.warnings.push(warningAt(this.source, span, message, hint))
  }

  /** Returns the value, or the first errors in the order of the text if there are any. */
  result<T>(value: T): Result<T> {
    const place = (each: Diagnostic): number => each.span?.start ?? -1
    const inOrder = (list: readonly Diagnostic[]): Diagnostic[] =>
      [...list].sort((one, other) => place(one) - place(other)).slice(0, mostReported)
    if (this.errors.length > 0) return failure(inOrder(this.errors), inOrder(this.warnings))
    return success(value, inOrder(this.warnings))
  }

  private isNew(span: Span | null, message: string): boolean {
    const key = `${span?.start} ${message}`
    if (this.seen.has(key)) return false
    this.seen.add(key)
    return true
  }
}
