import { didYouMean } from '../base/suggest.ts'
import { defaultOptions as boundless, type CheckOptions } from '../check/options.ts'
import { hostOptions } from './host.ts'

/** How to check a program on this machine. */
export interface HostedCheckOptions extends CheckOptions {
  /** Ends the check when it is aborted; the promise is then rejected with its reason. */
  readonly signal: AbortSignal | null
}

/** Options of a check as a caller gives them; `undefined` is the same as none. */
export type GivenCheckOptions = { readonly [Name in keyof HostedCheckOptions]?: HostedCheckOptions[Name] | undefined }

/**
 * The options of a check where a caller gives none. They are those of this machine: `timeoutMs` is real time, other work of
 * the program is done meanwhile, and states take at most half of the memory that is free when the check begins.
 */
export const defaultOptions: HostedCheckOptions = {
  ...boundless,
  ...hostOptions(),
  signal: null,
  get maxBytes() {
    return hostOptions().maxBytes
  },
}

const names = Object.keys(defaultOptions)

/** Completes options by the defaults. Throws `TypeError` for an option that does not exist or has no such value. */
export function hostedOptions(given: GivenCheckOptions): HostedCheckOptions {
  const present = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  refuseUnknown(Object.keys(present), names)
  const options: HostedCheckOptions = { ...defaultOptions, ...present }
  limitIn('timeoutMs', options.timeoutMs, 'a number of milliseconds')
  limitIn('maxStates', options.maxStates, 'a number of states')
  limitIn('maxBytes', options.maxBytes, 'a number of bytes')
  const { signal, interrupted } = options
  return { ...options, interrupted: () => signal?.aborted === true || interrupted() }
}

/** Throws `TypeError` if an option is not among those that there are: it would have no effect, silently. */
export function refuseUnknown(given: readonly string[], known: readonly string[]): void {
  const unknown = given.find((name) => !known.includes(name))
  if (unknown === undefined) return
  const hint = didYouMean(unknown, known)
  throw new TypeError(`unknown option \`${unknown}\`${hint === null ? '' : `; ${hint}`}`)
}

/** Callers in JavaScript may pass anything, and a limit that cannot be compared would be none. */
function limitIn(name: string, value: unknown, what: string): void {
  if (typeof value === 'number' && value > 0) return
  throw new TypeError(
    `option \`${name}\`: expected ${what} greater than 0, found ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`,
  )
}
