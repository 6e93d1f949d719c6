/** Questions about programs that print for ever. */

import type { Memory, Question, Step, Thread } from '../explore.ts'
import { down, print, up } from '../steps.ts'

/** A thread that takes the same steps for ever. */
function forever(...all: readonly Step[]): Thread {
  return function* () {
    while (true) for (const step of all) yield step
  }
}

/** Programs without an end are searched until they have printed so much. */
export const longestOutput = 9

function endless(initial: Memory, threads: readonly Thread[]): Question {
  return {
    initial: { ...initial, output: '' },
    threads,
    continues: ({ output }) => typeof output === 'string' && output.length < longestOutput,
  }
}

/** The questions whose programs print for ever. */
export const endlessQuestions: Readonly<Record<string, Question>> = {
  alternate: endless({ tick: 1, tock: 0 }, [
    forever(down('tick'), print('<'), up('tock')),
    forever(down('tock'), print('>'), up('tick')),
  ]),
  at_most_two_ahead: endless({ a: 2, b: 0 }, [
    forever(down('a'), print('a'), up('b')),
    forever(down('b'), print('b'), up('a')),
  ]),
  two_to_one: endless({ x: 2, y: 0 }, [
    forever(down('x'), print('x'), up('y')),
    forever(down('y'), down('y'), print('y'), up('x'), up('x')),
  ]),
  three_cycle: endless({ a: 1, b: 0, c: 0 }, [
    forever(down('a'), print('a'), up('b')),
    forever(down('b'), print('b'), up('a')),
    forever(down('c'), print('c'), up('a')),
  ]),
}
