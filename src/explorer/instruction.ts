import { present, unreachable } from '../base/bug.ts'
import type { Expression, Instruction, LoudInstruction, Place } from '../program/program.ts'
import { Status } from '../space/layout.ts'
import { compileClose, compileSelect } from './channels.ts'
import { type Compute, compileExpression, compilePlace, ranged, type Scope, StepFailure, type Vector } from './expression.ts'
import { type Locks, lockOperations } from './lock-operations.ts'
import type { Recorder } from './recorder.ts'

/** Executes one instruction on a state, and advances the thread's program counter. Throws a `StepFailure`. */
export type Effect = (state: Vector) => void

const misuse = new StepFailure('thread-misuse')

/** Compiles an instruction that is neither silent nor blocked when it is executed. */
export function compileInstruction(
  instruction: LoudInstruction,
  pc: number,
  atomically: boolean,
  scope: Scope,
  recorder: Recorder,
): Effect {
  const effect =
    instruction.op === 'select'
      ? compileSelect(instruction, pc, scope, recorder).effect
      : compileEffect(instruction, atomically, scope, recorder)
  // These move the counter themselves.
  if (instruction.op === 'wait' || instruction.op === 'barrier_wait' || instruction.op === 'select') return effect
  const counter = scope.layout.pc(scope.thread)
  const next = pc + 1
  return (state) => {
    effect(state)
    state[counter] = next
  }
}

function compileEffect(
  instruction: Exclude<LoudInstruction, { readonly op: 'select' }>,
  atomically: boolean,
  scope: Scope,
  recorder: Recorder,
): Effect {
  const { layout, thread } = scope
  const register = (index: number): number => layout.register(thread, index)
  const value = (expression: Parameters<typeof compileExpression>[0]): Compute => compileExpression(expression, scope)
  const locks: Locks = lockOperations(scope, recorder)
  switch (instruction.op) {
    case 'load':
    case 'store':
    case 'cas':
    case 'fetch_add':
    case 'exchange':
    case 'fetch_max':
    case 'fetch_min':
      return compileMemory(instruction, atomically, scope, recorder)
    case 'set': {
      const to = register(instruction.to)
      const computed = value(instruction.value)
      return (state) => {
        state[to] = computed(state)
      }
    }
    case 'add': {
      const to = register(instruction.to)
      const computed = value(instruction.value)
      return (state) => {
        state[to] = ranged((state[to] ?? 0) + computed(state))
      }
    }
    case 'acquire':
      return locks.acquire(instruction.mutex)
    case 'release':
      return locks.release(instruction.mutex)
    case 'try_acquire':
      return locks.tryAcquire(instruction.mutex, register(instruction.to))
    case 'locked': {
      const owner = layout.owner(instruction.mutex)
      const to = register(instruction.to)
      return (state) => {
        state[to] = state[owner] === 0 ? 0 : 1
      }
    }
    case 'wait':
      return locks.wait(instruction.condition, instruction.mutex)
    case 'notify':
      return locks.notify(instruction.condition)
    case 'notify_all':
      return locks.notifyAll(instruction.condition)
    case 'barrier_wait':
      return locks.barrierWait(instruction.barrier)
    case 'await':
      return compileAwait(instruction.until, scope, recorder)
    case 'sem_acquire': {
      const count = layout.semaphore(instruction.semaphore)
      return (state) => {
        state[count] = (state[count] ?? 0) - 1
      }
    }
    case 'sem_try_acquire': {
      const count = layout.semaphore(instruction.semaphore)
      const to = register(instruction.to)
      return (state) => {
        const available = (state[count] ?? 0) > 0
        if (available) state[count] = (state[count] ?? 0) - 1
        state[to] = available ? 1 : 0
      }
    }
    case 'sem_release': {
      const count = layout.semaphore(instruction.semaphore)
      const greatest = scope.program.semaphores[instruction.semaphore]?.greatest
      return (state) => {
        if (state[count] !== greatest) state[count] = ranged((state[count] ?? 0) + 1)
      }
    }
    case 'close':
      return compileClose(instruction.channel, scope)
    case 'spawn': {
      const spawned = instruction.thread
      const status = layout.status(spawned)
      return (state) => {
        if (state[status] !== Status.unstarted) throw misuse
        state[status] = Status.running
        recorder.freed.push(spawned)
      }
    }
    case 'choose': {
      const to = register(instruction.to)
      const { low, high } = instruction
      return (state) => {
        const chosen = low + recorder.choose(high - low + 1)
        recorder.chose({ kind: 'value', value: chosen })
        state[to] = chosen
      }
    }
    case 'join':
    case 'fence':
    case 'yield':
      return () => {}
    default:
      return unreachable(instruction)
  }
}

