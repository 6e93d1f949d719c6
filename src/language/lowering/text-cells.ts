import type { Automaton } from '../claims/automaton.ts'
import type { Cell } from './cell.ts'

/** What claims say about the text that the program prints. */
export interface TextClaims {
  /** The lengths of the texts that it is compared with. */
  readonly lengths: readonly number[]
  /** By their text: the patterns that it is compared with. */
  readonly patterns: ReadonlyMap<string, Automaton>
  /** Whether there were patterns that could not be read, which has been reported. */
  readonly refused: boolean
}

export const noTextClaims: TextClaims = { lengths: [], patterns: new Map(), refused: false }

/** A pattern that is followed while the program prints: the places of its state and its table. */
export interface WatchedCells {
  readonly pattern: string
  readonly automaton: Automaton
  readonly state: Cell
  readonly table: Cell
}

/** The places of the text that the program prints. */
export interface TextCells {
  readonly content: Cell
  readonly size: Cell
  /** The most characters that are kept, without the mark that there were more. */
  readonly length: number
  readonly isWhole: boolean
  readonly watched: readonly WatchedCells[]
  /** Whether there were patterns that could not be read. */
  readonly refused: boolean
}
