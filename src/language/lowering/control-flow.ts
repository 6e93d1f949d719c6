import { present } from '../../base/bug.ts'
import type { Span } from '../../base/source.ts'
import { registersIn } from '../../program/dataflow.ts'
import type { Expression, Operation } from '../../program/program.ts'
import { isSilent } from '../../program/program.ts'
import type { Cell } from './cell.ts'
import type { Item, Mark } from './code.ts'
import type { HeapObject } from './heap.ts'
import { type Hold, refine, sameHold } from './holds.ts'
import { NeedsRounds, type Pass, TooLarge } from './pass.ts'
import { LockObject, numberIn, SemaphoreObject } from './synchronisation.ts'
import { type Dynamic, dynamic, encoded, includes, isSame, register, type Type, union, type Value } from './values.ts'

/** What is known at a place of the code, on the way that led there. */
interface State {
  readonly bindings: Map<Cell, Value>
  readonly holds: Map<HeapObject, Hold>
  /** Whether there was a local step since the last shared one, so that more arithmetic joins it. */
  computed: boolean
}

interface Edge {
  readonly state: State
  readonly moves: Item[]
}

/** A place that several ways may lead to. */
export interface Label {
  readonly mark: Mark
  readonly edges: Edge[]
  /** Variables of deeper calls are forgotten there. */
  readonly depth: number
  /** So are intermediate results that came later. */
  readonly serial: number
}

/** A loop's places settle after a few attempts, unless there are many of them. */
const mostAttempts = 200

/** Code that makes a value differ by the way taken is merged at labels; `depth` counts calls. */
export class Flow {
  /** The key of the thread that executes this code. */
  readonly thread: string
  readonly registers: string[] = []
  readonly items: Item[] = []
  reachable = true
  /** While module code is executed, nothing is written. */
  quiet = false
  /** How many calls deep we are. */
  depth = 0
  /** Loops around this place whose rounds are written once for all. */
  loops = 0
  private state: State = { bindings: new Map(), holds: new Map(), computed: false }
  private out: Item[] = this.items
  private active = new Map<string, string>()
  private homes = new Map<string, number>()
  private temporaries: string[] = []
  /** Cells of intermediate results, numbered together with labels. */
  private readonly results = new Map<Cell, number>()
  private serial = 0
  private readonly pass: Pass

  constructor(pass: Pass, thread: string) {
    this.pass = pass
    this.thread = thread
  }

  // ── what is known ──

  /** The value of a place that only this thread changes. */
  binding(cell: Cell): Value {
    return this.state.bindings.get(cell) ?? this.pass.initialOf(cell)
  }

  holds(lock: HeapObject): Hold {
    return this.state.holds.get(lock) ?? 0
  }

  /** Locks that module code took before threads start are the first thing that the main thread takes. */
  takeInitialHolds(): void {
    for (const [lock, hold] of this.state.holds) {
      if (typeof hold !== 'number') continue
      if (lock instanceof SemaphoreObject) this.pass.initialHolds.set(lock, hold)
      if (!(lock instanceof LockObject)) continue
      const mutex = numberIn(this.pass.synchronisation.mutexes, lock)
      const span = { start: 0, end: 0 }
      for (let count = 0; count < hold; count++) this.emit({ op: 'acquire', mutex }, span)
    }
  }

  setHold(lock: HeapObject, hold: Hold): void {
    this.state.holds.set(lock, hold)
  }

  /** Forgets the variables of a call that is over, and frees their registers. */
  forget(cells: Iterable<Cell>): void {
    for (const cell of cells) {
      this.state.bindings.delete(cell)
      this.freeHomes(cell)
    }
  }

  private freeHomes(cell: Cell): void {
    for (const [name, key] of this.active) {
      if (key !== cell.key && !key.startsWith(`${cell.key}#`)) continue
      this.active.delete(name)
      this.homes.delete(key)
    }
  }

  // ── registers ──

  private registerNamed(name: string): number {
    const known = this.registers.indexOf(name)
    return known === -1 ? this.registers.push(name) - 1 : known
  }

  private home(cell: Cell, path: string): number {
    const key = `${cell.key}${path}`
    const known = this.homes.get(key)
    if (known !== undefined) return known
    const base = /([\p{L}_][\p{L}\p{N}_]*)[^\p{L}\p{N}_]*$/u.exec(cell.name)?.[1] ?? 'value'
    let name = base
    for (let count = 2; this.active.has(name) || this.temporaries.includes(name); count++) name = `${base}${count}`
    this.active.set(name, key)
    const index = this.registerNamed(name)
    this.homes.set(key, index)
    return index
  }

