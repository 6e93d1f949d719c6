import { present } from '../base/bug.ts'
import { empty } from '../base/empty.ts'
import { KeyTable } from '../base/key-table.ts'
import type { Program, Rules } from '../program/program.ts'
import { NumberList } from '../space/grow.ts'
import { type Layout, layoutOf, rowsIn } from '../space/layout.ts'
import type { Monitor } from '../space/monitor.ts'
import type { Observer } from '../space/observer.ts'
import { type Label, type Limit, StateKind, type StateSpace } from '../space/space.ts'
import type { StoreKind } from '../space/store-kinds.ts'
import { edgesAgain } from './edges.ts'
import type { Explorer, Progress } from './explorer.ts'
import { compileExpression } from './expression.ts'
import { valueOrNull } from './instruction.ts'
import { KeptRows, LossyStore } from './lossy.ts'
import { Machine } from './machine.ts'
import { Recall } from './recall.ts'
import type { Sorter } from './sorter.ts'
import type { StateKeys } from './state-keys.ts'
import { StateStore } from './store.ts'
import { storeOf } from './stores.ts'

export interface ExplorationOptions {
  readonly rules: Rules
  readonly maxStates: number
  /** The most bytes for states and transitions. */
  readonly maxBytes: number
  /** Whether the explorer keeps transitions; some analyses need them. */
  readonly keepEdges: boolean
  readonly monitor: Monitor | null
  readonly observers: readonly Observer[]
  /** The state storage; the plain engine has no compressed one, and stores states in full instead. */
  readonly store?: StoreKind
  /** The memory that the generated engine reserves; by default as much as `maxBytes` can require. */
  readonly reservedBytes?: number
  /** Generated code traps if a value does not fit its bits: for tests, since the check takes time. */
  readonly checked?: boolean
  /** Determines the threads whose next step may be taken alone in a state; null to take the steps of all. */
  readonly ample?: { isSafe(state: Int32Array, thread: number): boolean } | null
  /** Creates the sorter of the threads of states with a given layout; null if every thread keeps its place. */
  readonly sorter?: ((layout: Layout) => Sorter) | null
  /**
   * Creates what says which states with a given layout are the same except for the names of objects: of these only the one
   * that is found first is stored, as it is. Null if all are different, as they are in a lossy store.
   */
  readonly keys?: ((layout: Layout, monitor: Monitor | null) => StateKeys | null) | null
}

/** What states are known by, instead of by themselves. */
interface KnownKeys {
  readonly keys: StateKeys
  readonly table: KeyTable
}

/**
 * A breadth-first exploration in batches, between which its user can check the clock, report progress and stop it. The
 * queue is the store itself: state numbers are in the order of discovery.
 */
export class Exploration implements Explorer {
  readonly program: Program
  readonly layout: Layout
  private readonly machine: Machine
  private readonly options: ExplorationOptions
  private readonly store: StateStore | LossyStore
  private readonly kept = new KeptRows()
  private readonly recall: Recall
  private readonly sorter: Sorter | null
  private readonly known: KnownKeys | null
  private readonly invariants: readonly ((state: Int32Array) => number | null)[]
  private readonly parents = new NumberList()
  private readonly parentLabels = new NumberList()
  private readonly offsets = new NumberList()
  private readonly targets = new NumberList()
  private readonly edgeLabels = new NumberList()
  private readonly terminals = new NumberList()
  private readonly terminalKinds = new NumberList()
  private readonly layers: number[] = [0]
  private readonly stepLabels: number[] = []
  private readonly blockedLabels: number[] = []
  private expanded = 0
  private transitions = 0
  private layerEnd = 1
  private limit: Limit | null = null
  private graded = true
  private leadsOn = false
  private alone = 0
  private exchanged = 0
  private renamed = 0
  /** Whether the last state that was added is a new one. */
  private added = false
  private readonly keepsEdges: boolean

  constructor(program: Program, options: ExplorationOptions) {
    this.program = program
    this.options = options
    this.layout = layoutOf(program, options.monitor === null ? 0 : program.threads.length)
    this.machine = new Machine(program, this.layout, options.rules, options.monitor)
    this.store = storeOf(options.store ?? 'exact', options.maxBytes, this.layout)
    this.keepsEdges = options.keepEdges && this.store instanceof StateStore
    this.sorter = options.sorter?.(this.layout) ?? null
    const keys = this.store instanceof StateStore ? (options.keys?.(this.layout, options.monitor) ?? null) : null
    this.known = keys === null ? null : { keys, table: new KeyTable() }
    this.recall = new Recall(this.machine, this.sorter, this.parents, this.parentLabels)
    const scope = { program, layout: this.layout, thread: -1 }
    this.invariants = program.invariants.map(({ condition }) => {
      const compute = compileExpression(condition, scope)
      return (state) => valueOrNull(compute, state)
    })
    this.machine.start()
    this.add(this.machine.next)
    this.parents.push(0)
    this.parentLabels.push(0)
  }

