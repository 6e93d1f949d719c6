import { expect, test } from 'vitest'
import type { AgentAnswer, PythonStep } from '../../src/cpython/agent.ts'
import { realStations } from '../../src/cpython/real-stations.ts'

const file = '/program.py'

function step(text: string, operation: string, late: boolean): PythonStep {
  const place = { file, line: 3, node: 'Call', span: [3, 0, 3, 9] } as const
  const known = { thread: 0, event: 0, site: 0, accesses: [], choice: 0, choices: 1, enabled: [0], blocked: [] }
  return { ...known, ...place, text, operation, call: 1, late }
}

test.each([
  ['join t', 'join', true],
  ['join t', 'join', false],
  ['wait on c', 'wait on', true],
  ['acquire lock', 'acquire', true],
])('%s (%s, late: %s): a timeout may be longer than the tracer waits', (text, operation, late) => {
  const answer: AgentAnswer = {
    steps: [step(text, operation, late)],
    blocked: [],
    end: 'done',
    outcome: { output: '', exceptions: [], threads: ['MainThread'] },
    grown: false,
    shares: [],
    unseen: [],
    drawn: [],
    nested: [],
  }
  const [forced] = realStations(answer, file)
  expect(forced).toMatchObject({ station: { text, isFree: late } })
})
