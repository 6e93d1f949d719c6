import { createDraft, type Draft, enablePatches, finishDraft, type Patch } from 'immer'
import { Bug, present, unreachable } from '../base/bug.ts'
import type { Access } from '../program/access.ts'
import { channelsOf } from '../program/channels.ts'
import { loopsOf } from '../program/event-loops.ts'
import { endlessRounds } from '../program/loops.ts'
import {
  atomicInstructionLimit,
  type BlockingInstruction,
  type Choice,
  defaultRules,
  type Instruction,
  instructionAt,
  isBlocking,
  isSilent,
  loudInstruction,
  type Program,
  type Rules,
  type SilentInstruction,
  silentInstructionLimit,
} from '../program/program.ts'
import { selectMustWait } from './channels.ts'
import { Fault } from './evaluate.ts'
import { type Chooser, Execution } from './execution.ts'
import { execute, isAvailable, recordAwaited, take } from './instructions.ts'
import { isItsTurn, leaveLine, mayStandInLine, standInLine } from './queues.ts'
import { hasEnded, type State, type ThreadState } from './state.ts'
import type { StepKind, TraceStep } from './trace.ts'

enablePatches()

/** A transition: what a thread did in a state, and the successor. */
export type Step = Omit<TraceStep, 'before'>

const noChoice: Chooser = () => {
  throw new Bug('a choice where there is none')
}

/**
 * Returns the initial state of a program, after the silent code up to each thread's first instruction.
 *
 * @example
 * ```js
 * initialState(program).shared // [[0]]
 * ```
 */
export function initialState(program: Program): State {
  const start: State = {
    shared: program.shared.map((variable) => variable.initial),
    mutexes: program.mutexes.map(() => ({ owner: null, depth: 0 })),
    semaphores: program.semaphores.map((semaphore) => semaphore.initial),
    channels: channelsOf(program).map(() => ({ messages: [], closed: false })),
    threads: program.threads.map((thread) => ({
      status: thread.start,
      pc: 0,
      registers: present(program.codes[thread.code], 'code').registers.map(() => 0),
      saved: 0,
      rank: 0,
    })),
    loops: Array.from({ length: loopsOf(program) }, () => null),
    failure: null,
  }
  const draft = createDraft(start)
  for (const [index, thread] of program.threads.entries()) {
    if (thread.start === 'running' && draft.failure === null) advanceOrFail(new Execution(program, draft, index, noChoice))
  }
  return finishDraft(draft) as State
}

/**
 * Reports whether the execution has ended because every started thread that is not a daemon has ended.
 *
 * @example
 * ```js
 * isFinal(program, initialState(program)) // false
 * ```
 */
export function isFinal(program: Program, state: State): boolean {
  if (state.failure !== null) return false
  return state.threads.every(
    (thread, index) => thread.status === 'unstarted' || hasEnded(thread.status) || program.threads[index]?.daemon,
  )
}

/** Reports whether a thread can take a step. */
export function isEnabled(program: Program, state: State, thread: number, rules: Rules): boolean {
  if (state.failure !== null || isFinal(program, state)) return false
  const loop = program.threads[thread]?.loop
  const runs = loop === undefined ? null : (state.loops[loop] ?? null)
  return (runs === null || runs === thread) && canStep(program, state, thread, rules)
}

/** Reports whether a thread can take a step if its event loop lets it. */
function canStep(program: Program, state: State, thread: number, rules: Rules): boolean {
  const { status, pc } = present(state.threads[thread], 'thread')
  const instruction = instructionAt(program, thread, pc)
  const run = new Execution(program, state as Execution['state'], thread, noChoice)
  switch (status) {
    case 'running':
      return instruction !== null && !isBlocked(run, instruction)
    case 'waking':
    case 'expired':
      return instruction?.op === 'wait' && (mayTake(run, instruction) || mayStandInLine(run, instruction))
    case 'sleeping':
      return rules.spuriousWakeups || isTimed(instruction)
    case 'unstarted':
    case 'arrived':
    case 'finished':
    case 'crashed':
    case 'failed':
      return false
    default:
      return unreachable(status)
  }
}