  /** A register for an intermediate value, until `release`. */
  temporary(base: string = this.pass.temporaryName): number {
    let name = base
    for (let count = 2; this.temporaries.includes(name) || this.active.has(name); count++) name = `${base}${count}`
    this.temporaries.push(name)
    return this.registerNamed(name)
  }

  /** Gives a cell a register that is an intermediate one, so that what it gets needs no copy. */
  makeHome(cell: Cell, index: number): void {
    this.homes.set(cell.key, index)
    this.results.set(cell, ++this.serial)
  }

  dropHome(cell: Cell): void {
    this.homes.delete(cell.key)
    this.results.delete(cell)
    this.state.bindings.delete(cell)
  }

  markTemporaries(): number {
    return this.temporaries.length
  }

  release(mark: number): void {
    this.temporaries.length = mark
  }

  isTemporary(index: number): boolean {
    return this.temporaries.includes(this.registers[index] ?? '')
  }

  // ── instructions ──

  emit(operation: Operation, span: Span, text: string | null = null): void {
    if (!this.reachable) return
    this.pass.countInstruction(span)
    if ('to' in operation && operation.to !== null) this.forgetHoldsIn(operation.to)
    if (!isSilent(operation)) this.state.computed = operation.op === 'set' || operation.op === 'add'
    this.out.push({ kind: 'instruction', operation, line: this.pass.lineOf(span), span, text })
  }

  private forgetHoldsIn(index: number): void {
    for (const [lock, hold] of this.state.holds) {
      if (typeof hold === 'object' && hold.register === index) this.state.holds.set(lock, 'unknown')
    }
  }

  /**
   * Gives a register a value: nothing for itself, a silent `let` for copies and tests, else the one local step between
   * two shared accesses. A value just loaded for nothing else is loaded there at once.
   */
  assign(to: number, value: Dynamic, span: Span): void {
    const { expression } = value
    if (expression.kind === 'register') {
      if (expression.register === to || this.redirect(expression.register, to)) return
      return this.emit({ op: 'let', to, value: expression }, span)
    }
    if (expression.kind === 'constant' || isTest(expression) || this.state.computed) {
      return this.emit({ op: 'let', to, value: expression }, span)
    }
    const adds = expression.kind === 'binary' && expression.operator === '+'
    if (adds && expression.left.kind === 'register' && expression.left.register === to) {
      return this.emit({ op: 'add', to, value: expression.right }, span)
    }
    this.emit({ op: 'set', to, value: expression }, span)
  }

  private redirect(from: number, to: number): boolean {
    const last = this.out.at(-1)
    if (!this.isTemporary(from) || last?.kind !== 'instruction') return false
    const { operation } = last
    if (operation.op === 'let' || operation.op === 'add' || !('to' in operation) || operation.to !== from) return false
    last.operation = { ...operation, to }
    this.forgetHoldsIn(to)
    for (const [lock, hold] of this.state.holds) {
      if (typeof hold === 'object' && hold.register === from) this.state.holds.set(lock, { register: to })
    }
    return true
  }

  /** A value as an operand of an instruction: arithmetic is done in a step of its own first. */
  operand(value: Dynamic, span: Span): Expression {
    const { expression } = value
    if (expression.kind === 'register' || expression.kind === 'constant') return expression
    const own = leftmostTemporary(this, expression)
    const to = own ?? this.temporary()
    this.assign(to, value, span)
    return { kind: 'register', register: to }
  }

  /** A value that stays what it is while other code is executed. */
  held(value: Value, span: Span): Value {
    if (value.kind === 'tuple') return { ...value, items: value.items.map((item) => this.held(item, span)) }
    if (value.kind === 'elements') return { ...value, items: value.items.map((item) => this.held(item, span)) }
    if (value.kind !== 'dynamic') return value
    const registers = [...registersIn(value.expression)]
    if (registers.every((index) => this.isTemporary(index))) return value
    const to = this.temporary()
    this.emit({ op: 'let', to, value: value.expression }, span)
    return register(to, value.type)
  }

  /** A value for use more than once: computed in one step, and in a register of its own. */
  kept(value: Value, span: Span): Value {
    if (value.kind === 'tuple') return { ...value, items: value.items.map((item) => this.kept(item, span)) }
    if (value.kind !== 'dynamic') return value
    const operand = this.operand(value, span)
    if (operand.kind !== 'register') return value
    const to = this.temporary()
    this.emit({ op: 'let', to, value: operand }, span)
    return register(to, value.type)
  }

  /** Makes a value the one of a place that only this thread changes. */
  bind(cell: Cell, value: Value, span: Span): void {
    this.state.bindings.set(cell, this.settled(cell, '', value, span))
  }

