import type { Code, Op } from '../machine/objects.ts'

const known = new WeakMap<Code, readonly ReadonlySet<number>[]>()

/**
 * Returns, for each instruction, the places of the frame whose values may be used from there on. What is in the others is no
 * part of a state.
 */
export function livePlaces(code: Code): readonly ReadonlySet<number>[] {
  const found = known.get(code)
  if (found !== undefined) return found
  const made = compute(code)
  known.set(code, made)
  return made
}

/** Live variables: Aho, Lam, Sethi & Ullman, Compilers, 9.2.5. */
function compute({ instructions, regions }: Code): Set<number>[] {
  const live = Array.from({ length: instructions.length + 1 }, () => new Set<number>())
  for (let changed = true; changed; ) {
    changed = false
    for (let at = instructions.length - 1; at >= 0; at--) {
      const op = instructions[at]
      const here = live[at]
      if (op === undefined || here === undefined) continue
      const { size } = here
      for (const next of successors(op, at)) {
        for (const place of live[next] ?? []) if (op.op !== 'SET_LOCAL' || op.a !== place) here.add(place)
      }
      for (const { from, to, target } of regions) {
        if (at >= from && at < to) for (const place of live[target] ?? []) here.add(place)
      }
      if (op.op === 'LOCAL' || op.op === 'DEL_LOCAL') here.add(op.a)
      if (here.size > size) changed = true
    }
  }
  return live
}

function successors(op: Op, at: number): readonly number[] {
  switch (op.op) {
    case 'JUMP':
      return [op.a]
    case 'JUMP_IF':
    case 'JUMP_IF_NOT':
    case 'NEXT':
    case 'SEND':
      return [at + 1, op.a]
    case 'RETURN':
    case 'RAISE':
    case 'RERAISE':
      // Executed again with an exception that was made.
      return op.op === 'RETURN' ? [] : [at + 1]
    default: // the others continue with the next one
      return [at + 1]
  }
}
