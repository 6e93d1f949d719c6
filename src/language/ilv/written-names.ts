import type { SyntaxNode } from '@lezer/common'
import { operations, type Role } from '../../program/operations.ts'
import { childOf, expressionsOf, textOf } from '../grammar/nodes.ts'
import { aliasOf } from './aliases.ts'
import type { DefBlock, Statement } from './blocks.ts'
import { calledIn } from './called.ts'
import type { CodeContext } from './context.ts'
import type { Declarations } from './declarations.ts'

/** Opcodes whose first operand is a register that they write; one that is optional is there with all other operands. */
const writers = new Map(
  Object.entries(operations).flatMap(([opcode, { operands }]) => {
    const [first, ...others]: Role[] = Object.values(operands)
    if (first === 'optional register') return [[opcode, others.length + 1] as const]
    return first === 'register' || first === 'accumulator' ? [[opcode, 1] as const] : []
  }),
)

interface Naming {
  readonly defs: ReadonlyMap<string, DefBlock>
  readonly declarations: Declarations
  /** The names found so far. */
  readonly names: Set<string>
  /** The names of the `def`s that were called. */
  readonly visited: Set<string>
}

/** Blocks and calls within each other, since lowering is recursive. */
export const deepest = 200

/** Returns the name of every register that some statement writes, called code included, in the order of the text. */
export function writtenNames(
  { defs, declarations, called }: Pick<CodeContext, 'defs' | 'declarations' | 'called'>,
  body: readonly Statement[],
  locals: readonly string[] = [],
): Set<string> {
  const names = new Set<string>()
  const visited = new Set<string>()
  nameRegisters({ defs, declarations, names, visited }, body, 1, locals)
  for (const name of visited) called.add(name)
  return names
}

/**
 * Finds the name of every register that some statement writes, called code included, in the order of the text.
 * `locals` are the names of the `def` around, which are not among them.
 */
function nameRegisters(naming: Naming, body: readonly Statement[], depth: number, locals: readonly string[]): void {
  const { defs, declarations, names, visited } = naming
  if (depth > deepest) return // refused later
  const { source, constants } = declarations.reading
  const inner = (each: readonly Statement[]): void => nameRegisters(naming, each, depth + 1, locals)
  const written = (name: string): void => {
    if (!locals.includes(name) && !constants.has(name) && declarations.kindOf(name) === null) names.add(name)
  }
  for (const statement of body) {
    if (statement.kind === 'if' || statement.kind === 'select') {
      for (const { condition, body: each } of statement.branches) {
        if (statement.kind === 'select' && condition !== null)
          for (const name of receivedNames(condition, source)) written(name)
        inner(each)
      }
    } else {
      if (statement.kind === 'for') written(textOf(source, childOf(statement.node, 'Name')))
      if ('body' in statement) inner(statement.body)
      for (const target of writtenBy(statement, source)) written(target)
      const called = defs.get(calledIn(source, statement, defs) ?? '')
      if (called === undefined || visited.has(called.name)) continue
      visited.add(called.name)
      nameRegisters(naming, called.body, depth + 1, localsOf(called))
    }
  }
}

/** Returns the local names of a `def`: its parameters and its result. */
export function localsOf({ parameters, result }: DefBlock): string[] {
  return result === null ? [...parameters] : [...parameters, result]
}

/** Returns the names that a statement writes, which may be registers. */
function writtenBy(statement: Statement, source: Declarations['reading']['source']): string[] {
  if (statement.kind !== 'instruction' && statement.kind !== 'assignment') return []
  if (statement.kind === 'instruction' && textOf(source, childOf(statement.node, 'Opcode')) === 'receive') {
    return receivedNames(statement.node, source)
  }
  const operands = expressionsOf(statement.node)
  const [first] = operands
  if (first?.name !== 'Variable') return []
  if (statement.kind === 'assignment') return [textOf(source, first)]
  const opcode = textOf(source, childOf(statement.node, 'Opcode'))
  const writes = operands.length >= (writers.get(aliasOf(opcode) ?? opcode) ?? Number.POSITIVE_INFINITY)
  return writes ? [textOf(source, first)] : []
}

/** Returns the names before the channel of a `receive`: those of the message, and of whether there was one. */
function receivedNames(node: SyntaxNode, source: Declarations['reading']['source']): string[] {
  if (textOf(source, childOf(node, 'Opcode')) !== 'receive') return []
  return expressionsOf(node)
    .slice(0, -1)
    .flatMap((each) => (each.name === 'Variable' ? [textOf(source, each)] : []))
}
