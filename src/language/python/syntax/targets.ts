import { unreachable } from '../../../base/bug.ts'
import type { Problems } from '../../problems.ts'
import type { Expr } from './tree.ts'

/** How a target is written: by an assignment, `for`, `with` or `:=`. */
export type Writing = 'assignment' | 'update' | 'annotation' | 'walrus'

/** Reports a target that CPython's compiler rejects. */
export function checkTarget(
  { problems }: { readonly problems: Problems },
  target: Expr,
  writing: Writing = 'assignment',
): void {
  const wrong = (what: string): void => {
    problems.error(
      target.span,
      `cannot assign to ${what}`,
      'assign to a variable, an attribute or an element; CPython rejects this file too',
    )
  }
  switch (target.kind) {
    case 'name':
      if (target.name === '__debug__') wrong('`__debug__`')
      return
    case 'attribute':
    case 'subscript':
      if (writing === 'walrus') wrong('this with `:=`')
      return
    case 'tuple':
    case 'list':
      if (writing !== 'assignment') return wrong(`a ${target.kind} here`)
      for (const item of target.items) checkTarget({ problems }, item)
      return
    case 'constant':
    case 'number':
    case 'float':
    case 'string':
    case 'format':
    case 'formatted':
      return wrong('a literal')
    case 'call':
      return wrong('the result of a call')
    case 'unary':
    case 'binary':
    case 'compare':
    case 'logical':
    case 'conditional':
    case 'lambda':
    case 'dict':
    case 'comprehension':
    case 'walrus':
      return wrong('an expression')
    default:
      return unreachable(target)
  }
}
