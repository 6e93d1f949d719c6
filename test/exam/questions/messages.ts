/** Questions about messages, and about tasks that take turns. */

import type { Memory, Question, Step } from '../explore.ts'
import { addAtOnce, down, numberIn, print, read, up, write } from '../steps.ts'

/** Sends a number on a channel that holds none: it lies there until somebody takes it, and meanwhile the sender waits. */
function* sendDirectly(channel: string, value: number): Generator<Step, void, number> {
  yield (memory: Memory) => (memory[channel] === 0 ? [{ memory: { ...memory, [channel]: value }, value: 0 }] : [])
  yield (memory: Memory) => (memory[channel] === -value ? [{ memory: { ...memory, [channel]: 0 }, value: 0 }] : [])
}

/** Takes the number, so that its sender goes on. */
function receiveDirectly(channel: string): Step {
  return (memory) => {
    const value = numberIn(memory, channel)
    return value > 0 ? [{ memory: { ...memory, [channel]: -value }, value }] : []
  }
}

export const messages: Readonly<Record<string, Question>> = {
  two_senders: {
    initial: { c: 0, output: '' },
    threads: [
      function* () {
        yield* sendDirectly('c', 1)
        yield* sendDirectly('c', 2)
      },
      () => sendDirectly('c', 3),
      function* () {
        for (let round = 0; round < 3; round++) yield print(`${yield receiveDirectly('c')}`)
      },
    ],
  },
  room_for_one: {
    initial: { room: 1, messages: 0, output: '' },
    threads: [
      function* () {
        for (let round = 0; round < 2; round++) {
          yield print('p')
          yield down('room')
          yield up('messages')
        }
      },
      function* () {
        for (let round = 0; round < 2; round++) {
          yield down('messages')
          yield up('room')
          yield print('c')
        }
      },
    ],
  },
  // Between two places where a task gives way, all that it does is one step.
  task_gives_way: {
    initial: { total: 0 },
    threads: [
      function* () {
        yield addAtOnce('total', 1)
        yield addAtOnce('total', 1)
      },
      function* () {
        const first = yield read('total')
        const second = yield (memory: Memory) => [{ memory: { ...memory, total: first + 10 }, value: first + 10 }]
        yield write('total', second + 10)
      },
    ],
  },
}
