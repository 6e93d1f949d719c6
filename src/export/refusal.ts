import { type Diagnostic, errorAt } from '../base/diagnostic.ts'
import type { Instruction, Program } from '../program/program.ts'

/** Thrown for what a notation cannot say; `exportModel` returns it as an error. Never leaves this folder. */
export class Refusal extends Error {
  readonly diagnostic: Diagnostic

  constructor(diagnostic: Diagnostic) {
    super(diagnostic.message)
    this.diagnostic = diagnostic
  }
}

/** Returns the refusal of an instruction. */
export function refusalOf(program: Program, instruction: Instruction, message: string, hint: string | null = null): Refusal {
  const { source } = program
  if (source !== null && instruction.span !== null) return new Refusal(errorAt(source, instruction.span, message, hint))
  return new Refusal(errorAt(source, null, `line ${instruction.line}: ${message}`, hint))
}

/** Returns the refusal of a whole program. */
export function refusalOfProgram(program: Program, message: string, hint: string | null = null): Refusal {
  return new Refusal(errorAt(program.source, null, message, hint))
}
