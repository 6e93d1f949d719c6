import { Bug, present } from '../../base/bug.ts'
import { aspectsIn } from '../../program/dataflow.ts'
import { loopsOf } from '../../program/event-loops.ts'
import type { Flow } from '../../program/flow.ts'
import type { Program } from '../../program/program.ts'
import { rangesOf } from '../../program/ranges.ts'
import { type Layout, layoutOf } from '../../space/layout.ts'
import { isThreadwise } from '../../space/monitor.ts'
import { type Edges, type Label, type Limit, StateKind, type StateSpace } from '../../space/space.ts'
import { reserve, sharesMemory, type WasmMemory, wasmHost } from '../../webassembly/host.ts'
import { type Checkpoint, checkpointSchema, type StoredCheckpoint } from '../checkpoint.ts'
import { edgesAgain } from '../edges.ts'
import type { ExplorationOptions } from '../exploration.ts'
import type { Explorer, Progress } from '../explorer.ts'
import type { Vector } from '../expression.ts'
import { Machine } from '../machine.ts'
import { longestExecution } from '../size.ts'
import { bucketBytes } from './compressed-plan.ts'
import { CompressedStates } from './compressed-states.ts'
import { Command, controlFor, Report, Reports } from './control.ts'
import { Crew } from './crew.ts'
import { EdgeLister } from './edges.ts'
import { engineLayout, usedBits } from './engine-layout.ts'
import { longWords } from './fields.ts'
import { planFlags } from './flags.ts'
import { gathered } from './gathered.ts'
import { Lookout } from './lookout.ts'
import { type MemoryPlan, planMemory } from './memory-plan.ts'
import { engineModule } from './module.ts'
import { areNumbered, MonitorEffects, monitorFlags } from './monitor-effects.ts'
import type { Numbering } from './numbering.ts'
import { Outboxes } from './outboxes.ts'
import { Shard, type ShardWork } from './shard.ts'
import { hasFewSuccessors, type Sharding, successorsOf, unsharded } from './sharding.ts'
import { ShardedStates, type States } from './states.ts'

/** The plain engine explores programs with wider states than this. */
const mostWords = 16
/** The plain engine explores programs with longer codes than this: compiling them would cost more than it gains. */
const longestCode = 4000
/** The binary logarithm of the least size of the first table. */
const leastTableBits = 20
/**
 * The binary logarithm of the size of the first table, if memory permits: untouched memory costs nothing, and growing
 * costs a tenth of the exploration.
 */
const firstTableBits = 22
/** The same for each of several threads, which explore larger spaces. */
const firstSharedTableBits = 23
/** With several shards, a round is not worthwhile for fewer states per shard than this. */
const worthwhileRound = 16384
/** The plain engine computes the transitions of one state in the time in which this many states are gathered. */
const worthGathering = 32
/** The most states that the shards rescan before the host reads their notes. */
const mostScanned = 1_000_000

/** Reports whether the generated engine can explore a program, with the memories of a monitor for so many threads. */
export function isSupported(program: Program, monitors = 0): boolean {
  const { flow } = rangesOf(program)
  if (wasmHost() === null || flow === null || longWords(layoutOf(program, monitors)) > mostWords) return false
  if (monitors > 0 && !areNumbered(program)) return false
  if (loopsOf(program) > 0) return false
  if (program.invariants.some(({ condition }) => aspectsIn(condition).length > 0)) return false
  const length = program.threads.reduce((total, { code }) => total + (program.codes[code]?.instructions.length ?? 0), 0)
  return length <= longestCode && planFlags(program, flow) !== null
}

/** A byte of a compressed store numbers the transitions of a state. */
const mostOrdinals = 256

/** Reports whether the generated engine can explore a program with a compressed store. */
export function isCompressible(program: Program): boolean {
  return isSupported(program) && successorsOf(program) <= mostOrdinals
}

/**
 * A breadth-first exploration by generated WebAssembly. With one shard, states have the same numbers as in the plain
 * engine. The plain engine examines the states in which a finding may show.
 */
