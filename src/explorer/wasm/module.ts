import type { Flow } from '../../program/flow.ts'
import type { Program, Rules } from '../../program/program.ts'
import { type Layout, Status } from '../../space/layout.ts'
import { assemble, FunctionCode, type ImportedFunction } from '../../webassembly/assembler.ts'
import { Access, Op, ValueType } from '../../webassembly/opcodes.ts'
import { Bijections } from './bijections.ts'
import { BucketCode } from './bucket-code.ts'
import type { CompressedPlan } from './compressed-plan.ts'
import { CompressedTableCode } from './compressed-table.ts'
import { Fields, longWords } from './fields.ts'
import type { Flags } from './flags.ts'
import { Global, globalNames } from './globals.ts'
import { HookCode } from './hooks.ts'
import { type MemoryPlan, mostLayers, mostNotes, mostSuccessors } from './memory-plan.ts'
import { effectLookup } from './monitor-code.ts'
import type { MonitorEffects } from './monitor-effects.ts'
import { RowCode } from './row-code.ts'
import { Sites } from './sites.ts'
import { threadFunction } from './step.ts'
import { TableCode } from './table.ts'
import { TreeCode } from './tree-code.ts'
import { WaitingCode } from './waiting-code.ts'

/** The exports of a generated module, besides its globals. */
export interface EngineExports {
  /**
   * Expands states up to `end`, all of which must exist already, or until it must pause. With `scan` = 1 it only tests
   * them.
   */
  expandTo(end: number, scan: number): void
  /**
   * Expands states up to number `end`, layer after layer, as long as the host need not look at one: it lists where each layer
   * ends that it closes. Only for one shard.
   */
  expandLayers(end: number): void
  /** Looks up all waiting successors. */
  flush(): void
  /** Makes the row in the exchange a successor of the current state. */
  add(): void
  /** Rebuilds the table. */
  rehash(): void
  /** Returns the number of the state in the exchange, or -1. */
  find(): number
  /** Returns the shard of the state in the exchange. */
  owner(): number
  /** Adds `count` successors of the inbox to the waiting ones. */
  accept(count: number): void
}

/** The exports of a generated module that recomputes transitions. */
export interface EdgeExports {
  /** Lists the transitions of states up to this number, or until it must pause. */
  listTo(end: number): void
  /** Looks up all waiting successors. */
  resolve(): void
  /** Makes the row in the exchange a successor of the current state. */
  add(): void
}

/**
 * The imports of a generated module: the plain engine, for a thread's transitions from the current state, which returns their
 * number; and the effects of a monitor (see `MonitorEffects.after`).
 */
const imports: readonly ImportedFunction[] = [
  { name: 'slow', parameters: [ValueType.i32], results: [ValueType.i32] },
  { name: 'after', parameters: [ValueType.i32, ValueType.i32, ValueType.i32], results: [ValueType.i32] },
]
const imported = { slow: 0, after: 1 } as const

/** What a generated module explores, and how. */
export interface EngineTask {
  readonly program: Program
  readonly layout: Layout
  readonly flow: Flow
  readonly rules: Rules
  readonly plan: MemoryPlan
  readonly flags: Flags
  readonly isShared: boolean
  /** Whether values that do not fit their bits trap. */
  readonly checked: boolean
  /** What a monitor does to memories, if the states have them. */
  readonly effects: MonitorEffects | null
}

/**
 * Returns the bytes of a module that explores a program: a store, a function for each thread, and a loop over the
 * queue.
 */
export function engineModule(task: EngineTask): Uint8Array<ArrayBuffer> {
  const { program, plan, isShared, effects } = task
  if (plan.compressed !== null) return compressedModule(task, { ...plan, compressed: plan.compressed })
  const rows = new RowCode(plan)
  const waiting = new WaitingCode(plan, rows)
  const table = new TableCode(plan, rows, waiting)
  const number = {
    ...imported,
    successor: 2,
    flush: 3,
    rehash: 4,
    enter: 5,
    add: 6,
    find: 7,
    owner: 8,
    expandTo: 9,
    accept: 10,
    expandLayers: 11,
    threads: 12,
  }
  const lookup = number.threads + program.threads.length
  const monitor = effects === null ? null : { effects, flags: plan.flags, lookup }
  const step = { ...task, calls: number, sites: null, monitor }
  const functions = [
    waiting.successor({ flush: number.flush }),
    table.flush(number.rehash),
    table.rehash(number.enter),
    table.enter(),
    waiting.successorInExchange(number.successor),
    table.find(),
    waiting.owner(),
    expansion(task, number, takeNext(plan, rows)),
    waiting.accept(number),
    layerAfterLayer(plan, number),
    ...program.threads.map((_, thread) => threadFunction(step, thread)),
    ...(monitor === null ? [] : [effectLookup(plan.flags, number.after)]),
  ]
  const exported = ['flush', 'rehash', 'add', 'find', 'owner', 'expandTo', 'expandLayers', 'accept']
  const exports = new Map(Object.entries(number).filter(([name]) => exported.includes(name)))
  return assemble({ isShared, imports, functions, globals: globalNames, exports })
}