  private settled(cell: Cell, path: string, value: Value, span: Span): Value {
    if (value.kind === 'dynamic') {
      const to = this.home(cell, path)
      this.assign(to, value, span)
      return register(to, value.type)
    }
    if (value.kind !== 'tuple' && value.kind !== 'elements') return value
    const safe = value.items.length > 1 ? value.items.map((item) => this.heldUnlessHome(cell, path, item, span)) : value.items
    return { ...value, items: safe.map((item, index) => this.settled(cell, `${path}#${index}`, item, span)) }
  }

  private heldUnlessHome(cell: Cell, path: string, item: Value, span: Span): Value {
    if (item.kind !== 'dynamic') return item
    const prefix = `${cell.key}${path}`
    const own = [...this.homes].filter(([key]) => key.startsWith(prefix)).map(([, index]) => index)
    const touched = [...registersIn(item.expression)].some((index) => own.includes(index))
    const already = item.expression.kind === 'register' && touched
    return touched && !already ? this.held(item, span) : item
  }

  // ── ways ──

  label(): Label {
    return { mark: { at: -1 }, edges: [], depth: this.depth, serial: ++this.serial }
  }

  /** Leaves for a label. */
  jump(label: Label, span: Span): void {
    if (!this.reachable) return
    const moves = this.addEdge(label, this.copyState())
    if (!this.quiet) this.out.push({ kind: 'jump', target: label.mark, moves, line: this.pass.lineOf(span), span })
    this.reachable = false
  }

  /** Leaves for a label where the condition is true. */
  branch(condition: Expression, label: Label, span: Span): void {
    if (!this.reachable) return
    this.pass.countInstruction(span)
    const state = this.copyState()
    refine(state, condition, true)
    refine(this.state, condition, false)
    const moves = this.addEdge(label, state)
    this.out.push({ kind: 'branch', condition, target: label.mark, moves, line: this.pass.lineOf(span), span })
  }

  private addEdge(label: Label, state: State): Item[] {
    const moves: Item[] = []
    label.edges.push({ state, moves })
    this.pass.onUndo(() => label.edges.pop())
    return moves
  }

  /** Goes on at a label, on every way that leads there; unreachable if there is none. */
  arrive(label: Label, span: Span): void {
    if (this.reachable) {
      const moves = this.addEdge(label, this.state)
      if (!this.quiet) this.out.push({ kind: 'moves', moves })
    }
    const [first] = label.edges
    this.reachable = first !== undefined
    if (first === undefined) return
    if (!this.quiet) this.out.push({ kind: 'mark', mark: label.mark })
    this.state = label.edges.length === 1 ? this.pruned(first.state, label) : this.merged(label, span)
  }

  /** Whether a cell means nothing at a place of that depth and number. */
  private isOver(cell: Cell, { depth, serial }: Pick<Label, 'depth' | 'serial'>): boolean {
    return cell.depth > depth || (cell.role.kind === 'result' && (this.results.get(cell) ?? Number.POSITIVE_INFINITY) > serial)
  }

  private pruned(state: State, label: Label): State {
    for (const cell of state.bindings.keys()) if (this.isOver(cell, label)) state.bindings.delete(cell)
    return state
  }

  private merged(label: Label, span: Span): State {
    const { edges } = label
    const bindings = new Map<Cell, Value>()
    const cells = new Set(edges.flatMap(({ state }) => [...state.bindings.keys()]))
    for (const cell of cells) {
      if (this.isOver(cell, label)) continue
      const values = edges.map(({ state }) => state.bindings.get(cell) ?? this.pass.initialOf(cell))
      const value = this.unified(cell, '', values, (edge) => present(edges[edge], 'edge').moves, span)
      if (value !== null) bindings.set(cell, value)
    }
    const holds = new Map<HeapObject, Hold>()
    for (const lock of new Set(edges.flatMap(({ state }) => [...state.holds.keys()]))) {
      const all = edges.map(({ state }) => state.holds.get(lock) ?? 0)
      const [first = 0] = all
      holds.set(lock, all.every((each) => sameHold(each, first)) ? first : 'unknown')
    }
    return { bindings, holds, computed: edges.every(({ state }) => state.computed) }
  }

