import { registersRead, registerWritten, successorsOf } from './dataflow.ts'
import type { Code, Instruction, Operation } from './program.ts'

/** A rule of the language that a code breaks, at one of its instructions. */
export interface CodeMistake {
  readonly pc: number
  readonly message: string
  readonly hint: string | null
}

const blocking: ReadonlySet<Operation['op']> = new Set(['acquire', 'await', 'sem_acquire'])
const neverAtomic: ReadonlySet<Operation['op']> = new Set(['wait', 'barrier_wait', 'join', 'atomic', 'select'])

/**
 * Returns the mistakes in the `atomic` blocks of a code. A block contains nothing that sleeps, blocks only at its first
 * instruction (which no jump in it leads back to), and is not nested; no jump enters or leaves it.
 */
export function atomicMistakes(code: Code): CodeMistake[] {
  const blocks = code.instructions.flatMap((each, pc) => (each.op === 'atomic' ? [{ start: pc, end: each.end }] : []))
  const mistakes: CodeMistake[] = []
  for (const { start, end } of blocks) {
    for (let pc = start + 1; pc < end; pc++) {
      const instruction = code.instructions[pc]
      if (instruction !== undefined) mistakes.push(...mistakeInBlock(instruction, pc, start, code))
    }
  }
  const blockOf = (pc: number): number => blocks.findIndex(({ start, end }) => pc > start && pc <= end)
  if (blocks.length === 0) return mistakes
  code.instructions.forEach((each, pc) => {
    if (!('target' in each)) return
    if (blockOf(pc) === blockOf(each.target)) return
    mistakes.push({ pc, message: 'a jump cannot enter or leave an `atomic` block', hint: null })
  })
  return mistakes
}

function mistakeInBlock(instruction: Instruction, pc: number, start: number, code: Code): CodeMistake[] {
  const { op } = instruction
  if (neverAtomic.has(op)) {
    const hint = op === 'atomic' ? 'one block is enough' : 'end the block before it'
    return [{ pc, message: `\`${op === 'select' ? wordOf(instruction) : op}\` is not allowed in an \`atomic\` block`, hint }]
  }
  if (blocking.has(op) && pc !== start + 1) {
    const hint = 'only the first instruction of a block may block; put it first, or end the block before it'
    return [{ pc, message: `\`${op}\` could block in the middle of an \`atomic\` block`, hint }]
  }
  const first = code.instructions[start + 1]
  const back = (op === 'jump' || op === 'branch') && instruction.target === start + 1
  if (!back || first === undefined || !blocking.has(first.op)) return []
  const message = `this jump leads back to \`${first.op}\`, which could then block in the middle of an \`atomic\` block`
  return [{ pc, message, hint: 'jump to the instruction after it' }]
}

/** The first word of a `select` in its text: `send`, `receive` or `select`. */
function wordOf({ text, op }: Instruction): string {
  return text?.match(/^\w+/)?.[0] ?? op
}

/**
 * Returns reads of registers that no path from the start of the code writes: their value is certainly 0. Only the first
 * read of each register.
 */
export function unwrittenReads(code: Code): { pc: number; register: number }[] {
  const { instructions } = code
  const written: (Set<number> | undefined)[] = [new Set()]
  const queue = [0]
  for (let pc = queue.pop(); pc !== undefined; pc = queue.pop()) {
    const instruction = instructions[pc]
    if (instruction === undefined) continue
    const after = new Set(written[pc])
    const to = registerWritten(instruction)
    if (to !== null) after.add(to)
    for (const next of successorsOf(instruction, pc)) {
      const known = written[next]
      const size = known?.size ?? -1
      const merged = new Set([...(known ?? []), ...after])
      if (merged.size === size) continue
      written[next] = merged
      queue.push(next)
    }
  }
  const found = new Map<number, number>()
  instructions.forEach((instruction, pc) => {
    const here = written[pc]
    if (here === undefined) return // unreachable
    for (const register of registersRead(instruction)) {
      if (!here.has(register) && !found.has(register)) found.set(register, pc)
    }
  })
  return [...found].map(([register, pc]) => ({ pc, register }))
}
