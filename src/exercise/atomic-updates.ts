import type { Code, Instruction, Program } from '../program/program.ts'

/**
 * Returns a program in which each update of a variable is one step: what somebody has in mind who takes `balance += 1` for one. An
 * update goes from a load to the next store of the same variable, with nothing between them that synchronises, branches or is
 * jumped to. Null if there is no update.
 */
export function withAtomicUpdates(program: Program): Program | null {
  const codes = program.codes.map(atomicIn)
  return codes.every((code, index) => code === program.codes[index]) ? null : { ...program, codes }
}

/** Instructions of one update; both positions are included. */
interface Update {
  readonly from: number
  readonly to: number
}

function atomicIn(code: Code): Code {
  const updates = updatesIn(code)
  if (updates.length === 0) return code
  const begins = new Set(updates.map(({ from }) => from))
  const ends = new Set(updates.map(({ to }) => to))
  /** Where an instruction goes: behind the marks of all blocks that begin or end before it. */
  const moved = (pc: number): number => {
    const before = updates.filter(({ from }) => from < pc).length + updates.filter(({ to }) => to < pc).length
    return pc + before
  }
  const instructions = code.instructions.flatMap((each, pc): Instruction[] => {
    const { line, span } = each
    const block: Instruction[] = begins.has(pc)
      ? [{ op: 'atomic', end: moved(updates.find(({ from }) => from === pc)?.to ?? pc) + 1, line, span }]
      : []
    const end: Instruction[] = ends.has(pc) ? [{ op: 'atomic_end', line, span }] : []
    return [...block, retargeted(each, moved), ...end]
  })
  return { ...code, instructions }
}

function retargeted(instruction: Instruction, moved: (pc: number) => number): Instruction {
  if ('target' in instruction) return { ...instruction, target: moved(instruction.target) }
  return instruction.op === 'atomic' ? { ...instruction, end: moved(instruction.end) } : instruction
}

function updatesIn({ instructions }: Code): readonly Update[] {
  const targets = new Set(instructions.flatMap((each) => ('target' in each ? [each.target] : [])))
  const updates: Update[] = []
  let blockEnd = -1
  for (const [from, first] of instructions.entries()) {
    if (first.op === 'atomic') blockEnd = first.end
    if (from <= blockEnd || from <= (updates.at(-1)?.to ?? -1) || first.op !== 'load') continue
    const to = storeAfter(instructions, from, first.place.variable, targets)
    if (to !== null) updates.push({ from, to })
  }
  return updates
}

function storeAfter(
  instructions: readonly Instruction[],
  from: number,
  variable: number,
  targets: ReadonlySet<number>,
): number | null {
  for (let pc = from + 1; pc < instructions.length; pc++) {
    const each = instructions[pc]
    if (each === undefined || targets.has(pc)) return null
    if (each.op === 'store' && each.place.variable === variable) return pc
    if (each.op !== 'load' && each.op !== 'set' && each.op !== 'add' && each.op !== 'let') return null
  }
  return null
}
