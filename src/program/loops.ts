import { successorsOf } from './dataflow.ts'
import type { Code } from './program.ts'

/** Reports whether a code marks its progress. */
export function hasProgressMarks(code: Code): boolean {
  return code.instructions.some((each) => each.op === 'progress' || (each.op === 'op_end' && each.implied !== true))
}

/** Reports whether a code marks operations: parts that take effect as if at once. */
export function hasOperations(code: Code): boolean {
  return code.instructions.some((each) => each.op === 'op_end' && each.implied !== true)
}

const known = new WeakMap<Code, ReadonlySet<number>>()

/**
 * Returns the jumps with which a thread starts another round of a loop that has no exit, as a server does: taking one
 * is progress. Empty for codes that mark their progress. Loops are natural loops, and loops with the same header are
 * one (Aho, Lam, Sethi & Ullman, section 9.6.6): the positions that can reach a jump back without passing its target.
 */
export function endlessRounds(code: Code): ReadonlySet<number> {
  const found = known.get(code) ?? findRounds(code)
  known.set(code, found)
  return found
}

function findRounds(code: Code): Set<number> {
  const jumpsBack = new Map<number, number[]>()
  if (hasProgressMarks(code)) return new Set()
  code.instructions.forEach((instruction, pc) => {
    if ((instruction.op !== 'jump' && instruction.op !== 'branch') || instruction.target > pc) return
    jumpsBack.set(instruction.target, [...(jumpsBack.get(instruction.target) ?? []), pc])
  })
  const predecessors = predecessorsOf(code)
  const endless = [...jumpsBack].filter(([header, jumps]) => !hasExit(code, loopBody(predecessors, jumps, header)))
  return new Set(endless.flatMap(([, jumps]) => jumps))
}

/** Returns the positions between a header and the jumps back to it, backward from these. */
function loopBody(predecessors: readonly (readonly number[])[], jumps: readonly number[], header: number): Set<number> {
  const body = new Set([header, ...jumps])
  const queue = jumps.filter((jump) => jump !== header)
  for (const pc of queue) {
    for (const before of predecessors[pc] ?? []) {
      if (body.has(before)) continue
      body.add(before)
      queue.push(before)
    }
  }
  return body
}

function predecessorsOf({ instructions }: Code): number[][] {
  const predecessors: number[][] = Array.from({ length: instructions.length + 1 }, () => [])
  instructions.forEach((instruction, pc) => {
    for (const next of successorsOf(instruction, pc)) predecessors[next]?.push(pc)
  })
  return predecessors
}

function hasExit({ instructions }: Code, body: ReadonlySet<number>): boolean {
  for (const pc of body) {
    const instruction = instructions[pc]
    if (instruction === undefined) return true
    const successors = successorsOf(instruction, pc)
    if (successors.length === 0 || successors.some((next) => !body.has(next))) return true
  }
  return false
}
