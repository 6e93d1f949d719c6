import type { Edit } from './edits.ts'

/** What a statement of a text does to an object for synchronisation. */
export const syncKinds = [
  'acquire',
  'release',
  'wait',
  'notify',
  'notify-all',
  'set',
  'clear',
  'arrive',
  'start',
  'join',
  'fence',
] as const
export type SyncKind = (typeof syncKinds)[number]

/** A synchronisation operation, and the object as the text names it: `self.lock`, `fork[me]`. */
export interface Sync {
  readonly kind: SyncKind
  readonly object: string
  /** The statement, without indentation. */
  readonly text: string
}

/** A statement with its lines, which count from 1; the last one is included. */
export interface Statement {
  readonly first: number
  readonly last: number
  /** What it is itself, without what is nested in it; null if it is no synchronisation operation. */
  readonly sync: Sync | null
  /** Whether it writes to a variable or attribute, as far as its text shows. */
  readonly writes: boolean
  readonly blocks: readonly Block[]
}

/** Statements one after another. */
export interface Block {
  readonly statements: readonly Statement[]
  readonly indent: string
  readonly scope: Scope
  /** Whether it is what a loop repeats. */
  readonly isLoop: boolean
  /** The line before which a statement can be added at its end. */
  readonly end: number
}

/** A function or thread. */
export interface Scope {
  readonly first: number
  readonly last: number
  /** The class of which it is a method; else null. */
  readonly className: string | null
  /** Whether threads that the program starts may execute it: the code of the module starts threads instead. */
  readonly isThreads: boolean
}

/** A lock, or what can be used as one, and where its name means it. */
export interface LockName {
  /** As the text names it. */
  readonly text: string
  readonly isNew: boolean
  /** Declares it; none if it is there. */
  readonly declaration: readonly Edit[]
  readonly isKnownIn: (scope: Scope) => boolean
}

/** A number in a declaration that decides how threads synchronise: units of a semaphore, parties of a barrier. */
export interface CountPlace {
  readonly line: number
  readonly object: string
  readonly count: number
  /** Returns the line with another number. */
  readonly withCount: (count: number) => string
}

/** A text as the changes of the catalogue see it, whatever its language. */
export interface Outline {
  readonly lines: readonly string[]
  /** All blocks, nested ones too. */
  readonly blocks: readonly Block[]
  readonly locks: readonly LockName[]
  readonly counts: readonly CountPlace[]
  /** Puts statements of a block under a lock. Critical sections of the same lock in them become part of it. */
  readonly guarded: (block: Block, from: number, to: number, lock: LockName) => readonly Edit[] | null
  /** The synchronisation operations that can be written in a scope, on the objects that are declared. */
  readonly operationsIn: (scope: Scope) => readonly Sync[]
}

/** Returns all statements of blocks, each with its block and its position there. */
export function* placesIn(blocks: readonly Block[]): Generator<{ block: Block; index: number; statement: Statement }> {
  for (const block of blocks) {
    for (const [index, statement] of block.statements.entries()) yield { block, index, statement }
  }
}
