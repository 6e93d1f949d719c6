import type { Tree } from '@lezer/common'
import { parser } from '@lezer/python'
import type { Span } from '../../base/source.ts'
import { Problems } from '../problems.ts'
import { buildExpression } from './syntax/build-expressions.ts'
import { childrenOf } from './syntax/text.ts'
import type { Expr } from './syntax/tree.ts'

export type ParsedClaim =
  | { readonly kind: 'expression'; readonly expression: Expr }
  | { readonly kind: 'no-expression' | 'unsupported' }

/** Parses an expression of a claim, or several with commas between them as a tuple. */
export function parseClaim(text: string, span: Span): ParsedClaim {
  const source = { name: '', text }
  const node = parser.parse(text).topNode.firstChild
  const quiet = new Problems(source)
  const inner = node === null || node.name !== 'ExpressionStatement' ? [] : childrenOf(node)
  const [first, ...rest] = inner.filter((each) => each.name !== ',')
  if (first === undefined || node === null || hasError(node.toTree())) return { kind: 'no-expression' }
  const built = [first, ...rest].map((each) => buildExpression({ source, problems: quiet, progress: null }, each))
  const [only] = built
  if (quiet.errors.length > 0 || only === undefined) return { kind: 'unsupported' }
  return { kind: 'expression', expression: rest.length === 0 ? only : { kind: 'tuple', items: built, span } }
}

function hasError(tree: Tree): boolean {
  let found = false
  tree.iterate({
    enter: (node) => {
      if (node.type.isError) found = true
    },
  })
  return found
}
