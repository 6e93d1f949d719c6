import type { Machine } from './machine.ts'
import { Obj, type Value } from './objects.ts'
import { Raised } from './values.ts'

/** What a call of `print` writes; nothing if it goes elsewhere. */
export function printedText(m: Machine, args: readonly Value[], keywords: ReadonlyMap<string, Value>): string {
  const texts = args.map((each) => m.host.text(m, each, 's'))
  const part = (name: string, fallback: string): string => {
    const value = keywords.get(name) ?? null
    if (value === null) return fallback
    if (typeof value === 'string') return value
    throw new Raised('TypeError', `${name} must be None or a string, not ${m.classes.nameOf(value)}`)
  }
  for (const name of keywords.keys()) {
    if (!['sep', 'end', 'file', 'flush'].includes(name)) {
      throw new Raised('TypeError', `'${name}' is an invalid keyword argument for print()`)
    }
  }
  const text = texts.join(part('sep', ' ')) + part('end', '\n')
  const file = keywords.get('file')
  return file instanceof Obj && file.site.includes('stderr') ? '' : text
}
