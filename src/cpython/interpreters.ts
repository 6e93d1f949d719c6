import { Crew } from '../stateless/crew.ts'
import type { Course, Decision, Execution, Executor, Request, Subject } from '../stateless/execution.ts'
import type { Agent, AgentAnswer, PythonOutcome } from './agent.ts'
import type { HelpingAgents, PythonOptions } from './options.ts'

/** A file as a search sees it. */
export interface PythonSubject extends Subject<PythonOutcome> {
  /** Waits until no interpreter executes anything. */
  settle(): Promise<void>
}

/**
 * The interpreters that execute one file. What places in the text share is known to all of them as soon as the search has seen it, and not
 * before: so equal requests have equal answers.
 */
export class Interpreters {
  private readonly first: Agent
  private readonly options: PythonOptions
  private readonly shared = new Set<number>()
  /** Further ones, each started once; one that takes several requests at a time is there several times. */
  private readonly others: Promise<Agent>[] = []

  constructor(first: Agent, options: PythonOptions) {
    this.first = first
    this.options = options
  }

  /** The file for one search. `told` hears of each answer that the search gets. */
  subject(told: (answer: AgentAnswer) => void): PythonSubject {
    const { helpers } = this.options
    const crew = helpers === null ? null : new Crew(this.executor(this.first), this.helping(helpers))
    const executor = crew ?? this.executor(this.first)
    return {
      run: async (request: Request, course?: Course<Execution<PythonOutcome>>) => {
        const answer = await executor.run(request, course)
        for (const site of answer.shares) this.shared.add(site)
        told(answer)
        return answer
      },
      settle: async () => crew?.settle(),
    }
  }

  /** Executes a schedule once more, with the details that people see. */
  again(prefix: readonly Decision[]): Promise<AgentAnswer> {
    const { observe, limits } = this.options
    return this.first.run({ prefix, sleeping: [], maxSteps: limits.maxSteps, observe, details: true, ...this.knowledge() })
  }

  private executor(agent: Agent): Executor<AgentAnswer> {
    const { observe } = this.options
    return { run: (request) => agent.run({ ...request, observe, details: false, ...this.knowledge() }) }
  }

  private knowledge(): { readonly shared?: readonly number[] } {
    return this.options.helpers === null ? {} : { shared: [...this.shared] }
  }

  /** Starts further interpreters when the first search needs them; later ones have them from the beginning. */
  private helping(helpers: HelpingAgents): ConstructorParameters<typeof Crew<AgentAnswer>>[1] {
    const known = [...this.others]
    return {
      ...helpers,
      ...(known.length > 0 ? { after: 0 } : {}),
      start: async () => {
        const before = known.shift()
        const started = before ?? helpers.start()
        if (before === undefined) this.others.push(started)
        return this.executor(await started)
      },
    }
  }
}
