import { successorsOf } from '../program/dataflow.ts'
import { isSilent } from '../program/program.ts'
import type { Context } from './context.ts'

/** What is underway where a step comes: a message that nobody has read yet, threads that it has freed. */
export interface Underway {
  readonly message: boolean
  readonly free: boolean
}

/** Returns the positions within `atomic` blocks. */
export function insideBlocks({ body }: Context): ReadonlySet<number> {
  const found = new Set<number>()
  body.instructions.forEach((each, pc) => {
    if (each.op === 'atomic') for (let at = pc + 1; at <= each.end; at++) found.add(at)
  })
  return found
}

/** Returns the positions to which the control flow leads from the first place of a thread. */
export function reachableIn({ body }: Context, begin: number): ReadonlySet<number> {
  const found = new Set<number>([begin])
  for (const pc of found) {
    const instruction = body.instructions[pc]
    if (instruction !== undefined) for (const next of successorsOf(instruction, pc)) found.add(next)
  }
  return found
}

/** Returns for each position what may be underway where a step passes it. */
export function underwayIn(context: Context): readonly Underway[] {
  const { instructions } = context.body
  const inside = insideBlocks(context)
  const passes = (pc: number): boolean => {
    const instruction = instructions[pc]
    return instruction !== undefined && (isSilent(instruction) || inside.has(pc))
  }
  const spread = (begins: readonly number[]): ReadonlySet<number> => {
    const found = new Set(begins.filter(passes))
    for (const pc of found) {
      for (const next of successorsOf(context.instruction(pc), pc)) if (passes(next)) found.add(next)
    }
    return found
  }
  const after = (ops: readonly string[]): number[] =>
    instructions.flatMap((each, pc) => (ops.includes(each.op) ? successorsOf(each, pc) : []))
  const offered = instructions.flatMap((each) => (each.op === 'offer_send' || each.op === 'offer_receive' ? [each.target] : []))
  const message = spread([...offered, ...after(['select'])])
  const starts = context.threads.some((thread) => context.program.threads[thread]?.start === 'unstarted') ? [0] : []
  const met = context.needs.meets > 0 ? [...offered, ...after(['select'])] : []
  const free = spread([...after(['spawn', 'barrier_wait']), ...starts, ...met])
  return instructions.map((_, pc) => ({ message: message.has(pc), free: free.has(pc) }))
}