/** Reports whether a sleeper in this `wait` may time out. */
function isTimed(instruction: Instruction | null): boolean {
  return instruction?.op === 'wait' && instruction.to !== null
}

/** Reports whether an instruction is blocked; an `atomic` block is if its first instruction is. */
function isBlocked(run: Execution, instruction: Instruction): boolean {
  const first = firstOf(run, instruction)
  return isBlocking(first) && mustWait(run, first)
}

/** Returns the first instruction of a block, or the instruction itself. */
function firstOf(run: Execution, instruction: Instruction): Instruction {
  return instruction.op === 'atomic'
    ? present(instructionAt(run.program, run.actor, run.thread.pc + 1), 'first instruction of a block')
    : instruction
}

/** Reports whether the acting thread may take now what an instruction takes: it is available, and the thread's turn. */
function mayTake(run: Execution, instruction: Instruction): boolean {
  switch (instruction.op) {
    case 'acquire':
    case 'wait':
      return isItsTurn(run, instruction, isAvailable(run, instruction.mutex))
    case 'sem_acquire':
      return isItsTurn(run, instruction, run.state.semaphores[instruction.semaphore] !== 0)
    default: // no other instruction takes something
      return true
  }
}

function mustWait(run: Execution, instruction: BlockingInstruction): boolean {
  switch (instruction.op) {
    case 'acquire':
    case 'sem_acquire':
      return !mayTake(run, instruction) && !mayStandInLine(run, instruction)
    case 'await':
      return evaluatesToFalse(run, instruction)
    case 'select':
      return selectMustWait(run, instruction)
    case 'join':
      return !hasEnded(run.threadAt(instruction.thread).status)
    default:
      return unreachable(instruction)
  }
}

/** Reports whether a condition is false. One without a value is not: the thread continues, and its step fails. */
function evaluatesToFalse(run: Execution, instruction: Instruction & { op: 'await' }): boolean {
  try {
    return run.evaluate(instruction.until) === 0
  } catch (error) {
    if (error instanceof Fault) return false
    throw error
  }
}

/**
 * Returns all steps that a thread can take in a state, one for each combination of choices; none if it is not enabled.
 *
 * @example
 * ```js
 * steps(program, initialState(program), 0, defaultOptions.rules).length // 1
 * ```
 */
export function steps(program: Program, state: State, thread: number, rules: Rules): Step[] {
  if (!isEnabled(program, state, thread, rules)) return []
  const found: Step[] = []
  for (let script: readonly number[] | null = []; script !== null; ) {
    const taken = new Script(script)
    found.push(stepOnce(program, state, thread, taken))
    script = taken.next()
  }
  return found.map((step) => ({ ...step, chosen: found.length > 1 }))
}

/**
 * The choices of one execution as positions in their lists of options; past its end, each choice takes its first
 * option.
 */
class Script {
  readonly choices: Choice[] = []
  private readonly positions: number[] = []
  private readonly sizes: number[] = []
  private readonly given: readonly number[]

  constructor(given: readonly number[]) {
    this.given = given
  }

  readonly choose: Chooser = (options) => {
    const position = this.given[this.positions.length] ?? 0
    const choice = present(options[position], 'option')
    this.positions.push(position)
    this.sizes.push(options.length)
    this.choices.push(choice)
    return choice
  }

  /** Returns the next script in order, or null after the last. */
  next(): number[] | null {
    for (let last = this.positions.length - 1; last >= 0; last--) {
      const position = present(this.positions[last], 'position')
      if (position + 1 < present(this.sizes[last], 'size')) return [...this.positions.slice(0, last), position + 1]
    }
    return null
  }
}

/** Takes a step of an enabled thread in place. Returns its record, and the threads that made progress. */
export function takeStep(
  program: Program,
  state: Draft<State>,
  thread: number,
  choose: Chooser,
): { readonly run: Execution; readonly progressed: readonly number[] } {
  const { pc } = present(state.threads[thread], 'thread')
  const instruction = present(instructionAt(program, thread, pc), 'instruction of an enabled thread')
  const run = new Execution(program, state, thread, choose)
  orFail(run, () => act(run, instruction))
  const progressed = run.progressed ? [thread] : []
  for (const freed of run.freed.sort((a, b) => a - b)) {
    if (state.failure !== null) continue
    const other = new Execution(program, state, freed, noChoice)
    const message = run.receivedBy(freed)
    if (message !== undefined) other.receive(freed, message)
    advanceOrFail(other)
    if (other.progressed) progressed.push(freed)
  }
  if (state.failure === null) settleLoops(program, state, thread, instruction)
  return { run, progressed }
}

