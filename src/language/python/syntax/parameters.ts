import type { SyntaxNode } from '@lezer/common'
import { present } from '../../../base/bug.ts'
import type { Building } from './building.ts'
import { childrenOf, rejected, spanOf, splitAtCommas, textOf } from './text.ts'
import type { Expr, Parameter } from './tree.ts'

/** The parameters of a `def` or `lambda`; `*args` and `**kwargs` are refused. `build` builds a default. */
export function buildParameters(building: Building, list: SyntaxNode, build: (node: SyntaxNode) => Expr): Parameter[] {
  const { source, problems } = building
  const refuse = (node: SyntaxNode, what: string, hint: string): void => problems.error(spanOf(node), what, hint)
  const found: Parameter[] = []
  const children = childrenOf(list).filter((child) => child.name !== '(' && child.name !== ')')
  let passing: 'either' | 'keyword' = 'either'
  for (const group of splitAtCommas(children)) {
    const [first, second] = group
    if (first === undefined) continue
    if (first.name === '*' && second === undefined) passing = 'keyword'
    else if (first.name === '*' || first.name === '**') {
      refuse(first, `\`${first.name}\` parameters are not supported`, 'name each parameter')
    } else if (first.name !== 'VariableName') refuse(first, 'expected the name of a parameter', rejected)
    else {
      const sign = group.findIndex((each) => each.name === 'AssignOp')
      const fallback = sign === -1 ? null : build(present(group[sign + 1], 'default'))
      found.push({ name: textOf(source, first), fallback, passing, span: spanOf(first) })
    }
  }
  const last = children.findLast((child) => child.name !== ',')
  if (last?.name === '*') refuse(last, 'expected a parameter after `*`', rejected)
  const slash = slashPosition(building, list)
  return found.map((each) => (slash !== null && each.span.start < slash ? { ...each, passing: 'positional' } : each))
}

/** The place of `/` among parameters, for which the grammar has no node: between two commas, or at the end. */
function slashPosition({ source, problems }: Building, list: SyntaxNode): number | null {
  const places: number[] = []
  const children = childrenOf(list)
  for (const [index, child] of children.entries()) {
    const to = children[index + 1]?.from ?? list.to
    if (child.name === ',' && source.text.slice(child.to, to).trim() === '/') places.push(child.to)
  }
  const first = /^\(\s*\//.test(source.text.slice(list.from, list.to))
  if (first || places.length > 1) problems.error(spanOf(list), '`/` at a wrong place', rejected)
  return places[0] ?? null
}
