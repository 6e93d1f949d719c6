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

/** The changes that can be tried on a text. */
export interface Catalogue {
  /** Statements under a lock, of which several may be needed together. */
  readonly guards: readonly Change[]
  /** All others. */
  readonly others: readonly Change[]
}

/**
 * Returns the changes that can be tried on a text; null if it is in a language of which there are none. `isRelevant` says of a line
 * whether a thread takes a step there.
 */
export function catalogueOf(source: Source, language: Language, isRelevant: (line: number) => boolean): Catalogue | null {
  switch (language) {
    case 'ilv': {
      const text = readIlvText(source)
      return text === null ? null : of(ilvOutline(text), ilvChanges(text), isRelevant)
    }
    case 'python': {
      const text = readPythonText(source)
      if (text === null) return null
      const declared = declaredIn(text)
      return of(pythonOutline(text, declared), pythonChanges(text, declared), isRelevant)
    }
    case 'assembly':
    case 'json':
      return null
  }
}

function of(outline: Outline, particular: readonly Change[], isRelevant: (line: number) => boolean): Catalogue {
  return { guards: guardsIn(outline, isRelevant), others: [...particular, ...rearrangementsIn(outline)] }
}
