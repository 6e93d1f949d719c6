import type { Span } from '../../../base/source.ts'
import type { Expression } from '../../../program/program.ts'
import { compare, load, number, plus, reg, store } from '../../lowering/arrays.ts'
import { narrowed, sharedOperand } from '../../lowering/cells.ts'
import type { Mark } from '../../lowering/code.ts'
import { checkMaking, objectKey } from '../../lowering/frames.ts'
import type { Cell, ObjectOf, PoolRecord, TaskRecord } from '../../lowering/heap.ts'
import { ownBookkeeping, sharedBookkeeping } from '../../lowering/heap.ts'
import type { Arguments, Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/pass.ts'
import { constant, encoded, none, object, poison, typeOf, type Value } from '../../lowering/values.ts'
import { elementsOf } from '../objects/iteration.ts'
import { raiseObject, within } from '../run/exceptions.ts'
import { countOf, hiddenCell } from './lock.ts'
import { isUnknown, newThreadRecord } from './thread.ts'

/** `ThreadPoolExecutor(max_workers)`. */
export function makeExecutor(c: Lowering, args: Arguments, span: Span): Value {
  checkMaking(c, span, 'a thread pool')
  const workers = countOf(args.positional[0] ?? args.keywords.get('max_workers') ?? none, 'a thread pool', span)
  const key = objectKey(c, span, 'pool')
  const pool: PoolRecord = {
    workers,
    tasks: [],
    submitted: hiddenCell(c, `${key}.submitted`, 0),
    taken: hiddenCell(c, `${key}.taken`, 0),
    closed: hiddenCell(c, `${key}.closed`, 0),
    threads: [],
  }
  return object(
    c.pass.add<ObjectOf<'executor'>>({ kind: 'executor', code: c.pass.codes.objectCode(key), key, name: null, pool }),
  )
}

/** `submit`, `map` and `shutdown`. */
export function callExecutor(c: Lowering, self: ObjectOf<'executor'>, name: string, args: Arguments, span: Span): Value {
  const [callee = none, ...rest] = args.positional
  switch (name) {
    case 'submit':
      return submit(c, self, callee, { positional: rest, keywords: args.keywords }, span)
    case 'map': {
      const [items = none, more] = rest
      if (more !== undefined) throw new Refusal(span, '`map` over several lists is not supported', 'use one list')
      const futures = elementsOf(c, items, span).map((item, index) => {
        const { path } = c
        c.path = `${path}[${index}]`
        const future = submit(c, self, callee, { positional: [item], keywords: new Map() }, span)
        c.path = path
        return future
      })
      const key = objectKey(c, span, 'results')
      const code = c.pass.codes.objectCode(key)
      return object(c.pass.add<ObjectOf<'results'>>({ kind: 'results', code, key, name: 'results', futures }))
    }
    default: {
      const wait = args.positional[0] ?? args.keywords.get('wait') ?? constant(true)
      closeExecutor(c, self.pool, span, wait.kind !== 'constant' || wait.value !== false)
      return none
    }
  }
}

function keep(c: Lowering, cell: Cell): void {
  c.pass.widen(cell, c.pass.initialOf(cell))
  c.pass.facts.write(cell, c.flow.thread, typeOf(0))
  c.pass.facts.keepInMemory(cell)
}

/** How many tasks this thread has submitted, which must be known. */
function countCell(c: Lowering, pool: PoolRecord): Cell {
  return c.pass.cell(`${pool.submitted.key}.known`, ownBookkeeping('tasks'))
}

function submit(c: Lowering, self: ObjectOf<'executor'>, callee: Value, args: Arguments, span: Span): Value {
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
      'which tasks are submitted depends on the way taken',
      'submit them all, and let each decide what to do',
    )
  }
  const task = newTask(c, callee, args, span)
  pool.tasks.push(task)
  c.pass.onUndo(() => pool.tasks.pop())
  c.flow.bind(countCell(c, pool), constant(count + 1), span)
  c.flow.emit(
    { op: 'store', place: { variable: c.pass.variableOf(pool.submitted), index: null }, value: number(count + 1) },
    span,
    c.pass.excerpt(span),
  )
  if (pool.threads.length < pool.workers) hire(c, self, span)
  const key = `${task.done.key}.future`
  return object(c.pass.add<ObjectOf<'future'>>({ kind: 'future', code: c.pass.codes.objectCode(key), key, name: null, task }))
}

