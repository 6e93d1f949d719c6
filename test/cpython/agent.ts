import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Draw, Drawn, Nested } from '../../src/cpython/agent.ts'
import type { Access, Decision, End, Sleeper, Step, Waiting } from '../../src/stateless/execution.ts'

/** What the agent says of an execution. */
export interface Answer {
  readonly steps: readonly (Omit<Step, 'enabled' | 'blocked'> & {
    enabled?: readonly number[]
    blocked?: readonly Waiting[]
  } & Detail)[]
  /** Of a request that is `compact`: the numbers of the steps, of which `steps` has those that are new. */
  readonly known?: readonly number[]
  readonly end: End | 'departed'
  readonly blocked: readonly Waiting[]
  readonly outcome: Outcome
  readonly grown?: boolean
  readonly shares?: readonly number[]
  readonly departed?: { readonly at: number; readonly message: string }
  readonly unseen?: readonly { readonly module: string; readonly function: string; readonly line: number }[]
  readonly drawn?: readonly Drawn[]
  readonly nested?: readonly Nested[]
  readonly draws?: readonly Draw[]
  readonly error?: { readonly message: string; readonly line: number }
}

/** What an execution with `details` says of a step besides. */
export interface Detail {
  /** The task of an event loop whose step it is, as its number among `threads` of the outcome. */
  readonly task?: number
  readonly text?: string
  readonly line?: number
  readonly column?: number
  readonly value?: string
}

export interface Outcome {
  readonly output?: string
  readonly globals?: Readonly<Record<string, string>>
  readonly observed?: readonly string[]
  readonly exceptions?: readonly {
    readonly thread: number
    readonly type: string
    readonly message: string
    readonly line: number
  }[]
  readonly waiting?: readonly {
    readonly thread: number
    readonly line: number
    readonly for: string
    readonly heldBy?: number
  }[]
  /** The names of the threads, and of the tasks of event loops after them. */
  readonly threads?: readonly string[]
  /** How many of these are tasks. */
  readonly tasks?: number
}

export interface Asked {
  /** A request that is `compact` has three numbers in a row for each decision. */
  readonly prefix?: readonly Decision[] | readonly (number | null)[]
  readonly compact?: boolean
  readonly sleeping?: readonly Sleeper[]
  readonly maxSteps?: number
  readonly observe?: readonly string[]
  readonly details?: boolean
  readonly shared?: readonly number[]
  readonly policy?: { readonly kind: 'priorities'; readonly priorities: readonly number[]; readonly changes: readonly number[] }
}

export const folder: string = join(import.meta.dirname, '../../src/cpython/agent')

/** The interpreters of these versions that pyenv keeps; one of them, unless all are wanted. */
export function interpreters(versions: readonly string[]): string[] {
  const kept = versions.map((version) => join(homedir(), '.pyenv/versions', version, 'bin/python'))
  const installed = kept.filter((path) => existsSync(path))
  return process.env.INTERLEAVE_PYTHONS === 'all' ? installed : installed.slice(0, 1)
}

/** An agent that runs, for one program; `files` has the texts of modules beside it. */
export class Agent {
  readonly #process: ChildProcessWithoutNullStreams
  readonly folder: string
  readonly #kept: string | null
  readonly #lines: AsyncIterator<string>
  executions = 0

  /** `kept` is a folder for the file that stays when the agent is closed; other agents may execute the same file. */
  constructor(text: string, files: Readonly<Record<string, string>> = {}, python = 'python3', kept: string | null = null) {
    this.#kept = kept
    this.folder = kept ?? mkdtempSync(join(tmpdir(), 'agent-'))
    const path = join(this.folder, 'program.py')
    writeFileSync(path, text)
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, name)), { recursive: true })
      writeFileSync(join(this.folder, name), content)
    }
    this.#process = spawn(python, ['-I', folder, path])
    this.#lines = createInterface(this.#process.stdout)[Symbol.asyncIterator]()
  }

  /** The next line that the agent writes. */
  async line(): Promise<Record<string, unknown>> {
    const next = await this.#lines.next()
    if (next.done) throw new Error(`the agent ended: ${this.#process.stderr.read()}`)
    return JSON.parse(next.value)
  }

  async run(asked: Asked): Promise<Answer> {
    const request = { prefix: [], sleeping: [], maxSteps: 2000, observe: null, details: false, ...asked }
    this.#process.stdin.write(`${JSON.stringify(request)}\n`)
    this.executions++
    return (await this.line()) as unknown as Answer
  }

  close(): void {
    this.#process.kill()
    if (this.#kept === null) rmSync(this.folder, { recursive: true })
  }
}

/** The steps of an answer, with what was left out because it equals that of the step before. */
export function complete(answer: Answer): Step[] {
  let enabled: readonly number[] = []
  let blocked: readonly Waiting[] = []
  return answer.steps.map((step) => {
    enabled = step.enabled ?? enabled
    blocked = step.blocked ?? blocked
    return { ...step, enabled, blocked }
  })
}

