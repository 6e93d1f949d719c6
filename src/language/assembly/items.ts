import { present, unreachable } from '../../base/bug.ts'
import { constant, type Expression } from '../../program/expressions.ts'
import type { Instruction } from '../../program/program.ts'
import type { AssemblyInstruction } from './tree.ts'

/** The name of a position in a code that is being written. */
export type Label = string

/** An instruction whose target is a label still. */
export type Item =
  | { readonly kind: 'label'; readonly label: Label }
  | { readonly kind: 'operation'; readonly operation: Instruction }
  | { readonly kind: 'jump'; readonly label: Label; readonly condition: Expression | null; readonly from: AssemblyInstruction }
  /** A step that fails: an `atomic` block, so that it fails when the thread takes the step and not before. */
  | { readonly kind: 'failure'; readonly from: AssemblyInstruction; readonly why: string }

const failureSize = 3

function sizeOf(item: Item): number {
  return item.kind === 'label' ? 0 : item.kind === 'failure' ? failureSize : 1
}

/** Returns the instructions of a code, with positions for labels. */
export function resolved(items: readonly Item[]): Instruction[] {
  const positions = new Map<Label, number>()
  let size = 0
  for (const item of items) {
    if (item.kind === 'label') positions.set(item.label, size)
    size += sizeOf(item)
  }
  const instructions: Instruction[] = []
  for (const item of items) instructions.push(...instructionsOf(item, instructions.length, positions))
  return instructions
}

function instructionsOf(item: Item, at: number, positions: ReadonlyMap<Label, number>): Instruction[] {
  switch (item.kind) {
    case 'label':
      return []
    case 'operation':
      return [item.operation]
    case 'jump': {
      const { line, span, text } = item.from
      const target = present(positions.get(item.label), 'target of a jump')
      if (item.condition === null) return [{ op: 'jump', target, line, span }]
      return [{ op: 'branch', condition: item.condition, target, line, span, text }]
    }
    case 'failure': {
      const { line, span, text } = item.from
      const place = { line, span, text: `${text}: ${item.why}` }
      const inner: Instruction = { op: 'assert', that: constant(0), ...place }
      return [{ op: 'atomic', end: at + failureSize - 1, ...place }, inner, { op: 'atomic_end', line, span }]
    }
    default:
      return unreachable(item)
  }
}
