import type { Cell } from './cell.ts'

/**
 * What distinguishes an object from all others: `code` is the integer that stands for it, `key` is the same in every
 * pass.
 */
export interface Identity {
  readonly code: number
  readonly key: string
}

/** A part of an object, with the suffix that it adds to the name of the object. */
export type Part = { readonly suffix: string } & (
  | {
      readonly kind: 'cell'
      readonly cell: Cell
      /** Whether outcomes show it, if they show the object. */
      readonly shown: boolean
    }
  | { readonly kind: 'object'; readonly object: HeapObject }
)

/** An object, known when the program is read. The language and its library define the classes of objects. */
export abstract class HeapObject implements Identity {
  readonly code: number
  readonly key: string
  /** The first name that it was given in the program; null while it has none. */
  name: string | null = null
  /** Its kind in messages: a `lock`. */
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
