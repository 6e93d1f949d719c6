import { type Diagnostic, errorAt, formatDiagnostic } from '../base/diagnostic.ts'
import { positionAt } from '../base/source.ts'
import type { CheckResult } from '../check/result.ts'
import { jsonText } from './json-text.ts'

/** Exit codes, as docs/contract.md defines them. */
export const Exit = { ok: 0, found: 1, misuse: 2, limit: 3, bug: 70 } as const

/** Returns the exit code of a check's result. */
export function exitOf({ verdict }: Pick<CheckResult, 'verdict'>): number {
  return { fail: Exit.found, incomplete: Exit.limit, answered: Exit.ok, pass: Exit.ok }[verdict]
}

/** Thrown if a command cannot continue because of its input; reported as one message per diagnostic, with exit code 2. */
export class Misuse extends Error {
  readonly diagnostics: readonly Diagnostic[]

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics[0]?.message ?? '')
    this.diagnostics = diagnostics
  }

  get text(): string {
    return this.diagnostics.map(formatDiagnostic).join('\n')
  }
}

/** Returns a misuse without a position in a file. */
export function misuse(message: string, hint: string | null = null): Misuse {
  return new Misuse([errorAt(null, null, message, hint)])
}

let isJson = false

/** Makes messages about input and command line JSON on standard output, as the results are. */
export function reportErrorsAsJson(): void {
  isJson = true
}

/** Prints what is wrong with the input or the command line. */
export function reportMisuse(error: Misuse): void {
  if (isJson) process.stdout.write(`${jsonText({ errors: error.diagnostics.map(errorJson) })}\n`)
  else writeMisuse(error)
}

/** Prints what is wrong as text on standard error, where standard output has another form or cannot be written. */
export function writeMisuse(error: Misuse): void {
  process.stderr.write(`${error.text}\n`)
}

/** A diagnostic in the JSON of `--json`. `file` is the name of the option if the mistake is in its value; null if unknown. */
export interface ErrorJson {
  readonly file: string | null
  readonly line: number | null
  readonly column: number | null
  readonly message: string
  readonly hint: string | null
}

function errorJson({ source, span, message, hint }: Diagnostic): ErrorJson {
  const place = source === null || span === null ? null : positionAt(source.text, span.start)
  return { file: source?.name ?? null, line: place?.line ?? null, column: place?.column ?? null, message, hint }
}

/** Runs a part of a command; reports errors in its input and returns their exit code. */
export async function guarded(part: () => Promise<number>): Promise<number> {
  try {
    return await part()
  } catch (error) {
    if (!(error instanceof Misuse)) throw error
    reportMisuse(error)
    return Exit.misuse
  }
}

/** Returns the worst of several exit codes, in the order of docs/contract.md. */
export function worst(codes: readonly number[]): number {
  const order: readonly number[] = [Exit.bug, Exit.misuse, Exit.found, Exit.limit, Exit.ok]
  return order.find((code) => codes.includes(code)) ?? Exit.ok
}
