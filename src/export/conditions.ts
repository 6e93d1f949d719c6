import { present } from '../base/bug.ts'
import type { Choice } from '../program/program.ts'
import type { Context } from './context.ts'
import type { ChosenWay, Statement } from './model.ts'
import { assign, binaryTerm, cellOf, equals, lengthOf, number, read, when } from './terms.ts'

/** Wakes one of the threads that sleep on a condition: the first, or any. */
export function notify(context: Context, condition: number): Statement[] {
  const line = context.globals.conditionLine[condition] ?? null
  const { asleep } = context.globals
  if (asleep === null) return []
  const sleepers = sleepersOn(context, condition)
  if (line !== null) {
    const next = present(context.globals.next, 'conditions with an order')
    const woken: Statement[] = [
      { kind: 'take', queue: line, to: cellOf(next) },
      assign(cellOf(asleep, read(next)), number(0)),
      assign(cellOf(next), number(0)),
    ]
    return sleepers.length === 0 ? [] : when(binaryTerm('>', lengthOf(line), number(0)), woken)
  }
  if (sleepers.length === 0) return []
  const ways = sleepers.map((thread): ChosenWay => {
    const cell = read(asleep, number(thread))
    const choice: Choice = { kind: 'wake', thread }
    return { when: equals(cell, number(condition + 1)), choice, body: [assign(cellOf(asleep, number(thread)), number(0))] }
  })
  return [{ kind: 'choice', ways, otherwise: [] }]
}

/** Wakes all threads that sleep on a condition. */
export function notifyAll(context: Context, condition: number): Statement[] {
  const line = context.globals.conditionLine[condition] ?? null
  const { asleep } = context.globals
  if (asleep === null) return []
  return sleepersOn(context, condition).flatMap((thread) =>
    when(equals(read(asleep, number(thread)), number(condition + 1)), [
      ...(line === null ? [] : [{ kind: 'remove', queue: line, value: number(thread) } as const]),
      assign(cellOf(asleep, number(thread)), number(0)),
    ]),
  )
}

/** Returns the threads that may sleep on a condition. */
function sleepersOn({ program }: Context, condition: number): number[] {
  return program.threads.flatMap(({ code }, thread) => {
    const { instructions } = present(program.codes[code], 'code')
    return instructions.some((each) => each.op === 'wait' && each.condition === condition) ? [thread] : []
  })
}
