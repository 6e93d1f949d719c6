import { classMember } from './attributes.ts'
import type { Machine } from './machine.ts'
import { Obj, type Value } from './objects.ts'
import { Raised, Unsupported } from './values.ts'

/** Whether a file is the standard output, and not that for errors. */
function isShown(m: Machine, file: Value): boolean {
  if (file === null) return true
  const stream = file instanceof Obj && file.type !== null ? classMember(m, file.type, '.stream') : undefined
  if (stream === undefined) throw new Unsupported('printing to a file of your own is not supported', 'print to `sys.stdout`')
  return stream === 'output'
}

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
  return isShown(m, keywords.get('file') ?? null) ? text : ''
}
