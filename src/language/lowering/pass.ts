import { grouped } from '../../base/grouped.ts'
import type { Span } from '../../base/source.ts'
import { Budget } from './budget.ts'
import { type Cell, type CellDetails, newCell } from './cell.ts'
import type { Facts } from './facts.ts'
import type { HeapObject } from './heap.ts'
import { Journal } from './journal.ts'
import { type Report, TooLarge } from './refusals.ts'
import { SourceText } from './source-text.ts'
import type { SemaphoreObject, Synchronisation } from './synchronisation.ts'
import type { TextCells } from './text-cells.ts'
import type { ThreadRecord } from './threads.ts'
import { type Codes, encoded, unbound, type Value } from './values.ts'

/** The most threads that a program may start, as in instruction text. */
const mostThreads = 1000

/** One pass over a program, with the results of the passes before. */
export class Pass {
  readonly facts: Facts
  readonly codes: Codes
  /** Exceptions of this pass and those before: a handler may be written before the code that raises one. */
  readonly exceptions: Map<number, HeapObject>
  readonly temporaryName: string
  /** The names that some code reads, rather than only loops assign. */
  readonly readNames: ReadonlySet<string>
  /** The values that places have when the first thread starts. */
  readonly initial: Map<Cell, Value> = new Map()
  readonly cells: Map<string, Cell> = new Map()
  /** By list that threads share: the variable that holds its length. */
  readonly lengths: Map<Cell, Cell> = new Map()
  readonly objects: Map<string, HeapObject> = new Map()
  /** The objects that exist when the first thread starts. */
  atStart: ReadonlySet<HeapObject> = new Set()
  readonly objectByCode: Map<number, HeapObject> = new Map()
  /** Locks and the like of the pass before. */
  earlier: ReadonlyMap<number, HeapObject> = new Map()
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
  /** How often module code acquired a semaphore before threads start. */
  readonly initialHolds: Map<SemaphoreObject, number> = new Map()
  /** Places that outcomes do not show, with one of the values that memory cannot hold. */
  readonly concealed: Map<Cell, Value> = new Map()
  /** Lines of ranges that were shortened. */
  readonly cutLines: Set<number> = new Set()
  readonly source: SourceText
  readonly budget: Budget = new Budget()
  readonly journal: Journal = new Journal()
  /** Where `print` writes; null if nobody looks at the output. */
  text: TextCells | null = null
  private characters = 0
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

  /** Returns the number of a variable, which its cell receives when code first names it. */
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

  /** Sets the value of a place before threads run; its type counts for all code that reads it then. */
  setInitial(cell: Cell, value: Value): void {
    const old = this.initial.get(cell)
    this.initial.set(cell, value)
    this.journal.onUndo(() => (old === undefined ? this.initial.delete(cell) : this.initial.set(cell, old)))
  }

  /** Sets the first value of a place of an object that is being created, which no other thread knows yet. */
  begin(cell: Cell, value: Value): void {
    this.widen(cell, value)
    this.setInitial(cell, value)
  }

  /** Returns the cell of a key, and creates it if it is new. */
  cell(key: string, details: CellDetails): Cell {
    const known = this.cells.get(key)
    if (known !== undefined) return known
    const made = newCell(key, details)
    this.cells.set(key, made)
    return made
  }

  /** Returns the variable that holds the length of a list, named after the list. */
  lengthOf(content: Cell): Cell {
    const name = `len(${content.name})`
    const details = { name, role: { kind: 'length-of', content }, atomic: true, hidden: true } as const
    const length = this.cell(`${content.key}.length`, details)
    length.name = name
    this.lengths.set(content, length)
    return length
  }

  /** Creates a place for the value of an expression in which several paths meet, in a call at the given depth. */
  resultCell(depth: number): Cell {
    const details = { name: 'value', role: { kind: 'result' }, depth, hidden: true } as const
    return newCell(`result ${this.results++}`, details)
  }

  /** Adds an object; a later one with the same key (from a statement that is read again) replaces it. */
  add<T extends HeapObject>(made: T): T {
    this.objects.set(made.key, made)
    this.objectByCode.set(made.code, made)
    return made
  }

  /**
   * Returns the object of a code; null if a thread creates it whose code is not written yet, and the object is more than
   * its number.
   */
  objectOf(code: number): HeapObject | null {
    return this.objectByCode.get(code) ?? this.exceptions.get(code) ?? this.earlier.get(code) ?? null
  }

  /** How many characters the code that was written so far prints at most. */
  get printed(): number {
    return this.characters
  }

  /** Code was written that prints so many characters at most, each of `times` times. */
  prints(characters: number, times: number): void {
    const before = this.characters
    this.characters += characters === 0 ? 0 : characters * times
    this.journal.onUndo(() => {
      this.characters = before
    })
  }

  report(span: Span | null, message: string, hint: string | null): void {
    this.reports.push({ span, message, hint })
    this.journal.onUndo(() => this.reports.pop())
  }

  start(thread: ThreadRecord): void {
    if (this.started.length >= mostThreads) {
      throw new TooLarge(
        thread.span,
        `the program has more than ${grouped(mostThreads)} threads`,
        'two or three threads show most bugs',
      )
    }
    this.started.push(thread)
    this.journal.onUndo(() => this.started.pop())
  }

  /** Widens the type of a place. */
  widen(cell: Cell, value: Value): void {
    const code = encoded(value, this.codes)
    if (code !== null) this.facts.widen(cell, code.type)
  }
}
