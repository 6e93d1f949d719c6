import type { Cell } from './cell.ts'

/** What tells an object from all others: `code` is the integer that stands for it, `key` is the same in every pass. */
export interface Identity {
  readonly code: number
  readonly key: string
}

/** Something that an object consists of, and what its name adds to the name of the object. */
export type Part = { readonly suffix: string } & (
  | {
      readonly kind: 'cell'
      readonly cell: Cell
      /** Whether outcomes show it, where they show the object. */
      readonly shown: boolean
    }
  | { readonly kind: 'object'; readonly object: HeapObject }
)

/** An object, known when the program is read. Which classes of objects there are is up to the language and its library. */
export abstract class HeapObject implements Identity {
  readonly code: number
  readonly key: string
  /** The first name that it was given in the program; null while it has none. */
  name: string | null = null
  /** What messages call it: a `lock`. */
  abstract readonly kind: string

  constructor({ code, key }: Identity) {
    this.code = code
    this.key = key
  }

  parts(): readonly Part[] {
    return []
  }
}

/** A part that outcomes show. */
export function shownPart(cell: Cell, suffix = ''): Part {
  return { kind: 'cell', cell, suffix, shown: true }
}

/** A part that is bookkeeping. */
export function hiddenPart(cell: Cell, suffix = ''): Part {
  return { kind: 'cell', cell, suffix, shown: false }
}
