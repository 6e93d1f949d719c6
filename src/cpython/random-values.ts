/** What becomes of random values: each is explored where a call has few of them, or all are the same in each execution. */
export const randomValuesKinds = ['explored', 'fixed'] as const
export type RandomValues = (typeof randomValuesKinds)[number]
