import { present } from '../../base/bug.ts'
import type { Flow } from '../../program/flow.ts'
import { NumberList } from '../../space/grow.ts'
import type { Edges } from '../../space/space.ts'
import { sharesMemory, type WasmGlobal, wasmHost } from '../../webassembly/host.ts'
import type { KnownStates } from '../edges.ts'
import type { Machine } from '../machine.ts'
import { Packing } from '../packing.ts'
import { Report, Reports } from './control.ts'
import type { Global } from './globals.ts'
import { mostNotes } from './memory-plan.ts'
import { type EdgeExports, edgeModule } from './module.ts'
import { noEffect } from './monitor-effects.ts'
import type { ShardWork } from './shard.ts'

/** The number that generated code lists for a target that was not reached. */
const unknown = 0xffffffff

/**
 * Recomputes the transitions of states by generated code. The code lists the site that emitted each successor; the
 * plain engine determines the label of each site, once.
 */
export class EdgeLister {
  private readonly machine: Machine
  private readonly known: KnownStates
  private readonly engine: EdgeExports
  private readonly globals: { readonly [name in keyof typeof Global]: WasmGlobal }
  /** The start of each state's transitions, and two words per transition: the target, and the site or label. */
  private readonly starts: Uint32Array
  private readonly listed: Uint32Array
  private readonly exchange: Int32Array
  private readonly packing: Packing
  /** The label of each site, or -1; the labels themselves follow, for successors that the plain engine emits. */
  private readonly labels: Int32Array

  /** `work` must be that of a single shard. */
  constructor(work: ShardWork, flow: Flow, machine: Machine, known: KnownStates) {
    const { plan, program, rules } = work
    const { layout } = machine
    const memory = present(work.memories[0], 'memory')
    const { bytes, sites } = edgeModule(program, layout, flow, rules, plan, sharesMemory)
    const host = present(wasmHost(), 'WebAssembly')
    const { exports } = new host.Instance(new host.Module(bytes), { host: { memory, slow: this.slow, after: noEffect } })
    this.machine = machine
    this.known = known
    this.engine = exports as EdgeExports
    this.globals = exports as EdgeLister['globals']
    const reports = new Reports(work.control, 1)
    this.globals.count.value = reports.of(0, Report.count)
    this.globals.tableBits.value = reports.of(0, Report.tableBits)
    this.starts = new Uint32Array(memory.buffer, plan.ends, mostNotes)
    this.listed = new Uint32Array(memory.buffer, plan.edges, 2 * plan.mostEdges)
    this.exchange = new Int32Array(memory.buffer, plan.exchange, 2 * Math.ceil(layout.words / 2))
    this.packing = new Packing(layout)
    this.labels = new Int32Array(sites).fill(-1)
  }

  /**
   * Returns the transitions of the first `states` states, about `expected` of them, without those to states that were
   * not reached.
   */
  list(states: number, expected: number): Edges {
    const { engine, globals } = this
    const offsets = new Uint32Array(states + 1)
    const targets = new NumberList(expected + 1)
    const labels = new NumberList(expected + 1)
    globals.expanded.value = 0
    for (let first = 0; first < states; ) {
      for (const count of [globals.listed, globals.ends, globals.transitions]) count.value = 0
      engine.listTo(Math.min(states, first + mostNotes))
      engine.resolve()
      const end = globals.expanded.value
      const count = globals.listed.value
      const [newTargets, newLabels] = [targets.room(count), labels.room(count)]
      let known = 0
      for (let state = first; state < end; state++) {
        offsets[state] = targets.length + known
        const start = this.starts[state - first] ?? 0
        const to = state + 1 < end ? (this.starts[state + 1 - first] ?? 0) : count
        for (let at = start; at < to; at++) {
          const target = this.listed[2 * at] ?? 0
          if (target === unknown) continue
          const site = this.listed[2 * at + 1] ?? 0
          if (this.labels[site] === -1) this.learn(state, start)
          newTargets[known] = target
          newLabels[known++] = this.labels[site] ?? site - this.labels.length
        }
      }
      targets.length += known
      labels.length += known
      first = end
    }
    offsets[states] = targets.length
    return { offsets, targets: targets.view(), labels: labels.view() }
  }

  /** Learns the labels of the transitions of a state, which are listed from `start` on. */
  private learn(state: number, start: number): void {
    const { machine, labels, listed } = this
    this.known.unpack(state, machine.current)
    let at = start
    machine.expand(
      (label) => {
        const site = listed[2 * at++ + 1] ?? 0
        if (site < labels.length) labels[site] = label
      },
      () => {},
    )
  }

  private readonly slow = (thread: number): number => {
    const { machine, globals } = this
    this.known.unpack(globals.current.value, machine.current)
    return machine.expandOnly(thread, (label) => {
      globals.parent.value = this.labels.length + label
      this.packing.pack(machine.next, this.exchange.fill(0), 0)
      this.engine.add()
    })
  }
}
