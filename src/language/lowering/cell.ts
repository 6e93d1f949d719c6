/**
 * A place that holds a value: a variable, an attribute, an entry of a dict, or all elements of a list. `key` is the
 * same in every pass over the program; `name` is its name in reports.
 */
export interface Cell {
  readonly key: string
  readonly role: CellRole
  name: string
  /** The depth of calls at which the variable was created; 0 if it outlives every call. */
  readonly depth: number
  /** Whether all accesses are synchronisation operations. */
  readonly atomic: boolean
  /** Bookkeeping that no report shows. */
  readonly hidden: boolean
  /** The most elements, if it holds the elements of a list; else null. */
  readonly capacity: number | null
  /** A module-level variable, attribute or list, so that outcomes show it if threads change it. */
  observed: boolean
}

/** What a place is for. */
export type CellRole =
  /** A variable of the module. */
  | { readonly kind: 'global' }
  /** A variable of a call. */
  | { readonly kind: 'local' }
  /** An attribute, an entry or the elements of an object, or of a class. */
  | { readonly kind: 'part' }
  /** The value of an expression in which several paths meet. */
  | { readonly kind: 'result' }
  /** The number of elements of a list in use. */
  | { readonly kind: 'length-of'; readonly content: Cell }
  /** The text that the program prints, as code points; the place of an array with a hidden length. */
  | { readonly kind: 'text'; readonly isWhole: boolean }
  /** Bookkeeping that threads share, such as the flag of an event. */
  | { readonly kind: 'shared-bookkeeping' }
  /** Bookkeeping of one thread, such as the counter of a loop. */
  | { readonly kind: 'own-bookkeeping' }

/** How a new place differs from a plain one that outlives every call. */
export type CellDetails = Pick<Cell, 'name' | 'role'> & Partial<Omit<Cell, 'key' | 'name' | 'role'>>

const plain = { depth: 0, atomic: false, hidden: false, capacity: null, observed: false }

/** Creates a place; a pass creates its places, and finds each by its key. */
export function newCell(key: string, details: CellDetails): Cell {
  return { key, ...plain, ...details }
}

/** Bookkeeping that threads share: every access is a synchronisation operation. */
export function sharedBookkeeping(name: string): CellDetails {
  return { name, role: { kind: 'shared-bookkeeping' }, atomic: true, hidden: true }
}

/** Bookkeeping of one thread, for a call at the given depth. */
export function ownBookkeeping(name: string, depth = 0): CellDetails {
  return { name, role: { kind: 'own-bookkeeping' }, depth, hidden: true }
}

/** The variables of one call. */
export interface Frame {
  readonly key: string
  /** The names that stand for variables of the module, although an enclosing call has one of that name. */
  readonly globals: ReadonlySet<string>
  readonly parent: Frame | null
  readonly cells: Map<string, Cell>
  readonly depth: number
  /** The first parameter: in a method, the object whose method it is. */
  readonly self: Cell | null
  /** Whether a function defined here may still be called after the call has returned. */
  captured: boolean
}
