import {
  channelText,
  isUnnamed,
  liveRegisters,
  type Program,
  registerText,
  type State,
  shownBy,
  shownText,
  type TraceStep,
  threadName,
  variableText,
} from '../internal.ts'
import { lockAwaited } from './blocked.ts'

type Code = Program['codes'][number]

/** Something in the shared memory, or a register, as the stage shows it. */
export interface Cell {
  readonly name: string
  readonly text: string
  /** The value before the last step, if it differs; else null. */
  readonly before: string | null
  /** Whether the last step wrote it, even if the value is the same. */
  readonly touched: boolean
}

export interface LockCell extends Cell {
  readonly owner: number | null
  readonly waiting: readonly number[]
}

/** The most elements of an array that the page shows. */
const mostElements = 24

/** Returns the shared variables, and how the last step changed them. */
export function sharedCells(program: Program, state: State, last: TraceStep | null): Cell[] {
  const written = new Set(
    last?.executed.flatMap(({ wrote, location }) => (wrote && location !== null ? [location.variable] : [])),
  )
  return program.shared.flatMap((variable, index): Cell[] => {
    if (variable.hidden === true) return []
    const text = variableText(program, index, state.shared, mostElements)
    const before = last === null ? null : variableText(program, index, last.before.shared, mostElements)
    return [cell(variable.name, text, before, written.has(index))]
  })
}

export function lockCells(program: Program, state: State, before: State | null): LockCell[] {
  const holder = (at: State, mutex: number): string => {
    const { owner, depth } = at.mutexes[mutex] ?? { owner: null, depth: 0 }
    if (owner === null) return 'free'
    return `held by ${threadName(program, owner)}${depth > 1 ? ` (${depth} times)` : ''}`
  }
  return program.mutexes.map(({ name }, mutex) => ({
    ...cell(name, holder(state, mutex), before === null ? null : holder(before, mutex)),
    owner: state.mutexes[mutex]?.owner ?? null,
    waiting: waitingFor(program, state, mutex),
  }))
}

/** Returns the expressions that the reader wants to see. */
export function shownCells(program: Program, state: State, before: State | null): Cell[] {
  return shownBy(program).map((each) =>
    cell(each.text, shownText(program, each, state), before === null ? null : shownText(program, each, before)),
  )
}

/** Returns the threads that wait for a lock; those that stand in line for a fair one, the first one first. */
function waitingFor(program: Program, state: State, mutex: number): number[] {
  const rank = (thread: number): number => state.threads[thread]?.rank ?? 0
  const isFair = program.mutexes[mutex]?.order !== undefined
  const waiting = program.threads.flatMap((_, thread) => {
    const waits = isFair ? rank(thread) > 0 : state.mutexes[mutex]?.owner !== null
    return waits && lockAwaited(program, state, thread) === mutex ? [thread] : []
  })
  return waiting.sort((one, other) => rank(one) - rank(other))
}

/** Returns semaphores, the threads that sleep on a condition or have arrived at a barrier, and messages in channels. */
export function signalCells(program: Program, state: State, before: State | null): Cell[] {
  const semaphores = program.semaphores.map(({ name }, index) =>
    cell(name, `${state.semaphores[index] ?? 0}`, before === null ? null : `${before.semaphores[index] ?? 0}`),
  )
  const asleep = (at: State, op: 'wait' | 'barrier_wait', index: number): string => {
    const names = program.threads.flatMap(({ name, code }, thread) => {
      const { status, pc } = at.threads[thread] ?? { status: 'unstarted', pc: 0 }
      const instruction = program.codes[code]?.instructions[pc]
      if (status === 'sleeping' && op === 'wait') return instruction?.op === op && instruction.condition === index ? [name] : []
      if (status === 'arrived' && op === 'barrier_wait') {
        return instruction?.op === op && instruction.barrier === index ? [name] : []
      }
      return []
    })
    return names.length === 0 ? 'nobody waits' : `${names.join(', ')} ${names.length === 1 ? 'waits' : 'wait'}`
  }
  const conditions = program.conditions.map(({ name }, index) =>
    cell(name, asleep(state, 'wait', index), before === null ? null : asleep(before, 'wait', index)),
  )
  const barriers = program.barriers.map(({ name, parties }, index) =>
    cell(
      `${name} (${parties})`,
      asleep(state, 'barrier_wait', index),
      before === null ? null : asleep(before, 'barrier_wait', index),
    ),
  )
  const content = (at: State, channel: number): string => {
    const { messages, closed } = at.channels[channel] ?? { messages: [], closed: false }
    return channelText(messages, closed, program.channels?.[channel]?.capacity ?? 0) || 'open'
  }
  const channels = (program.channels ?? []).map(({ name }, index) =>
    cell(name, content(state, index), before === null ? null : content(before, index)),
  )
  return [...semaphores, ...conditions, ...barriers, ...channels]
}

/**
 * Up to this many registers, the page always shows all of them, so that nothing jumps; of more, only the relevant ones.
 */
const fewRegisters = 4

const liveAt = new WeakMap<Code, ReturnType<typeof liveRegisters>>()

function liveIn(code: Code): ReturnType<typeof liveRegisters> {
  const known = liveAt.get(code) ?? liveRegisters(code)
  liveAt.set(code, known)
  return known
}

/** Returns the registers of a thread; of many, those that it may still read or that its last step wrote. */
export function registerCells(program: Program, state: State, last: TraceStep | null, thread: number): Cell[] {
  const code = program.codes[program.threads[thread]?.code ?? -1]
  const now = state.threads[thread]
  if (code === undefined || now === undefined) return []
  const live = code.registers.length <= fewRegisters ? null : liveIn(code)[now.pc]
  return code.registers.flatMap((name, register) => {
    if (isUnnamed(name)) return []
    const value = now.registers[register] ?? 0
    const old = last?.before.threads[thread]?.registers[register] ?? value
    const set = last?.thread === thread && 'to' in last.instruction && last.instruction.to === register
    if (live?.has(register) === false && old === value && !set) return []
    const text = registerText(program, code, register, value, now.pc)
    const pc = last?.before.threads[thread]?.pc ?? now.pc
    return text === null ? [] : [cell(name, text, registerText(program, code, register, old, pc), set)]
  })
}

function cell(name: string, text: string, before: string | null, written = false): Cell {
  const changed = before !== null && before !== text
  return { name, text, before: changed ? before : null, touched: changed || written }
}
