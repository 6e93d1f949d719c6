import type { Expression, Observable, Program } from '../program/program.ts'

/** A register of a certain thread. */
export type NamedRegister = Observable & { kind: 'register' }

/** The registers that outcomes, invariants or expectations name. */
export function namedRegisters(program: Program, observed: readonly Observable[]): NamedRegister[] {
  const names = [...observed]
  const visit = (expression: Expression): void => {
    if (expression.kind === 'peer') {
      names.push({ kind: 'register', thread: expression.thread, register: expression.register })
    }
    if (expression.kind === 'unary') visit(expression.operand)
    if (expression.kind === 'binary') {
      visit(expression.left)
      visit(expression.right)
    }
  }
  for (const each of program.expectations) {
    if (each.kind === 'outcomes') names.push(...each.names)
    if (each.kind === 'final' || each.kind === 'possible') visit(each.condition)
  }
  for (const { condition } of program.invariants) visit(condition)
  return names.filter((name) => name.kind === 'register')
}
