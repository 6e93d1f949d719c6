import { present } from '../base/bug.ts'
import type { Instruction } from '../program/program.ts'
import type { Context } from './context.ts'
import { guardOf } from './instructions.ts'
import { canTake, giveUp, leaveLine, lineOf, mustStandInLine, type Taking, take } from './locks.ts'
import type { Freed, Place, Statement, Term, Variable, Way } from './model.ts'
import { all, any, assign, binaryTerm, cellOf, countOf, equals, go, me, not, number, read, when } from './terms.ts'

/** Returns a way that is taken whenever its condition holds, without choices. */
export function way(condition: Term | null, body: readonly Statement[]): Way {
  return { when: condition, body, choices: [], handed: false }
}

function isTaking(instruction: Instruction): instruction is Taking {
  return instruction.op === 'acquire' || instruction.op === 'sem_acquire' || instruction.op === 'wait'
}

/** Returns the steps with which a thread comes into the line for what an instruction takes: one, or none. */
function standing(context: Context, instruction: Instruction, here: Place): Way[] {
  if (!isTaking(instruction)) return []
  const [line, condition] = [lineOf(context, instruction), mustStandInLine(context, instruction)]
  if (line === null || condition === null) return []
  return [way(condition, [{ kind: 'append', queue: line, value: me }, stop(here)])]
}

function stop(at: Place): Statement {
  return { kind: 'stop', at, handsOver: false }
}

/** Returns the ways from before an instruction or block: `effect` is what it does. `first` is what may have to wait. */
export function waysAt(context: Context, first: Instruction, at: number, pc: number, effect: readonly Statement[]): Way[] {
  const here: Place = { pc, phase: 'at' }
  const ways = first.op === 'wait' ? [] : standing(context, first, here)
  return [way(guardOf(context, first, at), effect), ...ways]
}

type Wait = Instruction & { readonly op: 'wait' }

function asleepAt(context: Context): Variable {
  return present(context.globals.asleep, 'threads that sleep')
}

/** What a thread does that comes to a `wait`. */
export function fallAsleep(context: Context, instruction: Wait, pc: number): Statement[] {
  const line = context.globals.conditionLine[instruction.condition] ?? null
  return [
    ...giveUp(context, instruction.mutex),
    assign(cellOf(asleepAt(context), me), number(instruction.condition + 1)),
    ...(line === null ? [] : [{ kind: 'append', queue: line, value: me } as const]),
    stop({ pc, phase: 'waiting' }),
  ]
}

/** The ways from a `wait` in which a thread sleeps, or was notified. */
export function waysInWait(context: Context, instruction: Wait, pc: number, spuriousWakeups: boolean): Way[] {
  const asleep = read(asleepAt(context), me)
  const awake = equals(asleep, number(0))
  const here: Place = { pc, phase: 'waiting' }
  const line = context.globals.conditionLine[instruction.condition] ?? null
  const timed = instruction.to !== null
  const up: Statement[] = [
    ...(line === null ? [] : [{ kind: 'remove', queue: line, value: me } as const]),
    assign(cellOf(asleepAt(context), me), number(0)),
    stop(timed ? { pc, phase: 'expired' } : here),
  ]
  const sleeps = not(awake)
  return [
    way(all([awake, canTake(context, instruction)]), backFrom(context, instruction, 1, pc)),
    ...standing(context, instruction, here).map((each) => ({ ...each, when: all([awake, each.when ?? number(1)]) })),
    ...(timed || spuriousWakeups ? [way(sleeps, up)] : []),
  ]
}

/** The ways from a `wait` that has timed out. */
export function waysAfterTimeout(context: Context, instruction: Wait, pc: number): Way[] {
  const here: Place = { pc, phase: 'expired' }
  return [way(canTake(context, instruction), backFrom(context, instruction, 0, pc)), ...standing(context, instruction, here)]
}

/** Takes the lock of a `wait` again, as often as it was held. */
function backFrom(context: Context, instruction: Wait, notified: 0 | 1, pc: number): Statement[] {
  const { saved } = context
  const depth = context.globals.depth[instruction.mutex] ?? null
  const levels = depth === null || saved === null ? number(1) : read(saved)
  return [
    ...leaveLine(context, instruction),
    ...take(context, instruction.mutex, levels),
    ...(instruction.to === null ? [] : [assign(context.registerCell(instruction.to), number(notified))]),
    ...(depth === null || saved === null ? [] : [assign(cellOf(saved), number(0))]),
    go(pc + 1),
  ]
}

/** The step of a thread that comes to a barrier: it waits there, or frees all who do. */
export function barrierWays(context: Context, instruction: Instruction & { op: 'barrier_wait' }, pc: number): Way[] {
  const { program, needs } = context
  const arrived = present(context.globals.arrived, 'barriers')
  const own = needs.barrierWaits.findIndex((each) => each.code === context.code && each.pc === pc) + 1
  const { parties } = present(program.barriers[instruction.barrier], 'barrier')
  const comers = program.threads.flatMap(({ code }, thread) => {
    const numbers = needs.barrierWaits.flatMap((each, index) =>
      each.code === code && each.barrier === instruction.barrier ? [index + 1] : [],
    )
    const isOnly = needs.barrierWaits.every((each) => each.code !== code || each.barrier === instruction.barrier)
    return numbers.length === 0 ? [] : [{ thread, numbers, isOnly }]
  })
  const waits = comers.map(({ thread, numbers }) => {
    return any(numbers.map((each) => equals(read(arrived, number(thread)), number(each))))
  })
  const isLast = binaryTerm('>=', countOf(waits), number(parties - 1))
  const frees: Statement[] = [
    { kind: 'free', threads: comers.map(({ thread }, index): Freed => ({ thread, when: present(waits[index], 'comer') })) },
    ...comers.flatMap(({ thread, isOnly }, index) => {
      const left = [assign(cellOf(arrived, number(thread)), number(0))]
      return isOnly ? left : when(present(waits[index], 'comer'), left)
    }),
    go(pc + 1),
  ]
  const waiting: Statement[] = [assign(cellOf(arrived, me), number(own)), stop({ pc, phase: 'arrived' })]
  if (parties <= 1) return [way(null, frees)]
  return [way(not(isLast), waiting), way(isLast, frees)]
}

/** The way of a thread that somebody else frees or starts: `body` is what it does first. */
export function handedWay(context: Context, body: readonly Statement[]): Way {
  const freed = present(context.globals.freed, 'threads that are freed')
  return { when: null, body: [assign(cellOf(freed, me), number(0)), ...body], choices: [], handed: true }
}
