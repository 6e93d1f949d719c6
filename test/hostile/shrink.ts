import type { Original } from './corpus.ts'
import { judged } from './judge.ts'

/** Tries at most, so that a slow fault does not hold up the rest. */
const mostTries = 400

/** Returns a mutant with as few lines as still show the same fault. */
export async function shrunk(mutant: Original, what: string): Promise<Original> {
  let lines = mutant.text.split('\n')
  let tries = 0
  for (let size = Math.ceil(lines.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < lines.length && tries < mostTries; tries++) {
      const fewer = [...lines.slice(0, from), ...lines.slice(from + size)]
      const verdict = await judged({ ...mutant, text: fewer.join('\n') })
      if (verdict.kind === 'fault' && verdict.what === what) lines = fewer
      else from += size
    }
  }
  return { ...mutant, text: lines.join('\n') }
}
