import { LockObserver } from '../analysis/lock-discipline.ts'
import { memoized } from '../base/memoized.ts'
import type { Setting } from './rule.ts'

/** What sees how a program uses its locks: one observer for an exploration, whichever kinds of findings ask for it. */
export const locksOf: (setting: Setting) => LockObserver = memoized(({ program, layout, labels }: Setting) => {
  return new LockObserver(program, layout, labels)
})
