import { integerIn } from './names.ts'

/** What a term reads besides registers: nothing, or shared variables, which only `await` can do in one step. */
export type Reads = 'shared'

/** A term, or a number that stands for itself. */
export type Operand<R extends Reads = never> = Term<R> | number

/** An expression, such as `tmp.plus(1)`. It is evaluated when a thread executes the instruction that has it. */
export class Term<R extends Reads = never> {
  /** The term in instruction text. */
  readonly text: string
  readonly reads: readonly R[]

  constructor(text: string, reads: readonly R[]) {
    this.text = text
    this.reads = reads
  }

  plus<S extends Reads = never>(other: Operand<S>): Term<R | S> {
    return this.#with('+', other)
  }

  minus<S extends Reads = never>(other: Operand<S>): Term<R | S> {
    return this.#with('-', other)
  }

  times<S extends Reads = never>(other: Operand<S>): Term<R | S> {
    return this.#with('*', other)
  }

  /** Division that rounds down. Dividing by 0 is a finding. */
  dividedBy<S extends Reads = never>(other: Operand<S>): Term<R | S> {
    return this.#with('//', other)
  }

  /** The remainder of that division. */
  modulo<S extends Reads = never>(other: Operand<S>): Term<R | S> {
    return this.#with('%', other)
  }

  /** 1 if both are equal, else 0; so do all comparisons. */
  equals<S extends Reads = never>(other: Operand<S>): Term<R | S> {
    return this.#with('==', other)
  }

  differs<S extends Reads = never>(other: Operand<S>): Term<R | S> {
    return this.#with('!=', other)
  }

  lessThan<S extends Reads = never>(other: Operand<S>): Term<R | S> {
    return this.#with('<', other)
  }

  atMost<S extends Reads = never>(other: Operand<S>): Term<R | S> {
    return this.#with('<=', other)
  }

  greaterThan<S extends Reads = never>(other: Operand<S>): Term<R | S> {
    return this.#with('>', other)
  }

  atLeast<S extends Reads = never>(other: Operand<S>): Term<R | S> {
    return this.#with('>=', other)
  }

  and<S extends Reads = never>(other: Operand<S>): Term<R | S> {
    return this.#with('and', other)
  }

  or<S extends Reads = never>(other: Operand<S>): Term<R | S> {
    return this.#with('or', other)
  }

  not(): Term<R> {
    return new Term(`not ${partText(this)}`, this.reads)
  }

  #with<S extends Reads>(operator: string, other: Operand<S>): Term<R | S> {
    const reads = typeof other === 'number' ? [] : other.reads
    return new Term<R | S>(`${partText(this)} ${operator} ${partText(other)}`, [...this.reads, ...reads])
  }
}

/** Returns an operand in instruction text. Throws `TypeError` if it is none. */
export function operandText(operand: Operand<Reads>): string {
  return operand instanceof Term ? operand.text : integerIn(operand)
}

/** The same as a part of a larger term. */
function partText(operand: Operand<Reads>): string {
  const text = operandText(operand)
  return /^[\p{L}\p{N}_]+(\[[\p{L}\p{N}_]+\])?$/u.test(text) ? text : `(${text})`
}

/** The same for what may read registers only. Throws `TypeError`. */
export function localText(operand: Operand): string {
  // The types exclude it, for callers that are checked.
  if (operand instanceof Term && operand.reads.length > 0) {
    throw new TypeError(`\`${operand.text}\` reads a shared variable, which is a step of its own: \`load\` it first`)
  }
  return operandText(operand)
}
