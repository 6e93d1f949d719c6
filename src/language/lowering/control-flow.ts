import { present } from '../../base/bug.ts'
import type { Span } from '../../base/source.ts'
import { registersIn } from '../../program/dataflow.ts'
import type { Expression } from '../../program/program.ts'
import type { Cell } from './cell.ts'
import type { Item, Mark } from './code.ts'
import type { HeapObject } from './heap.ts'
import { type Hold, sameHold } from './holds.ts'
import { Known } from './known.ts'
import { lifted, Meeting } from './meeting.ts'
import { TooLarge } from './refusals.ts'
import { LockObject, numberIn, SemaphoreObject } from './synchronisation.ts'
import { apart, encoded, itemsOf, register, type Value, withItems } from './values.ts'
import { Writer } from './writer.ts'

interface Edge {
  readonly known: Known
  readonly moves: Item[]
}

/** A position to which several paths may lead. */
export interface Label {
  readonly mark: Mark
  readonly edges: Edge[]
  /** Variables of deeper calls are forgotten there. */
  readonly depth: number
  /** So are intermediate results that came later. */
  readonly serial: number
}

/** The changes of a round of a loop: the places that must be in a register, or become unknown, around the loop. */
interface Changes {
  readonly values: Map<Cell, Value>
  readonly locks: Set<HeapObject>
}

/** A loop's places settle after a few attempts, unless there are many of them. */
const mostAttempts = 200

/** The control flow of a thread: what is known on each path, and what remains known where paths meet. */
export class Flow extends Writer {
  /** The current depth of calls. */
  depth = 0
  /** The number of loops around the current position that are written as loops. */
  loops = 0
  /** How often the current position is executed at most, in each execution of the code. */
  times = 1
  /** Cells of intermediate results, numbered together with labels. */
  private readonly results = new Map<Cell, number>()
  private serial = 0

  // ── what is known ──

  /** Returns the value of a place that only this thread changes. */
  binding(cell: Cell): Value {
    return this.bindingOf(this.known, cell)
  }

  private bindingOf({ bindings }: Known, cell: Cell): Value {
    return bindings.get(cell) ?? this.pass.initialOf(cell)
  }

  holds(lock: HeapObject): Hold {
    return this.known.holds.get(lock) ?? 0
  }

  setHold(lock: HeapObject, hold: Hold): void {
    this.known.holds.set(lock, hold)
  }

  /** Acquires the locks that module code took before threads start, as the first steps of the main thread. */
  takeInitialHolds(): void {
    for (const [lock, hold] of this.known.holds) {
      if (typeof hold !== 'number') continue
      if (lock instanceof SemaphoreObject) this.pass.initialHolds.set(lock, hold)
      if (!(lock instanceof LockObject)) continue
      const mutex = numberIn(this.pass.synchronisation.mutexes, lock)
      for (let count = 0; count < hold; count++) this.emit({ op: 'acquire', mutex }, { start: 0, end: 0 })
    }
  }

  /** Sets the value of a place that only this thread changes. */
  bind(cell: Cell, value: Value, span: Span): void {
    this.known.bindings.set(cell, this.settled(cell, '', value, span))
  }

  private settled(cell: Cell, path: string, value: Value, span: Span): Value {
    if (value.kind === 'dynamic') {
      const to = this.registers.home(cell, path)
      this.assign(to, value, span)
      return register(to, value.type)
    }
    const items = itemsOf(value)
    if (items === null) return value
    const safe = items.length > 1 ? items.map((item) => this.heldUnlessHome(cell, path, item, span)) : items
    const settled = safe.map((item, index) => this.settled(cell, `${path}#${index}`, item, span))
    return withItems(value, settled)
  }

  private heldUnlessHome(cell: Cell, path: string, item: Value, span: Span): Value {
    if (item.kind !== 'dynamic') return item
    const own = this.registers.homesOf(cell, path)
    const touched = [...registersIn(item.expression)].some((index) => own.includes(index))
    const already = item.expression.kind === 'register' && touched
    return touched && !already ? this.held(item, span) : item
  }

  /** Forgets the variables of a call that has returned, and frees their registers. */
  forget(cells: Iterable<Cell>): void {
    for (const cell of cells) {
      this.known.bindings.delete(cell)
      this.registers.free(cell)
    }
  }

  /** Assigns an intermediate register to the result of an expression, so that its value needs no copy. */
  makeHome(cell: Cell, index: number): void {
    this.registers.lend(cell, index)
    this.results.set(cell, ++this.serial)
  }

  dropHome(cell: Cell): void {
    this.registers.takeBack(cell)
    this.results.delete(cell)
    this.known.bindings.delete(cell)
  }

  // ── ways ──

  label(): Label {
    return { mark: { at: -1 }, edges: [], depth: this.depth, serial: ++this.serial }
  }

  /** Jumps to a label. */
  jump(label: Label, span: Span): void {
    if (!this.reachable) return
    const moves = this.addEdge(label, this.known.copy())
    if (!this.quiet) this.leapWith(moves, label.mark, span)
    this.reachable = false
  }

  private leapWith(moves: Item[], target: Mark, span: Span): void {
    this.out.push({ kind: 'jump', target, moves, line: this.pass.source.lineOf(span), span })
  }

  /** Jumps to a label if the condition is true. */
  branch(condition: Expression, label: Label, span: Span): void {
    if (!this.reachable) return
    this.pass.budget.instruction(span)
    const there = this.known.copy()
    there.assume(condition, true)
    this.known.assume(condition, false)
    const moves = this.addEdge(label, there)
    this.out.push({ kind: 'branch', condition, target: label.mark, moves, line: this.pass.source.lineOf(span), span })
  }

