import { operations, type Role } from '../../program/operations.ts'
import { childOf, expressionsOf, textOf } from '../grammar/nodes.ts'
import type { DefBlock, Statement } from './blocks.ts'
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
  readonly registers: Map<string, number>
  /** The names of the `def`s that were called. */
  readonly visited: Set<string>
  /** The most blocks and calls within each other; what is deeper is refused later. */
  readonly deepest: number
}

/** Finds every register that some instruction writes, called code included, in the order of the text. */
export function nameRegisters(naming: Naming, body: readonly Statement[], depth = 1): void {
  const { defs, declarations, registers, visited, deepest } = naming
  if (depth > deepest) return
  const { source, constants } = declarations.reading
  const inner = (each: readonly Statement[]): void => nameRegisters(naming, each, depth + 1)
  for (const statement of body) {
    if (statement.kind === 'if') for (const branch of statement.branches) inner(branch.body)
    else if ('body' in statement) inner(statement.body)
    if (statement.kind !== 'instruction') continue
    const opcode = textOf(source, childOf(statement.node, 'Opcode'))
    const operands = expressionsOf(statement.node)
    const [first] = operands
    if (first?.name !== 'Variable') continue
    const name = textOf(source, first)
    const def = opcode === 'call' ? defs.get(name) : undefined
    if (def !== undefined && !visited.has(name)) {
      visited.add(name)
      inner(def.body)
    }
    const writes = operands.length >= (writers.get(opcode) ?? Number.POSITIVE_INFINITY)
    if (!writes || registers.has(name) || constants.has(name) || declarations.kindOf(name) !== null) continue
    registers.set(name, registers.size)
  }
}
