import fc from 'fast-check'
import type { BinaryOperator, Code, Expression, Instruction, Operation, Place, Program } from '../../src/program/program.ts'

// Random small programs with all instructions, for the tests that compare two readings of the semantics. They are made
// from a stream of random numbers rather than from nested arbitraries, so that the shape of the program (what can be
// named) is known when its instructions are made.

/** Draws numbers from 0 up to and without `below`. */
export type Draw = (below: number) => number

interface Shape {
  readonly threads: number
  readonly registers: number
  /** Lengths of the shared variables; 0 for single integers. */
  readonly shared: readonly number[]
  readonly mutexes: number
  readonly semaphores: number
  readonly conditions: number
  readonly barriers: number
}

export interface Taste {
  readonly threads: readonly [number, number]
  readonly instructions: readonly [number, number]
  /** How probable jumps backward are, in percent. */
  readonly loops: number
}

const operators: readonly BinaryOperator[] = [
  '+',
  '-',
  '*',
  '//',
  '%',
  '<<',
  '>>',
  '&',
  '|',
  '^',
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'and',
  'or',
]

/** Random programs of a taste, reproducible from a seed. */
export function programs(taste: Taste): fc.Arbitrary<Program> {
  return fc.integer({ min: 0, max: 0x7fffffff }).map((seed) => programFrom(seed, taste))
}

/** The same threads, all of them with the code of the first, so that they may stand for each other. */
export function withTwins(program: Program): Program {
  return { ...program, threads: program.threads.map((thread) => ({ ...thread, code: 0 })) }
}

/**
 * With one thread more, the first, that goes round for ever with a variable of its own: what it does commutes with all
 * that the others do, so only a condition on cycles keeps a reduction from putting the others off for ever.
 */
export function withSpinner(program: Program): Program {
  const own = program.shared.length
  const code = program.codes.length
  const operations: Operation[] = [
    { op: 'store', place: { variable: own, index: null }, value: { kind: 'constant', value: 1 } },
    { op: 'store', place: { variable: own, index: null }, value: { kind: 'constant', value: 0 } },
    { op: 'jump', target: 0 },
  ]
  const instructions = operations.map((each, index): Instruction => ({ ...each, line: 950 + index, span: null }))
  const codes = program.codes.map((each) => ({ ...each, instructions: each.instructions.map(shifted) }))
  return {
    ...program,
    shared: [...program.shared, { name: 'own', length: null, initial: [0], atomic: true }],
    codes: [...codes, { registers: [], instructions }],
    threads: [{ name: 'S', code, start: 'running', daemon: false }, ...program.threads],
  }
}

/**
 * The threads of the first code end with a store and a local step that fails; one thread more waits for the store and
 * then fails itself. Were the two steps taken together, it never would.
 */
export function withFault(program: Program): Program {
  const own = program.shared.length
  const place: Place = { variable: own, index: null }
  const one: Expression = { kind: 'constant', value: 1 }
  const none: Expression = { kind: 'constant', value: 0 }
  const last: Instruction[] = [
    { op: 'store', place, value: one, line: 960, span: null },
    { op: 'set', to: 0, value: { kind: 'binary', operator: '//', left: one, right: none }, line: 961, span: null },
  ]
  const codes = program.codes.map((each, index) =>
    index === 0 ? { ...each, instructions: [...each.instructions, ...last] } : each,
  )
  const watcher: Instruction[] = [
    { op: 'await', until: { kind: 'shared', variable: own, index: null }, line: 970, span: null },
    { op: 'assert', that: none, line: 971, span: null },
  ]
  return {
    ...program,
    shared: [...program.shared, { name: 'own', length: null, initial: [0], atomic: true }],
    codes: [...codes, { registers: [], instructions: watcher }],
    threads: [...program.threads, { name: 'W', code: codes.length, start: 'running', daemon: false }],
  }
}

/** For programs that get a thread before theirs. */
function shifted(each: Instruction): Instruction {
  return each.op === 'spawn' || each.op === 'join' ? { ...each, thread: each.thread + 1 } : each
}

/** The program of a seed. */
export function programFrom(seed: number, taste: Taste): Program {
  return generate(generator(seed), taste)
}

