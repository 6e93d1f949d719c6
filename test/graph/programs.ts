import { readInstructionText } from '../../src/language/ilv/read.ts'
import type { Operation, Program } from '../../src/program/program.ts'

/** Programs with little but threads, for pictures. Every thread runs its own code; line numbers count up. */
export function program(given: {
  readonly threads: Readonly<Record<string, readonly Operation[]>>
  readonly shared?: readonly string[]
  readonly mutexes?: readonly string[]
  readonly registers?: readonly string[]
}): Program {
  const { threads, shared = ['x'], mutexes = [], registers = ['r'] } = given
  let line = 1
  return {
    source: null,
    shared: shared.map((name) => ({ name, length: null, initial: [0], atomic: false })),
    mutexes: mutexes.map((name) => ({ name, discipline: 'plain' })),
    semaphores: [],
    conditions: [],
    barriers: [],
    codes: Object.values(threads).map((operations) => ({
      registers,
      instructions: operations.map((operation) => ({ ...operation, line: line++, span: null })),
    })),
    threads: Object.keys(threads).map((name, code) => ({ name, code, start: 'running', daemon: false })),
    invariants: [],
    expectations: [],
  }
}

const x = { variable: 0, index: null }
const r = { kind: 'register', register: 0 } as const

const loadAddStore: readonly Operation[] = [
  { op: 'load', to: 0, place: x },
  { op: 'add', to: 0, value: { kind: 'constant', value: 1 } },
  { op: 'store', place: x, value: r },
]

function inOrder(first: number, second: number): Operation[] {
  return [
    { op: 'acquire', mutex: first },
    { op: 'acquire', mutex: second },
    { op: 'release', mutex: second },
    { op: 'release', mutex: first },
  ]
}

/** Two threads that take two locks in opposite orders: one deadlock. */
export const twoLocks: Program = program({ threads: { A: inOrder(0, 1), B: inOrder(1, 0) }, mutexes: ['m1', 'm2'] })

/** A writes 0, 1 or 2; B asserts that what it reads is less than 2. */
export const failing: Program = program({
  threads: {
    A: [
      { op: 'choose', to: 0, low: 0, high: 2 },
      { op: 'store', place: x, value: r },
    ],
    B: [
      { op: 'load', to: 0, place: x },
      { op: 'assert', that: { kind: 'binary', operator: '<', left: r, right: { kind: 'constant', value: 2 } } },
    ],
  },
})

/** Two threads that go round for ever: a spinning loop with a state that leads to itself. */
export const spinning: Program = program({
  threads: {
    A: [
      { op: 'load', to: 0, place: x },
      { op: 'jump', target: 0 },
    ],
    B: [{ op: 'yield' }],
  },
})

/** Names that would do harm wherever they are not escaped. */
export const hostileNames = {
  variable: '"];}\n</script><script>alert(1)</script>',
  register: '<img src=x onerror=alert(1)>\\',
  lock: '%%{init: {"theme":"dark"}}%%\\N&amp;',
  threads: ['A"] --> B\\', '</text></svg>\u202e`#quot;', ']]>&<!-- -->'],
} as const

const locked: readonly Operation[] = [{ op: 'acquire', mutex: 0 }, ...loadAddStore, { op: 'release', mutex: 0 }]

export const hostile: Program = program({
  threads: Object.fromEntries(hostileNames.threads.map((name, index) => [name, index === 0 ? locked : [{ op: 'yield' }]])),
  shared: [hostileNames.variable],
  registers: [hostileNames.register],
  mutexes: [hostileNames.lock],
})

/** Two threads that print: pictures show the text, and none of the variables and registers behind it. */
export const printing: Program = instructionText(
  'shared x\nthread A:\nx = 12\nprint "x ", x, "\\n"\nthread B:\ncritical:\nprint "b"\nend\ninvariant output matches /[bx 012\\n]*/',
)

function instructionText(text: string): Program {
  const read = readInstructionText({ name: 'printing.ilv', text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  return read.value
}
