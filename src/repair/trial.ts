import type { Result } from '../base/result.ts'
import { failure, success } from '../base/result.ts'
import type { Source } from '../base/source.ts'
import { type Investigation, investigate } from '../check/check.ts'
import type { CheckOptions } from '../check/options.ts'
import { readFinalCondition } from '../language/claims/options.ts'
import { type ObservedReadOptions, readObservedModel } from '../language/observed-model.ts'
import type { Program } from '../program/program.ts'

/** A text that was explored. */
export type Explored = Investigation

/** How long to go on with one candidate. */
export interface TrialLimits {
  readonly maxStates: number
  /** Whether outcomes are compared with those of serial executions. */
  readonly serial: boolean
  /** Whether only what single executions show is looked for. */
  readonly quick: boolean
}

/**
 * Reads and explores a text with the options of the user; null if it is no program. The host passes it in, since it has the
 * options and the clock.
 */
export type Trial = (source: Source, limits: TrialLimits | null) => Promise<Explored | null>

/** Of a program with more states than this only what is found in these is repaired. */
export const firstLimits: TrialLimits = { maxStates: 200_000, serial: true, quick: false }

/** How long to look for repairs, if nobody says otherwise: so many are enough, and so many milliseconds for all and for one. */
export const usualSearch = { most: 5, timeoutMs: 30_000, trialMs: 10_000 } as const

/** How to read and explore the texts. */
export interface TrialOptions {
  readonly reading: Partial<ObservedReadOptions>
  readonly checking: Partial<CheckOptions>
  /** What must hold in each final state, as an option has it; null for nothing but what the text itself expects. */
  readonly wanted: string | null
  /** How messages call the option that `wanted` is of. */
  readonly control: string
}

/** Returns a trial with the options of the user. */
export function trialWith(options: TrialOptions): Trial {
  return async (source, limits) => {
    const explored = await explore(source, options, limits)
    return explored.ok ? explored.value : null
  }
}

/** Reads and explores a text; the mistakes of the text and of the options are in the result. */
export async function explore(
  source: Source,
  { reading, checking, wanted, control }: TrialOptions,
  limits: TrialLimits | null,
): Promise<Result<Explored>> {
  const conditions = [...(reading.conditions ?? []), ...(wanted === null ? [] : [wanted])]
  const read = await readObservedModel(source, { ...reading, conditions })
  if (!read.ok) return read
  const { program, observed } = read.value
  const expecting = wanted === null ? success(program) : expectingFinally(program, wanted, control)
  if (!expecting.ok) return expecting
  return success(await investigate(expecting.value, { ...checking, observed, ...limits }), read.warnings)
}

function expectingFinally(program: Program, text: string, control: string): Result<Program> {
  const { condition, problems } = readFinalCondition(program, text, control)
  if (condition === null || problems.errors.length > 0) return failure(problems.errors)
  const expectation = { kind: 'final', condition, text: `final ${text}`, line: 0 } as const
  return success({ ...program, expectations: [...program.expectations, expectation] })
}
