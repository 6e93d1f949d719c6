import { present, unreachable } from '../base/bug.ts'
import { greatestInteger } from '../base/integer.ts'
import type { Choice, Instruction, LoudInstruction, SilentInstruction } from '../program/program.ts'
import { notify, notifyAll } from './conditions.ts'
import type { Context } from './context.ts'
import { canTake, isAvailable, leaveLine, release, take } from './locks.ts'
import type { Cell, Statement, Term, Variable } from './model.ts'
import {
  any,
  assign,
  binaryTerm,
  cellOf,
  conditional,
  equals,
  go,
  greatest,
  not,
  number,
  partsOf,
  read,
  when,
} from './terms.ts'

/** Returns what a silent instruction does, up to where its thread continues. */
export function lowerSilent(context: Context, instruction: SilentInstruction, pc: number): Statement[] {
  switch (instruction.op) {
    case 'let': {
      const { term, faults } = context.lower(instruction.value, pc)
      return [...context.checks(faults), assign(context.registerCell(instruction.to), term), go(pc + 1)]
    }
    case 'assert': {
      const { term, faults } = context.lower(instruction.that, pc)
      const holds = conditionOf(term)
      return [...context.checks([...faults, { when: not(holds), failure: 'assertion' }]), go(pc + 1)]
    }
    case 'branch': {
      const { term, faults } = context.lower(instruction.condition, pc)
      return [...context.checks(faults), ...when(conditionOf(term), [go(instruction.target)], [go(pc + 1)])]
    }
    case 'jump':
      return [go(instruction.target)]
    case 'halt':
      return [go(context.body.instructions.length)]
    case 'raise':
      return [{ kind: 'stop', at: { pc, phase: 'crashed' }, handsOver: false }]
    case 'received':
      return [assign(context.registerCell(instruction.to), receivedIn(context.message)), go(pc + 1)]
    case 'received_ok':
      return [assign(context.registerCell(instruction.to), receivedIn(context.messageOk)), go(pc + 1)]
    case 'atomic_end':
    case 'progress':
    case 'op_begin':
    case 'op_end':
    case 'offer_send':
    case 'offer_receive':
      return [go(pc + 1)]
    default:
      return unreachable(instruction)
  }
}

function receivedIn(variable: Variable | null): Term {
  return variable === null ? number(0) : read(variable)
}

/** A number as a condition. */
export function conditionOf(term: Term): Term {
  return term.kind === 'number' || term.kind === 'unary' || term.kind === 'binary' ? term : binaryTerm('!=', term, number(0))
}

/** Returns when a blocking instruction may be executed; null for always. Whoever has to stand in line is in `stations`. */
export function guardOf(context: Context, instruction: Instruction, pc: number): Term | null {
  switch (instruction.op) {
    case 'acquire':
    case 'sem_acquire':
      return canTake(context, instruction)
    case 'await': {
      const { term, faults } = context.lower(instruction.until, pc)
      return any([...faults.map((fault) => fault.when), conditionOf(term)])
    }
    case 'join':
      return conditionOf(read(present(context.globals.ended, 'ends'), number(instruction.thread)))
    default: // the others never wait, or have places of their own
      return null
  }
}

type Simple = Exclude<LoudInstruction, { readonly op: 'wait' | 'barrier_wait' | 'select' }>

/** Returns what an instruction that may be executed now does, and that its thread goes on behind it. */
export function lowerLoud(context: Context, instruction: Simple, pc: number): Statement[] {
  const body = effectOf(context, instruction, pc)
  return [...body, go(pc + 1)]
}

