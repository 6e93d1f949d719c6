import type { Span } from '../../../base/source.ts'
import type { Expression } from '../../../program/program.ts'
import { compare, load, number, plus, reg, store } from '../../lowering/arrays.ts'
import { type Cell, ownBookkeeping, sharedBookkeeping } from '../../lowering/cell.ts'
import { narrowed, sharedOperand } from '../../lowering/cells.ts'
import type { Mark } from '../../lowering/code.ts'
import { checkMaking, identityOf, objectKey } from '../../lowering/frames.ts'
import { HeapObject, hiddenPart, type Identity, type Part } from '../../lowering/heap.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { loopOrRounds } from '../../lowering/rounds.ts'
import { newThreadRecord, type ThreadRecord } from '../../lowering/threads.ts'
import { within } from '../../lowering/unwinding.ts'
import {
  type Arguments,
  boolType,
  constant,
  encoded,
  Kind,
  noArguments,
  none,
  object,
  poison,
  typeOf,
  type Value,
} from '../../lowering/values.ts'
import { raiseObject } from '../objects/exceptions.ts'
import { elementsOf } from '../objects/iteration.ts'
import { type Method, method, objectClass } from '../objects/object-class.ts'
import { argument, countOf, isTimed } from './arguments.ts'
import { hiddenCell, keep } from './bookkeeping.ts'
import { define, type LibraryPart, refuse } from './part.ts'
import { isUnknown } from './thread.ts'

/** The tasks of a pool in order of submission, and their progress. */
interface Pool {
  readonly workers: number
  readonly tasks: Task[]
  readonly submitted: Cell
  readonly taken: Cell
  readonly closed: Cell
  readonly threads: ThreadRecord[]
}

interface Task {
  readonly callee: Value
  readonly args: readonly Value[]
  readonly keywords: ReadonlyMap<string, Value>
  readonly span: Span
  /** 0 until it is done, 1 if it returned, 2 if it raised. */
  readonly done: Cell
  readonly result: Cell
  readonly error: Cell
}

export class ExecutorObject extends HeapObject {
  readonly kind = 'executor'
  readonly pool: Pool

  constructor(identity: Identity, pool: Pool) {
    super(identity)
    this.pool = pool
  }

  override parts(): Part[] {
    const { submitted, taken, closed } = this.pool
    return [hiddenPart(submitted, '.submitted'), hiddenPart(taken, '.taken'), hiddenPart(closed, '.closed')]
  }
}

class FutureObject extends HeapObject {
  readonly kind = 'future'
  readonly task: Task

  constructor(identity: Identity, task: Task) {
    super(identity)
    this.task = task
  }
}

/** The result of `map` of a pool: the results, on demand. */
class ResultsObject extends HeapObject {
  readonly kind = 'results'
  readonly futures: readonly Value[]

  constructor(identity: Identity, futures: readonly Value[]) {
    super(identity)
    this.futures = futures
    this.name = 'results'
  }
}

/** One of the threads of a pool; its only method is the code of the thread. */
class WorkerObject extends HeapObject {
  readonly kind = 'worker'
  readonly pool: Pool

  constructor(identity: Identity, pool: Pool) {
    super(identity)
    this.pool = pool
  }
}