/**
 * Determines which task of each event loop runs after a step of a thread. A task keeps the loop until it cannot take the next
 * step by itself, whoever is the cause of that, or says that others may run.
 */
function settleLoops(program: Program, state: Draft<State>, actor: number, instruction: Instruction): void {
  const own = program.threads[actor]?.loop
  if (own !== undefined) state.loops[own] = instruction.op === 'yield' ? null : actor
  for (const [loop, task] of state.loops.entries()) {
    if (task === null) continue
    const { status } = present(state.threads[task], 'task')
    if (status !== 'running' || !canStep(program, state, task, defaultRules)) state.loops[loop] = null
  }
}

function stepOnce(program: Program, state: State, thread: number, script: Script): Step {
  const before = present(state.threads[thread], 'thread')
  const instruction = present(instructionAt(program, thread, before.pc), 'instruction of an enabled thread')
  const draft = createDraft(state)
  const { run, progressed } = takeStep(program, draft as Execution['state'], thread, script.choose)
  let patches: readonly Patch[] = []
  const after = finishDraft(draft, (forward) => {
    patches = forward
  }) as State
  const kind = kindOf(before, present(after.threads[thread], 'thread'), instruction)
  const { accesses, executed, returned, exchange } = run
  return {
    thread,
    choices: script.choices,
    chosen: false,
    kind,
    pc: before.pc,
    instruction,
    after,
    patches,
    accesses,
    executed,
    progressed,
    returned,
    exchange,
  }
}

/** Returns what a step of a thread was, by the thread before and after it. */
export function kindOf(
  before: Pick<ThreadState, 'status' | 'rank'>,
  after: Pick<ThreadState, 'status' | 'rank'>,
  instruction: Instruction,
): StepKind {
  const { status } = before
  // A thread that goes to sleep gets a place too, but that is what its `wait` does.
  if (before.rank === 0 && after.rank > 0 && after.status === status) return 'queue'
  if (status === 'waking' || status === 'expired') return 'reacquire'
  if (status !== 'sleeping') return 'instruction'
  return isTimed(instruction) ? 'timeout' : 'spurious-wakeup'
}

function act(run: Execution, instruction: Instruction): void {
  const { thread } = run
  if (thread.status === 'sleeping') {
    leaveLine(run, run.actor)
    thread.status = isTimed(instruction) ? 'expired' : 'waking'
    return
  }
  const first = firstOf(run, instruction)
  if (!mayTake(run, first) && mayStandInLine(run, first)) return standInLine(run, first)
  leaveLine(run, run.actor)
  if (thread.status === 'waking' || thread.status === 'expired') {
    if (instruction.op === 'wait') {
      take(run, instruction.mutex, thread.saved)
      if (instruction.to !== null) run.setRegister(instruction.to, thread.status === 'waking' ? 1 : 0)
    }
    thread.saved = 0
    thread.status = 'running'
    thread.pc++
  } else if (instruction.op === 'atomic') executeBlock(run, instruction.end)
  else execute(run, loudInstruction(instruction), false)
  if (thread.status === 'running') advance(run)
}

function executeBlock(run: Execution, end: number): void {
  const { thread } = run
  thread.pc++
  for (let count = 0; thread.pc !== end; count++) {
    if (count >= atomicInstructionLimit) throw new Fault('divergence', 'the atomic block does not end')
    const instruction = run.instruction()
    if (instruction === null) return // halted
    if (isSilent(instruction)) silent(run, instruction)
    else execute(run, loudInstruction(instruction), true)
    if (thread.status !== 'running') return // raised
  }
  thread.pc++
}

/**
 * Executes silent instructions up to the next step of the thread, or its end. It detects an endless run of them by
 * Brent's method (BIT 20, 1980): it compares counter and registers with their values 1, 2, 4, 8 … instructions before.
 */