  /** One value for several ways; where they differ, each way moves its own into the register of the place. */
  private unified(
    cell: Cell,
    path: string,
    values: readonly Value[],
    movesOf: (edge: number) => Item[],
    span: Span,
  ): Value | null {
    const first = present(values[0], 'value')
    if (values.every((value) => isSame(value, first))) return first
    if (first.kind === 'tuple' || first.kind === 'elements') {
      const same = values.every((value) => value.kind === first.kind && value.items.length === first.items.length)
      if (same) {
        const items = first.items.map((_, index) => {
          const parts = values.map((value) => present((value as typeof first).items[index], 'item'))
          return this.unified(cell, `${path}#${index}`, parts, movesOf, span) ?? first
        })
        return { kind: first.kind, items }
      }
    }
    if (values.some((value) => value.kind === 'forgotten')) return { kind: 'forgotten' }
    const codes = values.map((value) => encoded(value, this.pass.codes))
    if (codes.some((code) => code === null)) return this.ununified(cell, values, span)
    if (cell.role.kind === 'global') this.pass.facts.expose(cell)
    const to = this.home(cell, path)
    let type: Type | null = null
    codes.forEach((code, edge) => {
      if (code === null) return
      type = type === null ? code.type : union(type, code.type)
      this.move(to, code.expression, movesOf(edge), span)
    })
    return register(to, type ?? { kinds: 0, references: new Set() })
  }

  /**
   * Values that no register can hold. A list that nothing looks at again is forgotten, else kept in memory; one of
   * objects must be known.
   */
  private ununified(cell: Cell, values: readonly Value[], span: Span): Value | null {
    const objects = values.some((value) => value.kind === 'elements' && value.items.some((item) => item.kind === 'object'))
    if (cell.capacity !== null && !this.pass.facts.isNeeded(cell)) return { kind: 'forgotten' }
    if (cell.capacity !== null && !objects) {
      this.pass.facts.keepInMemory(cell)
      return null
    }
    throw new NeedsRounds(
      span,
      `what \`${cell.name}\` is here depends on the way taken`,
      'lists, functions and tuples of different lengths must be known when the program is read; use numbers or None instead',
    )
  }

  private move(to: number, expression: Expression, into: Item[], span: Span): void {
    if (expression.kind === 'register' && expression.register === to) return
    into.push({
      kind: 'instruction',
      operation: { op: 'let', to, value: expression },
      line: this.pass.lineOf(span),
      span,
      text: null,
    })
  }

  private copyState(): State {
    const { bindings, holds, computed } = this.state
    return { bindings: new Map(bindings), holds: new Map(holds), computed }
  }

  // ── loops ──

  /**
   * Writes a loop whose rounds are not known. `round` writes one: it may leave for labels of its own making, and where
   * it comes to its end, the next round follows. Places that a round changes get a register before the loop; which
   * these are is found by writing the round until nothing is new.
   */
  loop(span: Span, round: () => void): void {
    const lifted = new Map<Cell, Value>()
    const forgotten = new Set<HeapObject>()
    for (let attempts = 0; ; attempts++) {
      if (attempts > mostAttempts) throw new TooLarge(span, 'this loop is too entangled to be read', 'make it smaller')
      const restore = this.checkpoint()
      for (const [cell, like] of lifted) this.lift(cell, like, span)
      for (const lock of forgotten) this.state.holds.set(lock, 'unknown')
      this.state.computed = false
      const head: Mark = { at: -1 }
      this.out.push({ kind: 'mark', mark: head })
      const before = this.copyState()
      const here = { depth: this.depth, serial: ++this.serial }
      this.loops++
      round()
      this.loops--
      if (!this.reachable) return
      const moves: Item[] = []
      if (this.closes(before, here, lifted, forgotten, moves, span)) {
        this.out.push({ kind: 'jump', target: head, moves, line: this.pass.lineOf(span), span })
        this.reachable = false
        return
      }
      restore()
    }
  }

  /** Puts the value of a place into its register, with the type it has around the loop. */
  private lift(cell: Cell, like: Value, span: Span): void {
    this.state.bindings.set(cell, this.lifted(cell, '', this.binding(cell), like, span))
  }

  private lifted(cell: Cell, path: string, value: Value, like: Value, span: Span): Value {
    if (like.kind === 'forgotten') return like
    if (like.kind === 'dynamic') {
      const code = encoded(value, this.pass.codes)
      if (code === null) return value
      const to = this.home(cell, path)
      const { expression } = code
      if (expression.kind !== 'register' || expression.register !== to) this.emit({ op: 'let', to, value: expression }, span)
      return register(to, like.type)
    }
    if ((like.kind === 'tuple' || like.kind === 'elements') && value.kind === like.kind) {
      const items = value.items.map((item, index) =>
        this.lifted(cell, `${path}#${index}`, item, present(like.items[index], 'item'), span),
      )
      return { kind: value.kind, items }
    }
    return value
  }