/** Mulberry32, a small generator of good enough numbers (Tommy Ettinger, public domain). */
export function generator(seed: number): Draw {
  let state = seed | 0
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

function generate(draw: Draw, taste: Taste): Program {
  const shape: Shape = {
    threads: taste.threads[0] + draw(taste.threads[1] - taste.threads[0] + 1),
    registers: 1 + draw(3),
    shared: Array.from({ length: 1 + draw(2) }, () => (draw(3) === 0 ? 2 + draw(2) : 0)),
    mutexes: 1 + draw(2),
    semaphores: 1,
    conditions: 1,
    barriers: 1,
  }
  const codes = Array.from({ length: shape.threads }, (): Code => code(draw, shape, taste))
  const shared = draw(3) === 0 // threads may run the same code
  return {
    source: null,
    shared: shape.shared.map((length, index) => ({
      name: `x${index}`,
      length: length === 0 ? null : length,
      initial: Array.from({ length: Math.max(1, length) }, () => draw(3)),
      atomic: draw(4) === 0,
    })),
    mutexes: Array.from({ length: shape.mutexes }, (_, index) => ({
      name: `m${index}`,
      discipline: (['plain', 'plain', 'reentrant', 'transferable'] as const)[draw(4)] ?? 'plain',
    })),
    semaphores: [{ name: 's', initial: draw(3) }],
    conditions: [{ name: 'c' }],
    barriers: [{ name: 'b', parties: 1 + draw(shape.threads) }],
    codes: numbered(codes),
    threads: Array.from({ length: shape.threads }, (_, index) => ({
      name: `T${index}`,
      code: shared ? Math.min(index, draw(2)) : index,
      start: draw(6) === 0 && index > 0 ? 'unstarted' : 'running',
      daemon: draw(8) === 0,
    })),
    invariants: draw(4) === 0 ? [{ condition: invariant(draw, shape), text: 'i', line: 900 }] : [],
    expectations: [],
  }
}

/** Gives every instruction a line of its own. */
function numbered(codes: readonly Code[]): Code[] {
  let line = 1
  return codes.map((each) => ({
    registers: each.registers,
    instructions: each.instructions.map((instruction): Instruction => ({ ...instruction, line: line++ })),
  }))
}

function code(draw: Draw, shape: Shape, taste: Taste): Code {
  const length = taste.instructions[0] + draw(taste.instructions[1] - taste.instructions[0] + 1)
  const operations: Operation[] = []
  while (operations.length < length) {
    const kind = draw(16)
    if (kind < 2) operations.push(...atomicBlock(draw, shape, operations.length))
    else if (kind === 7) operations.push(...swap(draw, shape))
    else if (kind === 6) operations.push(...countedLoop(draw, shape, operations.length))
    else if (kind < 6) operations.push(...criticalSection(draw, shape))
    else operations.push(operation(draw, shape))
  }
  return {
    registers: Array.from({ length: shape.registers }, (_, index) => `r${index}`),
    instructions: operations.map((each, pc) => ({ ...aimed(draw, each, pc, operations, taste), line: 0, span: null })),
  }
}

/** Gives a jump outside `atomic` blocks its target: mostly forward, never into a block. */
function aimed(draw: Draw, each: Operation, pc: number, all: readonly Operation[], taste: Taste): Operation {
  if (each.op !== 'jump' && each.op !== 'branch') return each
  if (each.target !== -1) return each // inside a block, aimed already
  const inside = new Set<number>()
  all.forEach((block, at) => {
    if (block.op === 'atomic') for (let position = at + 1; position <= block.end; position++) inside.add(position)
  })
  const backward = draw(100) < taste.loops
  const open = Array.from({ length: all.length + 1 }, (_, at) => at).filter(
    (at) => !inside.has(at) && (backward ? at <= pc : at > pc),
  )
  return { ...each, target: open[draw(open.length)] ?? all.length }
}

function atomicBlock(draw: Draw, shape: Shape, start: number): Operation[] {
  const inner: Operation[] = []
  if (draw(3) === 0) inner.push(blockingFirst(draw, shape))
  const length = 1 + draw(3)
  while (inner.length < length + 1) {
    const each = operation(draw, shape)
    if (['acquire', 'await', 'wait', 'sem_acquire', 'barrier_wait', 'join', 'jump', 'halt'].includes(each.op)) continue
    if (each.op === 'branch') inner.push({ ...each, target: start + length + 2 })
    else inner.push(each)
  }
  return [{ op: 'atomic', end: start + length + 2 }, ...inner, { op: 'atomic_end' }]
}

/** A lock around an instruction or two, or around a `wait`: what random instructions alone would seldom be. */
function criticalSection(draw: Draw, shape: Shape): Operation[] {
  const mutex = draw(shape.mutexes)
  const inner: Operation[] =
    draw(4) === 0
      ? [{ op: 'wait', condition: 0, mutex, to: draw(3) === 0 ? draw(shape.registers) : null }]
      : Array.from({ length: 1 + draw(2) }, () => operation(draw, shape))
  const first: Operation = { op: 'acquire', mutex }
  return draw(12) === 0 ? [first, ...inner] : [first, ...inner, { op: 'release', mutex }]
}

/** A load, and a compare-and-swap that expects its value. */
function swap(draw: Draw, shape: Shape): Operation[] {
  const where = place(draw, shape)
  const [old, ok] = [draw(shape.registers), draw(shape.registers)]
  const expected: Expression = { kind: 'register', register: old }
  return [
    { op: 'load', to: old, place: where },
    ...(draw(2) === 0 ? [operation(draw, shape)].filter(({ op }) => op !== 'jump' && op !== 'branch') : []),
    { op: 'cas', to: ok, place: where, expected, value: expression(draw, shape, 1) },
  ]
}

/** What `repeat` becomes: a few rounds counted in a register by silent assignments. */
function countedLoop(draw: Draw, shape: Shape, start: number): Operation[] {
  const to = draw(shape.registers)
  const counter: Expression = { kind: 'register', register: to }
  const inner: Operation[] = []
  const length = draw(3)
  while (inner.length < length) {
    const each = operation(draw, shape)
    if (each.op !== 'jump' && each.op !== 'branch') inner.push(each)
  }
  const constant = (value: number): Expression => ({ kind: 'constant', value })
  return [
    { op: 'let', to, value: constant(0) },
    ...inner,
    { op: 'let', to, value: { kind: 'binary', operator: '+', left: counter, right: constant(1) } },
    {
      op: 'branch',
      condition: { kind: 'binary', operator: '<', left: counter, right: constant(2 + draw(2)) },
      target: start + 1,
    },
    { op: 'let', to, value: constant(0) },
  ]
}

function blockingFirst(draw: Draw, shape: Shape): Operation {
  const choice = draw(3)
  if (choice === 0) return { op: 'acquire', mutex: draw(shape.mutexes) }
  if (choice === 1) return { op: 'sem_acquire', semaphore: 0 }
  return { op: 'await', until: condition(draw, shape) }
}

function operation(draw: Draw, shape: Shape): Operation {
  const to = draw(shape.registers)
  const value = (): Expression => expression(draw, shape, 2)
  const where = (): Place => place(draw, shape)
  const mutex = draw(shape.mutexes)
  const makers: readonly (() => Operation)[] = [
    () => ({ op: 'load', to, place: where() }),
    () => ({ op: 'load', to, place: where() }),
    () => ({ op: 'load', to, place: where() }),
    () => ({ op: 'store', place: where(), value: value() }),
    () => ({ op: 'store', place: where(), value: value() }),
    () => ({ op: 'store', place: where(), value: value() }),
    () => ({ op: 'set', to, value: value() }),
    () => ({ op: 'add', to, value: value() }),
    () => ({ op: 'add', to, value: { kind: 'constant', value: 1 } }),
    () => ({ op: 'acquire', mutex }),
    () => ({ op: 'acquire', mutex }),
    () => ({ op: 'release', mutex }),
    () => ({ op: 'release', mutex }),
    () => ({ op: 'try_acquire', to, mutex }),
    () => ({ op: 'cas', to, place: where(), expected: value(), value: value() }),
    () => ({ op: 'fetch_add', to, place: where(), value: value() }),
    () => ({ op: 'exchange', to, place: where(), value: value() }),
    () => ({ op: 'await', until: condition(draw, shape) }),
    () => ({ op: 'wait', condition: 0, mutex, to: draw(3) === 0 ? to : null }),
    () => ({ op: 'let', to, value: expression(draw, shape, 0) }),
    () => ({ op: 'let', to, value: expression(draw, shape, 0) }),
    () => ({ op: 'locked', to, mutex }),
    () => ({ op: draw(2) === 0 ? 'progress' : 'op_end' }),
    () => ({ op: 'raise', exception: 'ValueError' }),
    () => ({ op: 'notify', condition: 0 }),
    () => ({ op: 'notify_all', condition: 0 }),
    () => ({ op: 'sem_acquire', semaphore: 0 }),
    () => ({ op: 'sem_try_acquire', to, semaphore: 0 }),
    () => ({ op: 'sem_release', semaphore: 0 }),
    () => ({ op: 'barrier_wait', barrier: 0 }),
    () => ({ op: 'spawn', thread: draw(shape.threads) }),
    () => ({ op: 'join', thread: draw(shape.threads) }),
    () => ({ op: 'choose', to, low: 0, high: draw(3) }),
    () => ({ op: 'assert', that: value() }),
    () => ({ op: 'fence' }),
    () => ({ op: 'yield' }),
    () => ({ op: 'jump', target: -1 }),
    () => ({ op: 'branch', condition: value(), target: -1 }),
    () => ({ op: 'branch', condition: value(), target: -1 }),
    () => ({ op: 'halt' }),
  ]
  const made = makers[draw(makers.length)]?.() ?? { op: 'yield' }
  const risky = ['assert', 'release', 'wait', 'spawn', 'halt', 'acquire', 'barrier_wait', 'join', 'raise'].includes(made.op)
  return risky && draw(3) > 0 ? operation(draw, shape) : made
}

function place(draw: Draw, shape: Shape): Place {
  const variable = draw(shape.shared.length)
  const length = shape.shared[variable] ?? 0
  if (length === 0) return { variable, index: null }
  if (draw(2) === 0) return { variable, index: { kind: 'constant', value: draw(length + (draw(8) === 0 ? 1 : 0)) } }
  return { variable, index: { kind: 'register', register: draw(shape.registers) } }
}

function expression(draw: Draw, shape: Shape, depth: number): Expression {
  const kind = draw(depth > 0 ? 6 : 3)
  if (kind === 0) return { kind: 'constant', value: draw(40) === 0 ? 2147483647 : draw(4) - 1 }
  if (kind <= 2) return { kind: 'register', register: draw(shape.registers) }
  if (kind === 3) {
    const operator = (['-', 'not', '~'] as const)[draw(3)] ?? '-'
    return { kind: 'unary', operator, operand: expression(draw, shape, depth - 1) }
  }
  const operator = draw(3) === 0 ? operators[draw(operators.length)] : (['+', '+', '-', '=='] as const)[draw(4)]
  return {
    kind: 'binary',
    operator: operator ?? '+',
    left: expression(draw, shape, depth - 1),
    right: expression(draw, shape, depth - 1),
  }
}

function condition(draw: Draw, shape: Shape): Expression {
  if (draw(4) > 0) return comparison(draw, shape)
  const operator = draw(2) === 0 ? 'and' : 'or'
  return { kind: 'binary', operator, left: condition(draw, shape), right: condition(draw, shape) }
}

function comparison(draw: Draw, shape: Shape): Expression {
  const { variable, index } = place(draw, shape)
  const operator = operators[10 + draw(6)] ?? '=='
  return { kind: 'binary', operator, left: { kind: 'shared', variable, index }, right: expression(draw, shape, 1) }
}

function invariant(draw: Draw, shape: Shape): Expression {
  const variable = draw(shape.shared.length)
  const index: Expression | null = (shape.shared[variable] ?? 0) === 0 ? null : { kind: 'constant', value: 0 }
  return {
    kind: 'binary',
    operator: '<=',
    left: { kind: 'shared', variable, index },
    right: { kind: 'constant', value: draw(3) },
  }
}
