import type { Span } from '../../base/source.ts'
import { Budget } from './budget.ts'
import { type Cell, type CellDetails, newCell } from './cell.ts'
import type { Facts } from './facts.ts'
import type { HeapObject } from './heap.ts'
import { Journal } from './journal.ts'
import type { Report } from './refusals.ts'
import { SourceText } from './source-text.ts'
import type { SemaphoreObject, Synchronisation } from './synchronisation.ts'
import type { ThreadRecord } from './threads.ts'
import { type Codes, encoded, unbound, type Value } from './values.ts'

/** One reading of a program, with what the readings before found out. */
export class Pass {
  readonly facts: Facts
  readonly codes: Codes
  /** Exceptions of this pass and those before: one may be handled before the code is written that raises it. */
  readonly exceptions: Map<number, HeapObject>
  readonly temporaryName: string
  /** The names that are looked at somewhere, rather than only assigned by loops. */
  readonly readNames: ReadonlySet<string>
  /** The values that places have when the first thread starts. */
  readonly initial: Map<Cell, Value> = new Map()
  readonly cells: Map<string, Cell> = new Map()
  /** By list that threads share: the variable that holds its length. */
  readonly lengths: Map<Cell, Cell> = new Map()
  readonly objects: Map<string, HeapObject> = new Map()
  readonly objectByCode: Map<number, HeapObject> = new Map()
  /** Threads in the order in which code that starts them was written. */
  readonly started: ThreadRecord[] = []
  /** Names of module-level variables that outcomes do not show, and those that they always do. */
  unobserved: ReadonlySet<string> = new Set()
  isNamed: (name: string) => boolean = () => false
  /** The variables of the program, in order. */
  readonly variables: Map<Cell, number> = new Map()
  readonly synchronisation: Synchronisation = {
    mutexes: [],
    semaphores: [],
    conditions: [],
    barriers: [],
  }
  readonly reports: Report[] = []
  /** How often module code took a semaphore before threads start. */
  readonly initialHolds: Map<SemaphoreObject, number> = new Map()
  /** Lines of ranges that were cut. */
  readonly cutLines: Set<number> = new Set()
  readonly source: SourceText
  readonly budget: Budget = new Budget()
  readonly journal: Journal = new Journal()
  private results = 0

  constructor(
    text: string,
    facts: Facts,
    codes: Codes,
    temporaryName: string,
    exceptions: Map<number, HeapObject>,
    readNames: ReadonlySet<string>,
  ) {
    this.source = new SourceText(text)
    this.facts = facts
    this.codes = codes
    this.temporaryName = temporaryName
    this.exceptions = exceptions
    this.readNames = readNames
  }

  /** The number of a variable, which its cell gets when it is first named in code. */
  variableOf(cell: Cell): number {
    const known = this.variables.get(cell)
    if (known !== undefined) return known
    const index = this.variables.size
    this.variables.set(cell, index)
    return index
  }

  initialOf(cell: Cell): Value {
    return this.initial.get(cell) ?? unbound
  }

  /** Sets what a place holds before threads run; its type counts for whoever reads it then. */
  setInitial(cell: Cell, value: Value): void {
    const old = this.initial.get(cell)
    this.initial.set(cell, value)
    this.journal.onUndo(() => (old === undefined ? this.initial.delete(cell) : this.initial.set(cell, old)))
  }

  /** The first value of a place of an object that is being made, which no other thread knows yet. */
  begin(cell: Cell, value: Value): void {
    this.widen(cell, value)
    this.setInitial(cell, value)
  }

  /** The cell of that key, made if it is new. */
  cell(key: string, details: CellDetails): Cell {
    const known = this.cells.get(key)
    if (known !== undefined) return known
    const made = newCell(key, details)
    this.cells.set(key, made)
    return made
  }

  /** The variable that holds how many elements of a list are in use, named after the list. */
  lengthOf(content: Cell): Cell {
    const name = `len(${content.name})`
    const details = { name, role: { kind: 'length-of', content }, atomic: true, hidden: true } as const
    const length = this.cell(`${content.key}.length`, details)
    length.name = name
    this.lengths.set(content, length)
    return length
  }

  /** A place for the value of an expression in which several ways meet, in a call so many deep. */
  resultCell(depth: number): Cell {
    const details = { name: 'value', role: { kind: 'result' }, depth, hidden: true } as const
    return newCell(`result ${this.results++}`, details)
  }

  /** Adds an object; one of the same key (a statement read again) takes its place. */
  add<T extends HeapObject>(made: T): T {
    this.objects.set(made.key, made)
    this.objectByCode.set(made.code, made)
    return made
  }

  /** The object of a code; null if it is one that a thread makes whose code is not written yet. */
  objectOf(code: number): HeapObject | null {
    return this.objectByCode.get(code) ?? this.exceptions.get(code) ?? null
  }

  report(span: Span | null, message: string, hint: string | null): void {
    this.reports.push({ span, message, hint })
    this.journal.onUndo(() => this.reports.pop())
  }

  start(thread: ThreadRecord): void {
    this.started.push(thread)
    this.journal.onUndo(() => this.started.pop())
  }

  /** Widens what a place is known to hold. */
  widen(cell: Cell, value: Value): void {
    const code = encoded(value, this.codes)
    if (code !== null) this.facts.widen(cell, code.type)
  }
}
