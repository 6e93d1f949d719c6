import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Diagnostic } from '../../src/base/diagnostic.ts'
import { positionAt } from '../../src/base/source.ts'
import { readModel } from '../../src/language/read.ts'

/** A text with a mistake, and what is said about it. */
export interface Case {
  readonly text: string
  readonly said: string
}

/** Reads a table: cases between lines `---`, in each a text, a line `=>`, and for each message its place, the message and the hint. */
export function casesIn(file: string): Case[] {
  const parts = readFileSync(join(import.meta.dirname, file), 'utf8')
    .replace(/\n$/, '')
    .split('\n---\n')
  return parts.map((part) => {
    const [text = '', said = ''] = part.split('\n=>\n')
    return { text: `${text}\n`, said }
  })
}

/** Returns what is said about a text, in the form of the tables. */
export async function saidAbout(name: string, text: string): Promise<string> {
  const read = await readModel({ name, text })
  const all = [...(read.ok ? [] : read.errors), ...read.warnings]
  return all.map(shown).join('\n')
}

function shown({ severity, message, source, span, hint }: Diagnostic): string {
  const place = source === null || span === null ? null : positionAt(source.text, span.start)
  const where = place === null ? '' : `${place.line}:${place.column} `
  return `${where}${severity}: ${message}\n${hint ?? ''}`
}