/** `concurrent.futures.ThreadPoolExecutor`. */
export const threadPool: LibraryPart = {
  entries: [
    define(
      'concurrent.futures.ThreadPoolExecutor',
      "max_workers=None, thread_name_prefix='', initializer=None, initargs=()",
      makeExecutor,
    ),
    { kind: 'module', path: 'concurrent.futures' },
    refuse('concurrent.futures.ProcessPoolExecutor', 'processes share no variables; use `ThreadPoolExecutor`'),
    refuse('concurrent.futures.as_completed', 'loop over the futures and ask each for its `result()`'),
    refuse('concurrent.futures.wait', 'loop over the futures and ask each for its `result()`'),
  ],
  classes: [
    objectClass(ExecutorObject, {
      methods: {
        submit: method('fn, /, *args, **kwargs', (c, self, { positional: [callee = none, ...rest], keywords }, span) =>
          submit(c, self, callee, { positional: rest, keywords }, span),
        ),
        map: method('fn, *iterables, timeout=None, chunksize=1', map),
        shutdown: method('wait=True, *, cancel_futures=False', (c, self, args, span) => {
          const wait = argument(args, 0, 'wait', constant(true))
          closeExecutor(c, self, span, wait.kind !== 'constant' || wait.value !== false)
          return none
        }),
      },
      enter: () => {},
      leave: (c, self, span) => closeExecutor(c, self, span),
    }),
    objectClass(FutureObject, {
      methods: {
        result: futureMethod('result', 'timeout=None'),
        done: futureMethod('done', ''),
        exception: futureMethod('exception', 'timeout=None'),
      },
    }),
    objectClass(ResultsObject, {
      elements: (c, { futures }, span) =>
        futures.map((future) =>
          future.kind === 'object'
            ? c.call({ kind: 'method', self: future.object, name: 'result' }, noArguments, span)
            : future,
        ),
    }),
    objectClass(WorkerObject, {
      methods: {
        work: method('', (c, { pool }, _args, span) => {
          c.bodyDepth = c.calls // the tasks are its operations
          writeWorker(c, pool, span)
          return none
        }),
      },
    }),
  ],
}

function futureMethod(name: 'result' | 'done' | 'exception', parameters: string): Method<FutureObject> {
  return method(parameters, (c, { task }, args, span) => {
    // When the time is over, the call raises an exception, which only the machine can follow.
    if (name !== 'done' && isTimed(args, 0)) throw new Refusal(span, 'a timeout of a future is not supported', 'omit it')
    return callFuture(c, task, name, span)
  })
}

function makeExecutor(c: Lowering, args: Arguments, span: Span): Value {
  checkMaking(c, span, 'a thread pool')
  const workers = countOf(argument(args, 0, 'max_workers', none), 'a thread pool', span)
  const key = objectKey(c, span, 'pool')
  const pool: Pool = {
    workers,
    tasks: [],
    submitted: hiddenCell(c, `${key}.submitted`, 0),
    taken: hiddenCell(c, `${key}.taken`, 0),
    closed: hiddenCell(c, `${key}.closed`, 0),
    threads: [],
  }
  return object(c.pass.add(new ExecutorObject(identityOf(c, key), pool)))
}

function map(c: Lowering, self: ExecutorObject, args: Arguments, span: Span): Value {
  const [callee = none, items = none, more] = args.positional
  if (more !== undefined) throw new Refusal(span, '`map` over several lists is not supported', 'use one list')
  const futures = elementsOf(c, items, span).map((item, index) => {
    const { path } = c
    c.path = `${path}[${index}]`
    const future = submit(c, self, callee, { positional: [item], keywords: new Map() }, span)
    c.path = path
    return future
  })
  return object(c.pass.add(new ResultsObject(identityOf(c, objectKey(c, span, 'results')), futures)))
}

/** Returns the place for the number of tasks that this thread has submitted, which must be known. */
function countCell(c: Lowering, pool: Pool): Cell {
  return c.pass.cell(`${pool.submitted.key}.known`, ownBookkeeping('tasks'))
}

