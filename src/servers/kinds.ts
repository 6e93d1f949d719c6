import type { FindingKind } from '../program/program.ts'

/** What each kind of finding means, for somebody who does not know the word. */
export const kindMeanings: Readonly<Record<FindingKind, string>> = {
  'lost-update':
    'A thread reads a variable, another one changes it, and the first one writes a value that it computed from what it read: the change of the other is gone. Make reading and writing one step: hold one lock over both, or use an atomic operation.',
  'data-race':
    'Two threads access a variable at the same time, at least one of them writes it, and nothing orders the two accesses. In C, C++ and Go that is an error by itself. Hold the same lock for each access, or make the variable atomic.',
  deadlock:
    'Threads wait for each other, so that none of them can ever go on. Take locks in the same order everywhere, or do not hold one while waiting for another.',
  'stuck-thread': 'A thread waits for something that no other thread will ever do again, while others go on or have ended.',
  livelock: 'Threads take steps forever, without any of them making progress.',
  assertion: 'A condition that the program states does not hold in some interleaving.',
  overlap: 'Two threads are in a critical section at the same time.',
  invariant: 'A condition that should hold in every state does not hold in one.',
  'division-by-zero': 'A division by zero is executed in some interleaving.',
  index: 'An array is accessed outside of its elements in some interleaving.',
  overflow: 'An integer leaves its range in some interleaving.',
  'lock-misuse': 'A lock is used in a way that it does not allow, such as releasing one that the thread does not hold.',
  'thread-misuse': 'A thread is started twice, or joined before its start.',
  'channel-misuse': 'A channel is used after it was closed.',
  'uncaught-exception': 'An exception ends a thread, since nothing catches it.',
  divergence: 'A thread executes forever without a step that another thread could notice.',
  'non-linearizable': 'Operations return results that no order of them, one after another, would give.',
  starvation: 'A thread that could go on again and again never gets its turn, although the scheduler is fair.',
  aba: 'A compare-and-swap succeeds since the old value is back, although the variable was changed in between.',
  'non-serializable':
    'Some final values are reached only if threads interrupt each other: no execution of one after another gives them.',
  'lock-order': 'Two threads take the same locks in different orders, which can be a deadlock.',
  'lock-held-at-exit': 'A thread ends while it holds a lock.',
}
