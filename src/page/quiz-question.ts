import type { BlankTable, Move } from '../internal.ts'

/** What the page plays to prove an answer. */
export type Proof =
  | { readonly kind: 'outcome'; readonly outcome: number }
  | { readonly kind: 'finding'; readonly finding: number }
  | { readonly kind: 'schedule'; readonly schedule: readonly Move[]; readonly title: string }

export interface Choice {
  readonly text: string
  /** Whether it is to be ticked. */
  readonly right: boolean
  /** What is said of it afterwards, if it was ticked and if it was not. */
  readonly ticked: string
  readonly left: string
  readonly proof: Proof | null
  /** Names the proof for those who hear it apart from its choice: `to end with 1`. */
  readonly proves: string
}

export type Goal = { readonly kind: 'outcome'; readonly outcome: number } | { readonly kind: 'deadlock' }

export type Question =
  | {
      readonly kind: 'choices'
      readonly text: string
      /** Whether several can be right. */
      readonly several: boolean
      readonly choices: readonly Choice[]
      readonly explanation: string
    }
  /** A table whose cells are filled in, and the schedule that it is of. */
  | {
      readonly kind: 'table'
      readonly text: string
      readonly table: BlankTable
      readonly schedule: readonly Move[]
      readonly explanation: string
    }
  /** A schedule to be found, step by step on the stage. */
  | {
      readonly kind: 'walk'
      readonly text: string
      readonly goal: Goal
      /** The length of a shortest such schedule; null if it is not known. */
      readonly par: number | null
      readonly proof: Proof | null
      readonly explanation: string
    }
