import type { Edit } from './edits.ts'

/** What kinds of changes are tried. The order is that of the catalogue in the documentation. */
export const changeKinds = [
  'lock',
  'atomic',
  'lock-order',
  'one-lock',
  'while',
  'notify-all',
  'move',
  'insert',
  'remove',
  'swap',
  'count',
  'recheck',
  'remember',
  'join',
  'discipline',
  'declare',
] as const
export type ChangeKind = (typeof changeKinds)[number]

/** Statements next to each other that a lock guards after a change. Lines count from 1; the last one is included. */
export interface GuardedRange {
  /** The lock as `lockKey` names it. */
  readonly lock: string
  /** The lock as the text names it. */
  readonly name: string
  readonly first: number
  readonly last: number
  /** The lines of the function or thread that has the statements. */
  readonly within: { readonly first: number; readonly last: number }
  /** Whether critical sections of the text become part of it. */
  readonly isMerged: boolean
}

/** Something that several changes need once, such as the declaration of a new lock. */
export interface Requirement {
  readonly name: string
  readonly edits: readonly Edit[]
}

/** A change of a text, as one of the catalogue. */
export interface Change {
  readonly kind: ChangeKind
  readonly edits: readonly Edit[]
  readonly requires: readonly Requirement[]
  /** Of changes of as many lines, those are tried first that the text gives a reason for; usual ones have none of these. */
  readonly likelihood?: 'high' | 'low'
  /** Whether it is one idea for all places of the text: it counts as one of them. */
  readonly isSystematic?: true
  /** What it does, for a person, without a full stop: `put line 7 under lock`. */
  readonly says: string
  /** Of a `lock`, what it guards; else null. */
  readonly guards: GuardedRange | null
}

/** Some changes made together. */
export interface Candidate {
  readonly changes: readonly Change[]
  readonly edits: readonly Edit[]
  /** As `effortOf` measures it. */
  readonly effort: number
}

/**
 * Returns the name by which changes and traces agree on a lock: of an attribute only its own name, since the object before it
 * has another name in each function.
 */
export function lockKey(text: string): string {
  const [plain = text] = text.split('[')
  return plain.slice(plain.lastIndexOf('.') + 1)
}
