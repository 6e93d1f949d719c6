import type { Location } from './access.ts'

/**
 * Objects whose identities say nothing, and where these are in a state: two states are the same, except for the names of
 * objects, if a renaming of such objects makes one of the other. A front end may say so only if nothing that the program does
 * depends on which identity an object has.
 */
export interface Identities {
  /** The parts of the program that this is about: one that has others has no identities. */
  readonly about: { readonly codes: object; readonly threads: object; readonly shared: object }
  readonly objects: readonly RenamedObject[]
  /** By variable, and by value: values other than integers. */
  readonly values: readonly ReadonlyMap<number, Reading>[]
  /**
   * By thread, and by position: those at which the thread refers to such objects. Registers of these threads only repeat what
   * the position tells.
   */
  readonly positions: readonly ReadonlyMap<number, Reading>[]
}

/** An object of which only the content counts. */
export interface RenamedObject {
  /** What all objects have in common that can be renamed to each other. */
  readonly pool: number
  /** Its content, in an order that is the same for all objects of the pool; null for a field that this one never has. */
  readonly fields: readonly (Location | null)[]
}

/** What a value or a position stands for: `shape` is the same for all that differ only in which `objects` they refer to. */
export interface Reading {
  readonly shape: number
  readonly objects: readonly number[]
}
