import { unreachable } from '../../../base/bug.ts'
import type { Span } from '../../../base/source.ts'
import type { Problems } from '../../problems.ts'
import type { Expr } from './tree.ts'

/** How a target is written: by an assignment, `for` or `with`, by an operator, with an annotation, by `:=`, or by `del`. */
export type Writing = 'assignment' | 'update' | 'annotation' | 'walrus' | 'deletion'

/** Reports a target that CPython's compiler rejects. */
export function checkTarget(
  { problems }: { readonly problems: Problems },
  target: Expr,
  writing: Writing = 'assignment',
): void {
  for (const { span, what } of targetMistakes(target, writing)) {
    problems.error(
      span,
      `cannot assign to ${what}`,
      'assign to a variable, an attribute or an element; CPython rejects this file too',
    )
  }
}

export interface TargetMistake {
  readonly span: Span
  readonly what: string
}

/** What CPython's compiler rejects in a target. */
export function targetMistakes(target: Expr, writing: Writing): TargetMistake[] {
  const wrong = (what: string): TargetMistake[] => [{ span: target.span, what }]
  switch (target.kind) {
    case 'name':
      return target.name === '__debug__' ? wrong('`__debug__`') : []
    case 'attribute':
    case 'subscript':
      return writing === 'walrus' ? wrong('this with `:=`') : []
    case 'tuple':
    case 'list':
      if (writing !== 'assignment' && writing !== 'deletion') return wrong(`a ${target.kind} here`)
      return itemMistakes(target.items, writing)
    case 'star':
      return wrong('`*` outside of a list or tuple')
    case 'constant':
    case 'number':
    case 'bigint':
    case 'float':
    case 'string':
    case 'bytes':
    case 'ellipsis':
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
    case 'merged-dict':
    case 'set':
    case 'comprehension':
    case 'set-comprehension':
    case 'dict-comprehension':
    case 'walrus':
    case 'slice':
    case 'yield':
    case 'yield-from':
    case 'await':
      return wrong('an expression')
    default:
      return unreachable(target)
  }
}

function itemMistakes(items: readonly Expr[], writing: 'assignment' | 'deletion'): TargetMistake[] {
  const [, second] = items.filter(({ kind }) => kind === 'star')
  if (second !== undefined) return [{ span: second.span, what: 'two items with `*`' }]
  return items.flatMap((item) => {
    const isRest = item.kind === 'star' && writing === 'assignment'
    return targetMistakes(isRest ? item.value : item, writing)
  })
}
