import { blocksOf, eachExpression, partsOf } from '../syntax/names.ts'
import type { ClassNode, Expr, FunctionNode, Statement } from '../syntax/tree.ts'

/** Where a statement stands: the functions around it, the innermost last, and its class if a method is the innermost. */
export interface Place {
  readonly functions: readonly FunctionNode[]
  readonly class: ClassNode | null
}

/** A statement or an expression with its place. */
export interface Placed<T> extends Place {
  readonly node: T
}

/** All of a module, in the order of its text. */
export interface ModuleParts {
  readonly statements: readonly Placed<Statement>[]
  readonly expressions: readonly Placed<Expr>[]
  /** The functions at the level of the module. */
  readonly functions: ReadonlyMap<string, FunctionNode>
  /** What imports from `threading` are called: `Lock` by the name in the module; empty for the module itself. */
  readonly threading: ReadonlyMap<string, string>
}

/** Collects what a module consists of. */
export function partsOfModule(statements: readonly Statement[]): ModuleParts {
  const parts = {
    statements: [] as Placed<Statement>[],
    expressions: [] as Placed<Expr>[],
    functions: new Map<string, FunctionNode>(),
    threading: new Map<string, string>(),
  }
  for (const each of statements) {
    if (each.kind === 'function') parts.functions.set(each.definition.name, each.definition)
  }
  const expression = (node: Expr, place: Place): void => {
    parts.expressions.push({ ...place, node })
    const inner = node.kind === 'lambda' ? { functions: [...place.functions, node.definition], class: null } : place
    for (const part of partsOf(node)) expression(part, place)
    if (node.kind === 'lambda') block(node.definition.body, inner)
  }
  const block = (body: readonly Statement[], place: Place): void => {
    for (const node of body) {
      parts.statements.push({ ...place, node })
      if (node.kind === 'import' && node.module === 'threading') parts.threading.set(node.as, node.name ?? '')
      eachExpression(node, (each) => expression(each, place))
      if (node.kind === 'function') {
        block(node.definition.body, { functions: [...place.functions, node.definition], class: place.class })
      } else if (node.kind === 'class') block(node.definition.body, { functions: place.functions, class: node.definition })
      else for (const inner of blocksOf(node)) block(inner, place)
    }
  }
  block(statements, { functions: [], class: null })
  return parts
}

/** Returns the name in `threading` that an expression stands for; null if it is none. */
export function threadingName({ threading }: Pick<ModuleParts, 'threading'>, node: Expr): string | null {
  if (node.kind === 'name') return threading.get(node.name) || null
  const isMember = node.kind === 'attribute' && node.object.kind === 'name' && threading.get(node.object.name) === ''
  return isMember ? node.name : null
}

/** Returns the path of names that an expression is: `self.lock`; null if it is something else. */
export function pathOf(node: Expr): string | null {
  if (node.kind === 'name') return node.name
  if (node.kind !== 'attribute') return null
  const object = pathOf(node.object)
  return object === null ? null : `${object}.${node.name}`
}
