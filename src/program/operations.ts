import { unreachable } from '../base/bug.ts'
import type { Expression, Operand, Place } from './expressions.ts'

/** What an instruction does. `to` is always a register of the executing thread; targets are positions in the code. */
export type Operation =
  /**
   * A `plain` load or store is no synchronisation operation, even in an `atomic` block or of an `atomic` variable.
   * Instruction text has no such mark.
   */
  | { readonly op: 'load'; readonly to: number; readonly place: Place; readonly plain?: true }
  | { readonly op: 'store'; readonly place: Place; readonly value: Expression; readonly plain?: true }
  | { readonly op: 'set'; readonly to: number; readonly value: Expression }
  /** A silent `set`, for the bookkeeping of loops and calls: it is not a step. */
  | { readonly op: 'let'; readonly to: number; readonly value: Expression }
  | { readonly op: 'add'; readonly to: number; readonly value: Expression }
  | { readonly op: 'acquire'; readonly mutex: number }
  | { readonly op: 'release'; readonly mutex: number }
  | { readonly op: 'try_acquire'; readonly to: number; readonly mutex: number }
  /** `to` := 1 if some thread holds the lock, else 0. */
  | { readonly op: 'locked'; readonly to: number; readonly mutex: number }
  | {
      readonly op: 'cas'
      readonly to: number
      readonly place: Place
      readonly expected: Expression
      readonly value: Expression
    }
  | { readonly op: 'fetch_add'; readonly to: number; readonly place: Place; readonly value: Expression }
  | { readonly op: 'exchange'; readonly to: number; readonly place: Place; readonly value: Expression }
  /** `to` := `place`; `place` := the greater of that and `value`, or the lesser, in one step. */
  | { readonly op: 'fetch_max'; readonly to: number; readonly place: Place; readonly value: Expression }
  | { readonly op: 'fetch_min'; readonly to: number; readonly place: Place; readonly value: Expression }
  | { readonly op: 'await'; readonly until: Expression }
  /**
   * With a register `to`, the sleeper may also time out, in a separate step (it does not wake spuriously under
   * `spuriousWakeups` then); once its thread has acquired the lock again, `to` is 1 if it was notified, else 0.
   */
  | { readonly op: 'wait'; readonly condition: number; readonly mutex: number; readonly to: number | null }
  | { readonly op: 'notify'; readonly condition: number }
  | { readonly op: 'notify_all'; readonly condition: number }
  | { readonly op: 'sem_acquire'; readonly semaphore: number }
  | { readonly op: 'sem_try_acquire'; readonly to: number; readonly semaphore: number }
  | { readonly op: 'sem_release'; readonly semaphore: number }
  | { readonly op: 'barrier_wait'; readonly barrier: number }
  /**
   * Takes one of the offers that follow it directly, and continues at its target; blocked while none is ready, unless it
   * may do `otherwise`: then it continues after the last of them.
   */
  | { readonly op: 'select'; readonly otherwise?: true }
  /** Offers of the `select` before them; by themselves they do nothing. `target` is greater than this position. */
  | { readonly op: 'offer_send'; readonly channel: number; readonly value: Expression; readonly target: number }
  | { readonly op: 'offer_receive'; readonly channel: number; readonly target: number }
  /** `to` := the message that the thread received in this step, 0 if none; whether there was one. */
  | { readonly op: 'received'; readonly to: number }
  | { readonly op: 'received_ok'; readonly to: number }
  | { readonly op: 'close'; readonly channel: number }
  | { readonly op: 'spawn'; readonly thread: number }
  | { readonly op: 'join'; readonly thread: number }
  | { readonly op: 'choose'; readonly to: number; readonly low: number; readonly high: number }
  | { readonly op: 'assert'; readonly that: Expression }
  /** The instructions from here to the `atomic_end` at `end` are one step. `end` is greater than this position. */
  | { readonly op: 'atomic'; readonly end: number }
  | { readonly op: 'atomic_end' }
  | { readonly op: 'fence' }
  | { readonly op: 'yield' }
  /** `target` may equal the number of instructions: the end of the thread. */
  | { readonly op: 'jump'; readonly target: number }
  /** Jumps if the condition is not 0. */
  | { readonly op: 'branch'; readonly condition: Expression; readonly target: number }
  | { readonly op: 'halt' }
  /** A mark: the thread has made progress. */
  | { readonly op: 'progress' }
  /**
   * Marks: an operation of that name begins; the current one ends, which is progress. The text does not contain
   * `implied` marks: they are calls that a front end found, and count as operations only on request.
   */
  | { readonly op: 'op_begin'; readonly name: string; readonly arguments?: readonly Operand[]; readonly implied?: true }
  | { readonly op: 'op_end'; readonly result?: Operand; readonly implied?: true }
  /** The thread ends by an exception that nothing caught: a finding, but the execution continues. */
  | { readonly op: 'raise'; readonly exception: string }