function effectOf(context: Context, instruction: Simple, pc: number): Statement[] {
  const { globals } = context
  switch (instruction.op) {
    case 'load': {
      const { cell, faults } = context.place(instruction.place, pc)
      return [...context.checks(faults), assign(context.registerCell(instruction.to), { kind: 'cell', cell })]
    }
    case 'store': {
      const { cell, faults } = context.place(instruction.place, pc)
      const value = context.lower(instruction.value, pc)
      return [...context.checks([...faults, ...value.faults]), assign(cell, value.term)]
    }
    case 'set': {
      const { term, faults } = context.lower(instruction.value, pc)
      return [...context.checks(faults), assign(context.registerCell(instruction.to), term)]
    }
    case 'add': {
      const sum = {
        kind: 'binary',
        operator: '+',
        left: { kind: 'register', register: instruction.to },
        right: instruction.value,
      } as const
      const { term, faults } = context.lower(sum, pc)
      return [...context.checks(faults), assign(context.registerCell(instruction.to), term)]
    }
    case 'cas':
    case 'fetch_add':
    case 'exchange':
    case 'fetch_max':
    case 'fetch_min':
      return exchanged(context, instruction, pc)
    case 'acquire':
      return [...leaveLine(context, instruction), ...take(context, instruction.mutex, number(1))]
    case 'release':
      return release(context, instruction.mutex)
    case 'try_acquire': {
      const to = context.registerCell(instruction.to)
      return when(
        isAvailable(context, instruction.mutex),
        [...take(context, instruction.mutex, number(1)), assign(to, number(1))],
        [assign(to, number(0))],
      )
    }
    case 'locked': {
      const owner = present(globals.owner[instruction.mutex], 'lock')
      return [assign(context.registerCell(instruction.to), conditional(equals(read(owner), number(0)), number(0), number(1)))]
    }
    case 'await':
      return context.checks(context.lower(instruction.until, pc).faults)
    case 'notify':
      return notify(context, instruction.condition)
    case 'notify_all':
      return notifyAll(context, instruction.condition)
    case 'sem_acquire': {
      const count = present(globals.semaphore[instruction.semaphore], 'semaphore')
      return [...leaveLine(context, instruction), assign(cellOf(count), binaryTerm('-', read(count), number(1)))]
    }
    case 'sem_try_acquire': {
      const count = present(globals.semaphore[instruction.semaphore], 'semaphore')
      const to = context.registerCell(instruction.to)
      return when(
        binaryTerm('>', read(count), number(0)),
        [assign(cellOf(count), binaryTerm('-', read(count), number(1))), assign(to, number(1))],
        [assign(to, number(0))],
      )
    }
    case 'sem_release':
      return semaphoreRelease(context, instruction.semaphore)
    case 'close': {
      const closed = present(globals.closed[instruction.channel], 'channel')
      return [...when(conditionOf(read(closed)), [context.fail('channel-misuse')]), assign(cellOf(closed), number(1))]
    }
    case 'spawn': {
      const { thread } = instruction
      const started = present(globals.started, 'threads that are not started')
      return [
        ...when(conditionOf(read(started, number(thread))), [context.fail('thread-misuse')]),
        assign(cellOf(started, number(thread)), number(1)),
        { kind: 'free', threads: [{ thread, when: number(1) }] },
      ]
    }
    case 'choose': {
      const ways = Array.from({ length: instruction.high - instruction.low + 1 }, (_, index) => instruction.low + index)
      return [
        {
          kind: 'choice',
          ways: ways.map((value) => {
            const choice: Choice = { kind: 'value', value }
            return { when: null, choice, body: [assign(context.registerCell(instruction.to), number(value))] }
          }),
          otherwise: [],
        },
      ]
    }
    case 'join':
    case 'fence':
    case 'yield':
      return []
    default:
      return unreachable(instruction)
  }
}

type Exchanging = Simple & { readonly op: 'cas' | 'fetch_add' | 'exchange' | 'fetch_max' | 'fetch_min' }

/** Index and operands are evaluated before the register is written, which they may name. */
function exchanged(context: Context, instruction: Exchanging, pc: number): Statement[] {
  const { cell, faults } = context.place(instruction.place, pc)
  const old: Term = { kind: 'cell', cell }
  const to = context.registerCell(instruction.to)
  const value = context.lower(instruction.value, pc)
  switch (instruction.op) {
    case 'cas': {
      const expected = context.lower(instruction.expected, pc)
      const checks = context.checks([...faults, ...expected.faults, ...value.faults])
      const stored = when(
        equals(old, expected.term),
        [assign(cell, value.term), assign(to, number(1))],
        [assign(to, number(0))],
      )
      return [...checks, ...stored]
    }
    case 'fetch_add': {
      const left = { kind: 'shared', variable: instruction.place.variable, index: instruction.place.index } as const
      const sum = context.lower({ kind: 'binary', operator: '+', left, right: instruction.value }, pc)
      return [...context.checks(sum.faults), ...swapped(context, instruction, sum.term, cell)]
    }
    case 'exchange':
      return [...context.checks([...faults, ...value.faults]), ...swapped(context, instruction, value.term, cell)]
    case 'fetch_max':
    case 'fetch_min': {
      const operator = instruction.op === 'fetch_max' ? '>=' : '<='
      const stored = conditional(binaryTerm(operator, old, value.term), old, value.term)
      return [...context.checks([...faults, ...value.faults]), ...swapped(context, instruction, stored, cell)]
    }
    default:
      return unreachable(instruction)
  }
}

/** Writes a cell, and its old value into a register; the new value may depend on the old one of both. */
function swapped(context: Context, { to }: Exchanging, value: Term, cell: Cell): Statement[] {
  const register = context.registerCell(to)
  const isUsed = mentions(value, register.variable) || (cell.index !== null && mentions(cell.index, register.variable))
  if (!isUsed) return [assign(register, { kind: 'cell', cell }), assign(cell, value)]
  const { old } = context
  return [
    assign(cellOf(old), { kind: 'cell', cell }),
    assign(cell, value),
    assign(register, read(old)),
    assign(cellOf(old), number(0)),
  ]
}

function mentions(term: Term, variable: Variable): boolean {
  return (term.kind === 'cell' && term.cell.variable === variable) || partsOf(term).some((each) => mentions(each, variable))
}

function semaphoreRelease(context: Context, semaphore: number): Statement[] {
  const count = present(context.globals.semaphore[semaphore], 'semaphore')
  const { greatest: most } = present(context.program.semaphores[semaphore], 'semaphore')
  const more = assign(cellOf(count), binaryTerm('+', read(count), number(1)))
  if (most !== undefined) return when(not(equals(read(count), number(most))), [more])
  return count.high < greatestInteger ? [more] : [...when(equals(read(count), greatest), [context.fail('overflow')]), more]
}
