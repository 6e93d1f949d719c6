import { present } from '../base/bug.ts'
import { registersIn } from './dataflow.ts'
import { rowOf } from './operations.ts'
import type { Code, Expression, Instruction, Place, Program } from './program.ts'
import { storedBy } from './written.ts'

/**
 * A program in which some variables count modulo a number: what is written to them is first reduced to 0 up to that
 * number. So integers that would grow without bound have finitely many values. `moduli` are by variable.
 */
export function withModuli(program: Program, moduli: ReadonlyMap<number, number>): Program {
  if (moduli.size === 0) return program
  return { ...program, codes: program.codes.map((code) => reducedCode(code, moduli)) }
}

function reducedCode(code: Code, moduli: ReadonlyMap<number, number>): Code {
  const registers = [...code.registers]
  const pieces = code.instructions.map((each, pc) => reduced(each, moduli, insideAtomic(code, pc), registers))
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
      if (each.op === 'jump' || each.op === 'branch') return { ...each, target: moved(each.target) }
      if (each.op !== 'atomic') return each
      // A block of our own ends with its piece.
      return { ...each, end: each.end === -1 ? moved(pc + 1) - 1 : moved(each.end) }
    }),
  )
  return { registers, instructions }
}

function insideAtomic({ instructions }: Code, pc: number): boolean {
  return instructions.some((each, at) => each.op === 'atomic' && at < pc && pc < each.end)
}

function reduced(
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
  const steps = readModifyWrite(instruction, modulus, registers)
  if (inside) return steps
  const { line, span } = instruction
  return [{ op: 'atomic', end: -1, line, span }, ...steps, { op: 'atomic_end', line, span }]
}

/** Reads, computes what is to be stored, and stores it; operands are evaluated first, since `to` may occur in them. */
function readModifyWrite(
  instruction: Extract<Instruction, { readonly to: number; readonly place: Place; readonly value: Expression }>,
  modulus: number,
  registers: string[],
): Instruction[] {
  const { to, place, value, line, span } = instruction
  const own: number[] = []
  const remember = (expression: Expression): Instruction => {
    own.push(registers.push(`#${registers.length + 1}`) - 1)
    return { op: 'let', to: present(own.at(-1), 'register'), value: expression, line, span }
  }
  const before = [remember(value)]
  const addend: Expression = { kind: 'register', register: present(own[0], 'register') }
  let where = place
  if (place.index !== null && registersIn(place.index).has(to)) {
    before.push(remember(place.index))
    where = { ...place, index: { kind: 'register', register: present(own[1], 'register') } }
  }
  const sum: Expression = { kind: 'binary', operator: '+', left: { kind: 'register', register: to }, right: addend }
  return [
    ...before,
    { op: 'load', to, place: where, line, span },
    { op: 'store', place: where, value: modulo(sum, modulus), line, span },
    ...own.map((register): Instruction => ({ op: 'let', to: register, value: zero, line, span })),
  ]
}

const zero: Expression = { kind: 'constant', value: 0 }

function modulo(value: Expression, modulus: number): Expression {
  return { kind: 'binary', operator: '%', left: value, right: { kind: 'constant', value: modulus } }
}