function newTask(c: Lowering, callee: Value, args: Arguments, span: Span): TaskRecord {
  const key = objectKey(c, span, 'task')
  const cell = (what: string, initial: Value): Cell => {
    const made = c.pass.cell(`${key}.${what}`, sharedBookkeeping(`${what} of task`))
    c.pass.begin(made, initial)
    return made
  }
  const places = { done: cell('done', constant(0)), result: cell('result', none), error: cell('error', none) }
  return { callee, args: args.positional, keywords: args.keywords, span, ...places }
}

function hire(c: Lowering, self: ObjectOf<'executor'>, span: Span): void {
  const { pool } = self
  const number = pool.threads.length + 1
  const thread = newThreadRecord(`${self.key}.worker${number}`, span, pool)
  thread.givenName = `${self.name ?? 'pool'}-${number}`
  pool.threads.push(thread)
  c.pass.onUndo(() => pool.threads.pop())
  c.pass.start(thread)
  c.flow.emit({ op: 'spawn', thread: c.pass.started.indexOf(thread) }, span)
}

function closedCell(c: Lowering, pool: PoolRecord): Cell {
  return c.pass.cell(`${pool.closed.key}.known`, ownBookkeeping('closed'))
}

/** Whether this thread has closed the pool already. */
export function isClosed(c: Lowering, pool: PoolRecord): boolean {
  return c.flow.binding(closedCell(c, pool)).kind === 'constant'
}

/** No more tasks come; waits until the workers have ended. */
export function closeExecutor(c: Lowering, pool: PoolRecord, span: Span, wait = true): void {
  if (pool.threads.length === 0) return
  keep(c, pool.closed)
  const closed = c.pass.variableOf(pool.closed)
  c.flow.emit({ op: 'store', place: { variable: closed, index: null }, value: number(1) }, span, 'shutdown')
  c.flow.bind(closedCell(c, pool), constant(true), span)
  if (!wait) return
  for (const thread of pool.threads) c.flow.emit({ op: 'join', thread: c.pass.started.indexOf(thread) }, span)
}

/** What a worker does: it takes the next task, whichever it is, and executes it, until there are no more. */
export function writeWorker(c: Lowering, pool: PoolRecord, span: Span): void {
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
  c.loopOrRounds(span, pool.tasks.length + 1, round)
  c.flow.arrive(over, span)
}

function takeTask(c: Lowering, pool: PoolRecord, task: number, count: number, span: Span): void {
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

function executeTask(c: Lowering, task: TaskRecord, index: number): void {
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

/** The result, and that it is there, in one step. */
function settle(c: Lowering, task: TaskRecord, cell: Cell, value: Value, how: number): void {
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
export function callFuture(c: Lowering, self: ObjectOf<'future'>, name: string, _args: Arguments, span: Span): Value {
  const { task } = self
  for (const cell of [task.done, task.result, task.error]) keep(c, cell)
  const [how, value, error] = [c.flow.temporary(), c.flow.temporary(), c.flow.temporary()]
  if (name === 'done') {
    load(c, task.done, null, span, how)
    return narrowed(c, { kind: 'unary', operator: 'not', operand: compare('==', reg(how), number(0)) }, typeOf(2))
  }
  const errors = c.pass.facts.typeOf(task.error)
  c.flow.atomic(c.pass.excerpt(span), span, () => {
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
  raiseObject(c, narrowed(c, reg(error), typeOf(16, errors.references)), span)
  c.flow.arrive(fine, span)
  return c.flow.reachable ? narrowed(c, reg(value), c.pass.facts.typeOf(task.result)) : poison
}
