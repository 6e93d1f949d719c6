import { describe } from '../../lowering/cells.ts'
import type { Lowering, Surrounding } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/pass.ts'
import { none, type Value } from '../../lowering/values.ts'
import { eachObject } from '../../lowering/ways.ts'
import { acquireLock, releaseLock } from '../library/lock.ts'
import { closeExecutor } from '../library/thread-pool.ts'
import type { Statement } from '../syntax/tree.ts'
import { leave, within } from './exceptions.ts'

type With = Statement & { readonly kind: 'with' }

/** `with` on locks, conditions, semaphores and thread pools: released on every way out. */
export function executeWith(c: Lowering, statement: With): void {
  enter(c, statement, 0)
}

function enter(c: Lowering, statement: With, position: number): void {
  const item = statement.items[position]
  if (item === undefined) return c.execute(statement.body)
  const value = c.evaluate(item.context)
  const span = statement.items.length > 1 ? item.context.span : statement.header
  const held = c.flow.held(value, span)
  eachObject(c, held, span, (one) => {
    open(c, one, item.context.span)
    return none
  })
  if (item.as !== null) c.assign(item.as, value, span)
  const close = (): void => {
    eachObject(c, held, span, (one) => {
      shut(c, one, item.context.span)
      return none
    })
  }
  const cleanup: Surrounding & { kind: 'cleanup' } = { kind: 'cleanup', leave: close }
  within(c, cleanup, () => enter(c, statement, position + 1))
  if (c.flow.reachable) leave(c, c.surroundings.length, cleanup)
}

function open(c: Lowering, value: Value, span: With['span']): void {
  if (value.kind === 'poison') return
  if (value.kind === 'object') {
    const { object } = value
    if (object.kind === 'lock' || object.kind === 'condition' || object.kind === 'semaphore')
      return acquireLock(c, object, span)
    if (object.kind === 'executor') return
  }
  const hint = 'use a lock, a condition, a semaphore or a thread pool'
  throw new Refusal(span, `\`with\` on ${describe(value)} is not supported`, hint)
}

function shut(c: Lowering, value: Value, span: With['span']): void {
  if (value.kind !== 'object') return
  const { object } = value
  if (object.kind === 'lock' || object.kind === 'condition' || object.kind === 'semaphore') releaseLock(c, object, span)
  else if (object.kind === 'executor') closeExecutor(c, object.pool, span)
}