function advance(run: Execution): void {
  const { thread } = run
  let remembered: Pick<ThreadState, 'pc' | 'registers'> | null = null
  let next = 1
  for (let count = 0; ; count++) {
    const instruction = run.instruction()
    if (instruction === null) {
      thread.status = 'finished'
      run.progressed = true
      return
    }
    if (!isSilent(instruction)) return
    if ((remembered !== null && isAt(thread, remembered)) || count >= silentInstructionLimit) {
      throw new Fault('divergence', 'the loop takes no step and never ends')
    }
    if (count + 1 === next) {
      remembered = { pc: thread.pc, registers: [...thread.registers] }
      next *= 2
    }
    silent(run, instruction)
    if (thread.status !== 'running') return
  }
}

function isAt(thread: ThreadState, { pc, registers }: Pick<ThreadState, 'pc' | 'registers'>): boolean {
  return thread.pc === pc && thread.registers.every((value, register) => value === registers[register])
}

function silent(run: Execution, instruction: SilentInstruction): void {
  const { thread } = run
  switch (instruction.op) {
    case 'jump':
      goTo(run, instruction.target)
      return
    case 'branch':
      if (run.evaluate(instruction.condition) !== 0) goTo(run, instruction.target)
      else thread.pc++
      return
    case 'progress':
      run.progressed = true
      thread.pc++
      return
    case 'op_end':
      if (instruction.implied !== true) run.progressed = true
      run.returned ??= {
        pc: thread.pc,
        result: instruction.result === undefined ? null : run.evaluate(instruction.result),
      }
      thread.pc++
      return
    case 'op_begin':
      thread.pc++
      return
    case 'assert':
      if (run.evaluate(instruction.that) === 0) throw new Fault('assertion', 'the condition is false')
      thread.pc++
      return
    case 'let':
      run.recordOther()
      run.setRegister(instruction.to, run.evaluate(instruction.value))
      thread.pc++
      return
    case 'offer_send':
    case 'offer_receive':
      thread.pc++
      return
    case 'received':
      run.recordOther()
      run.setRegister(instruction.to, run.receivedBy(run.actor)?.value ?? 0)
      thread.pc++
      return
    case 'received_ok':
      run.recordOther()
      run.setRegister(instruction.to, run.receivedBy(run.actor)?.ok === true ? 1 : 0)
      thread.pc++
      return
    case 'raise':
      thread.status = 'crashed'
      run.progressed = true
      return
    case 'halt':
      thread.pc = present(run.program.codes[run.program.threads[run.actor]?.code ?? -1], 'code').instructions.length
      return
    case 'atomic_end':
      throw new Bug('the end of a block outside of it')
    default:
      unreachable(instruction)
  }
}

function goTo(run: Execution, target: number): void {
  const code = present(run.program.codes[run.program.threads[run.actor]?.code ?? -1], 'code')
  if (endlessRounds(code).has(run.thread.pc)) run.progressed = true
  run.thread.pc = target
}

function advanceOrFail(run: Execution): void {
  orFail(run, () => advance(run))
}

/** Executes a part of a step; if it fails, the effects so far stay and the execution ends. */
function orFail(run: Execution, part: () => void): void {
  try {
    part()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    run.thread.status = 'failed'
    run.state.failure = { kind: error.kind, thread: run.actor, detail: error.message }
  }
}

/** Returns what a thread is about to access: the accesses of its next step, or of the `await` in which it is blocked. */
export function pendingAccesses(program: Program, state: State, thread: number, rules: Rules): Access[] {
  if (isFinal(program, state) || state.failure !== null) return []
  const enabled = steps(program, state, thread, rules)
  if (enabled.length > 0) return enabled.flatMap((step) => step.accesses)
  const { status, pc } = present(state.threads[thread], 'thread')
  if (status !== 'running') return []
  const instruction = instructionAt(program, thread, pc)
  const first = instruction?.op === 'atomic' ? instructionAt(program, thread, pc + 1) : instruction
  if (first?.op !== 'await') return []
  const run = new Execution(program, state as Execution['state'], thread, noChoice)
  recordAwaited(run, first.until)
  return run.accesses
}
