import { conditionsOf } from '../../program/conditions.ts'
import { peersIn, registersRead, registerWritten } from '../../program/dataflow.ts'
import { isUnnamed, type Program } from '../../program/program.ts'
import type { Problems } from '../problems.ts'

/**
 * Warns of registers that are only ever assigned (`r = e`): who writes `count = 1` and never reads it most often means a shared
 * variable, and has not declared it or has mistyped its name.
 */
export function warnOfUnread(program: Program, problems: Problems): void {
  const observed = program.expectations.flatMap((each) => ('names' in each ? each.names : []))
  const conditions = [...program.invariants.map((each) => each.condition), ...program.expectations.flatMap(conditionsOf)]
  const claimed = [...conditions.flatMap(peersIn), ...observed].flatMap((each) => (each.kind === 'register' ? [each] : []))
  const warned = new Set<string>()
  for (const [index, { name, code: at }] of program.threads.entries()) {
    const code = program.codes[at]
    if (code === undefined) continue
    const used = new Set(claimed.flatMap(({ thread, register }) => (thread === index ? [register] : [])))
    for (const each of code.instructions) for (const register of registersRead(each)) used.add(register)
    for (const each of code.instructions) {
      const register = registerWritten(each)
      const word = register === null ? undefined : code.registers[register]
      if (register === null || word === undefined || used.has(register) || isUnnamed(word)) continue
      if (each.op !== 'set' || warned.has(word)) continue
      warned.add(word)
      const hint = `if threads share it, declare \`shared ${word} = 0\``
      problems.warn(each.span, `\`${word}\` is a register of ${name}, and nothing reads it`, hint)
    }
  }
}
