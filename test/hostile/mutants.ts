import { generator } from '../../src/semantics/random.ts'
import type { Original } from './corpus.ts'
import { type Draw, oneOf } from './draw.ts'
import { mutatedJson } from './mutate-json.ts'
import { textMutators } from './mutate-text.ts'

/** Returns a mutant of one of the originals: the same one for the same seed and number. */
export function mutantOf(corpus: readonly Original[], seed: number, number: number): Original {
  const draw = generator(Math.imul(seed, 0x9e3779b1) + number)
  const language = oneOf(draw, ['ilv', 'python', 'assembly', 'json'] as const)
  const originals = corpus.filter((each) => each.language === language)
  const { name, text } = oneOf(draw, originals)
  const other = oneOf(draw, originals).text
  const isTree = language === 'json' && draw(8) > 0
  return { name: `mutant-of-${name}`, language, text: isTree ? mutatedJson(text, other, draw) : mutatedText(text, other, draw) }
}

function mutatedText(text: string, other: string, draw: Draw): string {
  let mutated = text
  // Mostly one change: with more of them few mutants are accepted.
  for (let left = 1 + draw(1 + draw(5)); left > 0; left--) mutated = oneOf(draw, textMutators)(mutated, other, draw)
  return mutated
}
