import { expect, test, vi } from 'vitest'
import { Machine } from '../src/explorer/machine.ts'
import { finalsByOrder } from '../src/explorer/orders.ts'
import { readInstructionText } from '../src/language/ilv/read.ts'
import { defaultRules } from '../src/program/program.ts'

/** Returns how many serial executions end, and the steps of the first. */
function ends(text: string): { readonly count: number; readonly steps: number | undefined } {
  const read = readInstructionText({ name: 'test.ilv', text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  const { finals } = finalsByOrder(read.value, defaultRules)
  return { count: finals.length, steps: finals[0]?.steps }
}

const alternating = (loop: string): string => `
semaphore ping = 1
semaphore pong = 0
thread A:
    ${loop}
        P(ping)
        V(pong)
    end
thread B:
    ${loop}
        P(pong)
        V(ping)
    end
`

test('threads that block each other in each round come to their end, however many rounds there are', () => {
  expect(ends(alternating('repeat 300:'))).toEqual({ count: 1, steps: 1200 })
})

test('an execution whose rounds repeat has no end, which does not take the whole budget of steps', () => {
  const expanded = vi.spyOn(Machine.prototype, 'expandOnly')
  expect(ends(alternating('while true:')).count).toBe(0)
  expect(expanded.mock.calls.length).toBeLessThan(100)
  expanded.mockRestore()
})
