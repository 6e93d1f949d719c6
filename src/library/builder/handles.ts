import { nameIn } from './names.ts'
import { localText, type Operand, Term } from './term.ts'

/** A register of a thread. */
export class Register extends Term {
  /** The register's name in traces. */
  readonly name: string

  constructor(name: string) {
    super(nameIn(name), [])
    this.name = name
  }
}

/** A shared integer that instructions access: a variable, or an element of an array. */
export interface SharedPlace {
  readonly place: string
  /** Its value in the condition of `await`. */
  readonly value: Term<'shared'>
}

/** A shared variable. */
export class Variable implements SharedPlace {
  readonly place: string
  readonly value: Term<'shared'>

  constructor(name: string) {
    this.place = name
    this.value = new Term(name, ['shared'])
  }
}

/** A shared array. */
export class SharedArray {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }

  /** An element; the index may depend on registers. */
  at(index: Operand): SharedPlace {
    const place = `${this.name}[${localText(index)}]`
    return { place, value: new Term<'shared'>(place, ['shared']) }
  }
}

/** An object that threads synchronise by. The kind is part of the type, so that a lock is not taken for a semaphore. */
export class Handle<Kind extends ObjectKind> {
  readonly kind: Kind
  readonly name: string

  constructor(kind: Kind, name: string) {
    this.kind = kind
    this.name = name
  }
}

export type ObjectKind = 'lock' | 'semaphore' | 'condition' | 'barrier' | 'channel' | 'thread'
