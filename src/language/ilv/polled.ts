import { childOf, expressionsOf, textOf } from '../grammar/nodes.ts'
import type { Outline, Statement } from './blocks.ts'
import type { Declarations } from './declarations.ts'

/**
 * Returns the offers of which some `select` asks with an `else` whether they are ready: `send c`, `receive c`, for channels that
 * hold no messages (of an array, all its elements). Whether somebody already waits on the other side makes a difference for
 * these, so to begin to wait there is a step.
 */
export function polledIn({ threads, defs }: Outline, declarations: Declarations): Set<string> {
  const found = new Set<string>()
  for (const { body } of [...threads, ...defs]) collect(body, declarations, found)
  return found
}

function collect(body: readonly Statement[], declarations: Declarations, found: Set<string>): void {
  for (const statement of body) {
    if (statement.kind === 'if' || statement.kind === 'select') {
      if (statement.kind === 'select' && statement.branches.at(-1)?.condition === null) {
        for (const { condition } of statement.branches) {
          const offer = condition === null ? null : offerOf(condition, declarations)
          if (offer !== null) found.add(offer)
        }
      }
      for (const branch of statement.branches) collect(branch.body, declarations, found)
    } else if ('body' in statement) collect(statement.body, declarations, found)
  }
}

function offerOf(node: Parameters<typeof childOf>[0], { reading: { source } }: Declarations): string | null {
  const opcode = textOf(source, childOf(node, 'Opcode'))
  const operands = expressionsOf(node)
  const channel = opcode === 'send' ? operands[0] : operands.at(-1)
  if (channel === undefined) return null
  return offerKey(opcode === 'send', textOf(source, channel.name === 'Element' ? childOf(channel, 'Name') : channel))
}

/** Returns the name of an offer: `send c`. */
export function offerKey(sends: boolean, channel: string): string {
  return `${sends ? 'send' : 'receive'} ${channel}`
}