export class WasmExploration implements Explorer {
  readonly program: Program
  readonly layout: Layout
  private readonly leastRound: number
  private readonly flow: Flow
  private readonly options: ExplorationOptions
  private readonly machine: Machine
  private readonly plan: MemoryPlan
  private readonly work: ShardWork
  private readonly crew: Crew
  private readonly lookout: Lookout
  private readonly numbering: Numbering
  private readonly reports: Reports
  private readonly states: States
  /** The same states if their rows are stored; else null. */
  private readonly stored: ShardedStates | null
  /** A checkpoint of the same program to resume from; null once that is done. */
  private resume: StoredCheckpoint | null
  private finders: readonly Shard[] | null = null
  private unpacked = -1
  /** For `parentLabel`. */
  private readonly reached: Int32Array
  /** Whether shards have found states for other shards, which those have not received yet. */
  private isUnsettled = false
  private transitions = 0
  private limit: Limit | null = null

  constructor(
    program: Program,
    options: ExplorationOptions,
    { shards, helpers, pool, leastRound }: Sharding = unsharded,
    resume: StoredCheckpoint | null = null,
  ) {
    const flow = present(rangesOf(program).flow, 'flow of values')
    const { monitor } = options
    if (monitor !== null && !isThreadwise(monitor)) throw new Bug('generated code cannot ask the monitor')
    const effects = monitor === null ? null : new MonitorEffects(program, monitor, this.want)
    const flags = effects === null ? present(planFlags(program, flow), 'flags') : monitorFlags
    this.program = program
    this.leastRound = leastRound ?? worthwhileRound
    this.flow = flow
    this.options = options
    const compressed = options.store === 'compressed'
    this.layout = engineLayout(program, compressed, monitor === null ? 0 : program.threads.length)
    this.reached = new Int32Array(this.layout.slots.length)
    this.machine = new Machine(program, this.layout, options.rules, monitor)
    const wanted = options.reservedBytes ?? Math.min(2 ** 32, Math.max(2 ** 22, (2 * options.maxBytes) / shards))
    const memories = reserveAll(shards, wanted, pool)
    const bytes = Math.min(...memories.map(({ buffer }) => buffer.byteLength))
    const bits = compressed ? usedBits(this.layout) : null
    this.plan = planMemory(bytes, this.layout.words * 4, flags.bytes, shards, successorsOf(program), bits)
    const { rules } = options
    const host = present(wasmHost(), 'WebAssembly')
    const checked = options.checked === true
    const { layout, plan } = this
    const task = { program, layout, flow, rules, plan, flags, isShared: sharesMemory, checked, effects }
    const module = new host.Module(engineModule(task))
    const control = controlFor(shards, helpers !== null)
    this.reports = new Reports(control, shards)
    const wantedBits = tableBitsWithin(options.maxBytes / shards, helpers === null ? firstTableBits : firstSharedTableBits)
    const tableBits = this.plan.compressed?.firstBits ?? Math.min(wantedBits, this.plan.mostTableBits)
    for (let shard = 0; shard < shards; shard++) this.reports.tell(shard, Report.tableBits, tableBits)
    this.work = { program, rules, plan: this.plan, module, memories, control }
    if (shards > 1) for (const [shard, memory] of memories.entries()) new Outboxes(this.plan, memory, shard).prepare()
    this.stored = this.plan.compressed === null ? new ShardedStates(this.work, this.layout) : null
    this.states = this.stored ?? this.compressedStates()
    this.numbering = this.states.numbering
    const flagBytes = memories.map(({ buffer }) => new Uint8Array(buffer, this.plan.flags, flags.bytes))
    this.lookout = new Lookout(program, this.layout, this.machine, options.observers, flags, flagBytes)
    this.crew = new Crew(this.work, this.layout, helpers, effects)
    this.resume = resume
    if (resume !== null) return // the observers are not attached yet
    this.crew.first.start()
    this.crew.perform(Command.closeLayer)
    this.numbering.close(this.reports.counts())
  }

  /** Looks for the findings of a monitor, once they are known to be possible. */
  private readonly want = (byte: number, findings: readonly number[]): void => {
    this.lookout.want(
      byte,
      findings.map((finding) => `${finding}`),
    )
  }

  private compressedStates(): States {
    return new CompressedStates(this.work, present(this.plan.compressed, 'compressed store'), this.layout, this.reports)
  }

