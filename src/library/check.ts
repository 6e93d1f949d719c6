import { check as checkWith, type Investigation, investigate as investigateWith } from '../check/check.ts'
import type { CheckResult } from '../check/result.ts'
import type { Program } from '../program/program.ts'
import { type GivenCheckOptions, type HostedCheckOptions, hostedOptions } from './options.ts'

/**
 * Explores a program and returns its outcomes and findings. `timeoutMs`, `maxStates` and `maxBytes` end the exploration with
 * what was found until then; the result is then not `complete`. If `signal` is aborted, the promise is rejected with its
 * reason. Timers and other work of the program go on meanwhile.
 *
 * @example
 * ```js
 * const { outcomes } = await check(program, { timeoutMs: 10_000 })
 * outcomes.map(({ final }) => final) // [[1],[2]]
 * ```
 */
export async function check(program: Program, options: GivenCheckOptions = {}): Promise<CheckResult> {
  return abortable(options, (hosted) => checkWith(program, hosted))
}

/** The same, with the state space that was explored. */
export async function investigate(program: Program, options: GivenCheckOptions = {}): Promise<Investigation> {
  return abortable(options, (hosted) => investigateWith(program, hosted))
}

async function abortable<T>(options: GivenCheckOptions, explore: (hosted: HostedCheckOptions) => Promise<T>): Promise<T> {
  const hosted = hostedOptions(options)
  hosted.signal?.throwIfAborted()
  const explored = await explore(hosted)
  hosted.signal?.throwIfAborted()
  return explored
}
