import type { Span } from '../../base/source.ts'
import { TooLarge } from './refusals.ts'

const mostInstructions = 100_000
const mostInitialStatements = 1_000_000
/** A refused statement takes the time of this many others. */
const refusedStatements = 100

/** The remaining budget of a pass for writing and executing code, so that reading a program terminates. */
export class Budget {
  private instructions = 0
  private statements = 0

  instruction(span: Span): void {
    if (++this.instructions > mostInstructions) {
      throw new TooLarge(span, 'the program becomes too large here', 'use fewer threads, calls or rounds')
    }
  }

  /** Counts a statement of module code before the first thread starts: the reader executes it, so it must terminate. */
  statement(span: Span): void {
    if (++this.statements > mostInitialStatements) {
      throw new TooLarge(span, 'this takes too long to execute', 'start the threads earlier, or use smaller numbers')
    }
  }

  /** Counts a refused statement: a loop executes its body again even if that is refused in each round. */
  refusal(span: Span): void {
    this.statements += refusedStatements - 1
    this.statement(span)
  }
}
