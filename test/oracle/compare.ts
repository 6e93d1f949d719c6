import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { fractionText } from '../../src/analysis/fraction.ts'
import { check } from '../../src/check/check.ts'
import type { CheckResult, Finding, Outcome } from '../../src/check/result.ts'
import { failureKinds, type Program } from '../../src/program/program.ts'
import type { State } from '../../src/semantics/state.ts'
import type { Trace } from '../../src/semantics/trace.ts'
import { leastDeadlocks } from '../differential/deadlocks.ts'

/** A failure: its kind, the thread, and the position of the instruction in the code of the thread. */
type Failure = readonly [kind: string, thread: number, pc: number]

/** What the oracle says of the state of a thread. */
type ThreadState = readonly [status: string, pc: number, registers: readonly number[], levels: number, rank: number]

/** A state as the oracle prints it. */
type StateOf = readonly [
  shared: readonly (readonly number[])[],
  locks: readonly (readonly [holder: number | null, level: number])[],
  semaphores: readonly number[],
  threads: readonly ThreadState[],
  channels: readonly (readonly [messages: readonly number[], closed: boolean])[],
  loops: readonly (number | null)[],
]

interface Counted {
  readonly values: readonly number[]
  /** Null if the space has a cycle. */
  readonly interleavings: string | null
  readonly probability: string | null
}

/** What `oracle.py` prints for a program; null instead if it has too many states. */
export interface Answer {
  readonly states: number
  readonly transitions: number
  readonly depth: number
  readonly interleavings: string | null
  readonly outcomes: readonly Counted[]
  /** All states without successors. */
  readonly ends: Readonly<Record<'final' | 'deadlock' | 'failed', readonly StateOf[]>>
  /** The class of each deadlock, and the positions of the threads that are the reason. */
  readonly reasons: readonly (readonly [kind: string, core: readonly (readonly [thread: number, pc: number])[]])[]
  readonly failures: readonly Failure[]
  /** Threads that go round for ever in local steps alone, with the positions at which they do. */
  readonly endless: readonly (readonly [thread: number, pcs: readonly number[]])[]
  readonly crashes: readonly (readonly [exception: string, thread: number, pc: number])[]
  readonly invariants: readonly number[]
  readonly held: readonly (readonly [thread: number, mutex: number])[]
  readonly stuck: readonly (readonly [thread: number, pc: number])[]
  /** The values of serial outcomes; null if there are too many serial executions to walk. */
  readonly serial: readonly (readonly number[])[] | null
  readonly races: readonly (readonly [variable: number, one: number, pc: number, other: number, otherPc: number])[]
}

/** Asks the oracle about all programs at once; one that has more than `mostStates` is not answered. */
export function answersTo(programs: readonly Program[], mostStates: number): (Answer | null)[] {
  const script = join(import.meta.dirname, 'oracle.py')
  const input = JSON.stringify(programs)
  const output = execFileSync('python3', ['-B', script, `${mostStates}`], { input, encoding: 'utf8', maxBuffer: 2 ** 30 })
  return output
    .trimEnd()
    .split('\n')
    .map((line): Answer | null => JSON.parse(line))
}

/** The differences between what `check` and the oracle say of a program, each in words. */
export async function differences(program: Program, answer: Answer): Promise<string[]> {
  const result = await check(program, { reduce: [] })
  const { states, transitions, depth, interleavings } = result.stats
  const found: Readonly<Record<string, unknown>> = {
    states,
    transitions,
    depth,
    interleavings: interleavings === null ? null : `${interleavings}`,
    outcomes: result.outcomes.map(countedOf).sort(),
    ...findingsOf(result, program),
    strangeEnds: strangeEnds(result, answer),
    serial: answer.serial === null ? null : serialOf(result),
  }
  const wanted: Readonly<Record<string, unknown>> = {
    ...answer,
    outcomes: answer.outcomes.map((each) => JSON.stringify(each)).sort(),
    ...expectedOf(program, answer),
    strangeEnds: [],
  }
  return Object.keys(found)
    .filter((name) => JSON.stringify(found[name]) !== JSON.stringify(wanted[name]))
    .map((name) => `${name}: check says ${JSON.stringify(found[name])}, the oracle ${JSON.stringify(wanted[name])}`)
}

/** The values of serial outcomes; a check says null of each outcome if there are none. */
function serialOf({ outcomes }: CheckResult): number[][] {
  const found = outcomes.filter(({ serial }) => serial === true).map(({ final }) => final.flat())
  return found.sort((a, b) => a.map((value, at) => value - (b[at] ?? 0)).find((each) => each !== 0) ?? 0)
}

