import { expect, test } from 'vitest'
import type { Agent, AgentAnswer, PythonStep } from '../../src/cpython/agent.ts'
import { explorePython } from '../../src/cpython/explore.ts'
import type { PythonResult } from '../../src/cpython/result.ts'
import { Departure } from '../../src/stateless/execution.ts'

const step: PythonStep = { thread: 0, event: 0, site: 0, accesses: [], choice: 0, choices: 1, enabled: [0], blocked: [] }

function answer(x: string, grown = false): AgentAnswer {
  const outcome = { globals: { x }, output: '', exceptions: [], threads: ['MainThread'] }
  return { steps: [step], blocked: [], end: 'done', outcome, grown, shares: [], unseen: [], drawn: [], nested: [] }
}

/** Explores what an agent says, one answer after another. */
function explored(next: () => AgentAnswer, isOver: () => boolean = () => false): Promise<PythonResult> {
  const agent: Agent = {
    hello: { python: '3', hash: '', asserts: false, random: false, effects: [] },
    run: async () => next(),
  }
  const limits = { maxSteps: 100, maxExecutions: 100, isOver }
  return explorePython(agent, { observe: null, limits, search: { kind: 'all' }, helpers: null, progress: () => undefined })
}

test('what was found while the steps were not yet known is no complete answer, even if nothing is left to try', async () => {
  let executions = 0
  const result = await explored(
    () => {
      executions++
      return answer('1', true)
    },
    () => executions > 0,
  )
  expect(result.search).toMatchObject({ complete: false, why: 'the time was over' })
})

test('the search begins anew until no place is found to share more', async () => {
  let executions = 0
  const result = await explored(() => answer('1', executions++ < 3))
  expect(result.search).toMatchObject({ complete: true, executions: 1 })
  expect(executions).toBeGreaterThan(4)
})

test('an outcome that is another one when its schedule is repeated is not shown', async () => {
  let executions = 0
  await expect(explored(() => answer(`${executions++}`))).rejects.toThrow(Departure)
})
