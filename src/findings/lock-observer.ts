import { LockObserver } from '../analysis/lock-discipline.ts'
import { memoized } from '../base/memoized.ts'
import type { Setting } from './rule.ts'

/** Returns the observer of how a program uses its locks: one per exploration, whichever kinds of findings need it. */
export const locksOf: (setting: Setting) => LockObserver = memoized(({ program, layout, labels }: Setting) => {
  return new LockObserver(program, layout, labels)
})
