import { Bug, present, unreachable } from '../base/bug.ts'
import type { Location } from './access.ts'
import { channelsOf } from './channels.ts'
import { operandsOf, type RoledOperand } from './operations.ts'
import type {
  Aspect,
  BinaryOperator,
  Expression,
  Instruction,
  Observable,
  Operation,
  Place,
  Program,
  Value,
} from './program.ts'

/** The precedence of operators, loosest first, as in Python. */
const precedence: Readonly<Record<Exclude<BinaryOperator, 'max' | 'min'>, number>> = {
  or: 1,
  and: 2,
  '==': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '|': 5,
  '^': 6,
  '&': 7,
  '<<': 8,
  '>>': 8,
  '+': 9,
  '-': 9,
  '*': 10,
  '//': 10,
  '%': 10,
}
const notPrecedence = 3
const unaryPrecedence = 11

/**
 * Returns an expression of a code as instruction text. `code` is null if there are no registers (invariants, `expect`).
 */
export function expressionText(program: Program, code: number | null, expression: Expression, outer = 0): string {
  switch (expression.kind) {
    case 'constant':
      return expression.value < 0 && outer > unaryPrecedence ? `(${expression.value})` : `${expression.value}`
    case 'register':
      return registerName(program, present(code, 'code of a register'), expression.register)
    case 'peer':
      return observableText(program, { ...expression, kind: 'register' })
    case 'aspect':
      return observableText(program, expression)
    case 'shared':
      return placeText(program, code, expression)
    case 'unary': {
      const word = expression.operator === 'not'
      const own = word ? notPrecedence : unaryPrecedence
      const text = `${expression.operator}${word ? ' ' : ''}${expressionText(program, code, expression.operand, own + (word ? 0 : 1))}`
      return own < outer ? `(${text})` : text
    }
    case 'binary': {
      if (expression.operator === 'max' || expression.operator === 'min') {
        const [left, right] = [expression.left, expression.right].map((each) => expressionText(program, code, each))
        return `${expression.operator}(${left}, ${right})`
      }
      const value = dependentConstant(expression)
      if (value !== null && program.notation === 'python') return expressionText(program, code, value, outer)
      const own = precedence[expression.operator]
      const left = expressionText(program, code, expression.left, own === 4 ? own + 1 : own)
      const right = expressionText(program, code, expression.right, own + 1)
      const text = `${left} ${expression.operator} ${right}`
      return own < outer ? `(${text})` : text
    }
    default:
      return unreachable(expression)
  }
}

/**
 * Returns the constant that a sum is which the reader of Python writes, so that a value depends on registers that say nothing of it:
 * `1 + 0 * tmp`. Null for any other expression.
 */
function dependentConstant(expression: Expression): Expression | null {
  if (expression.kind === 'constant') return expression
  if (expression.kind !== 'binary' || expression.operator !== '+') return null
  const { left, right } = expression
  const isNothing =
    right.kind === 'binary' && right.operator === '*' && right.left.kind === 'constant' && right.left.value === 0
  return isNothing && right.right.kind === 'register' ? dependentConstant(left) : null
}

function placeText(program: Program, code: number | null, { variable, index }: Place): string {
  const entries = program.shared[variable]?.entries
  if (entries !== undefined && index?.kind === 'constant') {
    return `${present(program.shared[variable], 'variable').name}[${entries.keys[index.value] ?? index.value}]`
  }
  const { name } = present(program.shared[variable], 'variable')
  return index === null ? name : `${name}[${expressionText(program, code, index)}]`
}

/** Returns the name of a register of a code. */
export function registerName(program: Program, code: number, register: number): string {
  return present(program.codes[code]?.registers[register], 'register')
}

/** Returns the name of a thread. */
export function threadName(program: Program, thread: number): string {
  return present(program.threads[thread], 'thread').name
}

/** Returns the name of a shared integer: `x`, or `a[2]` for an element. */
export function locationText(program: Program, { variable, element }: Location): string {
  const { name, length, entries } = present(program.shared[variable], 'variable')
  return length === null ? name : `${name}[${entries?.keys[element] ?? element}]`
}

/**
 * Returns the name of an observable: `x`, `a`, `a[2]`, `A.tmp`.
 *
 * @example
 * ```js
 * observableText(program, { kind: 'register', thread: 0, register: 0 }) // "A.tmp"
 * ```
 */
export function observableText(program: Program, observable: Observable): string {
  if (observable.kind === 'shared') {
    const { name } = present(program.shared[observable.variable], 'variable')
    return observable.element === null ? name : `${name}[${observable.element}]`
  }
  if (observable.kind === 'aspect') return aspectText(program, observable)
  if (observable.kind === 'computed') return observable.text
  const { name, code } = present(program.threads[observable.thread], 'thread')
  return `${name}.${registerName(program, code, observable.register)}`
}

function aspectText(program: Program, { aspect, index }: Aspect): string {
  switch (aspect) {
    case 'units':
      return present(program.semaphores[index], 'semaphore').name
    case 'holder':
      return present(program.mutexes[index], 'lock').name
    case 'messages':
      return present(channelsOf(program)[index], 'channel').name
    case 'line':
      return `${threadName(program, index)}.line`
    default:
      return unreachable(aspect)
  }
}

