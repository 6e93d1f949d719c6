import fc from 'fast-check'
import { binaryOperators, unaryOperators } from '../../src/program/expressions.ts'
import type { OperationOf } from '../../src/program/operations.ts'
import type { Aspect, Code, Expression, Instruction, Opcode, Operation, Place, Program } from '../../src/program/program.ts'

// Random small programs with all instructions, for the tests that compare two readings of the semantics. They are made
// from a stream of drawn numbers rather than from nested arbitraries, so that the shape of the program (what can be
// named) is known when its instructions are made. fast-check draws the numbers, so programs shrink.

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
  /** Whether some instructions are marked as operations that begin and end. */
  readonly calls?: boolean
  /** Whether threads mostly exchange messages. */
  readonly talks?: boolean
}

/** A mark that some loads and stores have. */
function marked(draw: Draw): { readonly plain?: true } {
  return draw(8) === 1 ? { plain: true } : {}
}

/** Whether threads that wait for something do so in order. */
function ordered(draw: Draw): { readonly order?: 'fifo' } {
  return draw(4) === 1 ? { order: 'fifo' } : {}
}

/** What a function makes of a stream of drawn numbers, 0 being the simplest. */
export function drawn<T>(make: (draw: Draw) => T): fc.Arbitrary<T> {
  return fc.gen().map((draw) => make((below) => (below <= 1 ? 0 : draw(evenly, below - 1))))
}

/** Without the preference for extremes that fast-check has by itself: most kinds of instructions are in the middle. */
function evenly(most: number): fc.Arbitrary<number> {
  return fc.noBias(fc.nat(most))
}

/** Random programs of a taste. */
export function programs(taste: Taste): fc.Arbitrary<Program> {
  return drawn((draw) => generate(draw, taste))
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
    invariants: program.invariants.map((each) => ({ ...each, condition: shiftedPeers(each.condition) })),
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

function shiftedPeers(condition: Expression): Expression {
  if (condition.kind === 'peer') return { ...condition, thread: condition.thread + 1 }
  return condition.kind === 'binary' ? { ...condition, left: shiftedPeers(condition.left) } : condition
}

/** For programs that get a thread before theirs. */
function shifted(each: Instruction): Instruction {
  return each.op === 'spawn' || each.op === 'join' ? { ...each, thread: each.thread + 1 } : each
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
  const inLoop = draw(5) === 1 // most threads may be tasks of one event loop
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
      ...ordered(draw),
    })),
    semaphores: [
      draw(3) === 0
        ? { name: 's', initial: draw(2), greatest: 1 + draw(2), ...ordered(draw) }
        : { name: 's', initial: draw(3), ...ordered(draw) },
    ],
    conditions: [{ name: 'c', ...ordered(draw) }],
    barriers: [{ name: 'b', parties: 1 + draw(shape.threads) }],
    ...(uses(codes, 'channel')
      ? {
          channels: [
            { name: 'ch', capacity: draw(3) },
            { name: 'dh', capacity: 0 },
          ],
        }
      : {}),
    codes: numbered(codes),
    threads: Array.from({ length: shape.threads }, (_, index) => ({
      name: `T${index}`,
      code: shared ? Math.min(index, draw(2)) : index,
      start: draw(6) === 0 && index > 0 ? 'unstarted' : 'running',
      daemon: draw(8) === 0,
      ...(inLoop && draw(3) > 0 ? { loop: 0 } : {}),
    })),
    invariants:
      draw(4) === 0
        ? [{ condition: invariant(draw, shape), text: 'i', line: 900, ...(draw(3) === 0 ? { section: 's' } : {}) }]
        : [],
    expectations: [],
  }
}

