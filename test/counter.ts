import type { Instruction, Operation, Program } from '../src/program/program.ts'

/** The counter of the reference figures: each thread does `load`, `add`, `store` a number of times. */
export function counter(threads: number, times: number, locked: (thread: number) => boolean = () => false): Program {
  const codes = [false, true].map((lock) => ({ registers: ['tmp'], instructions: instructions(times, lock) }))
  return {
    source: null,
    shared: [{ name: 'balance', length: null, initial: [0], atomic: false }],
    mutexes: [{ name: 'm', discipline: 'plain' }],
    semaphores: [],
    conditions: [],
    barriers: [],
    codes,
    threads: Array.from({ length: threads }, (_, index) => ({
      name: String.fromCharCode(65 + index),
      code: locked(index) ? 1 : 0,
      start: 'running',
      daemon: false,
    })),
    invariants: [],
    expectations: [],
  }
}

function instructions(times: number, lock: boolean): Instruction[] {
  const place = { variable: 0, index: null }
  const round: Operation[] = [
    { op: 'load', to: 0, place },
    { op: 'add', to: 0, value: { kind: 'constant', value: 1 } },
    { op: 'store', place, value: { kind: 'register', register: 0 } },
  ]
  const guarded: Operation[] = lock ? [{ op: 'acquire', mutex: 0 }, ...round, { op: 'release', mutex: 0 }] : round
  return Array.from({ length: times }, () => guarded).flatMap((each) =>
    each.map((operation, index): Instruction => ({ ...operation, line: index + (lock ? 11 : 1), span: null })),
  )
}
