/** Questions about barriers, buffers and condition variables. */

import type { Question, Thread } from '../explore.ts'
import { add, down, notify, print, read, up, wait, write } from '../steps.ts'
import { array, each, steps } from './threads.ts'

/** A barrier for three; each part can be left out. */
function barrier(parts: { mutex: boolean; passesOn: boolean; prints: boolean }): Question {
  const thread: Thread = function* () {
    if (parts.prints) yield print('a')
    if (parts.mutex) yield down('mutex')
    yield* add('arrived', 1)
    if ((yield read('arrived')) === 3) yield up('turnstile')
    if (parts.mutex) yield up('mutex')
    yield down('turnstile')
    if (parts.passesOn) yield up('turnstile')
    if (parts.prints) yield print('b')
  }
  return { initial: { mutex: 1, turnstile: 0, arrived: 0, output: '' }, threads: [thread, thread, thread] }
}

/** A consumer that looks for an item once, or again whenever it is woken. */
function eater(me: string, word: 'if' | 'while'): Thread {
  return function* () {
    yield down('m')
    let isEmpty = (yield read('items')) === 0
    while (isEmpty) {
      yield* wait('filled', 'm', me)
      isEmpty = word === 'while' && (yield read('items')) === 0
    }
    yield* add('items', -1)
    yield up('m')
  }
}

function eaters(word: 'if' | 'while'): Question {
  const producer: Thread = function* () {
    yield down('m')
    yield* add('items', 1)
    yield notify('filled')
    yield up('m')
  }
  return { initial: { m: 1, items: 0 }, threads: [eater('first', word), eater('second', word), producer] }
}

export const meetings: Readonly<Record<string, Question>> = {
  barrier_turnstile: barrier({ mutex: true, passesOn: true, prints: true }),
  barrier_forgets: barrier({ mutex: true, passesOn: false, prints: true }),
  barrier_unlocked_count: barrier({ mutex: false, passesOn: true, prints: false }),
  buffer_if: eaters('if'),
  buffer_while: eaters('while'),
  buffer_right: {
    initial: { free: 2, full: 0, mutex: 1, ...array('place', [0, 0]), output: '' },
    threads: [
      function* () {
        for (let i = 1; i <= 3; i++) {
          yield down('free')
          yield down('mutex')
          yield write(`place[${i % 2}]`, i)
          yield up('mutex')
          yield up('full')
        }
      },
      function* () {
        for (let i = 1; i <= 3; i++) {
          yield down('full')
          yield down('mutex')
          const got = yield read(`place[${i % 2}]`)
          yield up('mutex')
          yield up('free')
          yield print(`${got}`)
        }
      },
    ],
  },
  buffer_mutex_first: {
    initial: { free: 2, full: 0, mutex: 1, used: 0 },
    threads: [
      function* () {
        for (let round = 0; round < 3; round++) {
          yield down('mutex')
          yield down('free')
          yield* add('used', 1)
          yield up('full')
          yield up('mutex')
        }
      },
      function* () {
        for (let round = 0; round < 3; round++) {
          yield down('mutex')
          yield down('full')
          yield* add('used', -1)
          yield up('free')
          yield up('mutex')
        }
      },
    ],
  },
  missed_notify: {
    initial: { m: 1, ready: 0, output: '' },
    threads: [
      function* () {
        yield down('m')
        yield* wait('c', 'm', 'waiter')
        yield print('woken')
        yield up('m')
      },
      steps(down('m'), write('ready', 1), print('set '), notify('c'), up('m')),
    ],
  },
  notify_one: {
    initial: { m: 1, open: 0, passed: 0 },
    threads: [
      ...each(
        3,
        (me) =>
          function* () {
            yield down('m')
            while ((yield read('open')) === 0) yield* wait('opened', 'm', `${me}`)
            yield* add('passed', 1)
            yield up('m')
          },
      ),
      steps(down('m'), write('open', 1), notify('opened'), up('m')),
    ],
  },
  reader_count: {
    initial: { room: 1, readers: 0, written: 0 },
    threads: [
      ...each(
        2,
        () =>
          function* () {
            yield* add('readers', 1)
            if ((yield read('readers')) === 1) yield down('room')
            yield* add('readers', -1)
            if ((yield read('readers')) === 0) yield up('room')
          },
      ),
      steps(down('room'), write('written', 1), up('room')),
    ],
  },
}
