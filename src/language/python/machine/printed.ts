import { classMember, lookUp } from './attributes.ts'
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

/** `sep` or `end` of a call of `print`. */
function partOf(m: Machine, keywords: ReadonlyMap<string, Value>, name: string, fallback: string): string {
  const value = keywords.get(name) ?? null
  if (value === null) return fallback
  if (typeof value === 'string') return value
  throw new Raised('TypeError', `${name} must be None or a string, not ${m.classes.nameOf(value)}`)
}

/** Raises what Python raises for wrong keyword arguments of `print`; returns whether it writes to the standard output. */
export function checkPrint(m: Machine, keywords: ReadonlyMap<string, Value>): boolean {
  for (const name of keywords.keys()) {
    if (!['sep', 'end', 'file', 'flush'].includes(name)) {
      throw new Raised('TypeError', `'${name}' is an invalid keyword argument for print()`)
    }
  }
  const file = keywords.get('file') ?? null
  if (file !== null && lookUp(m, file, 'write') === undefined) {
    throw new Raised('AttributeError', `'${m.classes.nameOf(file)}' object has no attribute 'write'`)
  }
  partOf(m, keywords, 'sep', ' ')
  partOf(m, keywords, 'end', '\n')
  return isShown(m, file)
}

/** What a call of `print` writes; nothing if it goes elsewhere. */
export function printedText(m: Machine, args: readonly Value[], keywords: ReadonlyMap<string, Value>): string {
  const isOutput = checkPrint(m, keywords)
  const texts = args.map((each) => m.host.text(m, each, 's'))
  const text = texts.join(partOf(m, keywords, 'sep', ' ')) + partOf(m, keywords, 'end', '\n')
  return isOutput ? text : ''
}
