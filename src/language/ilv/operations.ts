import type { SyntaxNode } from '@lezer/common'
import { didYouMean } from '../../base/suggest.ts'
import type { Operation } from '../../program/program.ts'
import type { Problems } from '../problems.ts'
import { instructionForms } from './forms.ts'
import type { Operands } from './operands.ts'
import { childOf, spanOf } from './syntax.ts'

/** Operands in the order in which they are written, for each instruction but jumps and calls. */
export function readOperation(operands: Operands, problems: Problems, node: SyntaxNode): Operation | null {
  const { opcode } = operands
  switch (opcode) {
    case 'load':
      return operands.hasCount(2) ? { op: opcode, to: operands.register(), place: operands.place() } : null
    case 'store':
      return operands.hasCount(2) ? { op: opcode, place: operands.place(), value: operands.expression() } : null
    case 'set':
    case 'let':
    case 'add':
      return operands.hasCount(2) ? { op: opcode, to: operands.register(), value: operands.expression() } : null
    case 'acquire':
    case 'release':
      return operands.hasCount(1) ? { op: opcode, mutex: operands.declared('lock') } : null
    case 'try_acquire':
    case 'locked':
      return operands.hasCount(2) ? { op: opcode, to: operands.register(), mutex: operands.declared('lock') } : null
    case 'cas':
      if (!operands.hasCount(4)) return null
      return {
        op: opcode,
        to: operands.register(),
        place: operands.place(),
        expected: operands.expression(),
        value: operands.expression(),
      }
    case 'fetch_add':
    case 'exchange':
      if (!operands.hasCount(3)) return null
      return { op: opcode, to: operands.register(), place: operands.place(), value: operands.expression() }
    case 'await':
      return operands.hasCount(1) ? { op: opcode, until: operands.expression() } : null
    case 'wait': {
      const timed = operands.count === 3
      if (!timed && !operands.hasCount(2)) return null
      const to = timed ? operands.register() : null
      return { op: opcode, to, condition: operands.declared('condition'), mutex: operands.declared('lock') }
    }
    case 'notify':
    case 'notify_all':
      return operands.hasCount(1) ? { op: opcode, condition: operands.declared('condition') } : null
    case 'sem_acquire':
    case 'sem_release':
      return operands.hasCount(1) ? { op: opcode, semaphore: operands.declared('semaphore') } : null
    case 'sem_try_acquire':
      return operands.hasCount(2) ? { op: opcode, to: operands.register(), semaphore: operands.declared('semaphore') } : null
    case 'barrier_wait':
      return operands.hasCount(1) ? { op: opcode, barrier: operands.declared('barrier') } : null
    case 'spawn':
    case 'join':
      return operands.hasCount(1) ? { op: opcode, thread: operands.declared('thread') } : null
    case 'choose':
      return operands.hasCount(2) ? { op: opcode, to: operands.register(), ...operands.range() } : null
    case 'assert':
      return operands.hasCount(1) ? { op: opcode, that: operands.expression() } : null
    case 'raise': {
      const exception = operands.hasCount(1) ? operands.name('exception') : null
      return exception === null ? null : { op: opcode, exception: exception.text }
    }
    case 'fence':
    case 'yield':
    case 'halt':
    case 'progress':
      return operands.hasCount(0) ? { op: opcode } : null
    default:
      return unknownInstruction(opcode, problems, node)
  }
}

function unknownInstruction(opcode: string, problems: Problems, node: SyntaxNode): null {
  const hint = didYouMean(opcode, [...instructionForms.keys()])
  problems.error(spanOf(childOf(node, 'Opcode')), `unknown instruction \`${opcode}\``, hint)
  return null
}
