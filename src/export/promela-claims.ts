import { unreachable } from '../base/bug.ts'
import type { Formula, Model, Term } from './model.ts'
import { commented, type Lines } from './promela-lines.ts'
import { promelaTerm, type TermStyle } from './promela-terms.ts'
import { isNatural } from './terms.ts'

const style: TermStyle = { me: '0', conditionals: false, isNatural }

/** Writes the claims of a model as formulas of linear temporal logic, each of which `pan -N name` checks. */
export function claimLines({ claims }: Model, lines: Lines): void {
  for (const { name, text, formula } of claims) {
    lines.add('')
    const isSought = formula.kind === 'reachable'
    lines.add(`/* ${commented(text)}${isSought ? ': a counterexample shows it' : ''} */`)
    lines.add(`ltl ${name} { ${formulaText(formula)} }`)
  }
}

function formulaText(formula: Formula): string {
  const text = (term: Term): string => `(${promelaTerm(term, style)})`
  switch (formula.kind) {
    case 'always':
      return `[] ${text(formula.condition)}`
    case 'eventually':
      return `<> ${text(formula.condition)}`
    case 'always-eventually':
      return `[] <> ${text(formula.condition)}`
    case 'eventually-always':
      return `<> [] ${text(formula.condition)}`
    case 'leads-to':
      return `[] (${text(formula.condition)} -> <> ${text(formula.goal)})`
    case 'reachable':
      return `[] !${text(formula.condition)}`
    default:
      return unreachable(formula)
  }
}