function submit(c: Lowering, self: ExecutorObject, callee: Value, args: Arguments, span: Span): Value {
  checkMaking(c, span, 'a task')
  if ([callee, ...args.positional, ...args.keywords.values()].some(isUnknown)) {
    const hint = 'pass constants or objects, or let the task read a shared variable'
    throw new Refusal(span, 'an argument of this task is not known when the program is read', hint)
  }
  c.startThreads()
  const { pool } = self
  keep(c, pool.submitted)
  const known = c.flow.binding(countCell(c, pool))
  const count = known.kind === 'unbound' ? 0 : known.kind === 'constant' ? Number(known.value) : -1
  if (count !== pool.tasks.length) {
    throw new Refusal(
      span,
      'which tasks are submitted depends on the path taken',
      'submit all of them, and let each task decide what to do',
    )
  }
  const task = newTask(c, callee, args, span)
  pool.tasks.push(task)
  c.pass.journal.onUndo(() => pool.tasks.pop())
  c.flow.bind(countCell(c, pool), constant(count + 1), span)
  c.flow.emit(
    { op: 'store', place: { variable: c.pass.variableOf(pool.submitted), index: null }, value: number(count + 1) },
    span,
    c.pass.source.excerpt(span),
  )
  if (pool.threads.length < pool.workers) hire(c, self, span)
  const key = `${task.done.key}.future`
  return object(c.pass.add(new FutureObject(identityOf(c, key), task)))
}

function newTask(c: Lowering, callee: Value, args: Arguments, span: Span): Task {
  const key = objectKey(c, span, 'task')
  const cell = (what: string, initial: Value): Cell => {
    const made = c.pass.cell(`${key}.${what}`, sharedBookkeeping(`${what} of task`))
    c.pass.begin(made, initial)
    return made
  }
  const places = { done: cell('done', constant(0)), result: cell('result', none), error: cell('error', none) }
  return { callee, args: args.positional, keywords: args.keywords, span, ...places }
}

function hire(c: Lowering, self: ExecutorObject, span: Span): void {
  const { pool } = self
  const number = pool.threads.length + 1
  const thread = newThreadRecord(`${self.key}.worker${number}`, span)
  const worker = new WorkerObject({ key: thread.key, code: self.code }, pool) // no variable ever holds it
  thread.target = { kind: 'method', self: worker, name: 'work' }
  thread.givenName = `${self.name ?? 'pool'}-${number}`
  pool.threads.push(thread)
  c.pass.journal.onUndo(() => pool.threads.pop())
  c.pass.start(thread)
  c.flow.emit({ op: 'spawn', thread: c.pass.started.indexOf(thread) }, span)
}

function closedCell(c: Lowering, pool: Pool): Cell {
  return c.pass.cell(`${pool.closed.key}.known`, ownBookkeeping('closed'))
}

/** Reports whether this thread has closed the pool already. */
export function isClosed(c: Lowering, { pool }: ExecutorObject): boolean {
  return c.flow.binding(closedCell(c, pool)).kind === 'constant'
}

/** Closes the pool to further tasks, and waits until the workers have ended. */
export function closeExecutor(c: Lowering, { pool }: ExecutorObject, span: Span, wait = true): void {
  if (pool.threads.length === 0) return
  keep(c, pool.closed)
  const closed = c.pass.variableOf(pool.closed)
  c.flow.emit({ op: 'store', place: { variable: closed, index: null }, value: number(1) }, span, 'shutdown')
  c.flow.bind(closedCell(c, pool), constant(true), span)
  if (!wait) return
  for (const thread of pool.threads) c.flow.emit({ op: 'join', thread: c.pass.started.indexOf(thread) }, span)
}

/** Writes the code of a worker: it takes the next task and executes it, until there are no more. */
function writeWorker(c: Lowering, pool: Pool, span: Span): void {
  const over = c.flow.label()
  const [task, count] = [c.flow.temporary(), c.flow.temporary()]
  const round = (): void => {
    takeTask(c, pool, task, count, span)
    c.flow.branch(compare('>=', reg(task), reg(count)), over, span)
    const next = c.flow.label()
    pool.tasks.forEach((each, index) => {
      const other = c.flow.label()
      if (index < pool.tasks.length - 1) c.flow.branch(compare('!=', reg(task), number(index)), other, span)
      executeTask(c, each, index)
      c.flow.jump(next, span)
      c.flow.arrive(other, span)
    })
    c.flow.arrive(next, span)
  }
  loopOrRounds(c, span, pool.tasks.length + 1, round)
  c.flow.arrive(over, span)
}