  /** Returns a checkpoint to resume from; null if the store is compressed, or if states were lost because the memory is full. */
  checkpoint(): Checkpoint | null {
    const { stored } = this
    this.settle()
    if (stored === null || this.isFull()) return null
    const { memories } = this.work
    const shards = memories.map((_, shard) => ({
      count: this.reports.of(shard, Report.count),
      expanded: this.reports.of(shard, Report.expanded),
      backward: this.reports.of(shard, Report.backward),
      ends: stored.endsOf(shard).length,
      starts: [...this.numbering.startsOf(shard)],
    }))
    const parts = shards.flatMap(({ count }, shard) => [...stored.stored(shard, count), bytesOf(stored.endsOf(shard).view())])
    const { rowBytes } = this.plan
    return { header: { schema: checkpointSchema, rowBytes, transitions: this.transitions, shards }, parts }
  }

  /** Reads the states, and finds the findings in them again by rescanning them. */
  private restore({ header, read }: StoredCheckpoint): void {
    const stored = present(this.stored, 'store with rows')
    header.shards.forEach((shard, index) => {
      for (const part of stored.stored(index, shard.count)) read(part)
      const ends = new Uint32Array(shard.ends)
      read(bytesOf(ends))
      for (const end of ends) stored.endsOf(index).push(end)
      this.reports.tell(index, Report.count, shard.count)
      this.reports.tell(index, Report.backward, shard.backward)
    })
    this.crew.perform(Command.restore)
    const layers = present(header.shards[0], 'shard').starts.length - 1
    for (let layer = 0; layer < layers; layer++) {
      this.lookout.forget()
      this.numbering.close(header.shards.map(({ starts }) => present(starts[layer + 1], 'layer')))
      this.lookAgain(header.shards.map(({ starts, expanded }) => Math.min(expanded, starts[layer + 1] ?? 0)))
    }
    header.shards.forEach(({ starts }, shard) => {
      this.reports.tell(shard, Report.layerEnd, present(starts[layers], 'layer'))
    })
    this.crew.perform(Command.scan, 0) // so that the shards know the end of the current layer
    this.transitions = header.transitions
  }

  /** Rescans the states of a layer up to these. */
  private lookAgain(ends: readonly number[]): void {
    ends.forEach((end, shard) => {
      this.reports.tell(shard, Report.layerEnd, end)
    })
    const total = ends.reduce((sum, end) => sum + end, 0)
    while (this.reports.sum(Report.expanded) < total) {
      this.crew.perform(Command.scan, mostScanned)
      this.takeNotes()
    }
  }

  get memories(): readonly WasmMemory[] {
    return this.work.memories
  }

  get labels(): readonly Label[] {
    return this.machine.labels.labels
  }

  advance(count: number): boolean {
    const { options, resume } = this
    this.resume = null
    if (resume !== null) this.restore(resume)
    for (let left = count; left > 0 && this.limit === null; ) {
      const expanded = this.reports.sum(Report.expanded)
      if (expanded === this.numbering.count) {
        if (options.monitor?.saturated() === true || !this.nextLayer()) return false
        continue
      }
      const states = this.reports.sum(Report.count)
      if (states >= options.maxStates && expanded > 0) this.stop({ kind: 'states', limit: options.maxStates })
      else if (this.isFull() || this.bytes() > options.maxBytes) this.stopForMemory()
      else {
        this.round(left)
        left -= Math.max(1, this.reports.sum(Report.expanded) - expanded)
      }
    }
    return this.limit === null
  }

  stop(limit: Limit): void {
    this.settle()
    if (this.reports.sum(Report.expanded) < this.reports.sum(Report.count) || this.isFull()) this.limit ??= limit
  }

  progress(): Progress {
    const [states, expanded] = [this.reports.sum(Report.count), this.reports.sum(Report.expanded)]
    const { transitions } = this
    return { states, transitions, frontier: states - expanded, depth: this.depth(), bytes: this.bytes() }
  }