export type Opcode = Operation['op']

/** Silent operations are not steps of their own: they execute together with the step before them. */
export type SilentOpcode =
  | 'let'
  | 'assert'
  | 'raise'
  | 'atomic_end'
  | 'jump'
  | 'branch'
  | 'halt'
  | 'progress'
  | 'op_begin'
  | 'op_end'
  | 'offer_send'
  | 'offer_receive'
  | 'received'
  | 'received_ok'

/** Operations for which a thread may have to wait until it can take the step. An `atomic` block waits for its first one. */
export type BlockingOpcode = 'acquire' | 'await' | 'sem_acquire' | 'join' | 'select'

/** The operation with a given opcode. */
export type OperationOf<O extends Opcode> = Extract<Operation, { readonly op: O }>

/** The role of an operand in its operation, which determines the meaning of its value in the IR. */
export interface RoleTypes {
  /** A register that is written. */
  readonly register: number
  /** A register that is written, or null. */
  readonly 'optional register': number | null
  /** A register that is read, and then written. */
  readonly accumulator: number
  /** A shared integer that is accessed; its index is an expression over registers. */
  readonly place: Place
  /** An expression over registers. */
  readonly value: Expression
  /** An expression over registers and shared variables. */
  readonly awaited: Expression
  readonly lock: number
  readonly semaphore: number
  readonly condition: number
  readonly barrier: number
  readonly channel: number
  readonly thread: number
  /** The least value of a range. */
  readonly least: number
  /** The greatest value of a range, which follows the least in instruction text. */
  readonly greatest: number
  /** The position of an instruction, or the end of the code. */
  readonly target: number
  /** The position of the `atomic_end` of a block. */
  readonly end: number
  /** A name that is only for reports. */
  readonly name: string
  readonly operand: Operand | undefined
  readonly operands: readonly Operand[] | undefined
  /** A flag that is present or absent. */
  readonly mark: true | undefined
}

export type Role = keyof RoleTypes

/** The roles that an operand of type `T` can have. */
type RoleFor<T> = { [R in Role]: [T, RoleTypes[R]] extends [RoleTypes[R], T] ? R : never }[Role]

type OperandFields<O extends Opcode> = Exclude<keyof OperationOf<O>, 'op'>

/**
 * A value that an operation writes, by its sources: `old` is the previous value of `place`, `own` the previous value of
 * `to`, `truth` 0 or 1, `choice` any value from `low` to `high`, `message` any
 * value at all.
 */
export type ValueRule =
  | 'old'
  | 'own + value'
  | 'old + value'
  | 'greater of old and value'
  | 'lesser of old and value'
  | 'value'
  | 'truth'
  | 'choice'
  | 'message'

/** A flag that exactly the operations of some opcodes have. */
type Flag<Name extends string, O extends Opcode, Having extends Opcode> = O extends Having
  ? { readonly [N in Name]: true }
  : { readonly [N in Name]?: never }

/** The properties of an operation that do not depend on its execution. An omitted property is false, or none. */
export type OperationRow<O extends Opcode = Opcode> = RowFields<O> &
  Flag<'silent', O, SilentOpcode> &
  Flag<'blocks', O, BlockingOpcode>

