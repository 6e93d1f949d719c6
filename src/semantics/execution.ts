import type { Draft } from 'immer'
import { present, unreachable } from '../base/bug.ts'
import type { Access, Location } from '../program/access.ts'
import {
  type Aspect,
  type Choice,
  type Expression,
  type Instruction,
  instructionAt,
  type Place,
  type Program,
} from '../program/program.ts'
import { checkIndex, type Environment, evaluate } from './evaluate.ts'
import { type ChannelState, hasEnded, type MutexState, type State, type ThreadState } from './state.ts'
import type { Exchange, Executed, Returned } from './trace.ts'

/** Picks one of the options of a choice. `steps` executes a step once for each combination of options. */
export type Chooser = (options: readonly Choice[]) => Choice

/** A message, or what a thread gets from a closed channel that is empty. */
export interface Received {
  readonly value: number
  readonly ok: boolean
}

/** One execution of a step: the state that it changes in place, and the record of what it did. */
export class Execution {
  readonly program: Program
  readonly state: Draft<State>
  /** The acting thread. */
  readonly actor: number
  readonly choose: Chooser
  readonly accesses: Access[] = []
  readonly executed: Executed[] = []
  /** The threads that this step started or unblocked; their silent code belongs to it. */
  readonly freed: number[] = []
  /** Whether the actor made progress: it ended, reached a mark, or started another round of a loop without exit. */
  progressed = false
  private messages: Map<number, Received> | null = null
  exchange: Exchange | null = null
  /** The first operation that the actor ended. */
  returned: Returned | null = null

  constructor(program: Program, state: Draft<State>, actor: number, choose: Chooser) {
    this.program = program
    this.state = state
    this.actor = actor
    this.choose = choose
  }

  /** Notes the message that a thread received in this step. */
  receive(thread: number, message: Received): void {
    this.messages ??= new Map() // few steps receive one
    this.messages.set(thread, message)
  }

  /** Returns the message that a thread received in this step. */
  receivedBy(thread: number): Received | undefined {
    return this.messages?.get(thread)
  }

  get thread(): Draft<ThreadState> {
    return this.threadAt(this.actor)
  }

  threadAt(thread: number): Draft<ThreadState> {
    return present(this.state.threads[thread], 'thread')
  }

  channel(channel: number): Draft<ChannelState> {
    return present(this.state.channels[channel], 'channel')
  }

  mutex(mutex: number): Draft<MutexState> {
    return present(this.state.mutexes[mutex], 'mutex')
  }

  instruction(): Instruction | null {
    return instructionAt(this.program, this.actor, this.thread.pc)
  }

  evaluate(expression: Expression): number {
    return evaluate(expression, environmentOf(this.program, this.state, this.actor))
  }

  setRegister(register: number, value: number): void {
    this.thread.registers[register] = value
  }

  /** Returns the location of a place, after evaluating and checking its index. */
  locate(place: Place): Location {
    const element = place.index === null ? 0 : this.evaluate(place.index)
    return { variable: place.variable, element: checkIndex(element, lengthOf(this.state, place.variable)) }
  }

  read(location: Location): number {
    return present(this.state.shared[location.variable]?.[location.element], 'location')
  }

  write(location: Location, value: number): void {
    present(this.state.shared[location.variable], 'variable')[location.element] = value
  }

  record(location: Location, kind: Access['kind'], plain: boolean): void {
    this.accesses.push({ location, kind, plain })
    this.executed.push({ pc: this.thread.pc, location, seen: this.read(location), wrote: kind === 'write' })
  }

  recordOther(): void {
    this.executed.push({ pc: this.thread.pc, location: null, seen: null, wrote: false })
  }
}

function lengthOf(state: State, variable: number): number {
  return present(state.shared[variable], 'variable').length
}

/**
 * Returns the names that an expression of a thread sees in a state; thread -1 has no registers (invariants,
 * expectations).
 */
export function environmentOf(program: Program, state: State, thread: number): Environment {
  const register = (of: number, index: number): number => present(state.threads[of]?.registers[index], 'register of a thread')
  return {
    register: (index) => register(thread, index),
    shared: (variable, element) => present(state.shared[variable]?.[element], 'shared variable'),
    length: (variable) => lengthOf(state, variable),
    peer: register,
    aspect: (aspect) => aspectIn(program, state, aspect),
  }
}

/** Returns what claims can say of a semaphore, a lock or a thread. */
export function aspectIn(program: Program, state: State, { aspect, index }: Aspect): number {
  switch (aspect) {
    case 'units':
      return present(state.semaphores[index], 'semaphore')
    case 'holder':
      return present(state.mutexes[index], 'lock').owner ?? -1
    case 'messages':
      return present(state.channels[index], 'channel').messages.length
    case 'line': {
      const { status, pc } = present(state.threads[index], 'thread')
      return hasEnded(status) ? 0 : (instructionAt(program, index, pc)?.line ?? 0)
    }
    default:
      return unreachable(aspect)
  }
}