  space(): StateSpace {
    this.crew.stop()
    const { numbering } = this
    const expanded = this.firstExpanded()
    if (numbering.count < this.reports.sum(Report.count)) numbering.close(this.reports.counts())
    const { count } = numbering
    const terminals = this.terminals()
    let edges: Edges | null = null
    const expandAgain = (states: number): Edges => {
      if (edges === null || edges.offsets.length <= states) edges = this.edges(states)
      return edges
    }
    return {
      program: this.program,
      layout: this.layout,
      rows: this.states.rows,
      count,
      transitions: this.transitions,
      ...terminals,
      labels: this.labels,
      edges: null,
      expandAgain: this.stored === null ? null : expandAgain,
      graded: this.isGraded(),
      parentOf: this.states.parentOf,
      parentLabel: (state) => this.parentLabel(state, this.states.parentOf(state)),
      merged: { ample: 0, symmetry: 0, objects: 0 },
      renaming: null,
      renamesObjects: false,
      layers: [...numbering.layers, count],
      expanded,
      limit: this.limit,
      omitted: null,
      store: this.stored === null ? 'compressed' : 'exact',
    }
  }

  /** A compressed store does not tell the layer of a known state, but no execution of a program without endless loops has a cycle. */
  private isGraded(): boolean {
    if (this.stored === null) return longestExecution(this.program) < Number.POSITIVE_INFINITY
    return this.reports.sum(Report.backward) === 0
  }

  /** Returns the transitions of the first `states` states. */
  private edges(states: number): Edges {
    const { machine, flow } = this
    const expected = states === this.numbering.count ? this.transitions : 0
    this.unpacked = -1
    const isListed = hasFewSuccessors(this.program) && this.options.monitor === null
    const work = isListed ? this.inOneMemory(states) : null
    if (work === null) return edgesAgain(states, machine, this, expected)
    return new EdgeLister(work, flow, machine, this).list(states, expected)
  }

  /**
   * Returns all states in one memory, where one shard can look them up; null if there is no room for that, or if it
   * would take longer than the plain engine needs for this many states.
   */
  private inOneMemory(states: number): ShardWork | null {
    const { work, layout, flow, numbering, options } = this
    if (work.plan.shards === 1) return work
    if (states * worthGathering < numbering.count) return null
    return gathered(work, layout, flow, numbering, options.maxBytes - this.bytes())
  }

  unpack(number: number, state: Vector): void {
    this.states.unpack(number, state)
  }

  find(state: Vector): number {
    this.finders ??= this.work.memories.map((_, shard) => new Shard(this.work, shard, this.layout, null))
    for (const [shard, finder] of this.finders.entries()) {
      const index = finder.find(state)
      if (index >= 0) return this.numbering.number(shard, index)
      if (index === -1) return -1
    }
    throw new Bug('a state belongs to no shard')
  }

  /**
   * Lets every shard receive the states that the others found for it in the last round, and expand some states of the
   * layer.
   */
  private round(wanted: number): void {
    const { plan, crew, options } = this
    const { shards } = plan
    // Few enough states that their successors, one per thread, hardly exceed the limit. States found for other shards
    // may be new.
    if (this.reports.sum(Report.count) + this.reports.sum(Report.transitions) > options.maxStates) this.settle()
    const room = Math.floor((options.maxStates - this.reports.sum(Report.count)) / (this.program.threads.length * shards))
    const share = shards === 1 ? wanted : Math.max(this.leastRound, Math.ceil(wanted / shards))
    const command = shards === 1 && !this.lookout.hasShown ? Command.expandLayers : Command.expand
    crew.perform(command, Math.max(1, Math.min(share, room)))
    this.closeListed()
    this.transitions += this.reports.sum(Report.transitions)
    this.isUnsettled = shards > 1
    this.takeNotes()
  }

  /** Closes the layers that the only shard has closed by itself. */
  private closeListed(): void {
    const { plan, work, numbering, reports } = this
    if (plan.shards > 1) return
    const { buffer } = present(work.memories[0], 'memory')
    for (const end of new Uint32Array(buffer, plan.layers, reports.of(0, Report.closed))) numbering.close([end])
  }

  /** Lets every shard receive the states that the others found for it last, as it would before it continues. */
  private settle(): void {
    if (!this.isUnsettled) return
    this.isUnsettled = false
    this.crew.perform(Command.receive)
  }

  /** Examines the states that the shards have noted. */
  private takeNotes(): void {
    const { plan, work, numbering } = this
    for (const [shard, { buffer }] of work.memories.entries()) {
      const looks = new Uint32Array(buffer, plan.looks, this.reports.of(shard, Report.looks))
      for (const index of looks) {
        const state = numbering.number(shard, index)
        this.load(state)
        this.lookout.look(state, this.depth())
      }
      const ends = new Uint32Array(buffer, plan.ends, this.reports.of(shard, Report.ends))
      this.states.noteEnds(shard, ends)
    }
  }