  private closes(
    before: State,
    here: Pick<Label, 'depth' | 'serial'>,
    lifted: Map<Cell, Value>,
    forgotten: Set<HeapObject>,
    moves: Item[],
    span: Span,
  ): boolean {
    let closed = true
    for (const cell of new Set([...before.bindings.keys(), ...this.state.bindings.keys()])) {
      if (this.isOver(cell, here)) continue
      const start = before.bindings.get(cell) ?? this.pass.initialOf(cell)
      const end = this.state.bindings.get(cell) ?? this.pass.initialOf(cell)
      const like = this.around(cell, '', start, end, moves, span)
      if (like === null) continue
      lifted.set(cell, like)
      closed = false
    }
    for (const [lock, hold] of this.state.holds) {
      const known = before.holds.get(lock) ?? 0
      if (known === 'unknown' || sameHold(known, hold)) continue
      forgotten.add(lock)
      closed = false
    }
    return closed
  }

  /** Null if the end of a round fits its start (then `moves` make it so), else what the place must be around the loop. */
  private around(cell: Cell, path: string, start: Value, end: Value, moves: Item[], span: Span): Value | null {
    if (start.kind === 'forgotten' || isSame(start, end)) return null
    if (start.kind === 'unbound' && !this.pass.facts.isNeeded(cell)) return { kind: 'forgotten' }
    const [from, to] = [encoded(start, this.pass.codes), encoded(end, this.pass.codes)]
    if (from !== null && to !== null) {
      const fits = start.kind === 'dynamic' && includes(start.type, to.type)
      if (!fits) return dynamic(from.expression, union(from.type, to.type))
      if (start.expression.kind === 'register') this.move(start.expression.register, to.expression, moves, span)
      return null
    }
    if ((start.kind === 'tuple' || start.kind === 'elements') && end.kind === start.kind) {
      if (start.items.length === end.items.length) {
        const items = start.items.map((item, index) => {
          return this.around(cell, `${path}#${index}`, item, present(end.items[index], 'item'), moves, span)
        })
        if (items.every((item) => item === null)) return null
        return { kind: start.kind, items: items.map((item, index) => item ?? present(start.items[index], 'item')) }
      }
    }
    return this.ununified(cell, [start, end], span)
  }

  // ── attempts ──

  /** Remembers where we are; the returned function takes everything since back. */
  checkpoint(): () => void {
    const { out, reachable, depth, loops } = this
    const length = out.length
    const last = out[length - 1]
    const lastOperation = last?.kind === 'instruction' ? last.operation : null
    const state = this.copyState()
    const active = new Map(this.active)
    const homes = new Map(this.homes)
    const temporaries = [...this.temporaries]
    const undo = this.pass.checkpoint()
    return () => {
      undo()
      this.out = out
      out.length = length
      if (last?.kind === 'instruction' && lastOperation !== null) last.operation = lastOperation
      this.reachable = reachable
      this.depth = depth
      this.loops = loops
      this.state = { bindings: new Map(state.bindings), holds: new Map(state.holds), computed: state.computed }
      this.active = new Map(active)
      this.homes = new Map(homes)
      this.temporaries = [...temporaries]
    }
  }

  /** Writes a block that is one step. */
  atomic(text: string, span: Span, write: () => void): void {
    if (!this.reachable) return
    const end: Mark = { at: -1 }
    const line = this.pass.lineOf(span)
    this.out.push({ kind: 'atomic', end, line, span, text })
    write()
    this.out.push({ kind: 'mark', mark: end })
    this.out.push({ kind: 'instruction', operation: { op: 'atomic_end' }, line, span, text: null })
    this.state.computed = false
  }

  /** A place in the code without a state of its own, for jumps inside an atomic block. */
  place(mark: Mark): void {
    this.out.push({ kind: 'mark', mark })
  }

  /** A jump inside an atomic block, where nothing that is known changes. */
  leap(condition: Expression | null, target: Mark, span: Span): void {
    const line = this.pass.lineOf(span)
    if (condition === null) this.out.push({ kind: 'jump', target, moves: [], line, span })
    else this.out.push({ kind: 'branch', condition, target, moves: [], line, span })
  }
}

const tests: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', 'and', 'or'])

function isTest(expression: Expression): boolean {
  if (expression.kind === 'unary') return expression.operator === 'not'
  return expression.kind === 'binary' && tests.has(expression.operator)
}

function leftmostTemporary(flow: Flow, expression: Expression): number | null {
  if (expression.kind === 'register') return flow.isTemporary(expression.register) ? expression.register : null
  if (expression.kind === 'unary') return leftmostTemporary(flow, expression.operand)
  return expression.kind === 'binary' ? leftmostTemporary(flow, expression.left) : null
}
