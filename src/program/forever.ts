import { endlessRounds, hasProgressMarks } from './loops.ts'
import type { Code, Instruction, Program } from './program.ts'
import { isSilent } from './program.ts'

/**
 * Returns the most general client of a program's operations: every thread repeats its code forever, with its registers
 * at 0 each time. Threads that start others execute it once. Progress guarantees are judged on this program, since a
 * thread that ends after a few rounds proves nothing about endless ones.
 */
export function foreverProgram(program: Program): Program {
  return { ...program, codes: program.codes.map(foreverCode), expectations: [] }
}

/** Repeats a code. A code without marks is one operation from its start to its end. */
function foreverCode(code: Code): Code {
  const { instructions, registers } = code
  const starts = instructions.some(({ op }) => op === 'spawn')
  if (starts || instructions.every(isSilent)) return code
  const { line, span } = instructions.at(-1) ?? { line: 0, span: null }
  const end = instructions.length
  const body = instructions.map((each): Instruction => {
    return each.op === 'halt' ? { op: 'jump', target: end, line: each.line, span: each.span } : each
  })
  const zero = { kind: 'constant', value: 0 } as const
  const finish: Instruction[] = hasProgressMarks(code) || endlessRounds(code).size > 0 ? [] : [{ op: 'op_end', line, span }]
  const reset = registers.map((_, to): Instruction => ({ op: 'let', to, value: zero, line, span }))
  return { registers, instructions: [...body, ...finish, ...reset, { op: 'jump', target: 0, line, span }] }
}
