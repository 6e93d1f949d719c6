import { describe, expect, test } from 'vitest'
import { explore, program } from '../../src/index.ts'
import '../../src/vitest.ts'

const racy = program((t) => {
  const balance = t.shared('balance')
  t.threads('P', 2, (p) => p.increment(balance))
})
const locked = program((t) => {
  const balance = t.shared('balance')
  const m = t.lock('m')
  t.threads('P', 2, (p) => p.locked(m, () => p.increment(balance)))
})
const crossed = { file: 'models/deadlock.ilv' }

async function messageOf(assertion: Promise<unknown>): Promise<string> {
  return assertion.then(
    () => 'it holds',
    (error: unknown) => (error instanceof Error ? error.message : `${error}`),
  )
}

describe('what holds', () => {
  test.each([
    { of: 'a program', holds: () => expect(locked).toBeRaceFree() },
    { of: 'not', holds: () => expect(racy).not.toBeRaceFree() },
    { of: 'a text', holds: () => expect('shared x\nthread A, B:\n  fetch_add r, x, 1').toHaveOutcomes({ x: [2] }) },
    { of: 'a file', holds: () => expect(crossed).not.toBeDeadlockFree() },
    { of: 'no deadlock', holds: () => expect(locked).toBeDeadlockFree() },
    { of: 'outcomes', holds: () => expect(racy).toHaveOutcomes({ balance: [2, 1] }) },
    { of: 'a list of outcomes', holds: () => expect(racy).toHaveOutcomes([{ balance: 1 }, { balance: 2 }]) },
    { of: 'other outcomes', holds: () => expect(racy).not.toHaveOutcomes({ balance: [2] }) },
    {
      of: 'options',
      holds: () =>
        expect({ file: 'models/lesson.py' }).toHaveOutcomes({ balance: [1, 2] }, { threads: { deposit_racy: 2 }, bound: 1 }),
    },
    { of: 'a report', holds: async () => expect(await explore(locked)).toBeRaceFree() },
  ])('$of', async ({ holds }) => {
    expect(await messageOf(holds())).toBe('it holds')
  })
})

describe('what does not hold is said with the trace', () => {
  test.each([
    { holds: () => expect(racy).toBeRaceFree(), says: [/^data race on balance: /, /both at once/] },
    { holds: () => expect(crossed).toBeDeadlockFree(), says: [/^deadlock \(cycle\)/, /waits for m2/] },
    {
      holds: () => expect(racy).toHaveOutcomes({ balance: [2, 3] }),
      says: [
        /^possible, but not expected: balance = 1\n\n {2}#/,
        /write balance = 1/,
        /expected, but not possible: balance = 3$/,
      ],
    },
    { holds: () => expect(locked).not.toBeRaceFree(), says: [/^expected the model not to be free of data races/] },
    { holds: () => expect(racy).not.toHaveOutcomes({ balance: [1, 2] }), says: [/^expected other final values/] },
  ])('$says', async ({ holds, says }) => {
    const message = await messageOf(holds())
    for (const each of says) expect(message).toMatch(each)
  })
})

describe('what is not known fails both ways', () => {
  test.each([
    { of: 'a limit', holds: () => expect(locked).toBeRaceFree({ maxStates: 3 }), says: /not explored completely/ },
    { of: 'a limit, not', holds: () => expect(locked).not.toBeRaceFree({ maxStates: 3 }), says: /not explored completely/ },
    {
      of: 'outcomes',
      holds: () => expect(locked).not.toHaveOutcomes({ balance: [7] }, { maxStates: 3 }),
      says: /not explored/,
    },
    { of: 'a name', holds: () => expect(locked).toHaveOutcomes({ blance: [7] }), says: /did you mean `balance`/ },
    { of: 'no name', holds: () => expect(locked).toHaveOutcomes({}), says: /expected the names of values/ },
  ])('$of', async ({ holds, says }) => {
    expect(await messageOf(holds())).toMatch(says)
  })
})
