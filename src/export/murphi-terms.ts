import { unreachable } from '../base/bug.ts'
import { isTruth } from './expressions.ts'
import type { Term } from './model.ts'
import { isNatural } from './terms.ts'
import { isByThread } from './tla-steps.ts'

const signs: Readonly<Record<string, string>> = { '==': '=', '!=': '!=', '<': '<', '<=': '<=', '>': '>', '>=': '>=' }

/** Returns a term as a truth of Murphi. `me` is the number of the acting thread. */
export function murphiTruth(term: Term, me: string): string {
  switch (term.kind) {
    case 'number':
      return term.value === 0 ? 'false' : 'true'
    case 'unary':
      return term.operator === 'not' ? `!${enclosed(murphiTruth(term.operand, me))}` : `(${murphiNumber(term, me)} != 0)`
    case 'binary': {
      if (term.operator === 'and') return `(${murphiTruth(term.left, me)} & ${murphiTruth(term.right, me)})`
      if (term.operator === 'or') return `(${murphiTruth(term.left, me)} | ${murphiTruth(term.right, me)})`
      const sign = signs[term.operator]
      if (sign !== undefined) return `(${murphiNumber(term.left, me)} ${sign} ${murphiNumber(term.right, me)})`
      return `(${murphiNumber(term, me)} != 0)`
    }
    case 'me':
    case 'cell':
    case 'if':
    case 'length':
    case 'first':
    case 'contains':
      return `(${murphiNumber(term, me)} != 0)`
    default:
      return unreachable(term)
  }
}

function enclosed(text: string): string {
  return text.startsWith('(') ? text : `(${text})`
}

/** Returns a term as an integer of Murphi, in which a truth is no number. Division rounds toward 0. */
export function murphiNumber(term: Term, me: string): string {
  const inner = (each: Term): string => murphiNumber(each, me)
  if (isTruth(term) && term.kind !== 'number') return `(${murphiTruth(term, me)} ? 1 : 0)`
  switch (term.kind) {
    case 'number':
      return term.value < 0 ? `(${term.value})` : `${term.value}`
    case 'me':
      return me
    case 'cell': {
      const { variable, index } = term.cell
      if (index !== null) return `${variable.name}[${inner(index)}]`
      return isByThread(variable) ? `${variable.name}[${me}]` : variable.name
    }
    case 'unary':
      return term.operator === '~' ? `(-1 - ${inner(term.operand)})` : `(-${inner(term.operand)})`
    case 'binary':
      return arithmetic(term, me)
    case 'if':
      return `(${murphiTruth(term.condition, me)} ? ${inner(term.yes)} : ${inner(term.otherwise)})`
    case 'length':
    case 'first':
    case 'contains':
      return '0' // models with queues are refused
    default:
      return unreachable(term)
  }
}

function arithmetic({ operator, left, right }: Term & { kind: 'binary' }, me: string): string {
  const [a, b] = [murphiNumber(left, me), murphiNumber(right, me)]
  const isPlain = isNatural(left) && isNatural(right)
  if (operator === '//') {
    return isPlain ? `(${a} / ${b})` : `((${a} % ${b} != 0 & (${a} < 0) != (${b} < 0)) ? ${a} / ${b} - 1 : ${a} / ${b})`
  }
  if (operator === '%' && !isPlain) return `((${a} % ${b} != 0 & (${a} < 0) != (${b} < 0)) ? ${a} % ${b} + ${b} : ${a} % ${b})`
  return `(${a} ${operator} ${b})`
}
