import type { Summary } from '../report/summary.ts'

/** A choice of the question of a deck: a final value, or another end. */
export interface SlideChoice {
  readonly text: string
  readonly isPossible: boolean
  /** How often it comes; empty where that is not known, or if it is impossible. */
  readonly share: string
}

/**
 * Returns the choices of the question of a deck: final values, at most so many, and the ends without final values, which are
 * wrong answers where the program has none such.
 */
export function choicesOf({ candidates, outcomes, ends }: Summary, most: number): SlideChoice[] {
  const values = candidates.slice(0, Math.max(0, most - ends.length)).map(({ text, outcome }): SlideChoice => {
    const share = outcome === null ? '' : (outcomes[outcome]?.share ?? '')
    return { text, isPossible: outcome !== null, share }
  })
  return [...values, ...ends.map(({ text, possible }): SlideChoice => ({ text, isPossible: possible, share: '' }))]
}