/** Returns a value as text: `3`, `[1, 2]`. */
export function valueText(value: Value): string {
  return typeof value === 'number' ? `${value}` : `[${value.join(', ')}]`
}

/** Names a jump's target: the label of a position, or `@7`. */
export type TargetName = (pc: number) => string

const bareTarget: TargetName = (pc) => `@${pc}`

/**
 * Returns one instruction as text, as a person would write it. Jumps name their target by position unless `target`
 * names it.
 *
 * @example
 * ```js
 * operationText(program, 0, program.codes[0].instructions[0]) // "load tmp, balance"
 * ```
 */
export function operationText(
  program: Program,
  code: number,
  operation: Operation | Instruction,
  target: TargetName = bareTarget,
): string {
  switch (operation.op) {
    case 'atomic':
      return 'atomic:'
    case 'atomic_end':
      return 'end'
    case 'offer_send':
    case 'offer_receive': {
      const offer = operandsOf(operation).filter(({ role }) => role !== 'target')
      const texts = offer.map((operand) => operandText(program, code, operand, target)).join('')
      return `case ${operation.op === 'offer_send' ? 'send' : 'receive from'} ${texts.replace(/^, /, '')}: ${target(operation.target)}`
    }
    case 'op_begin': {
      const given = operation.arguments ?? []
      const listed = given.map((each) => expressionText(program, code, each)).join(', ')
      return `op ${operation.name}${given.length === 0 ? '' : `(${listed})`}:`
    }
    case 'op_end':
      return operation.result === undefined ? 'end of op' : `return ${expressionText(program, code, operation.result)}`
    default: {
      // All others have the form of the table: their operands in order.
      const texts = operandsOf(operation).map((operand) => operandText(program, code, operand, target))
      return [operation.op, texts.join('').replace(/^, /, '')].filter((part) => part !== '').join(' ')
    }
  }
}

/** Returns an operand with the comma before it. */
function operandText(program: Program, code: number, { role, value }: RoledOperand, target: TargetName): string {
  const named = (list: readonly { readonly name: string }[], index: number): string => `, ${present(list[index], role).name}`
  switch (role) {
    case 'register':
    case 'accumulator':
      return `, ${registerName(program, code, value)}`
    case 'optional register':
      return value === null ? '' : `, ${registerName(program, code, value)}`
    case 'place':
      return `, ${placeText(program, code, value)}`
    case 'value':
    case 'awaited':
      return `, ${expressionText(program, code, value)}`
    case 'lock':
      return named(program.mutexes, value)
    case 'semaphore':
      return named(program.semaphores, value)
    case 'condition':
      return named(program.conditions, value)
    case 'barrier':
      return named(program.barriers, value)
    case 'channel':
      return named(channelsOf(program), value)
    case 'thread':
      return named(program.threads, value)
    case 'least':
      return `, ${value}`
    case 'greatest':
      return `..${value}`
    case 'target':
      return `, ${target(value)}`
    case 'name':
      return `, ${value}`
    case 'mark':
      return ''
    case 'end':
    case 'operand':
    case 'operands':
      throw new Bug(`an operand of a block: ${role}`)
    default:
      return unreachable(role)
  }
}

/**
 * Returns one instruction as traces and pictures show it: as instruction text, or in a Python program as an assignment.
 */
export function readableText(program: Program, code: number, instruction: Instruction): string {
  if (instruction.text !== undefined) return instruction.text
  if (program.notation !== 'python') return operationText(program, code, instruction)
  const value = (expression: Expression): string => expressionText(program, code, expression)
  switch (instruction.op) {
    case 'load':
      return `${registerName(program, code, instruction.to)} = ${placeText(program, code, instruction.place)}`
    case 'store':
      return `${placeText(program, code, instruction.place)} = ${value(instruction.value)}`
    case 'set':
      return `${registerName(program, code, instruction.to)} = ${value(instruction.value)}`
    case 'add':
      return `${registerName(program, code, instruction.to)} = ${registerName(program, code, instruction.to)} + ${value(instruction.value)}`
    case 'spawn':
      return `start ${threadName(program, instruction.thread)}`
    default: // the others have no form in Python
      return operationText(program, code, instruction)
  }
}

/**
 * Returns the text of a step that starts at a position: the front end's text, else the instruction, or for an `atomic`
 * block its instructions in braces.
 *
 * @example
 * ```js
 * stepText(program, 0, 2) // "store balance, tmp"
 * ```
 */
export function stepText(program: Program, code: number, pc: number): string {
  const instructions = present(program.codes[code], 'code').instructions
  const first = present(instructions[pc], 'instruction')
  if (first.text !== undefined) return first.text
  if (first.op !== 'atomic') return readableText(program, code, first)
  const lines: TargetName = (to) => (to >= first.end ? 'end' : `line ${present(instructions[to], 'instruction').line}`)
  const inner = instructions.slice(pc + 1, first.end).map((each) => operationText(program, code, each, lines))
  return `atomic { ${inner.join('; ')} }`
}
