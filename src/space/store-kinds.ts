/**
 * The kinds of state storage. `compact` and `bitstate` may mistake a new state for a stored one. `exact` and `compressed`
 * never do; a `compressed` store has no rows of the states that were expanded.
 */
export const storeKinds = ['exact', 'compressed', 'compact', 'bitstate'] as const
export type StoreKind = (typeof storeKinds)[number]
