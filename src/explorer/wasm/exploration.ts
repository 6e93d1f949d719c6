import { Bug, present } from '../../base/bug.ts'
import type { Program } from '../../program/program.ts'
import { rangesOf } from '../../program/ranges.ts'
import { NumberList } from '../../space/grow.ts'
import { type Layout, layoutOf } from '../../space/layout.ts'
import { type Edges, type Label, type Limit, StateKind, type StateSpace } from '../../space/space.ts'
import { edgesAgain } from '../edges.ts'
import type { ExplorationOptions } from '../exploration.ts'
import type { Explorer, Progress } from '../explorer.ts'
import { compileExpression, type Vector } from '../expression.ts'
import { valueOrNull } from '../instruction.ts'
import { Machine } from '../machine.ts'
import { Packing } from '../packing.ts'
import { longWords } from './fields.ts'
import { type Flags, planFlags } from './flags.ts'
import { reserve, type WasmGlobal, type WasmMemory, wasmHost } from './host.ts'
import { type MemoryPlan, planMemory } from './memory.ts'
import { type EngineExports, engineModule } from './module.ts'
import type { Global } from './store.ts'

/** States wider than this are left to the plain engine. */
const mostWords = 16
/** Codes longer than this are left to the plain engine: compiling them would take longer than they are worth. */
const longestCode = 4000
/** The first table has this many places, as a power of two. */
const firstTableBits = 18

type Globals = { readonly [name in keyof typeof Global]: WasmGlobal }

/** Whether the generated engine can explore a program. */
export function isSupported(program: Program): boolean {
  const { flow } = rangesOf(program)
  if (wasmHost() === null || flow === null || longWords(layoutOf(program)) > mostWords) return false
  const length = program.threads.reduce((total, { code }) => total + (program.codes[code]?.instructions.length ?? 0), 0)
  return length <= longestCode && planFlags(program, flow) !== null
}

/**
 * A breadth-first exploration by generated WebAssembly. States have the numbers that the plain engine gives them, too.
 * The plain engine takes the steps that are not generated, and looks closely at states in which a finding may show.
 */
export class WasmExploration implements Explorer {
  readonly layout: Layout
  private readonly program: Program
  private readonly options: ExplorationOptions
  private readonly machine: Machine
  private readonly packing: Packing
  private readonly plan: MemoryPlan
  private readonly flags: Flags
  private readonly engine: EngineExports
  private readonly globals: Globals
  private readonly memory: WasmMemory
  private readonly exchange: Int32Array
  private readonly rows: Int32Array
  private readonly flagBytes: Uint8Array
  private readonly invariants: readonly ((state: Int32Array) => number | null)[]
  private readonly terminals = new NumberList()
  private readonly layers: number[] = [0]
  private readonly steps: number[] = []
  private readonly blocked: number[] = []
  /** Keys that are still looked for, with the bytes that stand for them; and for each byte how many of its keys are. */
  private readonly wanted = new Map<string, number[]>()
  private readonly open = new Map<number, number>()
  private hasLooked = false
  private unpacked = -1
  private transitions = 0
  private limit: Limit | null = null

