import type { Source } from '../base/source.ts'
import type { Investigation } from '../check/check.ts'
import type { CheckOptions } from '../check/options.ts'
import type { Language } from '../language/read.ts'
import { namedTexts } from '../program/heap.ts'
import type { Observable, Program, Value } from '../program/program.ts'
import type { Trial } from '../repair/trial.ts'
import type { Chance } from './chance.ts'

/** What questions are made from: a program that was explored completely, and the means to explore others. */
export interface Subject {
  readonly source: Source
  readonly language: Language
  readonly investigation: Investigation
  readonly checking: Partial<CheckOptions>
  readonly trial: Trial
  readonly clock: () => number
  readonly interrupted: () => boolean
  readonly chance: Chance
}

/** Returns final values as a question has them: `2`, or `x = 1, y = 2` of several names. */
export function endText(program: Program, observed: readonly Observable[], final: readonly Value[]): string {
  const texts = namedTexts(program, observed, final)
  const [only] = texts
  return texts.length === 1 && only !== undefined ? only.slice(only.indexOf(' = ') + 3) : texts.join(', ')
}

/** Returns the names whose final values are asked for: `balance`. */
export function namesText(program: Program, observed: readonly Observable[], final: readonly Value[]): string {
  const names = namedTexts(program, observed, final).map((each) => `\`${each.slice(0, each.indexOf(' = '))}\``)
  return names.join(', ')
}

/** Returns a set of ends as text: `{1, 2}`, of several names `{(x = 1, y = 1), (x = 2, y = 1)}`. */
export function setText(ends: readonly string[]): string {
  const parts = ends.map((each) => (each.includes(', ') ? `(${each})` : each))
  return `{${parts.join(', ')}}`
}