  get labels(): readonly Label[] {
    return this.machine.labels.labels
  }

  /** Expands up to `count` states; returns true while there are more. */
  advance(count: number): boolean {
    const { options, store } = this
    for (let batch = count; batch > 0; batch--) {
      if (this.limit !== null || this.expanded === store.count || this.isSaturated()) return false
      if (store.count >= options.maxStates && this.expanded > 0) this.stop({ kind: 'states', limit: options.maxStates })
      else if ((this.expanded & 1023) === 0 && this.bytes() > options.maxBytes) {
        this.stop({ kind: 'memory', limit: options.maxBytes })
      } else this.expandNext()
    }
    return this.limit === null && this.expanded < store.count && !this.isSaturated()
  }

  /**
   * Reports whether the monitor has found all that it can find. Only between layers, so that all places of the same
   * depth are known when the analysis selects the least trace.
   */
  private isSaturated(): boolean {
    return this.expanded === this.layerEnd && this.options.monitor?.saturated() === true
  }

  /** Ends the exploration before the space is complete. */
  stop(limit: Limit): void {
    if (this.expanded < this.store.count) this.limit ??= limit
  }

  progress(): Progress {
    const { expanded, transitions, store } = this
    return {
      states: store.count,
      transitions,
      frontier: store.count - expanded,
      depth: this.depth(),
      bytes: this.bytes(),
    }
  }

  /** Returns the explored part of the space. */
  space(): StateSpace {
    const { store, offsets } = this
    const isExact = store instanceof StateStore
    while (offsets.length <= store.count) offsets.push(this.edgeLabels.length)
    return {
      program: this.program,
      layout: this.layout,
      rows: isExact ? rowsIn(store.view(), this.layout) : this.recall.rows(this.kept),
      count: store.count,
      transitions: this.transitions,
      terminals: this.terminals.view(),
      terminalKinds: Uint8Array.from(this.terminalKinds.view()),
      labels: this.machine.labels.labels,
      edges: this.keepsEdges ? { offsets: offsets.view(), targets: this.targets.view(), labels: this.edgeLabels.view() } : null,
      expandAgain: isExact
        ? (states) => edgesAgain(states, this.machine, this, states === store.count ? this.transitions : 0)
        : null,
      graded: this.graded,
      parentOf: (state) => (state === 0 ? -1 : this.parents.at(state)),
      parentLabel: (state) => this.parentLabels.at(state),
      merged: { ample: this.alone, symmetry: this.exchanged, objects: this.renamed },
      renaming: this.sorter === null ? null : this.renaming,
      renamesObjects: this.known !== null,
      layers: [...this.layers, ...(this.layerEnd < store.count ? [this.layerEnd] : []), store.count],
      expanded: this.expanded,
      limit: this.limit ?? (isExact ? null : { kind: 'omission', expected: store.omitted }),
      omitted: isExact ? null : store.omitted,
      store: isExact ? 'exact' : (this.options.store ?? 'exact'),
    }
  }

  unpack(number: number, state: Int32Array): void {
    if (this.store instanceof StateStore) this.store.unpack(number, state)
    else state.set(this.recall.state(number))
  }

  /** Returns the number of a state of the machine, or -1. */
  find(state: Int32Array): number {
    this.sorter?.sort(state)
    if (this.known !== null) return this.known.table.find(this.known.keys.of(state))
    return this.store instanceof StateStore ? this.store.find(state) : -1
  }

  /** Adds a state, unless one like it is known, and returns its number. */
  private add(state: Int32Array): number {
    const { known, store } = this
    if (known === null) {
      const number = store.add(state)
      this.added = store.added
      return number
    }
    const number = known.table.add(known.keys.of(state))
    this.added = known.table.added
    if (this.added) store.add(state)
    else if (store instanceof StateStore && store.find(state) !== number) this.renamed++
    return number
  }

