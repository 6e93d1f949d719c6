import { present } from '../base/bug.ts'
import type { Instruction } from '../program/program.ts'
import { Status } from '../space/layout.ts'
import { overflow, type Scope, StepFailure, type Vector } from './expression.ts'
import { firstInLine, type QueueOperations, queueOperations } from './queues.ts'
import type { Recorder } from './recorder.ts'

type Effect = (state: Vector) => void

/** The operations on locks, condition variables and barriers, compiled for one thread. */
export interface Locks {
  acquire(mutex: number): Effect
  /** Acquires again all levels that a `wait` released. */
  reacquire(mutex: number): Effect
  available(mutex: number): (state: Vector) => boolean
  release(mutex: number): Effect
  tryAcquire(mutex: number, to: number): Effect
  wait(condition: number, mutex: number): Effect
  notify(condition: number): Effect
  notifyAll(condition: number): Effect
  barrierWait(barrier: number): Effect
}

const misuse = new StepFailure('lock-misuse')

/** A lock's depth has a slot of 8 bits. */
const deepest = 255

export function lockOperations(scope: Scope, recorder: Recorder): Locks {
  const { program, layout, thread } = scope
  const self = thread + 1
  const discipline = (mutex: number): string => present(program.mutexes[mutex], 'mutex').discipline
  const available: Locks['available'] = (mutex) => {
    const owner = layout.owner(mutex)
    const reentrant = discipline(mutex) === 'reentrant'
    return (state) => state[owner] === 0 || (reentrant && state[owner] === self)
  }
  const take = (mutex: number, state: Vector, levels: number): void => {
    const depth = (state[layout.depth(mutex)] ?? 0) + levels
    if (depth > deepest) throw overflow
    state[layout.owner(mutex)] = self
    state[layout.depth(mutex)] = depth
  }
  const checkHeld = (mutex: number): Effect => {
    const owner = layout.owner(mutex)
    const transferable = discipline(mutex) === 'transferable'
    return (state) => {
      if (state[owner] !== self && !(transferable && state[owner] !== 0)) throw misuse
    }
  }
  const orderOf = (condition: number): QueueOperations | null =>
    program.conditions[condition]?.order === undefined ? null : queueOperations(scope, { kind: 'condition', index: condition })
  const status = layout.status(thread)
  const saved = layout.saved(thread)
  return {
    available,
    acquire: (mutex) => (state) => take(mutex, state, 1),
    reacquire: (mutex) => (state) => {
      take(mutex, state, state[saved] ?? 0)
      state[saved] = 0
    },
    release: (mutex) => {
      const check = checkHeld(mutex)
      const owner = layout.owner(mutex)
      const depth = layout.depth(mutex)
      return (state) => {
        check(state)
        const left = (state[depth] ?? 0) - 1
        state[depth] = left
        if (left === 0) state[owner] = 0
      }
    },
    tryAcquire: (mutex, to) => {
      const free = available(mutex)
      return (state) => {
        const taken = free(state)
        if (taken) take(mutex, state, 1)
        state[to] = taken ? 1 : 0
      }
    },
    wait: (condition, mutex) => {
      const queue = orderOf(condition)
      const check = checkHeld(mutex)
      const owner = layout.owner(mutex)
      const depth = layout.depth(mutex)
      return (state) => {
        check(state)
        queue?.join(state)
        state[saved] = state[depth] ?? 0
        state[owner] = 0
        state[depth] = 0
        state[status] = Status.sleeping
      }
    },
    notify: (condition) => {
      if (orderOf(condition) !== null) return notifyFirst(scope, condition)
      const sleepers = threadsAt(scope, Status.sleeping, (each) => each.op === 'wait' && each.condition === condition)
      return (state) => {
        const asleep = sleepers(state)
        if (asleep.length === 0) return
        const woken = present(asleep[recorder.choose(asleep.length)], 'sleeper')
        recorder.chose({ kind: 'wake', thread: woken })
        state[layout.status(woken)] = Status.waking
      }
    },
    notifyAll: (condition) => {
      const sleepers = threadsAt(scope, Status.sleeping, (each) => each.op === 'wait' && each.condition === condition)
      return (state) => {
        for (const asleep of sleepers(state)) {
          state[layout.rank(asleep)] = 0 // all of them leave the queue, if there is one
          state[layout.status(asleep)] = Status.waking
        }
      }
    },
    barrierWait: (barrier) => {
      const { parties } = present(program.barriers[barrier], 'barrier')
      const arrived = threadsAt(scope, Status.arrived, (each) => each.op === 'barrier_wait' && each.barrier === barrier)
      return (state) => {
        const others = arrived(state)
        if (others.length + 1 < parties) {
          state[status] = Status.arrived
          return
        }
        for (const other of others) {
          state[layout.status(other)] = Status.running
          increment(state, layout.pc(other))
          recorder.freed.push(other)
        }
        increment(state, layout.pc(thread))
      }
    },
  }
}

/** Compiles the waking of the thread that has slept longest on a condition. */
function notifyFirst(scope: Scope, condition: number): Effect {
  const { program, layout } = scope
  const first = firstInLine(scope, { kind: 'condition', index: condition })
  const leaving = program.threads.map((_, thread) =>
    queueOperations({ ...scope, thread }, { kind: 'condition', index: condition }),
  )
  return (state) => {
    const woken = first(state)
    if (woken === -1) return
    leaving[woken]?.leave(state)
    state[layout.status(woken)] = Status.waking
  }
}

function increment(state: Vector, slot: number): void {
  state[slot] = (state[slot] ?? 0) + 1
}

/** Finds the threads of a given status whose instruction matches, in order. */
function threadsAt(scope: Scope, status: number, matches: (instruction: Instruction) => boolean): (state: Vector) => number[] {
  const { program, layout } = scope
  const candidates = program.threads.flatMap((thread, index) => {
    const instructions = present(program.codes[thread.code], 'code').instructions
    const positions = new Set(instructions.flatMap((each, pc) => (matches(each) ? [pc] : [])))
    return positions.size === 0 ? [] : [{ index, positions, status: layout.status(index), pc: layout.pc(index) }]
  })
  return (state) => {
    const found: number[] = []
    for (const each of candidates) {
      if (state[each.status] === status && each.positions.has(state[each.pc] ?? -1)) found.push(each.index)
    }
    return found
  }
}
