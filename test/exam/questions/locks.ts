/** Questions about several locks. */

import type { Question, Step } from '../explore.ts'
import { addAtOnce, down, up, write } from '../steps.ts'
import { addLocked, array, each, steps } from './threads.ts'

/** Takes two locks, does something, and gives them back. */
function withBoth(first: string, second: string, inside: Step): Step[] {
  return [down(first), down(second), inside, up(second), up(first)]
}

export const locks: Readonly<Record<string, Question>> = {
  called_under_lock: {
    initial: { m: 1, logged: 0 },
    threads: each(
      2,
      () =>
        function* () {
          yield down('m')
          yield* addLocked('m', 'logged', 1)()
          yield up('m')
        },
    ),
  },
  three_locks: {
    initial: { p: 1, q: 1, r: 1, done: 0 },
    threads: [
      steps(...withBoth('p', 'q', addAtOnce('done', 1))),
      steps(...withBoth('q', 'r', addAtOnce('done', 1))),
      steps(...withBoth('r', 'p', addAtOnce('done', 1))),
    ],
  },
  dining_left_hander: {
    initial: { ...array('fork', [1, 1, 1]), ...array('meals', [0, 0, 0]) },
    threads: [
      steps(...withBoth('fork[0]', 'fork[1]', write('meals[0]', 1))),
      steps(...withBoth('fork[1]', 'fork[2]', write('meals[1]', 1))),
      steps(...withBoth('fork[0]', 'fork[2]', write('meals[2]', 1))),
    ],
  },
  dining_waiter: {
    initial: { ...array('fork', [1, 1, 1]), seats: 2, meals: 0 },
    threads: each(3, (me) =>
      steps(down('seats'), ...withBoth(`fork[${me}]`, `fork[${(me + 1) % 3}]`, addAtOnce('meals', 1)), up('seats')),
    ),
  },
  dining_two_meals: {
    initial: { ...array('fork', [1, 1, 1]), meals: 0 },
    threads: each(3, (me) => {
      const meal = withBoth(`fork[${me}]`, `fork[${(me + 1) % 3}]`, addAtOnce('meals', 1))
      return steps(...meal, ...meal)
    }),
  },
}