  private addEdge(label: Label, known: Known): Item[] {
    const moves: Item[] = []
    label.edges.push({ known, moves })
    this.pass.journal.onUndo(() => label.edges.pop())
    return moves
  }

  /** Continues at a label, on every path that leads there; unreachable if there is none. */
  arrive(label: Label, span: Span): void {
    if (this.reachable) {
      const moves = this.addEdge(label, this.known)
      if (!this.quiet) this.out.push({ kind: 'moves', moves })
    }
    const [first] = label.edges
    this.reachable = first !== undefined
    if (first === undefined) return
    if (!this.quiet) this.place(label.mark)
    this.known = label.edges.length === 1 ? this.pruned(first.known, label) : this.merged(label, span)
  }

  /** Reports whether a cell has no meaning at a position of that depth and number. */
  private isOver(cell: Cell, { depth, serial }: Pick<Label, 'depth' | 'serial'>): boolean {
    if (cell.depth > depth) return true
    return cell.role.kind === 'result' && (this.results.get(cell) ?? Number.POSITIVE_INFINITY) > serial
  }

  private pruned(known: Known, label: Label): Known {
    for (const cell of known.bindings.keys()) if (this.isOver(cell, label)) known.bindings.delete(cell)
    return known
  }

  private merged(label: Label, span: Span): Known {
    const { edges } = label
    const meeting = new Meeting(this.pass, this.registers, span)
    const merged = new Known(
      [],
      [],
      edges.every(({ known }) => known.computed),
    )
    for (const cell of new Set(edges.flatMap(({ known }) => [...known.bindings.keys()]))) {
      if (this.isOver(cell, label)) continue
      const values = edges.map(({ known }) => this.bindingOf(known, cell))
      const value = meeting.unified(cell, '', values, (edge) => present(edges[edge], 'edge').moves)
      if (value !== null) merged.bindings.set(cell, value)
    }
    for (const lock of new Set(edges.flatMap(({ known }) => [...known.holds.keys()]))) {
      const [first = 0, ...others] = edges.map(({ known }) => known.holds.get(lock) ?? 0)
      merged.holds.set(lock, others.every((each) => sameHold(each, first)) ? first : 'unknown')
    }
    return merged
  }

  // ── loops ──

  /**
   * Writes a loop with an unknown number of rounds. `round` writes one: it may jump to labels that it creates, and at
   * its end the next round follows. Places that a round changes get a register before the loop; the writer finds them
   * by writing the round until nothing is new. `most` is the greatest number of rounds, if it is known.
   */
  loop(span: Span, round: () => void, most: number = Number.POSITIVE_INFINITY): void {
    const { times } = this

    const changes: Changes = { values: new Map(), locks: new Set() }
    for (let attempts = 0; ; attempts++) {
      if (attempts > mostAttempts) throw new TooLarge(span, 'the analysis of this loop did not converge', 'simplify it')
      const restore = this.checkpoint()
      this.prepare(changes, span)
      const head: Mark = { at: -1 }
      this.place(head)
      const before = this.known.copy()
      const here = { depth: this.depth, serial: ++this.serial }
      this.loops++
      this.times = times * most
      round()
      this.loops--
      this.times = times
      if (!this.reachable) return
      const moves: Item[] = []
      if (this.closes(before, here, changes, moves, span)) {
        this.leapWith(moves, head, span)
        this.reachable = false
        return
      }
      restore()
    }
  }

  /** Moves the places that rounds change into registers, with their types around the loop. */
  private prepare({ values, locks }: Changes, span: Span): void {
    for (const [cell, like] of values) {
      const value = lifted(this.binding(cell), like, '', (part, type, path) => {
        const code = encoded(part, this.pass.codes)
        if (code === null) return part
        const to = this.registers.home(cell, path)
        const expression = apart(code.expression, code.type, type.kinds)
        if (expression.kind !== 'register' || expression.register !== to) this.emit({ op: 'let', to, value: expression }, span)
        return register(to, type)
      })
      this.known.bindings.set(cell, value)
    }
    for (const lock of locks) this.known.holds.set(lock, 'unknown')
    this.known.computed = false
  }

  /** Reports whether the end of a round fits its start; adds what does not fit to the changes. */
  private closes(
    before: Known,
    here: Pick<Label, 'depth' | 'serial'>,
    { values, locks }: Changes,
    moves: Item[],
    span: Span,
  ): boolean {
    const meeting = new Meeting(this.pass, this.registers, span)
    let closed = true
    for (const cell of new Set([...before.bindings.keys(), ...this.known.bindings.keys()])) {
      if (this.isOver(cell, here)) continue
      const like = meeting.around(cell, '', this.bindingOf(before, cell), this.binding(cell), moves)
      if (like === null) continue
      values.set(cell, like)
      closed = false
    }
    for (const [lock, hold] of this.known.holds) {
      const start = before.holds.get(lock) ?? 0
      if (start === 'unknown' || sameHold(start, hold)) continue
      locks.add(lock)
      closed = false
    }
    return closed
  }

  // ── attempts ──

  /** Saves the current state; the returned function restores it. */
  checkpoint(): () => void {
    const { out, reachable, depth, loops, times } = this
    const length = out.length
    const last = out[length - 1]
    const lastOperation = last?.kind === 'instruction' ? last.operation : null
    const known = this.known.copy()
    const restoreRegisters = this.registers.checkpoint()
    const undo = this.pass.journal.checkpoint()
    return () => {
      undo()
      this.out = out
      out.length = length
      if (last?.kind === 'instruction' && lastOperation !== null) last.operation = lastOperation
      this.reachable = reachable
      this.depth = depth
      this.loops = loops
      this.times = times
      this.known = known.copy()
      restoreRegisters()
    }
  }
}
