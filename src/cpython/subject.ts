import type { Execution, Request, Subject } from '../stateless/execution.ts'
import type { Agent, AgentAnswer, PythonOutcome } from './agent.ts'

/** A Python file as the search sees it. `told` hears of each answer. */
export class PythonSubject implements Subject<PythonOutcome> {
  private readonly agent: Agent
  private readonly observe: readonly string[] | null
  private readonly told: (answer: AgentAnswer) => void

  constructor(agent: Agent, observe: readonly string[] | null, told: (answer: AgentAnswer) => void) {
    this.agent = agent
    this.observe = observe
    this.told = told
  }

  async run(request: Request): Promise<Execution<PythonOutcome>> {
    const answer = await this.agent.run({ ...request, observe: this.observe, details: false })
    this.told(answer)
    return answer
  }
}