/** The same with a compressed store, without a monitor. */
function compressedModule(
  task: EngineTask,
  plan: MemoryPlan & { readonly compressed: CompressedPlan },
): Uint8Array<ArrayBuffer> {
  const { program, isShared } = task
  const { compressed } = plan
  const rows = new RowCode(plan)
  const waiting = new WaitingCode(plan, rows)
  const images = new Bijections(compressed.keyBits)
  const buckets = new BucketCode(compressed, plan.table, images)
  const tree = new TreeCode(compressed, rows.longs)
  const table = new CompressedTableCode(plan, compressed, { rows, waiting, tree, buckets, images })
  const number = {
    ...imported,
    successor: 2,
    flush: 3,
    number: 4,
    growNodes: 5,
    add: 6,
    include: 7,
    move: 8,
    split: 9,
    owner: 10,
    expandTo: 11,
    accept: 12,
    expandLayers: 13,
    threads: 14,
  }
  const step = { ...task, calls: number, sites: null, monitor: null }
  const functions = [
    waiting.successor({ flush: number.flush }),
    table.flush({ number: number.number, add: number.include, split: number.split }),
    tree.number(number.growNodes),
    tree.grow(),
    waiting.successorInExchange(number.successor),
    buckets.add(number.move),
    buckets.move(number.split),
    buckets.split(),
    waiting.owner(),
    expansion(task, number, (code, words) => table.takeNext(code, words)),
    waiting.accept(number),
    layerAfterLayer(plan, number),
    ...program.threads.map((_, thread) => threadFunction(step, thread)),
  ]
  const exported = ['flush', 'add', 'owner', 'expandTo', 'expandLayers', 'accept']
  const exports = new Map(Object.entries(number).filter(([name]) => exported.includes(name)))
  return assemble({ isShared, imports, functions, globals: globalNames, exports })
}

/**
 * Returns the bytes of a module that lists the transitions of states that another one has found, and its number of
 * sites.
 */
export function edgeModule(
  program: Program,
  layout: Layout,
  flow: Flow,
  rules: Rules,
  plan: MemoryPlan,
  isShared: boolean,
): { bytes: Uint8Array<ArrayBuffer>; sites: number } {
  const rows = new RowCode(plan)
  const waiting = new WaitingCode(plan, rows)
  const table = new TableCode(plan, rows, waiting)
  const number = { ...imported, successor: 2, resolve: 3, add: 4, listTo: 5, threads: 6 }
  const sites = new Sites()
  const step = { program, layout, flow, rules, calls: number, sites, checked: false, monitor: null }
  const functions = [
    waiting.successor({ flush: number.resolve }),
    table.resolve(),
    waiting.successorInExchange(number.successor),
    listing(program, layout, plan, rows, number),
    ...program.threads.map((_, thread) => threadFunction(step, thread)),
  ]
  const exports = new Map(Object.entries(number).filter(([name]) => ['resolve', 'add', 'listTo'].includes(name)))
  return { bytes: assemble({ isShared, imports, functions, globals: globalNames, exports }), sites: sites.count }
}

/** The loop over known states: it notes the number of transitions before each, then visits those of the state. */
function listing(program: Program, layout: Layout, plan: MemoryPlan, rows: RowCode, number: { threads: number }): FunctionCode {
  const code = new FunctionCode([ValueType.i32], [])
  const end = 0
  const words = Array.from({ length: longWords(layout) }, () => code.local(ValueType.i64))
  const fields = new Fields(code, layout, words)
  const done = code.block()
  const next = code.loop()
  code.getGlobal(Global.expanded).get(end).op(Op.i32GeU).branchIf(done)
  code
    .getGlobal(Global.transitions)
    .i32(plan.mostEdges - mostSuccessors)
    .op(Op.i32GtU)
    .branchIf(done)
  takeNext(plan, rows)(code, words)
  code.getGlobal(Global.ends).i32(2).op(Op.i32Shl).getGlobal(Global.transitions).memory(Access.i32Store, plan.ends)
  code.getGlobal(Global.ends).i32(1).op(Op.i32Add).setGlobal(Global.ends)
  branchIfOver(program, layout, code, fields, next)
  program.threads.forEach((_, thread) => {
    for (const local of words) code.get(local)
    code.call(number.threads + thread).op(Op.drop)
  })
  code.branch(next).end().end()
  return code
}

/** Generates code that sets locals to the words of the next state to expand. */
type TakeNext = (code: FunctionCode, words: readonly number[]) => void

/** Returns the generator of code that reads the next row. */
function takeNext(plan: MemoryPlan, rows: RowCode): TakeNext {
  return (code, words) => {
    const row = code.local(ValueType.i32)
    code.getGlobal(Global.expanded).setGlobal(Global.current)
    code.getGlobal(Global.expanded).i32(plan.rowBytes).op(Op.i32Mul).set(row)
    words.forEach((local, word) => {
      rows.pushRowWord(code, word, () => code.get(row))
      code.set(local)
    })
    code.getGlobal(Global.expanded).i32(1).op(Op.i32Add).setGlobal(Global.expanded)
  }
}

