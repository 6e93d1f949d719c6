import type { Source } from '../base/source.ts'
import type { Language } from '../language/read.ts'
import type { Change } from './change.ts'
import { guardsIn } from './guards.ts'
import { ilvChanges } from './ilv/changes.ts'
import { ilvOutline } from './ilv/outline.ts'
import { readIlvText } from './ilv/text.ts'
import type { Outline } from './outline.ts'
import { pythonChanges } from './python/changes.ts'
import { declaredIn } from './python/declared.ts'
import { pythonOutline } from './python/outline.ts'
import { readPythonText } from './python/text.ts'
import { rearrangementsIn } from './rearrangements.ts'
import { systematicIn } from './systematic.ts'

/** The changes that can be tried on a text. */
export interface Catalogue {
  /** Statements under a lock, of which several may be needed together. */
  readonly guards: readonly Change[]
  /** All others. */
  readonly others: readonly Change[]
}

/** A text that can be changed, and the changes that are particular to its language. */
interface Changeable {
  readonly outline: Outline
  readonly particular: readonly Change[]
}

/**
 * Returns the changes that can be tried on a text; null if it is in a language of which there are none. `isRelevant` says of a line
 * whether a thread takes a step there.
 */
export function catalogueOf(source: Source, language: Language, isRelevant: (line: number) => boolean): Catalogue | null {
  const text = changeableOf(source, language)
  if (text === null) return null
  const { outline, particular } = text
  const others = [...particular, ...rearrangementsIn(outline)]
  return { guards: guardsIn(outline, isRelevant), others: [...systematicIn(others), ...others] }
}

/** Returns a text as the changes see it; null if it is in a language of which there are none. */
export function outlineOf(source: Source, language: Language): Outline | null {
  return changeableOf(source, language)?.outline ?? null
}

function changeableOf(source: Source, language: Language): Changeable | null {
  switch (language) {
    case 'ilv': {
      const text = readIlvText(source)
      return text === null ? null : { outline: ilvOutline(text), particular: ilvChanges(text) }
    }
    case 'python': {
      const text = readPythonText(source)
      if (text === null) return null
      const declared = declaredIn(text)
      return { outline: pythonOutline(text, declared), particular: pythonChanges(text, declared) }
    }
    case 'assembly':
    case 'json':
      return null
  }
}
