/** Questions about additions that get lost. */

import type { Question } from '../explore.ts'
import { add, down, read, up, write } from '../steps.ts'
import { addLocked, each, steps } from './threads.ts'

export const additions: Readonly<Record<string, Question>> = {
  three_additions: { initial: { x: 0 }, threads: [1, 2, 4].map((amount) => () => add('x', amount)) },
  add_and_triple: {
    initial: { x: 2 },
    threads: [
      () => add('x', 5),
      function* () {
        const old = yield read('x')
        yield write('x', old * 3)
      },
    ],
  },
  lowest_count: {
    initial: { x: 0 },
    threads: each(
      2,
      () =>
        function* () {
          for (let round = 0; round < 4; round++) yield* add('x', 1)
        },
    ),
  },
  two_reads: {
    initial: { x: 1, y: 0 },
    threads: [
      function* () {
        const first = yield read('x')
        const second = yield read('x')
        yield write('y', first + 10 * second)
      },
      steps(write('x', 2)),
    ],
  },
  crossed_copies: {
    initial: { a: 1, b: 5 },
    threads: [
      function* () {
        const b = yield read('b')
        yield write('a', b + 1)
      },
      function* () {
        const a = yield read('a')
        yield write('b', a + 1)
      },
    ],
  },
  one_sided_lock: { initial: { m: 1, balance: 50 }, threads: [addLocked('m', 'balance', 20), () => add('balance', -5)] },
  two_locks: {
    initial: { mine: 1, yours: 1, x: 0 },
    threads: [addLocked('mine', 'x', 1), addLocked('yours', 'x', 1)],
  },
  lock_let_go: {
    initial: { m: 1, x: 0 },
    threads: each(
      2,
      () =>
        function* () {
          yield down('m')
          const old = yield read('x')
          yield up('m')
          yield down('m')
          yield write('x', old + 1)
          yield up('m')
        },
    ),
  },
  generous_mutex: { initial: { mutex: 2, x: 0 }, threads: each(3, () => addLocked('mutex', 'x', 1)) },
  released_twice: {
    initial: { counting: 1, binary: 1, x: 0, y: 0 },
    threads: [
      steps(down('counting'), up('counting'), up('counting'), down('binary'), up('binary', 1), up('binary', 1)),
      ...each(
        2,
        () =>
          function* () {
            yield* addLocked('counting', 'x', 1)()
            yield down('binary')
            yield* add('y', 1)
            yield up('binary', 1)
          },
      ),
    ],
  },
}
