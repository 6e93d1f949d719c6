import { present, unreachable } from '../base/bug.ts'
import type { Choice, Expression, Instruction, LoudInstruction, Place } from '../program/program.ts'
import { close, select } from './channels.ts'
import { checked, Fault } from './evaluate.ts'
import type { Execution } from './execution.ts'
import { leaveLine, sleepersInOrder, sleepInOrder } from './queues.ts'

/**
 * Executes one instruction that is not blocked: one case per instruction, the definition of the language. `step`
 * executes silent instructions. Afterwards the thread's `pc` is that of the next instruction, unless it went to sleep.
 * `atomically` is set inside an `atomic` block, where every access is a synchronisation operation.
 */
export function execute(run: Execution, instruction: LoudInstruction, atomically: boolean): void {
  const { state, thread } = run
  const plain = ({ place, plain: always }: { readonly place: Place; readonly plain?: true }): boolean =>
    always === true || !(atomically || present(run.program.shared[place.variable], 'variable').atomic)
  switch (instruction.op) {
    case 'load': {
      const location = run.locate(instruction.place)
      run.record(location, 'read', plain(instruction))
      run.setRegister(instruction.to, run.read(location))
      break
    }
    case 'store': {
      const location = run.locate(instruction.place)
      const value = run.evaluate(instruction.value)
      run.record(location, 'write', plain(instruction))
      run.write(location, value)
      break
    }
    case 'set':
      run.recordOther()
      run.setRegister(instruction.to, run.evaluate(instruction.value))
      break
    case 'add': {
      run.recordOther()
      const old = present(thread.registers[instruction.to], 'register')
      const value = run.evaluate(instruction.value)
      run.setRegister(instruction.to, checked(old + value, `${old} + ${value}`))
      break
    }
    case 'cas': {
      const location = run.locate(instruction.place)
      const expected = run.evaluate(instruction.expected)
      const value = run.evaluate(instruction.value)
      const equal = run.read(location) === expected
      run.record(location, equal ? 'write' : 'read', false)
      run.setRegister(instruction.to, equal ? 1 : 0)
      if (equal) run.write(location, value)
      break
    }
    case 'fetch_add': {
      const location = run.locate(instruction.place)
      const value = run.evaluate(instruction.value)
      run.record(location, 'write', false)
      const old = run.read(location)
      const sum = checked(old + value, `${old} + ${value}`)
      run.setRegister(instruction.to, old)
      run.write(location, sum)
      break
    }
    case 'fetch_max':
    case 'fetch_min': {
      const location = run.locate(instruction.place)
      const value = run.evaluate(instruction.value)
      run.record(location, 'write', false)
      const old = run.read(location)
      run.setRegister(instruction.to, old)
      run.write(location, instruction.op === 'fetch_max' ? Math.max(old, value) : Math.min(old, value))
      break
    }
    case 'exchange': {
      const location = run.locate(instruction.place)
      const value = run.evaluate(instruction.value)
      run.record(location, 'write', false)
      run.setRegister(instruction.to, run.read(location))
      run.write(location, value)
      break
    }
    case 'acquire':
      run.recordOther()
      take(run, instruction.mutex, 1)
      break
    case 'release':
      run.recordOther()
      release(run, instruction.mutex)
      break
    case 'try_acquire': {
      run.recordOther()
      const available = isAvailable(run, instruction.mutex)
      if (available) take(run, instruction.mutex, 1)
      run.setRegister(instruction.to, available ? 1 : 0)
      break
    }
    case 'locked':
      run.recordOther()
      run.setRegister(instruction.to, run.mutex(instruction.mutex).owner === null ? 0 : 1)
      break
    case 'await':
      recordAwaited(run, instruction.until)
      run.evaluate(instruction.until) // blocked unless true, or failing here
      break
    case 'wait': {
      run.recordOther()
      const mutex = run.mutex(instruction.mutex)
      if (!mayRelease(run, instruction.mutex))
        throw new Fault('lock-misuse', `${held(run, instruction.mutex)}, so it cannot wait`)
      thread.saved = mutex.depth
      mutex.owner = null
      mutex.depth = 0
      sleepInOrder(run, instruction.condition)
      thread.status = 'sleeping'
      return // `pc` stays here until the thread acquires the lock again
    }
    case 'notify': {
      run.recordOther()
      const sleepers = sleepersOn(run, instruction.condition)
      const [longest] = sleepersInOrder(run, instruction.condition) ?? []
      if (longest !== undefined) {
        wake(run, longest)
        break
      }
      if (sleepers.length === 0) break
      const choice = run.choose(sleepers.map((sleeper): Choice => ({ kind: 'wake', thread: sleeper })))
      if (choice.kind === 'wake') wake(run, choice.thread)
      break
    }
    case 'notify_all':
      run.recordOther()
      for (const sleeper of sleepersOn(run, instruction.condition)) wake(run, sleeper)
      break
    case 'sem_acquire':
      run.recordOther()
      state.semaphores[instruction.semaphore] = semaphoreCount(run, instruction.semaphore) - 1
      break
    case 'sem_try_acquire': {
      run.recordOther()
      const count = semaphoreCount(run, instruction.semaphore)
      if (count > 0) state.semaphores[instruction.semaphore] = count - 1
      run.setRegister(instruction.to, count > 0 ? 1 : 0)
      break
    }
    case 'sem_release': {
      run.recordOther()
      const count = semaphoreCount(run, instruction.semaphore)
      const { greatest } = present(run.program.semaphores[instruction.semaphore], 'semaphore')
      if (count !== greatest) state.semaphores[instruction.semaphore] = checked(count + 1, `${count} + 1`)
      break
    }
    case 'barrier_wait': {
      run.recordOther()
      const others = arrivedAt(run, instruction.barrier)
      if (others.length + 1 < present(run.program.barriers[instruction.barrier], 'barrier').parties) {
        thread.status = 'arrived'
        return // `pc` stays here until the last thread arrives
      }
      for (const other of others) {
        run.threadAt(other).status = 'running'
        run.threadAt(other).pc++
        run.freed.push(other)
      }
      break
    }
    case 'select':
      select(run, instruction)
      return // it leads to the target of an offer
    case 'close':
      close(run, instruction.channel)
      break
    case 'spawn': {
      run.recordOther()
      const spawned = run.threadAt(instruction.thread)
      if (spawned.status !== 'unstarted') throw new Fault('thread-misuse', 'the thread was started before')
      spawned.status = 'running'
      run.freed.push(instruction.thread)
      break
    }
    case 'choose': {
      run.recordOther()
      const options: Choice[] = []
      for (let value = instruction.low; value <= instruction.high; value++) options.push({ kind: 'value', value })
      const choice = run.choose(options)
      if (choice.kind === 'value') run.setRegister(instruction.to, choice.value)
      break
    }
    case 'join':
    case 'fence':
    case 'yield':
      run.recordOther()
      break
    default:
      unreachable(instruction)
  }
  thread.pc++
}

