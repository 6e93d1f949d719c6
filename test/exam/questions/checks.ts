/** Questions about checks and reads that are out of date. */

import type { Question, Thread } from '../explore.ts'
import { add, addAtOnce, down, print, read, until, up, write } from '../steps.ts'
import { addLocked, each, steps } from './threads.ts'

function withdraw(amount: number): Thread {
  return function* () {
    if ((yield read('balance')) < amount) return
    yield* add('balance', -amount)
    yield addAtOnce('paid', amount)
  }
}

export const checks: Readonly<Record<string, Question>> = {
  two_withdrawals: { initial: { balance: 100, paid: 0 }, threads: [withdraw(70), withdraw(60)] },
  last_seat: {
    initial: { free: 1, bookings: 0, counter: 1 },
    threads: each(
      3,
      () =>
        function* () {
          if ((yield read('free')) === 0) return
          yield write('free', 0)
          yield* addLocked('counter', 'bookings', 1)()
        },
    ),
  },
  greatest_seen: {
    initial: { best: 0 },
    threads: [4, 9, 6].map(
      (number) =>
        function* () {
          if (number > (yield read('best'))) yield write('best', number)
        },
    ),
  },
  audit: {
    initial: { m: 1, first: 10, second: 20, total: 0 },
    threads: [
      function* () {
        yield* addLocked('m', 'first', -5)()
        yield* addLocked('m', 'second', 5)()
      },
      function* () {
        yield down('m')
        const first = yield read('first')
        const second = yield read('second')
        yield write('total', first + second)
        yield up('m')
      },
    ],
  },
  flag_before_data: {
    initial: { ready: 0, data: 0, output: '' },
    threads: [steps(write('ready', 1), write('data', 7)), steps(until('ready'), print({ variable: 'data' }))],
  },
  join_too_late: {
    initial: { x: 10, started: 0, output: '' },
    threads: [
      steps(write('started', 1), print({ variable: 'x' })),
      function* () {
        yield until('started')
        yield* add('x', 3)
      },
    ],
  },
}