function uses(codes: readonly Code[], field: string): boolean {
  return codes.some(({ instructions }) => instructions.some((each) => field in each))
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
    const kind = 15 - draw(16) // the simplest is a single instruction
    if (taste.talks === true && draw(3) > 0) operations.push(...messages(draw, shape, operations.length))
    else if (kind < 2) operations.push(...atomicBlock(draw, shape, operations.length))
    else if (kind === 7) operations.push(...swap(draw, shape))
    else if (kind === 6) operations.push(...countedLoop(draw, shape, operations.length))
    else if (kind < 6) operations.push(...criticalSection(draw, shape))
    else if (kind === 8 && taste.calls === true) operations.push(...call(draw, shape))
    else if (kind === 9 || kind === 10) operations.push(...messages(draw, shape, operations.length))
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

/** A `select` with one offer or two, and what becomes of the message. */
function messages(draw: Draw, shape: Shape, start: number): Operation[] {
  const offers = 1 + (draw(3) === 0 ? 1 : 0)
  const otherwise = draw(5) === 0
  const end = start + 1 + offers + 2
  return [
    otherwise ? { op: 'select', otherwise: true } : { op: 'select' },
    ...Array.from({ length: offers }, (): Operation => {
      const [channel, target] = [draw(2), draw(3) === 0 ? end : start + 1 + offers]
      return draw(2) === 0
        ? { op: 'offer_send', channel, value: expression(draw, shape, 1), target }
        : { op: 'offer_receive', channel, target }
    }),
    { op: 'received', to: draw(shape.registers) },
    { op: 'received_ok', to: draw(shape.registers) },
  ]
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

/** An operation that begins, an instruction, and its end with the value of a register, if any. */
function call(draw: Draw, shape: Shape): Operation[] {
  const register = (): { kind: 'register'; register: number } => ({ kind: 'register', register: draw(shape.registers) })
  const inner = operation(draw, shape)
  return [
    draw(2) === 0 ? { op: 'op_begin', name: 'call' } : { op: 'op_begin', name: 'call', arguments: [register()] },
    ...(inner.op === 'jump' || inner.op === 'branch' ? [] : [inner]),
    draw(2) === 0 ? { op: 'op_end' } : { op: 'op_end', result: register() },
  ]
}

/** What makers of operations may use. */
interface Making {
  readonly draw: Draw
  readonly shape: Shape
  readonly to: number
  readonly mutex: number
  value(): Expression
  place(): Place
}

/**
 * How often an operation is made, and how. A new opcode does not compile without; those of weight 0 are made together
 * with others by the functions above.
 */
const makers: { readonly [O in Opcode]: { readonly weight: number; readonly make: (making: Making) => OperationOf<O> } } = {
  load: { weight: 3, make: ({ draw, to, place }) => ({ op: 'load', to, place: place(), ...marked(draw) }) },
  store: { weight: 3, make: ({ draw, place, value }) => ({ op: 'store', place: place(), value: value(), ...marked(draw) }) },
  set: { weight: 1, make: ({ to, value }) => ({ op: 'set', to, value: value() }) },
  add: { weight: 2, make: ({ draw, to, value }) => ({ op: 'add', to, value: draw(2) === 0 ? constant(1) : value() }) },
  acquire: { weight: 2, make: ({ mutex }) => ({ op: 'acquire', mutex }) },
  release: { weight: 2, make: ({ mutex }) => ({ op: 'release', mutex }) },
  try_acquire: { weight: 1, make: ({ to, mutex }) => ({ op: 'try_acquire', to, mutex }) },
  locked: { weight: 1, make: ({ to, mutex }) => ({ op: 'locked', to, mutex }) },
  cas: { weight: 1, make: ({ to, place, value }) => ({ op: 'cas', to, place: place(), expected: value(), value: value() }) },
  fetch_add: { weight: 1, make: ({ to, place, value }) => ({ op: 'fetch_add', to, place: place(), value: value() }) },
  exchange: { weight: 1, make: ({ to, place, value }) => ({ op: 'exchange', to, place: place(), value: value() }) },
  fetch_max: { weight: 1, make: ({ to, place, value }) => ({ op: 'fetch_max', to, place: place(), value: value() }) },
  fetch_min: { weight: 1, make: ({ to, place, value }) => ({ op: 'fetch_min', to, place: place(), value: value() }) },
  await: { weight: 1, make: ({ draw, shape }) => ({ op: 'await', until: condition(draw, shape) }) },
  wait: { weight: 1, make: ({ draw, to, mutex }) => ({ op: 'wait', condition: 0, mutex, to: draw(3) === 2 ? to : null }) },
  let: { weight: 2, make: ({ draw, shape, to }) => ({ op: 'let', to, value: expression(draw, shape, 0) }) },
  select: { weight: 0, make: () => ({ op: 'select' }) },
  offer_send: {
    weight: 0,
    make: ({ draw, value }) => ({ op: 'offer_send', channel: draw(2), value: value(), target: -1 }),
  },
  offer_receive: { weight: 0, make: ({ draw }) => ({ op: 'offer_receive', channel: draw(2), target: -1 }) },
  received: { weight: 0, make: ({ to }) => ({ op: 'received', to }) },
  received_ok: { weight: 0, make: ({ to }) => ({ op: 'received_ok', to }) },
  close: { weight: 1, make: ({ draw }) => ({ op: 'close', channel: draw(2) }) },
  notify: { weight: 1, make: () => ({ op: 'notify', condition: 0 }) },
  notify_all: { weight: 1, make: () => ({ op: 'notify_all', condition: 0 }) },
  sem_acquire: { weight: 1, make: () => ({ op: 'sem_acquire', semaphore: 0 }) },
  sem_try_acquire: { weight: 1, make: ({ to }) => ({ op: 'sem_try_acquire', to, semaphore: 0 }) },
  sem_release: { weight: 1, make: () => ({ op: 'sem_release', semaphore: 0 }) },
  barrier_wait: { weight: 1, make: () => ({ op: 'barrier_wait', barrier: 0 }) },
  spawn: { weight: 1, make: ({ draw, shape }) => ({ op: 'spawn', thread: draw(shape.threads) }) },
  join: { weight: 1, make: ({ draw, shape }) => ({ op: 'join', thread: draw(shape.threads) }) },
  choose: { weight: 1, make: ({ draw, to }) => ({ op: 'choose', to, low: 0, high: draw(3) }) },
  assert: { weight: 1, make: ({ value }) => ({ op: 'assert', that: value() }) },
  raise: { weight: 1, make: () => ({ op: 'raise', exception: 'ValueError' }) },
  fence: { weight: 1, make: () => ({ op: 'fence' }) },
  yield: { weight: 1, make: () => ({ op: 'yield' }) },
  progress: { weight: 1, make: () => ({ op: 'progress' }) },
  jump: { weight: 1, make: () => ({ op: 'jump', target: -1 }) },
  branch: { weight: 2, make: ({ value }) => ({ op: 'branch', condition: value(), target: -1 }) },
  halt: { weight: 1, make: () => ({ op: 'halt' }) },
  atomic: { weight: 0, make: () => ({ op: 'atomic', end: -1 }) },
  atomic_end: { weight: 0, make: () => ({ op: 'atomic_end' }) },
  op_begin: { weight: 0, make: () => ({ op: 'op_begin', name: 'call' }) },
  op_end: { weight: 1, make: () => ({ op: 'op_end' }) },
}

const weighted: readonly ((making: Making) => Operation)[] = Object.values(makers).flatMap(({ weight, make }) =>
  Array.from({ length: weight }, () => make),
)

function operation(draw: Draw, shape: Shape): Operation {
  const make = weighted[draw(weighted.length)]
  if (make === undefined) throw new Error('no maker')
  const made = make({
    draw,
    shape,
    to: draw(shape.registers),
    mutex: draw(shape.mutexes),
    value: () => expression(draw, shape, 2),
    place: () => place(draw, shape),
  })
  const risky = ['assert', 'release', 'wait', 'spawn', 'halt', 'acquire', 'barrier_wait', 'join', 'raise'].includes(made.op)
  return risky && draw(3) > 0 ? operation(draw, shape) : made
}

function constant(value: number): Expression {
  return { kind: 'constant', value }
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
    const operator = unaryOperators[draw(unaryOperators.length)] ?? '-'
    return { kind: 'unary', operator, operand: expression(draw, shape, depth - 1) }
  }
  const operator = draw(3) === 0 ? binaryOperators[draw(binaryOperators.length)] : (['+', '+', '-', '=='] as const)[draw(4)]
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
  const operator = binaryOperators[10 + draw(6)] ?? '=='
  return { kind: 'binary', operator, left: { kind: 'shared', variable, index }, right: expression(draw, shape, 1) }
}

function invariant(draw: Draw, shape: Shape): Expression {
  const variable = draw(shape.shared.length)
  const index: Expression | null = (shape.shared[variable] ?? 0) === 0 ? null : { kind: 'constant', value: 0 }
  const aspects: readonly Aspect[] = [
    { kind: 'aspect', aspect: 'units', index: 0 },
    { kind: 'aspect', aspect: 'holder', index: draw(shape.mutexes) },
    { kind: 'aspect', aspect: 'line', index: draw(shape.threads) },
  ]
  const aspect = aspects[draw(9)]
  if (aspect !== undefined) {
    return { kind: 'binary', operator: '!=', left: aspect, right: { kind: 'constant', value: draw(4) } }
  }
  const left: Expression =
    draw(3) === 0
      ? { kind: 'peer', thread: draw(shape.threads), register: draw(shape.registers) }
      : { kind: 'shared', variable, index }
  return {
    kind: 'binary',
    operator: '<=',
    left,
    right: { kind: 'constant', value: draw(3) },
  }
}