  constructor(program: Program, options: ExplorationOptions) {
    const layout = layoutOf(program)
    const flow = present(rangesOf(program).flow, 'flow of values')
    this.program = program
    this.options = options
    this.layout = { ...layout, words: layout.words < 2 ? 1 : 2 * longWords(layout) }
    this.machine = new Machine(program, this.layout, options.rules, null)
    this.packing = new Packing(this.layout)
    this.flags = present(planFlags(program, flow), 'flags')
    const wanted = options.reservedBytes ?? Math.min(2 ** 32, Math.max(2 ** 22, 2 * options.maxBytes))
    this.memory = present(reserve(wanted), 'memory')
    const { buffer } = this.memory
    this.plan = planMemory(buffer.byteLength, this.layout.words * 4, this.flags.bytes)
    this.exchange = new Int32Array(buffer, this.plan.exchange, 2 * longWords(layout))
    this.rows = new Int32Array(buffer, this.plan.rows)
    this.flagBytes = new Uint8Array(buffer, this.plan.flags, this.flags.bytes)
    const scope = { program, layout: this.layout, thread: -1 }
    this.invariants = program.invariants.map(({ condition }) => {
      const compute = compileExpression(condition, scope)
      return (state) => valueOrNull(compute, state)
    })
    for (const [byte, keys] of this.flags.keys) {
      this.flagBytes[byte] = 1
      this.open.set(byte, keys.length)
      for (const key of keys) this.wanted.set(key, [...(this.wanted.get(key) ?? []), byte])
    }
    const bytes = engineModule(program, this.layout, flow, options.rules, this.plan, this.flags)
    const { engine, globals } = instantiate(bytes, this.memory, { slow: this.slow, look: this.look, terminal: this.terminal })
    this.engine = engine
    this.globals = globals
    globals.tableBits.value = Math.min(firstTableBits, this.plan.mostTableBits)
    globals.room.value = 11 * 2 ** (globals.tableBits.value - 4)
    this.machine.start()
    this.addNext()
    this.engine.flush()
    this.globals.transitions.value = 0
    this.globals.layerEnd.value = 1
  }

  get labels(): readonly Label[] {
    return this.machine.labels.labels
  }

  advance(count: number): boolean {
    const { globals, options } = this
    for (let left = count; left > 0 && this.limit === null; ) {
      const { expanded, layerEnd } = globals
      if (expanded.value === layerEnd.value) {
        const isMore = this.nextLayer()
        if (this.isFull()) this.limit ??= { kind: 'memory', limit: this.plan.bytes } // successors were dropped
        if (!isMore) return false
        continue
      }
      if (globals.count.value >= options.maxStates && expanded.value > 0) {
        this.stop({ kind: 'states', limit: options.maxStates })
      } else if (this.isFull() || this.bytes() > options.maxBytes) {
        this.stop({ kind: 'memory', limit: Math.min(options.maxBytes, this.plan.bytes) })
      } else {
        // Few enough states that their successors, one a thread, hardly go past the limit.
        const room = Math.max(1, Math.floor((options.maxStates - globals.count.value) / this.program.threads.length))
        const end = Math.min(layerEnd.value, expanded.value + left, expanded.value + room)
        left -= end - expanded.value
        this.engine.expandTo(end)
        this.transitions += globals.transitions.value
        globals.transitions.value = 0
      }
    }
    return this.limit === null
  }

  stop(limit: Limit): void {
    this.engine.flush()
    if (this.globals.expanded.value < this.globals.count.value || this.isFull()) this.limit ??= limit
  }

  /** Whether the module's memory has no room for another state, so that successors were dropped. */
  private isFull(): boolean {
    return this.globals.full.value !== 0
  }

  progress(): Progress {
    const { count, expanded } = this.globals
    return {
      states: count.value,
      transitions: this.transitions,
      frontier: count.value - expanded.value,
      depth: this.layers.length - 1,
      bytes: this.bytes(),
    }
  }

  space(): StateSpace {
    this.engine.flush()
    const { plan, memory, globals } = this
    const count = globals.count.value
    const words = this.layout.words
    const parents = new Int32Array(memory.buffer, plan.parents, count)
    parents[0] = -1
    let edges: Edges | null = null
    return {
      program: this.program,
      layout: this.layout,
      rows: this.rows.subarray(0, count * words),
      count,
      transitions: this.transitions,
      kinds: this.kinds(count),
      terminals: this.terminals.view(),
      labels: this.labels,
      edges: null,
      expandAgain: (states) => {
        if (edges === null || edges.offsets.length <= states)
          edges = edgesAgain(states, this.machine, this, states === count ? this.transitions : 0)
        this.unpacked = -1
        return edges
      },
      graded: globals.backward.value === 0,
      parents,
      parentLabel: (state) => this.parentLabel(state, parents[state] ?? 0),
      layers: this.layers.at(-1) === count ? this.layers : [...this.layers, count],
      expanded: globals.expanded.value,
      limit: this.limit,
    }
  }

