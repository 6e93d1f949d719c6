/** Questions about semaphores that order prints. */

import type { Question } from '../explore.ts'
import { down, print, up } from '../steps.ts'
import { array, each, steps } from './threads.ts'

export const signals: Readonly<Record<string, Question>> = {
  print_in_order: {
    initial: { after_one: 0, after_two: 0, output: '' },
    threads: [
      steps(down('after_two'), print('three')),
      steps(print('one '), up('after_one')),
      steps(down('after_one'), print('two '), up('after_two')),
    ],
  },
  rendezvous_prints: {
    initial: { left: 0, right: 0, output: '' },
    threads: [
      steps(print('a'), up('left'), down('right'), print('c')),
      steps(print('b'), up('right'), down('left'), print('d')),
    ],
  },
  rendezvous_swapped: {
    initial: { left: 0, right: 0, output: '' },
    threads: [
      steps(print('a'), up('left'), down('right'), print('c')),
      steps(print('b'), down('left'), up('right'), print('d')),
    ],
  },
  rendezvous_both_wait: {
    initial: { left: 0, right: 0, output: '' },
    threads: [
      steps(print('a'), down('right'), up('left'), print('c')),
      steps(print('b'), down('left'), up('right'), print('d')),
    ],
  },
  binary_loses_signal: {
    initial: { ring: 0, output: '' },
    threads: [steps(up('ring', 1), up('ring', 1)), steps(down('ring'), print('!'), down('ring'), print('!'))],
  },
  ring_of_three: {
    initial: { 'turn[0]': 1, 'turn[1]': 0, 'turn[2]': 0, output: '' },
    threads: each(3, (me) => {
      const round = [down(`turn[${me}]`), print(`${me}`), up(`turn[${(me + 1) % 3}]`)]
      return steps(...round, ...round)
    }),
  },
  missing_initial_one: {
    initial: { ...array('turn', [0, 0, 0]), output: '' },
    threads: each(3, (me) => steps(down(`turn[${me}]`), print(`${me}`), up(`turn[${(me + 1) % 3}]`))),
  },
  split_order: {
    initial: { go: 0, done: 0, output: '' },
    threads: [
      steps(print('r'), up('go'), up('go')),
      steps(down('go'), print('s'), up('done')),
      steps(down('go'), print('t'), up('done')),
      steps(down('done'), down('done'), print('u')),
    ],
  },
  shared_go: {
    initial: { go: 0, output: '' },
    threads: [
      steps(print('k'), up('go')),
      steps(print('l'), up('go')),
      steps(down('go'), print('w')),
      steps(down('go'), print('z')),
    ],
  },
}
