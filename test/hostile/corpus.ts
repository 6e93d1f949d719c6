import { readdirSync, readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { readInstructionText } from '../../src/language/ilv/read.ts'
import type { Language } from '../../src/language/read.ts'
import { encodeProgram } from '../../src/program/codec.ts'

/** A text to make mutants of. */
export interface Original {
  readonly name: string
  readonly language: Language
  readonly text: string
}

const languageByExtension: Readonly<Record<string, Language>> = {
  '.ilv': 'ilv',
  '.py': 'python',
  '.s': 'assembly',
  '.json': 'json',
}

/** Returns all models, the JSON forms of those in instruction text, and the Python programs outside of the subset. */
export function corpusOf(root: string): readonly Original[] {
  const texts = ['models', 'test/python/outside'].flatMap((folder) => originalsIn(root, folder))
  return [...texts, ...texts.flatMap(jsonFormOf)]
}

function originalsIn(root: string, folder: string): Original[] {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort()
  return names.flatMap((each) => {
    const language = languageByExtension[extname(each)]
    const name = `${folder}/${each}`
    return language === undefined ? [] : [{ name, language, text: readFileSync(join(root, name), 'utf8') }]
  })
}

function jsonFormOf({ name, language, text }: Original): Original[] {
  if (language !== 'ilv') return []
  const read = readInstructionText({ name, text }, new Map())
  if (!read.ok) return []
  return [{ name: `${name}.json`, language: 'json', text: JSON.stringify(encodeProgram(read.value)) }]
}
