import { unreachable } from '../../../base/bug.ts'
import type { Expr } from './tree.ts'

/** Returns the name in reports of what an expression stands for: `x`, `account.balance`, `d['k']`; null if none. */
export function memoryName(part: Expr): string | null {
  switch (part.kind) {
    case 'name':
      return part.name
    case 'attribute': {
      const object = memoryName(part.object)
      return object === null ? null : `${object}.${part.name}`
    }
    case 'subscript': {
      const object = memoryName(part.object)
      if (object === null) return null
      if (part.index.kind === 'number') return `${object}[${part.index.value}]`
      return part.index.kind === 'string' ? `${object}['${part.index.value}']` : null
    }
    case 'number':
    case 'float':
    case 'constant':
    case 'string':
    case 'format':
    case 'call':
    case 'unary':
    case 'binary':
    case 'compare':
    case 'logical':
    case 'conditional':
    case 'formatted':
    case 'lambda':
    case 'list':
    case 'tuple':
    case 'dict':
    case 'comprehension':
    case 'walrus':
    case 'bigint':
    case 'bytes':
    case 'ellipsis':
    case 'slice':
    case 'star':
    case 'set':
    case 'merged-dict':
    case 'set-comprehension':
    case 'dict-comprehension':
    case 'yield':
    case 'yield-from':
    case 'await':
      return null
    default:
      return unreachable(part)
  }
}