  private readonly renaming = (state: number, label: number): readonly number[] => {
    const { machine, sorter } = this
    let order: readonly number[] | null = null
    this.unpack(state, machine.current)
    machine.expandOnly(this.labels[label]?.thread ?? -1, (each) => {
      if (each !== label) return
      sorter?.sort(machine.next)
      order = [...(sorter?.order ?? [])]
    })
    return present<readonly number[]>(order, 'transition')
  }

  private expandNext(): void {
    const { store, machine, options } = this
    const state = this.expanded++
    if (state === this.layerEnd) {
      this.layers.push(state)
      this.layerEnd = store.count
    }
    store.unpack(state, machine.current)
    if (store instanceof LossyStore) store.forget(state)
    this.checkInvariants(state)
    if (this.keepsEdges) this.offsets.push(this.edgeLabels.length)
    empty(this.stepLabels)
    empty(this.blockedLabels)
    const kind = this.expandCurrent()
    if (kind !== StateKind.inner) {
      this.terminals.push(state)
      this.terminalKinds.push(kind)
      if (store instanceof LossyStore) this.kept.keep(state, store.rowOf(state))
    }
    if (options.observers.length === 0) return
    const visit = { state, depth: this.depth(), vector: machine.current, steps: this.stepLabels, blocked: this.blockedLabels }
    for (const observer of options.observers) observer.visit?.(visit)
  }

  private expandCurrent(): number {
    const { machine } = this
    if (machine.isFailed()) return StateKind.failed
    if (machine.isFinal()) return StateKind.final
    const alone = this.expandAlone()
    if (alone !== null) return alone
    const count = machine.expand(this.onTransition, this.onBlocked)
    this.transitions += count
    return count === 0 ? StateKind.deadlock : StateKind.inner
  }

  /**
   * Takes only the steps of one thread, if its steps may be taken alone; otherwise returns null. So that a cycle does
   * not postpone the others forever, one of its successors must not have been expanded yet (a condition for
   * breadth-first search: Bosnacki & Holzmann, SPIN 2005). Observers see the steps of the others nevertheless.
   */
  private expandAlone(): number | null {
    const { machine } = this
    const ample = this.options.ample ?? null
    if (ample === null) return null
    for (let thread = 0; thread < this.program.threads.length; thread++) {
      if (!ample.isSafe(machine.current, thread)) continue
      this.leadsOn = false
      const count = machine.expandOnly(thread, this.onTransition)
      if (count === 0) continue
      this.transitions += count
      const alone = this.leadsOn
      if (alone) this.alone++
      // A monitor must not see steps that are not taken.
      if (alone && this.options.monitor !== null) return StateKind.inner
      machine.expand((label) => {
        if (this.labels[label]?.thread === thread) return
        if (alone) this.stepLabels.push(label)
        else {
          this.transitions++
          this.onTransition(label)
        }
      }, this.onBlocked)
      return StateKind.inner
    }
    return null
  }

  private readonly onTransition = (label: number): void => {
    const { machine, options } = this
    if (this.sorter?.sort(machine.next) === true) this.exchanged++
    const target = this.add(machine.next)
    if (target < this.layerEnd) this.graded = false
    if (target >= this.expanded) this.leadsOn = true // the target may have been expanded before, if its number is unknown
    if (this.added) {
      this.parents.push(this.expanded - 1)
      this.parentLabels.push(label)
    }
    if (this.keepsEdges) {
      this.targets.push(target)
      this.edgeLabels.push(label)
    }
    this.stepLabels.push(label)
    for (const finding of machine.found) {
      for (const observer of options.observers) observer.found?.(finding, this.expanded - 1, this.depth(), label)
    }
  }

  private readonly onBlocked = (label: number): void => {
    this.blockedLabels.push(label)
  }

  private checkInvariants(state: number): void {
    for (const [index, holds] of this.invariants.entries()) {
      const value = holds(this.machine.current)
      if (value !== null && value !== 0) continue
      for (const observer of this.options.observers) observer.violated?.(index, state, this.depth())
    }
  }

  private depth(): number {
    return this.layers.length - 1
  }

  private bytes(): number {
    return (
      this.store.bytes +
      (this.known?.table.bytes ?? 0) +
      this.parents.bytes +
      this.parentLabels.bytes +
      this.offsets.bytes +
      this.targets.bytes +
      this.edgeLabels.bytes +
      this.terminals.bytes +
      this.terminalKinds.bytes
    )
  }
}
