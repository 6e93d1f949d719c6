import { unreachable } from '../base/bug.ts'
import {
  expressionText,
  type Instruction,
  instructionAt,
  isFinal,
  ordinal,
  type Program,
  type State,
  threadName,
} from '../internal.ts'

/** Returns why a thread cannot take a step, as the text of its button: `blocked: m is held by A`. */
export function whyNoStep(program: Program, state: State, thread: number): string {
  const { status } = state.threads[thread] ?? { status: 'unstarted' }
  switch (status) {
    case 'unstarted':
      return 'not started yet'
    case 'finished':
      return 'has ended'
    case 'crashed':
      return 'ended by an exception'
    case 'failed':
      return `failed: ${state.failure?.detail ?? ''}`
    case 'running':
    case 'sleeping':
    case 'waking':
    case 'expired':
    case 'arrived':
      return whyNotNow(program, state, thread)
    default:
      return unreachable(status)
  }
}

/** Returns the same for a thread that has started and has not ended. */
function whyNotNow(program: Program, state: State, thread: number): string {
  const { status, pc } = state.threads[thread] ?? { status: 'unstarted', pc: 0 }
  if (state.failure !== null) return `stopped: ${threadName(program, state.failure.thread)} has failed`
  if (isFinal(program, state)) return 'cut off: all others have ended'
  const instruction = instructionAt(program, thread, pc)
  if (instruction === null) return 'has ended'
  const task = state.loops[program.threads[thread]?.loop ?? -1] ?? null
  if (task !== null && task !== thread) return `waits for its turn: ${threadName(program, task)} has the event loop`
  if (status === 'sleeping' && instruction.op === 'wait') {
    return `asleep: waits for a notification of ${program.conditions[instruction.condition]?.name ?? ''}`
  }
  const rank = state.threads[thread]?.rank ?? 0
  return `blocked: ${whatBlocks(program, state, thread, instruction)}${rank === 0 ? '' : `, ${ordinal(rank)} in line`}`
}

function whatBlocks(program: Program, state: State, thread: number, instruction: Instruction): string {
  switch (instruction.op) {
    case 'acquire':
    case 'wait': {
      const name = program.mutexes[instruction.mutex]?.name ?? ''
      const owner = state.mutexes[instruction.mutex]?.owner ?? null
      if (owner === null) return `waits for ${name}`
      return owner === thread ? `it already holds ${name}` : `${name} is held by ${threadName(program, owner)}`
    }
    case 'sem_acquire':
      return `${program.semaphores[instruction.semaphore]?.name ?? ''} is 0`
    case 'select':
      return `nobody is on the other side of ${instruction.text ?? 'the select'}`
    case 'join':
      return `waits for ${threadName(program, instruction.thread)} to end`
    case 'barrier_wait':
      return `waits at ${program.barriers[instruction.barrier]?.name ?? ''}`
    case 'await':
      return `${expressionText(program, program.threads[thread]?.code ?? null, instruction.until)} is false`
    case 'atomic': {
      const first = instructionAt(program, thread, (state.threads[thread]?.pc ?? 0) + 1)
      return first === null ? 'waits' : whatBlocks(program, state, thread, first)
    }
    default: // no other instruction blocks
      return 'waits'
  }
}

/** Returns the lock that a thread is blocked on; null if there is none. */
export function lockAwaited(program: Program, state: State, thread: number): number | null {
  const { status, pc } = state.threads[thread] ?? { status: 'unstarted', pc: 0 }
  const instruction = instructionAt(program, thread, pc)
  if (instruction === null) return null
  if (instruction.op === 'wait') return status === 'waking' || status === 'expired' ? instruction.mutex : null
  return status === 'running' && instruction.op === 'acquire' ? instruction.mutex : null
}
