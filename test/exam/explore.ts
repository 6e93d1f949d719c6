/**
 * A second, independent way to the answers of exam questions: threads are generators that yield their steps, and a plain
 * search executes every interleaving. It shares no code with the tool.
 */

type Value = number | string
export type Memory = Readonly<Record<string, Value>>

interface Result {
  readonly memory: Memory
  /** What the thread learns from the step. */
  readonly value: number
}

/** Returns each result that a step can have; none if it is blocked. */
export type Step = (memory: Memory) => readonly Result[]

/** The code of a thread. What it does may depend on nothing but the values of its steps. */
export type Thread = () => Generator<Step, void, number>

export interface Question {
  readonly initial: Memory
  readonly threads: readonly Thread[]
  /** Whether the search continues from a state; without it, from each. */
  readonly continues?: (memory: Memory) => boolean
}

export interface Answers {
  readonly finals: readonly Memory[]
  readonly deadlocks: readonly Memory[]
  readonly all: readonly Memory[]
}

interface State {
  readonly memory: Memory
  /** By thread: the values of the steps that it has taken. They determine where it is and what its variables hold. */
  readonly learnt: readonly (readonly number[])[]
}

/** Returns the memories that the executions of a program end in, or cannot leave. */
export function explore({ initial, threads, continues = () => true }: Question): Answers {
  const start: State = { memory: initial, learnt: threads.map(() => []) }
  const seen = new Set<string>([keyOf(start)])
  const queue = [start]
  const answers = { finals: [] as Memory[], deadlocks: [] as Memory[], all: [] as Memory[] }
  for (const state of queue) {
    answers.all.push(state.memory)
    if (!continues(state.memory)) continue
    const steps = threads.map((thread, index) => nextStep(thread, state.learnt[index] ?? []))
    const successors = steps.flatMap((step, index) => (step === null ? [] : successorsOf(state, index, step)))
    if (successors.length === 0) {
      const ended = steps.every((step) => step === null)
      answers[ended ? 'finals' : 'deadlocks'].push(state.memory)
    }
    for (const successor of successors) {
      const key = keyOf(successor)
      if (seen.has(key)) continue
      seen.add(key)
      queue.push(successor)
    }
  }
  return answers
}

function successorsOf({ memory, learnt }: State, index: number, step: Step): State[] {
  return step(memory).map((result) => ({
    memory: result.memory,
    learnt: learnt.map((values, thread) => (thread === index ? [...values, result.value] : values)),
  }))
}

function nextStep(thread: Thread, learnt: readonly number[]): Step | null {
  const running = thread()
  let at = running.next()
  for (const value of learnt) at = running.next(value)
  return at.done === true ? null : at.value
}

function keyOf({ memory, learnt }: State): string {
  const sorted = Object.entries(memory).sort(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify([sorted, learnt])
}
