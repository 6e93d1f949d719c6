import type { Span } from '../../base/source.ts'
import { TooLarge } from './refusals.ts'

const mostInstructions = 100_000
const mostInitialStatements = 1_000_000

/** How much a pass may still write and execute, so that reading a program comes to an end. */
export class Budget {
  private instructions = 0
  private statements = 0

  instruction(span: Span): void {
    if (++this.instructions > mostInstructions) {
      throw new TooLarge(span, 'the program becomes too large here', 'use fewer threads, calls or rounds')
    }
  }

  /** Module code before the first thread starts is executed, so it must come to an end. */
  statement(span: Span): void {
    if (++this.statements > mostInitialStatements) {
      throw new TooLarge(span, 'this takes too long to execute', 'start the threads earlier, or use smaller numbers')
    }
  }
}
