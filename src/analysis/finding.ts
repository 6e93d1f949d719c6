/** Classes of a deadlock, in order of precedence. */
export const deadlockClasses = [
  'cycle',
  'self',
  'orphaned-lock',
  'missed-signal',
  'never-true',
  'channel',
  'barrier',
  'join',
] as const
export type DeadlockClass = (typeof deadlockClasses)[number]

/** What a blocked thread waits for. */
export type Awaited =
  | { readonly kind: 'mutex'; readonly mutex: number; readonly heldBy: number }
  | { readonly kind: 'condition'; readonly condition: number }
  | { readonly kind: 'semaphore'; readonly semaphore: number }
  | { readonly kind: 'barrier'; readonly barrier: number }
  | { readonly kind: 'thread'; readonly thread: number }
  | { readonly kind: 'channel'; readonly offers: readonly AwaitedOffer[] }
  /** Its turn in its event loop, which that task has. */
  | { readonly kind: 'turn'; readonly task: number }
  /** An `await` whose condition is false, by its position in the code. */
  | { readonly kind: 'until'; readonly pc: number }

/** A message that a blocked thread would send, or receive if it has no `value`. */
export interface AwaitedOffer {
  readonly channel: number
  readonly value: number | null
}

export interface Wait {
  readonly thread: number
  readonly line: number
  readonly awaited: Awaited
  /** Its place among those that wait for it, 1 for the first; 0 if they stand in no line. */
  readonly inLine: number
}

/** An access that a thread is about to make. */
export interface RacingAccess {
  readonly thread: number
  readonly line: number
  readonly write: boolean
}

/** A positive fraction in lowest terms. */
export interface Fraction {
  readonly numerator: bigint
  readonly denominator: bigint
}

export type Probability =
  | { readonly kind: 'exact'; readonly fraction: Fraction }
  | { readonly kind: 'numeric'; readonly value: number }

export type Grade = 'right' | 'not-serial' | 'wrong'