function takeTask(c: Lowering, pool: Pool, task: number, count: number, span: Span): void {
  for (const cell of [pool.submitted, pool.taken, pool.closed]) keep(c, cell)
  const shared = (cell: Cell): Expression => ({ kind: 'shared', variable: c.pass.variableOf(cell), index: null })
  const some = compare('<', shared(pool.taken), shared(pool.submitted))
  const until: Expression = { kind: 'binary', operator: 'or', left: some, right: shared(pool.closed) }
  c.flow.atomic('take a task', span, () => {
    const end: Mark = { at: -1 }
    c.flow.emit({ op: 'await', until }, span)
    load(c, pool.taken, null, span, task)
    load(c, pool.submitted, null, span, count)
    c.flow.leap(compare('>=', reg(task), reg(count)), end, span)
    store(c, pool.taken, null, plus(reg(task), number(1)), span)
    c.flow.place(end)
  })
}

function executeTask(c: Lowering, task: Task, index: number): void {
  const { span } = task
  for (const cell of [task.done, task.result, task.error]) keep(c, cell)
  const failed = c.flow.label()
  const after = c.flow.label()
  const exception = c.pass.cell(`${c.flow.thread}${c.path}:task${index}:exception`, ownBookkeeping('exception', c.flow.depth))
  const { path } = c
  c.path = `${path}!${index}`
  within(c, { kind: 'try', handlers: [{ classes: null, label: failed, exception }] }, () => {
    const value = c.call(task.callee, { positional: task.args, keywords: task.keywords }, span)
    settle(c, task, task.result, value, 1)
  })
  c.path = path
  c.flow.jump(after, span)
  c.flow.arrive(failed, span)
  if (c.flow.reachable) settle(c, task, task.error, c.flow.binding(exception), 2)
  c.flow.forget([exception])
  c.flow.arrive(after, span)
}

/** Stores the result, and the mark that it is present, in one step. */
function settle(c: Lowering, task: Task, cell: Cell, value: Value, how: number): void {
  if (!c.flow.reachable) return
  const code = encoded(value, c.pass.codes)
  c.pass.facts.write(cell, c.flow.thread, code?.type ?? typeOf(0))
  const operand = value.kind === 'text' || value.kind === 'tuple' ? number(0) : sharedOperand(c, cell, value, task.span)
  c.flow.atomic(how === 1 ? 'result is there' : 'exception is there', task.span, () => {
    if (operand !== null) store(c, cell, null, operand, task.span)
    store(c, task.done, null, number(how), task.span)
  })
}

/** `result()` waits for the task, and raises what it raised; `done()` does not wait. */
function callFuture(c: Lowering, task: Task, name: 'result' | 'done' | 'exception', span: Span): Value {
  for (const cell of [task.done, task.result, task.error]) keep(c, cell)
  const [how, value, error] = [c.flow.temporary(), c.flow.temporary(), c.flow.temporary()]
  if (name === 'done') {
    load(c, task.done, null, span, how)
    return narrowed(c, { kind: 'unary', operator: 'not', operand: compare('==', reg(how), number(0)) }, boolType)
  }
  const errors = c.pass.facts.typeOf(task.error)
  c.flow.atomic(c.pass.source.excerpt(span), span, () => {
    c.flow.emit({ op: 'await', until: { kind: 'shared', variable: c.pass.variableOf(task.done), index: null } }, span)
    load(c, task.done, null, span, how)
    load(c, task.result, null, span, value)
    if (errors.references.size > 0) load(c, task.error, null, span, error)
  })
  if (errors.references.size === 0)
    return name === 'exception' ? none : narrowed(c, reg(value), c.pass.facts.typeOf(task.result))
  if (name === 'exception') return narrowed(c, reg(error), errors)
  const fine = c.flow.label()
  c.flow.branch(compare('!=', reg(how), number(2)), fine, span)
  raiseObject(c, narrowed(c, reg(error), typeOf(Kind.reference, errors.references)), span)
  c.flow.arrive(fine, span)
  return c.flow.reachable ? narrowed(c, reg(value), c.pass.facts.typeOf(task.result)) : poison
}
