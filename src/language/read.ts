import { errorAt } from '../base/diagnostic.ts'
import { failure, type Result, success } from '../base/result.ts'
import type { Source } from '../base/source.ts'
import type { Program } from '../program/program.ts'
import { readInstructionText } from './ilv/read.ts'

export const languages = ['ilv', 'json'] as const
export type Language = (typeof languages)[number]

/** How to read a text. */
export interface ReadOptions {
  /** Null: by the name's ending, else by what the text looks like. */
  readonly language: Language | null
  /** Values for declared constants. */
  readonly constants: ReadonlyMap<string, number>
}

export const defaultReadOptions: ReadOptions = { language: null, constants: new Map() }

/** A program as it was read, and what the reader should know about how: the top of a report. */
export interface Model {
  readonly program: Program
  readonly notes: readonly string[]
}

/** A text longer than this is no model that a person wrote. */
const longestText = 16 * 2 ** 20

/** Reads a model in any of the languages. */
export async function readModel(source: Source, options: Partial<ReadOptions> = {}): Promise<Result<Model>> {
  const { language, constants } = { ...defaultReadOptions, ...options }
  const unreadable = whyUnreadable(source)
  if (unreadable !== null) return failure([errorAt(source, null, unreadable.message, unreadable.hint)])
  switch (language ?? languageOf(source)) {
    case 'json': {
      const { decodeProgram } = await import('../program/codec.ts') // large, and seldom needed
      if (constants.size > 0) return failure([errorAt(source, null, '--set: a JSON program has no constants', null)])
      return modelOf(decodeProgram(source))
    }
    default:
      return modelOf(readInstructionText(source, constants))
  }
}

function modelOf(result: Result<Program>): Result<Model> {
  return result.ok ? success({ program: result.value, notes: [] }, result.warnings) : result
}

function languageOf({ name, text }: Source): Language {
  if (name.endsWith('.json')) return 'json'
  if (name.endsWith('.ilv')) return 'ilv'
  return text.trimStart().startsWith('{') ? 'json' : 'ilv'
}

function whyUnreadable({ text }: Source): { message: string; hint: string | null } | null {
  if (text.includes('\0') || text.includes('\ufffd')) {
    return { message: 'this is no text file', hint: 'a model is text in UTF-8: `.ilv`, `.py` or `.json`' }
  }
  if (text.length > longestText) return { message: 'this file is too large for a model', hint: null }
  if (text.trim() === '') return { message: 'this file is empty', hint: 'try `interleave check models/quiz1.ilv`' }
  return null
}
