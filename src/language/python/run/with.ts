import type { Span } from '../../../base/source.ts'
import { describe } from '../../lowering/cells.ts'
import type { Behaviour, Surrounding } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { leave, within } from '../../lowering/unwinding.ts'
import { none, type Value } from '../../lowering/values.ts'
import { eachObject } from '../../lowering/ways.ts'
import type { Statement } from '../syntax/tree.ts'
import type { Running } from './running.ts'

type With = Statement & { readonly kind: 'with' }

/** `with` on locks, conditions, semaphores and thread pools: released on every way out. */
export function executeWith(c: Running, statement: With): void {
  enter(c, statement, 0)
}

function enter(c: Running, statement: With, position: number): void {
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

function open(c: Running, value: Value, span: Span): void {
  if (value.kind === 'poison') return
  if (value.kind === 'constant' && value.value === null) {
    c.raise('TypeError', span)
    return
  }
  const guard = guardOf(c, value)
  if (guard !== null) return guard.enter(c, span)
  const hint = 'use a lock, a condition, a semaphore or a thread pool'
  throw new Refusal(span, `\`with\` on ${describe(value)} is not supported`, hint)
}

function shut(c: Running, value: Value, span: Span): void {
  guardOf(c, value)?.leave(c, span)
}

function guardOf(c: Running, value: Value): Behaviour['guard'] {
  return value.kind === 'object' ? (c.library.behaviourOf(value.object)?.guard ?? null) : null
}
