import type { BlankTable } from '../report/blank-table.ts'

/** An answer that can be chosen. */
export interface Answer {
  readonly text: string
  readonly isRight: boolean
  /** Why it is right, or which misconception leads to it. */
  readonly why: string
}

/** A question of a sheet. Texts are plain, with code in backquotes. */
export type Question =
  | {
      readonly kind: 'choice'
      /** A short name, for lists of questions. */
      readonly title: string
      readonly text: string
      /** Whether any number of answers may be right; else exactly one is. */
      readonly several: boolean
      readonly answers: readonly Answer[]
      readonly explanation: string
    }
  | ({
      readonly kind: 'table'
      readonly title: string
      readonly text: string
      readonly explanation: string
    } & BlankTable)

/** Questions about one program, with the answers. */
export interface Sheet {
  readonly title: string
  /** The program as the questions show it, with the numbers of its lines. */
  readonly code: readonly { readonly line: number; readonly text: string }[]
  readonly language: 'ilv' | 'python' | 'text'
  readonly seed: number
  readonly questions: readonly Question[]
}
