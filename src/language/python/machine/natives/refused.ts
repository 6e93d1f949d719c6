import type { Natives } from '../native.ts'
import { Unsupported } from '../values.ts'

const files = 'use constants instead of files and input'
const text = 'write the code out'

/** Functions of Python that are refused wherever they are called. */
export const refusedBuiltins: ReadonlyMap<string, () => Unsupported> = new Map([
  ...['input', 'open'].map((name) => entry(name, files)),
  ...['eval', 'exec', 'compile', '__import__', 'globals', 'locals', 'dir', 'memoryview', 'bytearray', 'complex'].map((name) =>
    entry(name, text),
  ),
])

function entry(name: string, hint: string): [string, () => Unsupported] {
  return [name, () => new Unsupported(`\`${name}\` is not supported`, hint)]
}

export function refusedNatives(table: Natives): void {
  for (const [name, refusal] of refusedBuiltins) {
    table.set(name, () => {
      throw refusal()
    })
  }
}
