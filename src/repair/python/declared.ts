import { positionAt } from '../../base/source.ts'
import type { Expr, Statement as Node } from '../../language/python/syntax/tree.ts'
import type { Scope } from '../outline.ts'
import { type PythonText, textOf } from './text.ts'

const classes = ['Lock', 'RLock', 'Condition', 'Semaphore', 'BoundedSemaphore', 'Event', 'Barrier', 'Thread'] as const
export type SyncClass = (typeof classes)[number]

/** An object of `threading` that an assignment makes. */
export interface Declared {
  /** As its scope names it: `lock`, `self.lock`. */
  readonly text: string
  readonly class: SyncClass
  /** The call that makes it. */
  readonly call: Extract<Expr, { readonly kind: 'call' }>
  readonly line: number
  readonly isKnownIn: (scope: Scope) => boolean
}

/** Returns the objects that assignments of a text make, by the names under which functions know them. */
export function declaredIn(python: PythonText): readonly Declared[] {
  const declared: Declared[] = []
  for (const [statement, node] of python.nodes) {
    const made = madeBy(node)
    if (made === null) continue
    const scope = python.blocks.find(({ statements }) => statements.includes(statement))?.scope
    if (scope === undefined) continue
    const text = textOf(python.source, made.target)
    const line = positionAt(python.source.text, node.span.start).line
    const known = knownWhere(made.target, scope, python.lines.length)
    if (known !== null) declared.push({ text, class: made.class, call: made.call, line, isKnownIn: known })
  }
  return declared
}

interface Made {
  readonly target: Expr
  readonly class: SyncClass
  readonly call: Declared['call']
}

function madeBy(node: Node): Made | null {
  if (node.kind !== 'assign' || node.value.kind !== 'call') return null
  const [target, more] = node.targets
  const { callee } = node.value
  const name = callee.kind === 'attribute' || callee.kind === 'name' ? callee.name : ''
  const found = classes.find((each) => each === name)
  return found === undefined || target === undefined || more !== undefined ? null : { target, class: found, call: node.value }
}

/** Returns where a name of an object means it; null if it is no name. */
function knownWhere(target: Expr, scope: Scope, lines: number): Declared['isKnownIn'] | null {
  if (target.kind === 'name') {
    const isGlobal = scope.first === 1 && scope.last === lines
    return ({ first, last }) => isGlobal || (first >= scope.first && last <= scope.last)
  }
  const isOfSelf = target.kind === 'attribute' && target.object.kind === 'name' && target.object.name === 'self'
  return isOfSelf && scope.className !== null ? ({ className }) => className === scope.className : null
}
