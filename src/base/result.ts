import type { Diagnostic } from './diagnostic.ts'

/** A value, or the user's mistakes that prevent it. Both come with warnings. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Diagnostic[] }
  | { readonly ok: false; readonly errors: readonly Diagnostic[]; readonly warnings: readonly Diagnostic[] }

export function success<T>(value: T, warnings: readonly Diagnostic[] = []): Result<T> {
  return { ok: true, value, warnings }
}

export function failure<T>(errors: readonly Diagnostic[], warnings: readonly Diagnostic[] = []): Result<T> {
  return { ok: false, errors, warnings }
}
