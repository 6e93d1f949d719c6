import type { Cell } from './cell.ts'
import { includes, type Type, typeOf, union } from './values.ts'

interface Fact {
  written: boolean
  resized: boolean
  inMemory: boolean
  type: Type
  readonly accessors: Set<string>
}

/**
 * The facts about the places of a program: which threads access them, whether one changes them, what they hold. They
 * start with nothing shared and nothing changed, and grow from pass to pass until a pass adds nothing.
 */
export class Facts {
  private readonly facts = new Map<string, Fact>()
  /** Locks that some thread may release without holding them. */
  private readonly loose = new Set<string>()
  private readonly needed = new Set<string>()
  private readonly exposed = new Set<string>()
  private readonly concealed = new Set<string>()
  /** Calls whose variables outlive them, since a function that sees them does. */
  private readonly outlived = new Set<string>()
  private daemons = false
  private characters = 0
  private grown = false

  /** Reports whether some thread is a daemon. */
  get hasDaemons(): boolean {
    return this.daemons
  }

  /** How many characters the program prints at most, as the passes so far found. */
  get printed(): number {
    return this.characters
  }

  printAtMost(characters: number): void {
    if (characters <= this.characters) return
    this.characters = characters
    this.grown = true
  }

  /** The program has a daemon, which ends with the last of the other threads. */
  addDaemon(): void {
    if (this.daemons) return
    this.daemons = true
    this.grown = true
  }

  /** Reports whether facts were added since the last call. */
  takeGrowth(): boolean {
    const { grown } = this
    this.grown = false
    return grown
  }

  access(cell: Cell, thread: string): void {
    const { accessors } = this.of(cell)
    if (accessors.has(thread)) return
    accessors.add(thread)
    this.grown = true
  }

  write(cell: Cell, thread: string, type: Type): void {
    this.access(cell, thread)
    const fact = this.of(cell)
    if (!fact.written) this.grown = true
    fact.written = true
    this.widen(cell, type)
  }

  widen(cell: Cell, type: Type): void {
    const fact = this.of(cell)
    if (includes(fact.type, type)) return
    fact.type = union(fact.type, type)
    this.grown = true
  }

  /** Threads make the list longer or shorter. */
  resize(cell: Cell): void {
    const fact = this.of(cell)
    if (!fact.resized) this.grown = true
    fact.resized = true
  }

  /** The list cannot be followed at lowering time, so it is kept in memory although only one thread sees it. */
  keepInMemory(cell: Cell): void {
    const fact = this.of(cell)
    if (!fact.inMemory) this.grown = true
    fact.inMemory = true
  }

  /** Code reads a variable after a loop, or before the round assigns it: loops must not forget it. */
  need(cell: Cell): void {
    if (this.needed.has(cell.key)) return
    this.needed.add(cell.key)
    this.grown = true
  }

  /** A module-level variable that threads do not share depends on the schedule, so outcomes show it. */
  expose(cell: Cell): void {
    if (this.exposed.has(cell.key)) return
    this.exposed.add(cell.key)
    this.grown = true
  }

  /** A place held what memory cannot: what memory has of it would be an earlier value. */
  conceal(cell: Cell): void {
    if (this.concealed.has(cell.key)) return
    this.concealed.add(cell.key)
    this.grown = true
  }

  isConcealed(cell: Cell): boolean {
    return this.concealed.has(cell.key)
  }

  isExposed(key: string): boolean {
    return this.exposed.has(key)
  }

  isNeeded(cell: Cell): boolean {
    return this.needed.has(cell.key)
  }

  /** A function that sees the variables of a call outlives the call. */
  outlive(frame: string): void {
    if (this.outlived.has(frame)) return
    this.outlived.add(frame)
    this.grown = true
  }

  isOutlived(frame: string): boolean {
    return this.outlived.has(frame)
  }

  loosen(lock: string): void {
    if (this.loose.has(lock)) return
    this.loose.add(lock)
    this.grown = true
  }

  isLoose(lock: string): boolean {
    return this.loose.has(lock)
  }

  isWritten(cell: Cell): boolean {
    return this.facts.get(cell.key)?.written ?? false
  }

  isResized(cell: Cell): boolean {
    return this.facts.get(cell.key)?.resized ?? false
  }

  typeOf(cell: Cell): Type {
    return this.of(cell).type
  }

  /** Reports whether threads share a place: one changes it, and another sees it. */
  isShared(cell: Cell): boolean {
    const fact = this.facts.get(cell.key)
    return fact !== undefined && (fact.inMemory || (fact.written && fact.accessors.size > 1))
  }

  /** Returns the number of threads that access a place. */
  accessorsOf(cell: Cell): number {
    return this.facts.get(cell.key)?.accessors.size ?? 0
  }

  private of(cell: Cell): Fact {
    const known = this.facts.get(cell.key)
    if (known !== undefined) return known
    const fact = { written: false, resized: false, inMemory: false, type: typeOf(0), accessors: new Set<string>() }
    this.facts.set(cell.key, fact)
    return fact
  }
}