/** The prefixes that begin as an execution does from `from` on, and then let another thread go on. */
function alternatives(answer: Answer, from: number): Decision[][] {
  const steps = complete(answer)
  const next = new Map(answer.blocked.map((each) => [each.thread, each.event]))
  const found: Decision[][] = []
  for (let index = steps.length - 1; index >= from; index--) {
    const step = steps[index]
    if (step === undefined) continue
    next.set(step.thread, step.event)
    found.push(...otherResults(steps, index))
    for (const thread of step.enabled) {
      const event = next.get(thread)
      if (thread === step.thread || event === undefined) continue
      found.push([...steps.slice(0, index), { thread, event, choice: 0 }].map(decision))
    }
  }
  // The last step of the prefix may be one that no execution had before.
  if (from > 0) found.push(...otherResults(steps, from - 1))
  return found
}

/** The prefixes that end with another result of a step, if it has its first one. */
function otherResults(steps: readonly Step[], index: number): Decision[][] {
  const step = steps[index]
  if (step === undefined || step.choice > 0) return []
  const others = Array.from({ length: step.choices - 1 }, (_, other) => ({ ...step, choice: other + 1 }))
  return others.map((other) => [...steps.slice(0, index), other].map(decision))
}

function decision({ thread, event, choice }: Decision): Decision {
  return { thread, event, choice }
}

/** Executes every schedule: a naive search, that any other one must agree with. Throws where a prefix cannot be followed. */
export async function explored(agent: Agent, most = 20_000): Promise<Answer[]> {
  for (;;) {
    const answers = await attempt(agent, most)
    if (answers !== undefined) return answers
  }
}

/** Undefined if an execution found more events that are steps: then earlier prefixes are no longer whole. */
async function attempt(agent: Agent, most: number): Promise<Answer[] | undefined> {
  const answers: Answer[] = []
  const waiting: Decision[][] = [[]]
  for (let prefix = waiting.pop(); prefix !== undefined; prefix = waiting.pop()) {
    const answer = await agent.run({ prefix })
    if (answer.grown) return undefined
    if (answer.end === 'departed' || answer.error) throw new Error(JSON.stringify(answer))
    const followed = answer.steps.slice(0, prefix.length).map(decision)
    if (JSON.stringify(followed) !== JSON.stringify(prefix)) throw new Error(`${JSON.stringify(prefix)} was not followed`)
    answers.push(answer)
    if (answers.length > most) throw new Error(`there are more than ${most} executions`)
    waiting.push(...alternatives(answer, prefix.length))
  }
  return answers
}

interface Branch {
  readonly prefix: readonly Decision[]
  readonly sleeping: readonly Sleeper[]
}

function dependent(one: readonly Access[], other: readonly Access[]): boolean {
  return one.some((a) =>
    other.some(
      (b) => a.object === b.object && (a.kind !== 'read' || b.kind !== 'read') && (a.part ?? b.part) === (b.part ?? a.part),
    ),
  )
}

/** Executes one schedule of each class of equivalent ones, by sleep sets; those that end asleep are not in the result. */
export async function exploredAsleep(agent: Agent): Promise<Answer[]> {
  for (;;) {
    const answers: Answer[] = []
    const waiting: Branch[] = [{ prefix: [], sleeping: [] }]
    let grown = false
    for (let branch = waiting.pop(); branch !== undefined && !grown; branch = waiting.pop()) {
      const answer = await agent.run(branch)
      if (answer.end === 'departed' || answer.error) throw new Error(JSON.stringify(answer))
      grown = answer.grown === true
      if (answer.end !== 'asleep') answers.push(answer)
      waiting.push(...branches(answer, branch))
    }
    if (!grown) return answers
  }
}

/** What to execute besides, after an execution of a branch: other threads first, the ones that went first asleep. */
function branches(answer: Answer, { prefix, sleeping }: Branch): Branch[] {
  const steps = complete(answer)
  const found: Branch[] = []
  // What a step touches can depend on the state: the last one of the prefix is known only now.
  const last = steps[prefix.length - 1]
  let asleep = last === undefined ? sleeping : sleeping.filter((each) => !dependent(each.accesses, last.accesses))
  for (const [index, step] of steps.entries()) {
    if (index < prefix.length) continue
    const tried: Sleeper[] = [...asleep, sleeper(step)]
    for (const thread of step.enabled) {
      const next = [...steps.slice(index), ...answer.blocked].find((each) => each.thread === thread)
      if (next === undefined || tried.some((each) => each.thread === thread)) continue
      found.push({ prefix: [...steps.slice(0, index).map(decision), decision({ choice: 0, ...next })], sleeping: [...tried] })
      tried.push(sleeper(next))
    }
    asleep = asleep.filter((each) => !dependent(each.accesses, step.accesses))
  }
  return found
}

function sleeper({ thread, event, accesses }: Waiting): Sleeper {
  return { thread, event, accesses }
}
