import type { Scope, Sync } from '../outline.ts'
import type { Declared, SyncClass } from './declared.ts'
import { syncMethods } from './sync.ts'

/** What can be called of an object of each class, with no arguments. */
const methods: Readonly<Record<SyncClass, readonly string[]>> = {
  Lock: ['acquire', 'release'],
  RLock: ['acquire', 'release'],
  Semaphore: ['acquire', 'release'],
  BoundedSemaphore: ['acquire', 'release'],
  Condition: ['wait', 'notify', 'notify_all'],
  Event: ['wait', 'set', 'clear'],
  Barrier: ['wait'],
  Thread: ['join'],
}

/** Returns the operations on declared objects that a scope can name. */
export function operationsOf(declared: readonly Declared[], scope: Scope): readonly Sync[] {
  return declared
    .filter((each) => each.isKnownIn(scope))
    .flatMap(({ text, class: name }) =>
      methods[name].map((method): Sync => {
        const kind = name === 'Barrier' ? 'arrive' : (syncMethods[method] ?? 'wait')
        return { kind, object: text, text: `${text}.${method}()` }
      }),
    )
}
