import { Bug, present, unreachable } from '../base/bug.ts'
import { registersIn } from './dataflow.ts'
import { rowOf } from './operations.ts'
import { operationText } from './print.ts'
import type { Code, Expression, Instruction, Place, Program } from './program.ts'
import { storedBy, type Written } from './written.ts'

/**
 * Returns the program with some variables counting modulo a number: each write to them is first reduced to 0 up to that
 * number, exclusive. Integers that would grow without bound have finitely many values then. `moduli` are by variable.
 */
export function withModuli(program: Program, moduli: ReadonlyMap<number, number>): Program {
  if (moduli.size === 0) return program
  return { ...program, codes: program.codes.map((code, index) => reducedCode(program, code, index, moduli)) }
}

function reducedCode(program: Program, code: Code, index: number, moduli: ReadonlyMap<number, number>): Code {
  const registers = [...code.registers]
  const pieces = code.instructions.map((each, pc) => reduced(program, index, each, moduli, insideAtomic(code, pc), registers))
  const starts: number[] = []
  let length = 0
  for (const piece of pieces) {
    starts.push(length)
    length += piece.length
  }
  starts.push(length)
  const moved = (position: number): number => present(starts[position], 'position')
  const instructions = pieces.flatMap((piece, pc) =>
    piece.map((each): Instruction => {
      if ('target' in each) return { ...each, target: moved(each.target) }
      if (each.op !== 'atomic') return each
      // A block that this function adds ends with its piece.
      return { ...each, end: each.end === -1 ? moved(pc + 1) - 1 : moved(each.end) }
    }),
  )
  return { registers, instructions }
}

function insideAtomic({ instructions }: Code, pc: number): boolean {
  return instructions.some((each, at) => each.op === 'atomic' && at < pc && pc < each.end)
}

function reduced(
  program: Program,
  code: number,
  instruction: Instruction,
  moduli: ReadonlyMap<number, number>,
  inside: boolean,
  registers: string[],
): Instruction[] {
  const stored = storedBy(instruction)
  const modulus = stored === null ? undefined : moduli.get(stored.place.variable)
  if (modulus === undefined || !('place' in instruction) || instruction.op === 'load') return [instruction]
  if (rowOf(instruction).stored === 'value' || !('to' in instruction)) {
    return [{ ...instruction, value: modulo(instruction.value, modulus) }]
  }
  const steps = readModifyWrite(instruction, present(stored, 'stored value').value, modulus, registers)
  if (inside) return steps
  const { line, span, text = operationText(program, code, instruction) } = instruction
  const shown = text.length > longestText ? {} : { text }
  return [{ op: 'atomic', end: -1, line, span, ...shown }, ...steps, { op: 'atomic_end', line, span }]
}

/** The JSON form has no longer texts. */
const longestText = 1000

type ReadModifyWrite = Extract<Instruction, { readonly to: number; readonly place: Place; readonly value: Expression }>

/** Evaluates the operands first, since `to`, which the instruction writes, may occur in them. */
function readModifyWrite(each: ReadModifyWrite, stored: Written, modulus: number, registers: string[]): Instruction[] {
  const { to, place, line, span } = each
  const own: number[] = []
  const keep = (value: Expression): { readonly first: Instruction; readonly kept: Expression } => {
    const register = registers.push(`#${registers.length + 1}`) - 1
    own.push(register)
    return { first: { op: 'let', to: register, value, line, span }, kept: { kind: 'register', register } }
  }
  const before: Instruction[] = []
  let where = place
  if (place.index !== null && registersIn(place.index).has(to)) {
    const { first, kept } = keep(place.index)
    before.push(first)
    where = { ...place, index: kept }
  }
  const middle = ((): Instruction[] => {
    switch (stored.kind) {
      case 'computed': {
        const { first, kept } = keep(each.value)
        const old: Expression = { kind: 'register', register: to }
        const value = replaced(stored.expression, (part) => (part === each.value ? kept : part.kind === 'shared' ? old : null))
        return [first, { op: 'load', to, place: where, line, span }, store(where, value)]
      }
      case 'selected': {
        // No expression denotes this value: the operation itself stores it, and the value of the place is then reduced.
        const { first, kept } = keep(zero)
        const rest = present(own.at(-1), 'register')
        return [first, { ...each, place: where }, { op: 'load', to: rest, place: where, line, span }, store(where, kept)]
      }
      case 'within':
        throw new Bug('a stored value that is not computed')
      default:
        return unreachable(stored)
    }
  })()
  return [...before, ...middle, ...own.map((register): Instruction => ({ op: 'let', to: register, value: zero, line, span }))]

  function store(into: Place, value: Expression): Instruction {
    return { op: 'store', place: into, value: modulo(value, modulus), line, span }
  }
}

/** Returns an expression in which `by` replaces some parts: those for which it returns another. */
function replaced(expression: Expression, by: (part: Expression) => Expression | null): Expression {
  const other = by(expression)
  if (other !== null) return other
  return expression.kind === 'binary'
    ? { ...expression, left: replaced(expression.left, by), right: replaced(expression.right, by) }
    : expression
}

const zero: Expression = { kind: 'constant', value: 0 }

function modulo(value: Expression, modulus: number): Expression {
  return { kind: 'binary', operator: '%', left: value, right: { kind: 'constant', value: modulus } }
}