interface RowFields<O extends Opcode> {
  /** By field: the role of each operand, in the order of instruction text. */
  readonly operands: { readonly [F in OperandFields<O>]-?: RoleFor<OperationOf<O>[F]> }
  /** The form in instruction text; null for blocks, and for operations that only front ends emit. */
  readonly form: string | null
  /** How it accesses its `place`. */
  readonly access?: 'read' | 'write' | 'compare and write'
  /** Whether its access is a synchronisation operation, whatever the variable. */
  readonly synchronizes?: true
  /** The value of `to` afterwards. */
  readonly result?: ValueRule
  /** The value of `place` afterwards, if the operation writes it. */
  readonly stored?: ValueRule
  /**
   * How it may fail, besides by values that do not exist or do not fit: by the state of its lock, semaphore or thread
   * (`misuse`); by one level too many of a lock that is `reentrant`; if its condition is `zero`.
   */
  readonly fails?: 'misuse' | 'reentrant' | 'zero'
  /**
   * Whether its thread ends with it. Otherwise the next instruction follows, or its `target`, which may depend on a
   * `condition`.
   */
  readonly ends?: true
  /** Whether it only observes the lock or thread that it names. */
  readonly observes?: true
  /** The short text on a timeline, if it is not the opcode. */
  readonly short?: string
}

/**
 * All properties of each operation, except its execution: `semantics` defines that, and `explorer` implements it again
 * for each of its engines. Everything else that depends on the opcode derives from this table.
 */
export const operations: { readonly [O in Opcode]: OperationRow<O> } = {
  load: { operands: { to: 'register', place: 'place', plain: 'mark' }, form: 'load r, x', access: 'read', result: 'old' },
  store: { operands: { place: 'place', value: 'value', plain: 'mark' }, form: 'store x, e', access: 'write', stored: 'value' },
  set: { operands: { to: 'register', value: 'value' }, form: 'set r, e', short: '=', result: 'value' },
  let: { operands: { to: 'register', value: 'value' }, form: 'let r, e', short: '=', silent: true, result: 'value' },
  add: { operands: { to: 'accumulator', value: 'value' }, form: 'add r, e', short: '+', result: 'own + value' },
  acquire: { operands: { mutex: 'lock' }, form: 'acquire m', short: 'lock', blocks: true, fails: 'reentrant' },
  release: { operands: { mutex: 'lock' }, form: 'release m', short: 'free', fails: 'misuse' },
  try_acquire: { operands: { to: 'register', mutex: 'lock' }, form: 'try_acquire r, m', result: 'truth', fails: 'reentrant' },
  locked: { operands: { to: 'register', mutex: 'lock' }, form: 'locked r, m', observes: true, result: 'truth' },
  cas: {
    operands: { to: 'register', place: 'place', expected: 'value', value: 'value' },
    form: 'cas r, x, old, new',
    access: 'compare and write',
    synchronizes: true,
    result: 'truth',
    stored: 'value',
  },
  fetch_add: {
    operands: { to: 'register', place: 'place', value: 'value' },
    short: '+=',
    form: 'fetch_add r, x, e',
    access: 'write',
    synchronizes: true,
    result: 'old',
    stored: 'old + value',
  },
  exchange: {
    operands: { to: 'register', place: 'place', value: 'value' },
    form: 'exchange r, x, e',
    access: 'write',
    synchronizes: true,
    result: 'old',
    stored: 'value',
  },
  fetch_max: {
    operands: { to: 'register', place: 'place', value: 'value' },
    form: 'fetch_max r, x, e',
    short: 'max',
    access: 'write',
    synchronizes: true,
    result: 'old',
    stored: 'greater of old and value',
  },
  fetch_min: {
    operands: { to: 'register', place: 'place', value: 'value' },
    form: 'fetch_min r, x, e',
    short: 'min',
    access: 'write',
    synchronizes: true,
    result: 'old',
    stored: 'lesser of old and value',
  },
  await: { operands: { until: 'awaited' }, form: 'await e', blocks: true },
  wait: {
    operands: { to: 'optional register', condition: 'condition', mutex: 'lock' },
    form: 'wait c, m',
    result: 'truth',
    fails: 'misuse',
  },
  notify: { operands: { condition: 'condition' }, form: 'notify c' },
  notify_all: { operands: { condition: 'condition' }, form: 'notify_all c' },
  sem_acquire: { operands: { semaphore: 'semaphore' }, form: 'sem_acquire s', blocks: true },
  sem_try_acquire: { operands: { to: 'register', semaphore: 'semaphore' }, form: 'sem_try_acquire r, s', result: 'truth' },
  sem_release: { operands: { semaphore: 'semaphore' }, form: 'sem_release s', fails: 'misuse' },
  barrier_wait: { operands: { barrier: 'barrier' }, form: 'barrier_wait b' },
  select: { operands: { otherwise: 'mark' }, form: null, blocks: true, fails: 'misuse' },
  offer_send: { operands: { channel: 'channel', value: 'value', target: 'target' }, form: null, silent: true },
  offer_receive: { operands: { channel: 'channel', target: 'target' }, form: null, silent: true },
  received: { operands: { to: 'register' }, form: null, silent: true, result: 'message' },
  received_ok: { operands: { to: 'register' }, form: null, silent: true, result: 'truth' },
  close: { operands: { channel: 'channel' }, form: 'close c', fails: 'misuse' },
  spawn: { operands: { thread: 'thread' }, form: 'spawn t', fails: 'misuse' },
  join: { operands: { thread: 'thread' }, form: 'join t', observes: true, blocks: true },
  choose: {
    operands: { to: 'register', low: 'least', high: 'greatest' },
    short: '?',
    form: 'choose r, a..b',
    result: 'choice',
  },
  assert: { operands: { that: 'value' }, form: 'assert e', silent: true, fails: 'zero' },
  raise: { operands: { exception: 'name' }, form: 'raise Name', silent: true, ends: true },
  atomic: { operands: { end: 'end' }, form: null },
  atomic_end: { operands: {}, form: null, silent: true },
  fence: { operands: {}, form: 'fence' },
  yield: { operands: {}, form: 'yield' },
  jump: { operands: { target: 'target' }, form: 'jump L', silent: true },
  branch: { operands: { condition: 'value', target: 'target' }, form: 'branch e, L', silent: true },
  halt: { operands: {}, form: 'halt', silent: true, ends: true },
  progress: { operands: {}, form: 'progress', silent: true },
  op_begin: { operands: { name: 'name', arguments: 'operands', implied: 'mark' }, form: null, silent: true },
  op_end: { operands: { result: 'operand', implied: 'mark' }, form: null, silent: true },
}