type MemoryInstruction = Extract<Instruction, { readonly place: Place }>

function compileMemory(instruction: MemoryInstruction, atomically: boolean, scope: Scope, recorder: Recorder): Effect {
  const slot = slotOf(instruction.place, scope)
  const always = 'plain' in instruction && instruction.plain === true
  const plain = always || !(atomically || present(scope.program.shared[instruction.place.variable], 'variable').atomic)
  switch (instruction.op) {
    case 'load': {
      const to = scope.layout.register(scope.thread, instruction.to)
      return (state) => {
        const at = slot(state)
        recorder.access(state, at, 'read', plain)
        state[to] = state[at] ?? 0
      }
    }
    case 'store': {
      const value = compileExpression(instruction.value, scope)
      return (state) => {
        const at = slot(state)
        const stored = value(state)
        recorder.access(state, at, 'write', plain)
        state[at] = stored
      }
    }
    case 'cas': {
      const to = scope.layout.register(scope.thread, instruction.to)
      const expected = compileExpression(instruction.expected, scope)
      const value = compileExpression(instruction.value, scope)
      return (state) => {
        const at = slot(state)
        const wanted = expected(state)
        const stored = value(state)
        const equal = state[at] === wanted
        recorder.access(state, at, equal ? 'write' : 'read', false)
        state[to] = equal ? 1 : 0
        if (equal) state[at] = stored
      }
    }
    case 'fetch_add':
      return compileReadModifyWrite(instruction, slot, scope, recorder, (old, value) => ranged(old + value))
    case 'exchange':
      return compileReadModifyWrite(instruction, slot, scope, recorder, (_, value) => value)
    case 'fetch_max':
      return compileReadModifyWrite(instruction, slot, scope, recorder, (old, value) => Math.max(old, value))
    case 'fetch_min':
      return compileReadModifyWrite(instruction, slot, scope, recorder, (old, value) => Math.min(old, value))
    default:
      return unreachable(instruction)
  }
}

/**
 * Compiles a read-modify-write: the register receives the old value, and the place the result of `change` for it and
 * the operand.
 */
function compileReadModifyWrite(
  instruction: Extract<MemoryInstruction, { readonly to: number; readonly value: Expression }>,
  slot: Compute,
  scope: Scope,
  recorder: Recorder,
  change: (old: number, value: number) => number,
): Effect {
  const to = scope.layout.register(scope.thread, instruction.to)
  const value = compileExpression(instruction.value, scope)
  return (state) => {
    const at = slot(state)
    const operand = value(state)
    recorder.access(state, at, 'write', false)
    const old = state[at] ?? 0
    const stored = change(old, operand)
    state[to] = old
    state[at] = stored
  }
}

function slotOf(place: Place, scope: Scope): Compute {
  const slot = compilePlace(place, scope)
  return typeof slot === 'number' ? () => slot : slot
}

/** Compiles an `await` that continues: it records the reads of its condition, and fails if the condition has no value. */
function compileAwait(until: Expression, scope: Scope, recorder: Recorder): Effect {
  const record = compileAwaitedReads(until, scope, recorder)
  const condition = compileExpression(until, scope)
  return (state) => {
    record(state)
    condition(state)
  }
}

/**
 * Compiles the recording of the reads of an `await`'s condition: every location that it names, if its index has a
 * value.
 */
export function compileAwaitedReads(until: Expression, scope: Scope, recorder: Recorder): Effect {
  switch (until.kind) {
    case 'constant':
    case 'register':
    case 'peer':
    case 'aspect':
      return () => {}
    case 'shared': {
      const slot = compilePlace(until, scope)
      if (typeof slot === 'number') return (state) => recorder.access(state, slot, 'read', false)
      const inner = until.index === null ? () => {} : compileAwaitedReads(until.index, scope, recorder)
      return (state) => {
        inner(state)
        const at = valueOrNull(slot, state)
        if (at !== null) recorder.access(state, at, 'read', false)
      }
    }
    case 'unary':
      return compileAwaitedReads(until.operand, scope, recorder)
    case 'binary': {
      const left = compileAwaitedReads(until.left, scope, recorder)
      const right = compileAwaitedReads(until.right, scope, recorder)
      return (state) => {
        left(state)
        right(state)
      }
    }
    default:
      return unreachable(until)
  }
}

/** Returns the value of a computation, or null if it has none. */
export function valueOrNull(compute: Compute, state: Vector): number | null {
  try {
    return compute(state)
  } catch (failure) {
    if (failure instanceof StepFailure) return null
    throw failure
  }
}