  /** Closes a layer; returns false if it was the last. */
  private nextLayer(): boolean {
    this.lookout.forget()
    this.isUnsettled = false
    this.crew.perform(Command.closeLayer)
    if (this.isFull()) this.stopForMemory() // successors were dropped
    if (this.reports.sum(Report.count) === this.numbering.count) return false
    this.numbering.close(this.reports.counts())
    return true
  }

  private stopForMemory(): void {
    this.stop({ kind: 'memory', limit: Math.min(this.options.maxBytes, this.plan.bytes * this.plan.shards) })
  }

  /** Reports whether some memory has no room for another state, so that successors were dropped. */
  private isFull(): boolean {
    return this.reports.sum(Report.full) > 0
  }

  private depth(): number {
    return this.numbering.layers.length - 1
  }

  /** Returns how many states, from the first one on, were expanded. */
  private firstExpanded(): number {
    const expanded = this.reports.sum(Report.expanded)
    const isPrefix = this.plan.shards === 1 || expanded === this.numbering.count
    return isPrefix ? expanded : (this.numbering.layers.at(-1) ?? 0)
  }

  /** Unpacks a state into the plain engine, unless it is there already. */
  private load(state: number): void {
    if (this.unpacked === state) return
    this.unpacked = state
    this.unpack(state, this.machine.current)
  }

  private terminals(): Pick<StateSpace, 'terminals' | 'terminalKinds'> {
    const { machine, states, layout, program } = this
    const slots = [layout.failure, ...program.threads.map((_, thread) => layout.status(thread))]
    const kindOf = (): number => {
      if (machine.isFailed()) return StateKind.failed
      return machine.isFinal() ? StateKind.final : StateKind.deadlock
    }
    this.unpacked = -1
    return states.terminals(kindOf, slots, machine.current)
  }

  /** Returns the label of the first transition from the parent to the state. */
  private parentLabel(state: number, parent: number): number {
    const { machine, reached } = this
    this.unpack(state, reached)
    this.load(parent)
    let found = -1
    const compare = (label: number): void => {
      if (found < 0 && isEqual(machine.next, reached)) found = label
    }
    for (let thread = 0; found < 0 && thread < this.program.threads.length; thread++) machine.expandOnly(thread, compare)
    if (found < 0) throw new Bug('no transition from a parent to its state')
    return found
  }

  private bytes(): number {
    let bytes = 0
    for (let shard = 0; shard < this.plan.shards; shard++) {
      bytes += this.states.endBytes(shard) + (this.stored === null ? this.compressedBytes(shard) : this.storedBytes(shard))
    }
    return bytes
  }

  private storedBytes(shard: number): number {
    const table = 4 * 2 ** this.reports.of(shard, Report.tableBits)
    return table + this.reports.of(shard, Report.count) * (this.plan.rowBytes + 4)
  }

  /** Buckets, trail, nodes with their table, and the roots of two layers, as if all were like the current one. */
  private compressedBytes(shard: number): number {
    const of = (what: Report): number => this.reports.of(shard, what)
    const buckets = bucketBytes * (2 ** of(Report.tableBits) + of(Report.split))
    const queued = of(Report.count) - of(Report.layerStart)
    return buckets + 2 * of(Report.count) + 8 * of(Report.escapes) + 16 * of(Report.nodes) + 8 * queued
  }
}

function isEqual(one: Int32Array, other: Int32Array): boolean {
  for (let slot = 0; slot < one.length; slot++) if (one[slot] !== other[slot]) return false
  return true
}

/** Returns the wanted size of the first table, limited to an eighth of the bytes that a shard may use. */
function tableBitsWithin(bytes: number, wanted: number): number {
  return Math.max(leastTableBits, Math.min(wanted, Math.floor(Math.log2(bytes / 32))))
}

function reserveAll(shards: number, bytes: number, pool: readonly WasmMemory[]): WasmMemory[] {
  return Array.from({ length: shards }, (_, shard) => {
    const used = pool[shard]
    if (used === undefined) return present(reserve(bytes), 'memory')
    new Uint8Array(used.buffer).fill(0)
    return used
  })
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
