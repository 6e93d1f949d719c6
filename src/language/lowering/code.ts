import { present, unreachable } from '../../base/bug.ts'
import type { Span } from '../../base/source.ts'
import { registersIn } from '../../program/dataflow.ts'
import { renamed } from '../../program/map.ts'
import { expressionsOf } from '../../program/operations.ts'
import type { Code, Expression, Instruction, Operation } from '../../program/program.ts'

/** A position in code that is still being written. */
export interface Mark {
  at: number
}

/** Code under construction: instructions whose targets are not positions yet. */
export type Item =
  | {
      readonly kind: 'instruction'
      operation: Operation
      readonly line: number
      readonly span: Span
      readonly text: string | null
    }
  | { readonly kind: 'mark'; readonly mark: Mark }
  /** `moves` must be executed on the path to the target first. */
  | {
      readonly kind: 'jump'
      readonly target: Mark
      readonly moves: readonly Item[]
      readonly line: number
      readonly span: Span
    }
  | {
      readonly kind: 'branch'
      readonly condition: Expression
      readonly target: Mark
      readonly moves: readonly Item[]
      readonly line: number
      readonly span: Span
    }
  | { readonly kind: 'moves'; readonly moves: readonly Item[] }
  | { readonly kind: 'atomic'; readonly end: Mark; readonly line: number; readonly span: Span; readonly text: string }

type Flat =
  | { readonly kind: 'instruction'; readonly instruction: Instruction }
  | {
      readonly kind: 'goto'
      readonly condition: Expression | null
      readonly target: Mark
      readonly line: number
      readonly span: Span
    }
  | { readonly kind: 'atomic'; readonly end: Mark; readonly line: number; readonly span: Span; readonly text: string }
  | { readonly kind: 'mark'; readonly mark: Mark }

/** Returns the finished code: targets are positions, and dead instructions and unused registers are removed. */
export function finishCode(items: readonly Item[], registers: readonly string[]): Code {
  let flat = flatten(items)
  for (let before = -1; before !== flat.length; ) {
    before = flat.length
    flat = withoutIdleJumps(withoutDeadCode(flat))
  }
  let position = 0
  for (const each of flat) {
    if (each.kind === 'mark') each.mark.at = position
    else position++
  }
  const instructions = flat.flatMap((each): Instruction[] => {
    if (each.kind === 'mark') return []
    if (each.kind === 'instruction') return [each.instruction]
    const { line, span } = each
    if (each.kind === 'atomic') return [{ op: 'atomic', end: each.end.at, line, span, text: each.text }]
    if (each.condition === null) return [{ op: 'jump', target: each.target.at, line, span }]
    return [{ op: 'branch', condition: each.condition, target: each.target.at, line, span }]
  })
  return withoutUnusedRegisters(instructions, registers)
}

function flatten(items: readonly Item[]): Flat[] {
  return items.flatMap((item): Flat[] => {
    switch (item.kind) {
      case 'instruction': {
        const { operation, line, span, text } = item
        return [{ kind: 'instruction', instruction: { ...operation, line, span, ...(text === null ? {} : { text }) } }]
      }
      case 'moves':
        return flatten(item.moves)
      case 'jump':
        return [...flatten(item.moves), { ...item, kind: 'goto', condition: null }]
      case 'branch': {
        const moves = flatten(item.moves)
        if (moves.length === 0) return [{ ...item, kind: 'goto' }]
        const past: Mark = { at: -1 }
        const { line, span } = item
        return [
          { kind: 'goto', condition: negated(item.condition), target: past, line, span },
          ...moves,
          { kind: 'goto', condition: null, target: item.target, line, span },
          { kind: 'mark', mark: past },
        ]
      }
      case 'mark':
      case 'atomic':
        return [item]
      default:
        return unreachable(item)
    }
  })
}

const opposites: Readonly<Record<string, '==' | '!=' | '<' | '<=' | '>' | '>='>> = {
  '==': '!=',
  '!=': '==',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
}

/** Returns the negation of an expression. */
export function negated(condition: Expression): Expression {
  if (condition.kind === 'unary' && condition.operator === 'not') return condition.operand
  const opposite = condition.kind === 'binary' ? opposites[condition.operator] : undefined
  if (condition.kind === 'binary' && opposite !== undefined) return { ...condition, operator: opposite }
  if (condition.kind === 'constant') return { kind: 'constant', value: condition.value === 0 ? 1 : 0 }
  return { kind: 'unary', operator: 'not', operand: condition }
}

function withoutDeadCode(flat: readonly Flat[]): Flat[] {
  const positions = new Map<Mark, number>()
  flat.forEach((each, index) => {
    if (each.kind === 'mark') positions.set(each.mark, index)
  })
  const reached = new Set<number>()
  const open = [0]
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (let index: number | null = at; index !== null && index < flat.length && !reached.has(index); ) {
      reached.add(index)
      const each: Flat = present(flat[index], 'item')
      if (each.kind === 'goto') open.push(present(positions.get(each.target), 'target'))
      if (each.kind === 'atomic') open.push(present(positions.get(each.end), 'end of an atomic block'))
      const ends: boolean = each.kind === 'goto' ? each.condition === null : isEnd(each)
      index = ends ? null : index + 1
    }
  }
  return flat.filter((_, index) => reached.has(index))
}

function isEnd(each: Flat): boolean {
  return each.kind === 'instruction' && (each.instruction.op === 'raise' || each.instruction.op === 'halt')
}

function withoutIdleJumps(flat: readonly Flat[]): Flat[] {
  return flat.filter((each, index) => {
    if (each.kind !== 'goto') return true
    for (let next = index + 1; flat[next]?.kind === 'mark'; next++) {
      const mark = flat[next]
      if (mark?.kind === 'mark' && mark.mark === each.target) return false
    }
    return true
  })
}

/** Returns every register that an operation names. */
function registersOf(operation: Operation): number[] {
  const written = 'to' in operation && operation.to !== null ? [operation.to] : []
  return [...written, ...expressionsOf(operation).flatMap((each) => [...registersIn(each)])]
}

function withoutUnusedRegisters(instructions: readonly Instruction[], registers: readonly string[]): Code {
  const kept = [...new Set(instructions.flatMap(registersOf))].sort((a, b) => a - b)
  const numbers = new Map(kept.map((register, index) => [register, index]))
  const register = (old: number): number => present(numbers.get(old), 'register')
  return {
    registers: kept.map((each) => present(registers[each], 'register name')),
    instructions: instructions.map((each) => renamed(each, { register })),
  }
}