  unpack(number: number, state: Vector): void {
    this.packing.unpack(this.rows, number * this.layout.words, state)
  }

  find(state: Vector): number {
    this.exchange.fill(0)
    this.packing.pack(state, this.exchange, 0)
    return this.engine.find()
  }

  /** Closes a layer; false if there is no other. */
  private nextLayer(): boolean {
    const { globals } = this
    this.engine.flush()
    if (this.hasLooked) this.forget()
    if (globals.expanded.value === globals.count.value) return false
    this.layers.push(globals.layerEnd.value)
    globals.layerEnd.value = globals.count.value
    return true
  }

  /** Stops looking for what was found on the layers that are complete. */
  private forget(): void {
    this.hasLooked = false
    for (const [key, bytes] of this.wanted) {
      if (!this.options.observers.some((observer) => observer.knows?.(key))) continue
      this.wanted.delete(key)
      for (const byte of bytes) {
        const left = (this.open.get(byte) ?? 0) - 1
        this.open.set(byte, left)
        if (left <= 0) this.flagBytes[byte] = 0
      }
    }
  }

  private readonly slow = (thread: number): number => {
    this.load(this.globals.current.value)
    return this.machine.expandOnly(thread, this.addNext)
  }

  private readonly addNext = (): void => {
    this.exchange.fill(0)
    this.packing.pack(this.machine.next, this.exchange, 0)
    this.engine.add()
  }

  private readonly terminal = (state: number): number => {
    this.terminals.push(state)
    return 0
  }

  private readonly look = (state: number): number => {
    const { machine, options, steps, blocked } = this
    this.load(state)
    this.hasLooked = true
    const depth = this.layers.length - 1
    for (const [index, holds] of this.invariants.entries()) {
      const value = holds(machine.current)
      if (value !== null && value !== 0) continue
      for (const observer of options.observers) observer.violated?.(index, state, depth)
    }
    steps.length = 0
    blocked.length = 0
    if (!machine.isFailed() && !machine.isFinal()) {
      machine.expand(
        (label) => steps.push(label),
        (label) => blocked.push(label),
      )
    }
    for (const observer of options.observers) observer.visit?.({ state, depth, vector: machine.current, steps, blocked })
    return 0
  }

  /** Unpacks a state into the plain engine, unless it is there. */
  private load(state: number): void {
    if (this.unpacked === state) return
    this.unpacked = state
    this.unpack(state, this.machine.current)
  }

  private kinds(count: number): Uint8Array {
    const { machine } = this
    const kinds = new Uint8Array(count)
    for (const state of this.terminals.view()) {
      this.load(state)
      kinds[state] = machine.isFailed() ? StateKind.failed : machine.isFinal() ? StateKind.final : StateKind.deadlock
    }
    return kinds
  }

  /** The first transition from the parent that leads to the state. */
  private parentLabel(state: number, parent: number): number {
    const { machine } = this
    this.load(parent)
    let found = -1
    machine.expand(
      (label) => {
        if (found < 0 && this.find(machine.next) === state) found = label
      },
      () => {},
    )
    if (found < 0) throw new Bug('no transition from a parent to its state')
    return found
  }

  private bytes(): number {
    const { count, tableBits } = this.globals
    return 4 * 2 ** tableBits.value + count.value * (this.plan.rowBytes + 4) + this.terminals.bytes
  }
}

function instantiate(
  bytes: Uint8Array<ArrayBuffer>,
  memory: WasmMemory,
  calls: Record<string, (argument: number) => number>,
): { engine: EngineExports; globals: Globals } {
  const host = present(wasmHost(), 'WebAssembly')
  const { exports } = new host.Instance(new host.Module(bytes), { host: { memory, ...calls } })
  return { engine: exports as EngineExports, globals: exports as Globals }
}
