import { present } from '../base/bug.ts'
import { offersAt } from '../program/channels.ts'
import { registerValue } from '../program/fold.ts'
import { type Instruction, instructionAt, type Program } from '../program/program.ts'
import { hasEnded, Status } from '../space/layout.ts'
import { type StateSpace, valueAt } from '../space/space.ts'
import type { Awaited, AwaitedOffer, Wait } from './finding.ts'

/** Returns what each started thread that has not ended waits for, in a state in which none of `threads` can step. */
export function waitsIn(space: StateSpace, state: number, threads: readonly number[]): Wait[] {
  return threads.flatMap((thread) => {
    const status = valueAt(space, state, space.layout.status(thread))
    const instruction = instructionAt(space.program, thread, valueAt(space, state, space.layout.pc(thread)))
    if (instruction === null || status === Status.unstarted || hasEnded(status)) return []
    const inLine = valueAt(space, state, space.layout.rank(thread))
    const awaited = turnAwaited(space, state, thread) ?? awaitedBy(space, state, thread, status, instruction)
    return [{ thread, line: instruction.line, awaited, inLine }]
  })
}

/** Returns the task that keeps a thread from running, if it is one of the same event loop. */
function turnAwaited(space: StateSpace, state: number, thread: number): Awaited | null {
  const loop = space.program.threads[thread]?.loop
  if (loop === undefined) return null
  const task = valueAt(space, state, space.layout.runs(loop)) - 1
  return task < 0 || task === thread ? null : { kind: 'turn', task }
}

function awaitedBy(space: StateSpace, state: number, thread: number, status: number, instruction: Instruction): Awaited {
  const mutex = (index: number): Awaited => {
    const heldBy = valueAt(space, state, space.layout.owner(index)) - 1
    return { kind: 'mutex', mutex: index, heldBy }
  }
  switch (instruction.op) {
    case 'wait':
      return status === Status.sleeping ? { kind: 'condition', condition: instruction.condition } : mutex(instruction.mutex)
    case 'acquire':
      return mutex(instruction.mutex)
    case 'barrier_wait':
      return { kind: 'barrier', barrier: instruction.barrier }
    case 'join':
      return { kind: 'thread', thread: instruction.thread }
    case 'sem_acquire':
      return { kind: 'semaphore', semaphore: instruction.semaphore }
    case 'select':
      return { kind: 'channel', offers: offersOf(space, state, thread) }
    case 'atomic': {
      const pc = valueAt(space, state, space.layout.pc(thread))
      const first = present(instructionAt(space.program, thread, pc + 1), 'first instruction of a block')
      return awaitedBy(space, state, thread, status, first)
    }
    default: // an `await`; or, in a failed end, an instruction that the thread did not reach
      return { kind: 'until', pc: valueAt(space, state, space.layout.pc(thread)) }
  }
}

/** Returns what a thread would send or receive at its `select`. The messages have values: else the thread would not wait. */
function offersOf(space: StateSpace, state: number, thread: number): AwaitedOffer[] {
  const { program, layout } = space
  const code = present(program.codes[program.threads[thread]?.code ?? -1], 'code')
  const { offers } = offersAt(code, valueAt(space, state, layout.pc(thread)))
  const registers = (register: number): number => valueAt(space, state, layout.register(thread, register))
  return offers.map(({ channel, value }) => ({ channel, value: value === null ? null : registerValue(value, registers) }))
}

/** Returns all threads of a program. */
export function allThreads(program: Program): number[] {
  return program.threads.map((_, thread) => thread)
}
