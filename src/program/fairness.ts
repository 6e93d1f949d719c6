import type { FindingKind } from './program.ts'

/** Kinds of findings about infinite executions, of which only fair ones count. */
export const dependsOnFairness: ReadonlySet<FindingKind> = new Set(['livelock', 'starvation'])

/** Kinds of findings of which an `expect` line can name the thread. */
export const ofOneThread: ReadonlySet<FindingKind> = new Set(['starvation'])
