import { present } from '../base/bug.ts'
import type { Code, Expression, Instruction, Program } from './program.ts'

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
  if (!('place' in instruction) || instruction.op === 'load') return [instruction]
  const modulus = moduli.get(instruction.place.variable)
  if (modulus === undefined) return [instruction]
  if (instruction.op !== 'fetch_add') return [{ ...instruction, value: modulo(instruction.value, modulus) }]
  const { to, place, value, line, span } = instruction
  const register = (index: number): Expression => ({ kind: 'register', register: index })
  const addend = registers.push(`#${registers.length + 1}`) - 1
  const sum: Expression = { kind: 'binary', operator: '+', left: register(to), right: register(addend) }
  const step: Instruction[] = [
    { op: 'load', to, place, line, span },
    { op: 'store', place, value: modulo(sum, modulus), line, span },
  ]
  const remember: Instruction = { op: 'let', to: addend, value, line, span }
  const forget: Instruction = { op: 'let', to: addend, value: { kind: 'constant', value: 0 }, line, span }
  if (inside) return [remember, ...step, forget]
  return [{ op: 'atomic', end: -1, line, span }, remember, ...step, forget, { op: 'atomic_end', line, span }]
}

function modulo(value: Expression, modulus: number): Expression {
  return { kind: 'binary', operator: '%', left: value, right: { kind: 'constant', value: modulus } }
}
