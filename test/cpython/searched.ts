import type { AgentAnswer, PythonStep, Agent as SearchAgent } from '../../src/cpython/agent.ts'
import { Departure } from '../../src/stateless/execution.ts'
import { type Agent, complete } from './agent.ts'

/** The agent as the search knows it. */
export function searched(agent: Agent): SearchAgent {
  return {
    hello: { python: '3', hash: '', asserts: false, random: false, effects: [] },
    run: async ({ prefix, sleeping, maxSteps, observe, details, policy, shared }): Promise<AgentAnswer> => {
      const turns = policy?.kind === 'priorities' ? { policy } : {}
      const asked = {
        prefix,
        sleeping,
        maxSteps,
        details,
        ...turns,
        ...(shared === undefined ? {} : { shared }),
        ...(observe === null ? {} : { observe }),
      }
      const answer = await agent.run(asked)
      if (answer.end === 'departed') throw new Departure(0, JSON.stringify(answer.departed))
      const { blocked, end, grown = false, shares = [], unseen = [], drawn = [], nested = [], draws = [] } = answer
      const steps = complete(answer) as PythonStep[]
      const outcome = { output: '', exceptions: [], threads: [], ...answer.outcome }
      return {
        steps,
        blocked,
        end,
        outcome,
        grown,
        shares,
        unseen: unseen.map((each) => ({ file: '', ...each })),
        drawn,
        nested,
        draws,
      }
    },
  }
}