/** Returns the row of an operation. */
export function rowOf(operation: Operation): OperationRow {
  return operations[operation.op]
}

/**
 * Whether an operation is silent: it executes together with the step before it.
 *
 * @example
 * ```js
 * isSilent({ op: 'jump', target: 0 }) // true
 * ```
 */
export function isSilent<T extends Operation>(operation: T): operation is Extract<T, { readonly op: SilentOpcode }> {
  return rowOf(operation).silent === true
}

/** Whether a thread may have to wait before it executes an operation. */
export function isBlocking<T extends Operation>(operation: T): operation is Extract<T, { readonly op: BlockingOpcode }> {
  return rowOf(operation).blocks === true
}

/** An operand of an operation, with its role. */
export type RoledOperand = { [R in Role]: { readonly role: R; readonly value: RoleTypes[R] } }[Role]

/** By opcode, computed at the first use. */
const fieldsOf = new Map<Opcode, readonly (readonly [string, Role])[]>()

/** Returns the operands of an operation in the order of instruction text, without optional operands that are absent. */
export function operandsOf(operation: Operation): RoledOperand[] {
  let fields = fieldsOf.get(operation.op)
  if (fields === undefined) {
    fields = Object.entries<Role>(operations[operation.op].operands)
    fieldsOf.set(operation.op, fields)
  }
  const found: RoledOperand[] = []
  for (const [field, role] of fields) {
    const value: unknown = Reflect.get(operation, field)
    // The type of the table says that the value of a field has the type of its role.
    if (value !== undefined) found.push({ role, value } as RoledOperand)
  }
  return found
}

/**
 * Returns the expressions that an operation evaluates: indices, values, conditions, and the arguments and results of
 * calls.
 */
export function expressionsOf(operation: Operation): Expression[] {
  const found: Expression[] = []
  for (const { role, value } of operandsOf(operation)) {
    switch (role) {
      case 'place':
        if (value.index !== null) found.push(value.index)
        break
      case 'value':
      case 'awaited':
        found.push(value)
        break
      case 'operand':
        if (value !== undefined) found.push(value)
        break
      case 'operands':
        found.push(...(value ?? []))
        break
      case 'register':
      case 'optional register':
      case 'accumulator':
      case 'lock':
      case 'semaphore':
      case 'condition':
      case 'barrier':
      case 'channel':
      case 'thread':
      case 'least':
      case 'greatest':
      case 'target':
      case 'end':
      case 'name':
      case 'mark':
        break
      default:
        return unreachable(role)
    }
  }
  return found
}