/** The last states of traces to terminal states and failed ends that are none for the oracle. */
function strangeEnds({ outcomes, findings }: CheckResult, { ends }: Answer): string[] {
  const failed = findings.filter(({ kind, cycleFrom }) => failureKinds.some((each) => each === kind) && cycleFrom === null)
  const deadlocked = findings.filter(({ kind }) => kind === 'deadlock')
  return [
    ...outsiders(
      outcomes.map((each) => each.witness()),
      ends.final,
    ),
    ...outsiders(
      deadlocked.map(({ trace }) => trace),
      ends.deadlock,
    ),
    ...outsiders(
      failed.filter(({ kind }) => kind !== 'divergence').map(({ trace }) => trace),
      ends.failed,
    ),
  ]
}

/** The last states of traces that are not among the given ones, as text. */
function outsiders(traces: readonly Trace[], states: readonly StateOf[]): string[] {
  const known = new Set(states.map((state) => JSON.stringify(state)))
  return traces
    .map((trace) => JSON.stringify(stateOf(trace.steps.at(-1)?.after ?? trace.initial)))
    .filter((state) => !known.has(state))
}

/** A state as the oracle prints it. */
function stateOf({ shared, mutexes, semaphores, threads, channels, loops }: State): StateOf {
  return [
    shared,
    mutexes.map(({ owner, depth }) => [owner, depth]),
    semaphores,
    threads.map(({ status, pc, registers, saved, rank }) => [status, pc, registers, saved, rank]),
    channels.map(({ messages, closed }) => [messages, closed]),
    loops,
  ]
}

/** An outcome as the oracle prints it. */
function countedOf({ final, interleavings, probability }: Outcome): string {
  const exact = probability?.kind === 'exact' ? fractionText(probability.fraction) : null
  return JSON.stringify({
    values: final.flat(),
    interleavings: interleavings === null ? null : `${interleavings}`,
    probability: exact,
  })
}

/** A check reports one finding for each kind and set of lines, whichever thread it is about. */
function findingsOf({ findings }: CheckResult, program: Program): Record<string, string[]> {
  const of = (kinds: readonly string[], text: (finding: Finding) => string): string[] =>
    sorted(findings.filter(({ kind }) => kinds.includes(kind)).map(text))
  return {
    deadlocks: of(['deadlock'], ({ detail, lines }) => (detail.kind === 'deadlock' ? `${detail.class} ${lineSet(lines)}` : '')),
    failures: of(failureKinds, (finding) => `${finding.kind} ${isSilentLoop(finding) ? '' : lineSet(finding.lines)}`),
    crashes: of(['uncaught-exception'], ({ detail, lines }) =>
      detail.kind === 'uncaught-exception' ? `${detail.exception} ${lineSet(lines)}` : '',
    ),
    stuck: of(['stuck-thread'], ({ lines }) => lineSet(lines)),
    races: of(['data-race'], ({ detail, lines }) =>
      detail.kind === 'data-race' ? `${detail.location.variable}: ${lineSet(lines)}` : '',
    ),
    invariants: of(['invariant', 'overlap'], ({ lines }) => lineSet(lines)),
    held: of(['lock-held-at-exit'], ({ detail }) =>
      detail.kind === 'lock-held-at-exit' ? `${program.mutexes[detail.mutex]?.name}` : '',
    ),
  }
}

/** At which of its instructions a silent loop fails is not defined. */
function isSilentLoop({ kind, cycleFrom }: Finding): boolean {
  return kind === 'divergence' && cycleFrom === null
}

/** The same from the answer of the oracle. */
function expectedOf(program: Program, answer: Answer): Record<string, string[]> {
  const line = (thread: number, pc: number): number =>
    program.codes[program.threads[thread]?.code ?? 0]?.instructions[pc]?.line ?? -1
  const failure = ([kind, thread, pc]: Failure): string => `${kind} ${kind === 'divergence' ? '' : line(thread, pc)}`
  const endless = answer.endless.map(([thread, pcs]) => `divergence ${lineSet(pcs.map((pc) => line(thread, pc)))}`)
  const deadlocks = answer.reasons.map(([kind, core]) => ({
    kind,
    lines: core.map(([thread, pc]) => line(thread, pc)),
    depth: 0,
  }))
  return {
    deadlocks: sorted(leastDeadlocks(deadlocks).map(({ kind, lines }) => `${kind} ${lineSet(lines)}`)),
    failures: sorted([...answer.failures.map(failure), ...endless]),
    crashes: sorted(answer.crashes.map(failure)),
    stuck: sorted(answer.stuck.map(([thread, pc]) => lineSet([line(thread, pc)]))),
    races: sorted(
      answer.races.map(
        ([variable, one, pc, other, otherPc]) => `${variable}: ${lineSet([line(one, pc), line(other, otherPc)])}`,
      ),
    ),
    invariants: sorted(answer.invariants.map((at) => lineSet([program.invariants[at]?.line ?? -1]))),
    held: sorted(answer.held.map(([, mutex]) => `${program.mutexes[mutex]?.name}`)),
  }
}

function lineSet(lines: readonly number[]): string {
  return [...new Set(lines)].sort((a, b) => a - b).join()
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort()
}