/** Reports whether the acting thread could acquire a mutex now. */
export function isAvailable(run: Execution, mutex: number): boolean {
  const { owner } = run.mutex(mutex)
  const reentrant = run.program.mutexes[mutex]?.discipline === 'reentrant'
  return owner === null || (reentrant && owner === run.actor)
}

/** Acquires an available mutex, `levels` times. */
export function take(run: Execution, mutex: number, levels: number): void {
  const lock = run.mutex(mutex)
  if (lock.depth + levels > 255) throw new Fault('overflow', 'the lock is held 255 times already')
  lock.owner = run.actor
  lock.depth += levels
}

function release(run: Execution, mutex: number): void {
  if (!mayRelease(run, mutex)) throw new Fault('lock-misuse', held(run, mutex))
  const lock = run.mutex(mutex)
  lock.depth--
  if (lock.depth === 0) lock.owner = null
}

function mayRelease(run: Execution, mutex: number): boolean {
  const { owner } = run.mutex(mutex)
  const transferable = run.program.mutexes[mutex]?.discipline === 'transferable'
  return owner === run.actor || (transferable && owner !== null)
}

function held(run: Execution, mutex: number): string {
  const { owner } = run.mutex(mutex)
  const name = run.program.mutexes[mutex]?.name
  if (owner === null) return `nobody holds ${name}`
  return `${name} is held by ${run.program.threads[owner]?.name}`
}

function semaphoreCount(run: Execution, semaphore: number): number {
  return present(run.state.semaphores[semaphore], 'semaphore')
}

function threadsAt(run: Execution, status: 'sleeping' | 'arrived', matches: (instruction: Instruction) => boolean): number[] {
  return run.program.threads.flatMap((declared, index) => {
    const thread = run.threadAt(index)
    const instruction = run.program.codes[declared.code]?.instructions[thread.pc]
    return thread.status === status && instruction !== undefined && matches(instruction) ? [index] : []
  })
}

function sleepersOn(run: Execution, condition: number): number[] {
  return threadsAt(run, 'sleeping', (each) => each.op === 'wait' && each.condition === condition)
}

function wake(run: Execution, sleeper: number): void {
  leaveLine(run, sleeper)
  run.threadAt(sleeper).status = 'waking'
}

function arrivedAt(run: Execution, barrier: number): number[] {
  return threadsAt(run, 'arrived', (each) => each.op === 'barrier_wait' && each.barrier === barrier)
}

/** Records the reads of an `await`: every location that its condition names, if its index has a value. */
export function recordAwaited(run: Execution, condition: Expression): void {
  switch (condition.kind) {
    case 'constant':
    case 'register':
    case 'peer':
    case 'aspect':
      break
    case 'shared':
      if (condition.index !== null) recordAwaited(run, condition.index)
      try {
        run.record(run.locate(condition), 'read', false)
      } catch (error) {
        if (!(error instanceof Fault)) throw error
      }
      break
    case 'unary':
      recordAwaited(run, condition.operand)
      break
    case 'binary':
      recordAwaited(run, condition.left)
      recordAwaited(run, condition.right)
      break
    default:
      unreachable(condition)
  }
}