/** The loop over the queue: it tests each state, then visits the transitions of every thread. */
function expansion(
  { program, layout, flow, plan, flags, effects }: EngineTask,
  number: { threads: number },
  next: TakeNext,
): FunctionCode {
  const code = new FunctionCode([ValueType.i32, ValueType.i32], [])
  const [end, scan] = [0, 1]
  const words = Array.from({ length: longWords(layout) }, () => code.local(ValueType.i64))
  const fields = new Fields(code, layout, words)
  const done = code.block()
  const again = code.loop()
  code.getGlobal(Global.expanded).get(end).op(Op.i32GeU).getGlobal(Global.halt).op(Op.i32Or).branchIf(done)
  next(code, words)
  code.getGlobal(Global.current).i32(plan.shards).op(Op.i32Mul).getGlobal(Global.shard).op(Op.i32Add).setGlobal(Global.parent)
  // What does not depend on memories has been looked for without them.
  if (effects === null) {
    const quiet = code.block()
    const look = code.block()
    new HookCode(program, flow, flags, plan.flags, code, fields).generate(look)
    code.branch(quiet).end()
    note(code, plan.looks, Global.looks)
    code.end()
  }
  code.get(scan).branchIf(again)
  const terminal = code.block()
  branchIfOver(program, layout, code, fields, terminal)
  code.i32(0)
  program.threads.forEach((_, thread) => {
    for (const local of words) code.get(local)
    code.call(number.threads + thread).op(Op.i32Add)
  })
  if (effects !== null) {
    code.getGlobal(Global.noticed).if()
    code.i32(0).setGlobal(Global.noticed)
    note(code, plan.looks, Global.looks)
    code.end()
  }
  code.branchIf(again)
  code.end()
  note(code, plan.ends, Global.ends)
  code.branch(again).end().end()
  return code
}

/**
 * The loop over layers, so that a long chain of states costs the host no work for each. It ends where the host must look at
 * a state, at the number of states that it was told, and with the last layer.
 */
function layerAfterLayer(plan: MemoryPlan, number: { expandTo: number; flush: number }): FunctionCode {
  const code = new FunctionCode([ValueType.i32], [])
  const end = 0
  const done = code.block()
  const next = code.loop()
  code.get(end).getGlobal(Global.layerEnd).get(end).getGlobal(Global.layerEnd).op(Op.i32LtU, Op.select)
  code.i32(0).call(number.expandTo).call(number.flush)
  code.getGlobal(Global.halt).getGlobal(Global.full).op(Op.i32Or).branchIf(done)
  code.getGlobal(Global.looks).getGlobal(Global.ends).op(Op.i32Or).branchIf(done)
  code.getGlobal(Global.expanded).getGlobal(Global.layerEnd).op(Op.i32LtU).branchIf(done)
  code.getGlobal(Global.count).getGlobal(Global.layerEnd).op(Op.i32Eq).branchIf(done)
  code.getGlobal(Global.closed).i32(mostLayers).op(Op.i32GeU).branchIf(done)
  code.getGlobal(Global.closed).i32(2).op(Op.i32Shl).getGlobal(Global.count).memory(Access.i32Store, plan.layers)
  code.getGlobal(Global.closed).i32(1).op(Op.i32Add).setGlobal(Global.closed)
  if (plan.compressed !== null) {
    code.getGlobal(Global.layerEnd).setGlobal(Global.layerStart)
    code.getGlobal(Global.queue).getGlobal(Global.nextQueue).setGlobal(Global.queue).setGlobal(Global.nextQueue)
  }
  code.getGlobal(Global.count).setGlobal(Global.layerEnd)
  code.branch(next).end().end()
  return code
}

/** Adds the current state to a list; the expansion pauses if that is full. */
function note(code: FunctionCode, list: number, count: number): void {
  code.getGlobal(count).i32(2).op(Op.i32Shl).getGlobal(Global.current).memory(Access.i32Store, list)
  code.getGlobal(count).i32(1).op(Op.i32Add).setGlobal(count)
  code.getGlobal(count).i32(mostNotes).op(Op.i32Eq).getGlobal(Global.halt).op(Op.i32Or).setGlobal(Global.halt)
}

/** Branches if a step has failed, or if only daemons are left: such states have no transitions. */
function branchIfOver(program: Program, layout: Layout, code: FunctionCode, fields: Fields, over: number): void {
  const failure = layout.slots[layout.failure]
  if (failure !== undefined && failure.bits > 0) {
    fields.get(layout.failure)
    code.branchIf(over)
  }
  if (!program.threads.some((thread) => thread.daemon)) return
  code.i32(1)
  program.threads.forEach((thread, index) => {
    if (thread.daemon) return
    code.i32(0)
    for (const status of [Status.unstarted, Status.finished, Status.crashed]) {
      fields.get(layout.status(index))
      code.i32(status).op(Op.i32Eq, Op.i32Or)
    }
    code.op(Op.i32And)
  })
  code.branchIf(over)
}
