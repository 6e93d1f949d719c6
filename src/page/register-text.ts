import { denotedText, meaningIn, type Program, withMeanings } from '../internal.ts'

type Code = Program['codes'][number]

/**
 * Returns a value of a register as the source language has it; null if what it stands for depends on the variable from which
 * it was read last. A register has the integers of the variables that are read into it.
 */
export function registerText(program: Program, code: Code, register: number, value: number): string | null {
  const read = variablesReadInto(code, register)
  const meaningful = read.filter((each) => program.shared[each]?.meanings !== undefined)
  const [first] = meaningful
  if (first === undefined || program.notation !== 'python') return withMeanings(program, `${value}`)
  const texts = new Set(read.map((each) => denotedText(meaningIn(program, each, value))))
  const [only] = texts
  return texts.size === 1 && only !== undefined ? withMeanings(program, only) : null
}

function variablesReadInto(code: Code, register: number): number[] {
  return code.instructions.flatMap((each) => (each.op === 'load' && each.to === register ? [each.place.variable] : []))
}
