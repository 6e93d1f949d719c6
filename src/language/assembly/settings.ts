import { inRange } from '../../base/integer.ts'
import type { Source, Span } from '../../base/source.ts'
import { didYouMean } from '../../base/suggest.ts'
import type { Problems } from '../problems.ts'
import { type DataRegister, dataRegisters } from './machine.ts'

/** The registers that threads start with, by thread; one entry for all threads, or none. */
export type StartValues = readonly ReadonlyMap<DataRegister, number>[]

/** Why a text is no list of start values. */
export interface SettingMistake {
  readonly message: string
  readonly hint: string | null
}

const form = 'write `bx=3` for all threads, `bx=3:cx=1` for two registers, `bx=3,bx=5` for two threads'

/**
 * Parses start values as the simulator's `-a` has them: registers with `:` between them, threads with `,` between them.
 */
export function startValues(text: string): StartValues | SettingMistake {
  const threads: Map<DataRegister, number>[] = []
  for (const part of text.split(',')) {
    const values = new Map<DataRegister, number>()
    for (const setting of part.split(':')) {
      const [, name, digits = ''] = /^\s*(\w+)\s*=\s*(-?\d+)\s*$/.exec(setting) ?? []
      if (name === undefined) return { message: `expected a register and a value, found \`${setting.trim()}\``, hint: form }
      const register = dataRegisters.find((each) => each === name)
      if (register === undefined) {
        const hint = name === 'sp' ? 'threads start with stacks of their own' : didYouMean(name, dataRegisters)
        return { message: `unknown register \`${name}\``, hint }
      }
      if (!inRange(Number(digits))) return { message: `${digits} is out of range`, hint: 'integers have 32 bits' }
      values.set(register, Number(digits))
    }
    threads.push(values)
  }
  return threads
}

/** What comments of a text say about how to execute it: `# threads 2`, `# argv bx=3`. */
export interface CommentSettings {
  readonly threads: { readonly value: number; readonly span: Span } | null
  readonly argv: { readonly value: string; readonly span: Span } | null
}

/** Reads the settings in comments. Without a colon, only a comment of this very form is one. */
export function commentSettings(source: Source, problems: Problems): CommentSettings {
  let threads: CommentSettings['threads'] = null
  let argv: CommentSettings['argv'] = null
  const comments = /^\s*#+\s*(threads|argv)(\s*:\s*|\s+)(.*?)\s*$/gm
  for (const { index, 0: all, 1: word, 2: separator = '', 3: text = '' } of source.text.matchAll(comments)) {
    const span = { start: index + all.length - all.trimStart().length, end: index + all.trimEnd().length }
    const isMeant = separator.includes(':')
    if (word === 'threads' && /^\d{1,9}$/.test(text)) threads = { value: Number(text), span }
    else if (word === 'argv' && /^\w+=-?\d+([,:]\w+=-?\d+)*$/.test(text)) argv = { value: text, span }
    else if (isMeant) {
      problems.error(span, `expected ${word === 'threads' ? 'a number' : 'registers'}, found \`${text}\``, hintFor(word))
    }
  }
  return { threads, argv }
}

function hintFor(word: string | undefined): string {
  return word === 'threads' ? 'write `# threads: 2`' : 'write `# argv: bx=3`'
}
