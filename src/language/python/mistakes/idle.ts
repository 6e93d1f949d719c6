import type { Expr } from '../syntax/tree.ts'
import type { Mistake } from './mistake.ts'
import { type ModuleParts, pathOf } from './module.ts'
import { actions } from './threading.ts'

/** Lines that do nothing: a method that is named and not called, `==` for `=`, and `++counter`. */
export function idleLines({ statements, functions }: ModuleParts): Mistake[] {
  return statements.flatMap(({ node }) => {
    if (node.kind !== 'expression') return []
    const found = named(node.value, functions) ?? compared(node.value) ?? signed(node.value)
    return found === null ? [] : [found]
  })
}

/** `x =+ 1`, which assigns 1. */
export function exchangedSigns({ statements }: ModuleParts, text: string): Mistake[] {
  return statements.flatMap(({ node }): Mistake[] => {
    if (node.kind !== 'assign' || node.value.kind !== 'unary') return []
    const { operator, operand, span } = node.value
    const [target] = node.targets
    const path = target === undefined ? null : pathOf(target)
    const isWritten = text[span.start - 1] === '=' && /\s/.test(text[span.start + 1] ?? '')
    if (path === null || !isWritten || (operator !== '+' && operator !== '-')) return []
    const value = text.slice(operand.span.start, operand.span.end)
    const message = `\`=${operator}\` assigns \`${operator}${value}\`, whatever \`${path}\` was`
    return [{ span, message, hint: `to change it, write \`${path} ${operator}= ${value}\``, effect: null }]
  })
}

function named(value: Expr, functions: ModuleParts['functions']): Mistake | null {
  const path = pathOf(value)
  const isAction = value.kind === 'attribute' ? actions.has(value.name) : value.kind === 'name' && functions.has(value.name)
  if (path === null || !isAction) return null
  const effect = value.kind === 'attribute' && value.name === 'start' ? 'no threads' : null
  return {
    span: value.span,
    message: `\`${path}\` is not called: without parentheses, this line does nothing`,
    hint: `write \`${path}()\``,
    effect,
  }
}

function compared(value: Expr): Mistake | null {
  if (value.kind !== 'compare' || value.rest[0]?.operator !== '==') return null
  const path = pathOf(value.first)
  if (path === null) return null
  const hint = `to assign, write \`${path} = …\``
  return { span: value.span, message: 'this comparison has no effect', hint, effect: null }
}

function signed(value: Expr): Mistake | null {
  if (value.kind !== 'unary' || value.operand.kind !== 'unary') return null
  const { operator, operand } = value
  const path = pathOf(operand.operand)
  if ((operator !== '+' && operator !== '-') || operand.operator !== operator || path === null) return null
  const message = `\`${operator}${operator}${path}\` changes nothing: it applies the sign \`${operator}\` twice`
  return { span: value.span, message, hint: `write \`${path} ${operator}= 1\``, effect: null }
}
