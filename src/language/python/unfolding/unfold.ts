import { unreachable } from '../../../base/bug.ts'
import { grouped } from '../../../base/grouped.ts'
import { KeyTable } from '../../../base/key-table.ts'
import type { Span } from '../../../base/source.ts'
import { endsAreSeen } from '../machine/facts.ts'
import { hasIdentity } from '../machine/keys.ts'
import type { Machine } from '../machine/machine.ts'
import { Blocked, type Event, Phase } from '../machine/memory.ts'
import { Obj, Tuple, type Value } from '../machine/objects.ts'
import { TooManyObjects } from '../machine/pools.ts'
import { settleReferences } from '../machine/references.ts'
import { Unsupported } from '../machine/values.ts'
import { type Ending, endingOf, endingPhase, endOf, exitCode, noteEnd, type Resting } from './endings.ts'
import { heldAfter, heldIn, noReferences } from './held.ts'
import { knownAfter } from './known.ts'
import { copied, type LocalState, registersOf, stateKey, stateWith } from './local-state.ts'
import type { Branch, End, Leaf, LocalNode, UnfoldedThread } from './nodes.ts'

/** The most numbers that all states may consist of, which bounds the memory that they take. */
const mostNumbers = 40_000_000
/** Where there are so many states, and a thread has made so many objects for others, it is likely to make them without end. */
const suspectStates = 5_000
const suspectObjects = 10
/** Threads that are many come to few objects each in many states. */
const suspectManyStates = 200_000
const suspectFewObjects = 3
/** A thread in so deep calls is followed for so many frames only, since each of its steps takes a copy of them all. */
const deepFrames = 100
const mostDepths = 200_000
/** A thread with so much of its own is followed for so long only, counted in characters of the keys of its states. */
const longKey = 20_000
const mostLongKeys = 20_000_000
/** The most states of the threads' own. */
const mostNodes = 200_000
/** So many deadlocks are looked at for what threads could still do, and so many steps of each. */
const mostStuck = 20
const mostAssumed = 200
/** So many instructions of a thread are looked at for a state that returns. */
const mostRepeated = 20_000

/** A state of all threads: the node of each, -1 before its start, and the numbers of the values in memory. */
interface GlobalState {
  readonly nodes: readonly number[]
  readonly cells: readonly number[]
  /** The task that has the event loop, -1 if any may go on. */
  readonly task: number
}

/**
 * Executes a program under every interleaving, from the moment at which its first thread starts. What each thread does is kept
 * by its own states: what it reads decides how it goes on, whatever the others do besides.
 */
export class Unfolding {
  readonly machine: Machine
  readonly nodes: LocalNode[] = []
  readonly threads: UnfoldedThread[] = []
  /** How many frames were copied. */
  private depths = 0
  /** How long the keys of states are together that are long. */
  private longKeys = 0
  /** How many numbers the states consist of. */
  private size = 0
  /** How many states of all threads there are. */
  states = 0
  private readonly byKey = new Map<string, number>()
  private readonly threadByKey = new Map<string, number>()
  private seen = new KeyTable()
  private key = new Int32Array(256)
  private queue: GlobalState[] = []
  /** Some states in which threads wait and none continues. */
  private readonly stuck: GlobalState[] = []
  /** Called with each state, once. */
  onState: ((nodes: readonly number[], cells: readonly number[]) => void) | null = null

  /** Called before states are explored anew. */
  onRestart: () => void = () => undefined

  private readonly mostStates: number
  private readonly isSuspicious: boolean

  /** `isSuspicious`: whether to stop where threads are likely to make objects without end. */
  constructor(machine: Machine, mostStates: number, isSuspicious: boolean) {
    this.machine = machine
    this.mostStates = mostStates
    this.isSuspicious = isSuspicious
  }

  /** Adds a thread that runs from the beginning, or is started by another. */
  addThread(key: string, process: string, object: Obj | null, state: LocalState, daemon: boolean): number {
    const known = this.threadByKey.get(`${key}|${stateKey(state)}`)
    if (known !== undefined) return known
    const thread = this.threads.length
    this.threadByKey.set(`${key}|${stateKey(state)}`, thread)
    this.threads.push({ key, process, object, start: -1, daemon })
    const start = this.node(thread, state, null, null)
    this.threads[thread] = { key, process, object, start, daemon }
    return thread
  }

  /** Explores all states from the one in which some threads are at their start. Returns whether what it assumed was right. */
  explore(running: readonly number[]): boolean {
    do {
      if (!this.exploreForks(running)) return false
    } while (this.forgetForks())
    this.assumeGranted()
    return true
  }

  /**
   * Forgets what processes copied when they made others, if a place turned up later that they have to copy too. Returns
   * whether that was so, and all has to be explored once more.
   */
  private forgetForks(): boolean {
    const { memory } = this.machine
    if (!memory.isForkIncomplete) return false
    memory.isForkIncomplete = false
    for (const node of this.nodes) if (node.operation?.kind === 'spawn') node.branch = null
    this.seen = new KeyTable()
    this.queue = []
    this.stuck.length = 0
    this.states = 0
    this.size = 0
    this.onRestart()
    return true
  }

  /** A refusal counts only if processes have copied all that they have to copy. */
  private exploreForks(running: readonly number[]): boolean {
    try {
      return this.exploreOnce(running)
    } catch (error) {
      if (error instanceof Unsupported && this.machine.memory.isForkIncomplete) return true
      throw error
    }
  }

  private exploreOnce(running: readonly number[]): boolean {
    const nodes = this.threads.map(({ start }, thread) => (running.includes(thread) ? start : -1))
    this.add({ nodes, cells: [], task: -1 })
    let sinceGrowth = 0
    for (let at = 0; at < this.queue.length; at++) {
      const state = this.queue[at]
      if (state === undefined) break
      this.expand(state)
      if (at % 4096 === 4095) {
        this.queue = this.queue.slice(at + 1)
        at = -1
      }
      if (this.machine.memory.facts.grown && ++sinceGrowth > 300) return false
    }
    return !this.machine.memory.facts.grown
  }

  /** Whether an execution ends in a state: every thread that was started has ended, but for daemons. */
  isFinal(nodes: readonly number[]): boolean {
    return nodes.every((number, thread) => {
      const node = this.nodes[number]
      return node === undefined || node.end !== null || this.threads[thread]?.daemon === true
    })
  }

  private add(state: GlobalState): void {
    const key = this.keyOf(state)
    this.seen.add(key)
    if (!this.seen.added) return
    this.size += key.length
    this.states++
    this.checkLimits()
    this.onState?.(state.nodes, state.cells)
    this.queue.push(state)
  }

  /** Returns what two states have in common exactly if they are the same. Valid until the next call. */
  private keyOf({ nodes, cells, task }: GlobalState): Int32Array {
    const infos = this.machine.memory.cells
    let used = cells.length
    while (used > 0 && (cells[used - 1] ?? 0) === (infos[used - 1]?.initial ?? 0)) used--
    const length = nodes.length + used + 2
    if (length > this.key.length) this.key = new Int32Array(length * 2)
    const { key } = this
    key[0] = task
    key[1] = nodes.length
    for (let at = 0; at < nodes.length; at++) key[at + 2] = nodes[at] ?? -1
    for (let at = 0; at < used; at++) key[at + 2 + nodes.length] = cells[at] ?? 0
    return key.subarray(0, length)
  }

  /** Where objects have identities of their own, these may be why there are so many states. */
  private checkLimits(): void {
    const { mostPublished } = this.machine.memory
    const isLikely = (states: number, objects: number): boolean => this.states >= states && mostPublished >= objects
    const isEndless = isLikely(suspectStates, suspectObjects) || isLikely(suspectManyStates, suspectFewObjects)
    if (this.isSuspicious && isEndless) throw new TooManyObjects()
    if (this.states <= this.mostStates && this.size <= mostNumbers) return
    const count = grouped(this.states - 1)
    throw new Unsupported(
      `the program has more than ${count} states, which is too many`,
      'make loops shorter, or start fewer threads',
    )
  }

  private expand(state: GlobalState): void {
    const isRunning = this.threads.some(({ daemon }, thread) => {
      const node = this.nodes[state.nodes[thread] ?? -1]
      return !daemon && node !== undefined && node.end === null
    })
    if (!isRunning) return
    if (this.machine.hasLoop && state.task !== -1 && this.step(state, state.task)) return
    const stepped = [...state.nodes.keys()].map((thread) => this.step(state, thread))
    if (!stepped.includes(true) && this.stuck.length < mostStuck) this.stuck.push(state)
  }

  /**
   * Executes what threads would do if they got what they wait for in a deadlock: who could end it follows from what
   * each could still give, though no execution comes there.
   */
  private assumeGranted(): void {
    const { facts } = this.machine.memory
    facts.isClosed = true
    for (const { nodes, cells } of this.stuck) {
      for (const number of nodes) {
        let node = this.nodes[number]
        let memory = cells
        for (let count = 0; count < mostAssumed && node !== undefined && node.end === null; count++) {
          const own = node
          const [leaf] = this.leavesAt(own, memory)
          const granted = leaf ?? this.leavesAt(own, this.granting(own, memory))[0]
          if (granted === undefined) break
          memory = this.written(memory, granted)
          node = this.nodes[granted.next]
        }
      }
    }
    facts.isClosed = false
  }

  /** A memory in which a thread gets what it waits for. */
  private granting({ operation, thread }: LocalNode, cells: readonly number[]): readonly number[] {
    const { memory } = this.machine
    if (operation === null) return cells
    const changed = [...cells]
    const set = (object: Obj, field: string, value: Value): void => {
      const cell = memory.cell(memory.canonical(object), field)
      while (changed.length <= cell) changed.push(memory.cells[changed.length]?.initial ?? 0)
      changed[cell] = memory.values.numberOf(value)
    }
    const free = (lock: Obj): void => {
      set(lock, 'holder', null)
      set(lock, 'count', 0)
    }
    memory.process = this.threads[thread]?.process ?? ''
    const { kind, object } = operation
    if (kind === 'acquire') free(object)
    if (kind === 'sem-acquire') set(object, 'value', 1)
    if (kind === 'join') set(object, '.ended', true)
    if (kind === 'wait' || kind === 'timed-wait') {
      const lock = object.fields.get('lock')
      const waiters = memory.values.valueOf(this.valueIn(cells, memory.cell(memory.canonical(object), 'waiters')))
      const own = this.threads[thread]?.key ?? ''
      if (waiters instanceof Tuple) set(object, 'waiters', new Tuple(waiters.items.filter((each) => each !== own)))
      if (lock instanceof Obj) free(lock)
    }
    return changed
  }

  /** Takes all steps of a thread in a state. Returns whether there are any. */
  private step(state: GlobalState, thread: number): boolean {
    const node = this.nodes[state.nodes[thread] ?? -1]
    if (node === undefined || node.end !== null) return false
    const leaves = this.leavesAt(node, state.cells)
    for (const leaf of leaves) this.follow(state, thread, node, leaf)
    return leaves.length > 0
  }

  private follow(state: GlobalState, thread: number, from: LocalNode, leaf: Leaf): void {
    const nodes = this.threads.map((_, index) => state.nodes[index] ?? -1)
    nodes[thread] = leaf.next
    for (const started of leaf.started) nodes[started] = this.threads[started]?.start ?? -1
    const lets = !this.machine.hasLoop || from.operation?.kind === 'pause' || this.nodes[leaf.next]?.end !== null
    const task = lets ? -1 : thread
    this.add({ nodes, cells: this.written(state.cells, leaf), task })
  }

  /** A memory after a step. */
  private written(before: readonly number[], { writes }: Leaf): readonly number[] {
    if (writes.size === 0) return before
    const cells = [...before]
    for (const [cell, { value }] of writes) {
      while (cells.length < cell) cells.push(this.machine.memory.cells[cells.length]?.initial ?? 0)
      cells[cell] = value
    }
    return cells
  }

  /**
   * The ways in which a step can go from a node with a memory; none if the thread has to wait. What the tree of the node does
   * not say yet is executed.
   */
  private leavesAt(node: LocalNode, cells: readonly number[]): Leaf[] {
    const found: Leaf[] = []
    const visit = (branch: Branch | null | undefined, script: readonly number[]): void => {
      if (branch === null || branch === undefined) {
        this.execute(node, cells, script)
        return visit(this.reached(node.branch, cells, script), script)
      }
      switch (branch.kind) {
        case 'read':
          return visit(branch.next.get(this.valueIn(cells, branch.cell)), script)
        case 'choice':
          for (const [index, next] of branch.next.entries()) visit(next, [...script, index])
          return
        case 'blocked':
          return
        case 'leaf':
          found.push(branch)
          return
        default:
          return unreachable(branch)
      }
    }
    visit(node.branch, [])
    return found
  }

  private valueIn(cells: readonly number[], cell: number): number {
    return cells[cell] ?? this.machine.memory.cells[cell]?.initial ?? 0
  }

  /** Where the tree of a step leads with a memory and some choices. */
  private reached(branch: Branch | null, cells: readonly number[], script: readonly number[]): Branch | undefined {
    let here: Branch | null | undefined = branch
    let chosen = 0
    for (;;) {
      if (here?.kind === 'read') here = here.next.get(this.valueIn(cells, here.cell))
      else if (here?.kind === 'choice' && chosen < script.length) here = here.next[script[chosen++] ?? 0]
      else return here ?? undefined
    }
  }

  /** Executes the step of a node on a memory, and adds what it did to the tree of the node. */
  private execute(node: LocalNode, cells: readonly number[], script: readonly number[]): void {
    const { machine } = this
    const { memory } = machine
    const thread = this.threads[node.thread]
    this.depths += node.state.frames.length
    if (this.depths > mostDepths && node.state.frames.length > deepFrames) {
      throw new Unsupported('the calls of a thread nest too deeply', 'make the recursion end sooner')
    }
    const state = copied(node.state, memory)
    memory.begin(thread?.key ?? 'main', thread?.process ?? '', cells, script, state)
    machine.frames = [...state.frames]
    machine.phase = state.phase
    machine.self = thread?.object ?? null
    machine.spawned = []
    machine.marks = []
    machine.isAwaiting = false
    machine.usedRegisters = registersOf(node.state.frames)
    const ending = endingOf(node.state.phase)
    const result = ending === null ? this.result(node) : this.finished(node, ending)
    const step = machine.stepPlace()
    if (step !== null) {
      node.span = step.span
      node.text = step.text
    }
    const place = JSON.stringify(step)
    node.place ??= place
    if (node.place !== place) for (const cell of memory.quiet) memory.facts.remember(memory.cells[cell]?.place ?? '')
    if (memory.operation !== null) node.operation = memory.operation
    node.isQuiet = memory.token === 2
    if (memory.computed !== null) {
      const { value, registers } = memory.computed
      node.computed = { value: hasIdentity(value) ? memory.values.numberOf(value) : 0, registers }
    }
    node.branch = inserted(node.branch, memory.events, 0, result)
  }

  private result(node: LocalNode): Branch {
    const { machine } = this
    try {
      const rest = machine.run()
      return this.leaf(node, rest.kind === 'unfinished' ? this.repeated() : rest)
    } catch (error) {
      if (error instanceof Blocked) {
        if (machine.hasLoop && !machine.isAwaiting) {
          throw new Unsupported(
            'a task that waits for threads stops its whole event loop, which is not supported',
            'use what asyncio has',
          )
        }
        return { kind: 'blocked' }
      }
      if (error instanceof Phase) return this.leaf(node, { kind: 'stopped' })
      throw error
    }
  }

  /**
   * A thread that executes on and on comes to no step if its state returns. It is refused if that is not seen soon: a loop
   * that only takes long is none that never ends.
   */
  private repeated(): Resting {
    const { machine } = this
    const key = (): string =>
      stateKey({ ...stateWith(machine.frames), phase: machine.phase, published: machine.memory.published })
    const first = key()
    for (let count = 0; count < mostRepeated; count++) {
      const rest = machine.run(1)
      if (rest.kind !== 'unfinished') return rest
      if (key() === first) return { kind: 'endless' }
    }
    throw new Unsupported('this takes too long to execute', 'make the loop shorter, or read what other threads write in it')
  }

  /** The step in which a thread ends. */
  private finished(node: LocalNode, { end, code, at }: Ending): Leaf {
    const { memory } = this.machine
    noteEnd(this.machine, this.threads[node.thread]?.object ?? null, code)
    const next = this.node(node.thread, stateWith([]), end, at)
    return { kind: 'leaf', writes: memory.writes, next, started: [], progress: false }
  }

  private leaf(node: LocalNode, rest: Resting): Leaf {
    const { machine } = this
    const { memory } = machine
    const end = endOf(machine, rest)
    const code = exitCode(machine, rest)
    const own = this.threads[node.thread]?.object ?? null
    const state = this.settled(node, end)
    const started = machine.spawned.map(({ thread, process, frames }) => {
      const daemon = memory.glance(thread, 'daemon') === true
      const begin = stateWith(frames, this.areCounted ? heldIn(frames, null) : [])
      return this.addThread(thread.shared ?? '', process, memory.canonical(thread), begin, daemon)
    })
    const at = rest.kind === 'raised' ? rest.span : machine.span
    const isSeen = own !== null && memory.facts.isKept(endsAreSeen)
    const next = this.after(node, end === null ? copied(state, memory) : state, end, { at, code, isSeen })
    const progress = machine.marks.length > 0
    return { kind: 'leaf', writes: memory.writes, next, started, progress }
  }

  /** The state in which the step leaves the thread. References to objects of pools are counted here. */
  private settled({ state: before }: LocalNode, end: End | null): LocalState {
    const { machine } = this
    const { memory, phase, spawned } = machine
    const after = { frames: end === null ? machine.frames : [], phase }
    const { held, sources, isSettled } = this.areCounted ? heldAfter(before, after, machine) : noReferences
    if (isSettled) settleReferences(memory, before.held, [...held, ...spawned.flatMap(({ frames }) => heldIn(frames, null))])
    const known = knownAfter(before.known, held, isSettled, memory)
    return { ...after, published: memory.published, held, sources, known }
  }

  private get areCounted(): boolean {
    return this.machine.memory.pools !== null
  }

  /** The node that follows. The end of a thread is a step of its own if somebody looks at whether it has ended. */
  private after(
    { thread }: LocalNode,
    state: LocalState,
    end: End | null,
    { at, code, isSeen }: { readonly at: Span; readonly code: number; readonly isSeen: boolean },
  ): number {
    if (end === null) return this.node(thread, state, null, at)
    if (isSeen) return this.node(thread, { ...state, phase: endingPhase(end, code, at) }, null, at)
    noteEnd(this.machine, this.threads[thread]?.object ?? null, code)
    return this.node(thread, state, end, at)
  }

  /** Returns the number of the node of a state. `at` is where an exception was raised that ends the thread. */
  private node(thread: number, state: LocalState, end: End | null, at: Span | null): number {
    const place = end?.kind === 'raised' ? at?.start : ''
    const key = `${thread}:${end === null ? stateKey(state) : `${JSON.stringify(end)}${place}`}`
    const known = this.byKey.get(key)
    if (known !== undefined) return known
    if (key.length > longKey) this.longKeys += key.length
    if (this.longKeys > mostLongKeys) {
      throw new Unsupported('a thread has more and more objects of its own', 'make its loops shorter, or let go of objects')
    }
    if (this.nodes.length >= mostNodes) {
      throw new Unsupported('a thread has too many states of its own', 'make loops shorter')
    }
    const { machine } = this
    const frames = machine.frames
    machine.frames = [...state.frames]
    const isEnding = endingOf(state.phase) !== null
    const span = (end?.kind === 'raised' || isEnding) && at !== null ? at : machine.span
    machine.frames = frames
    const text = isEnding ? 'end of the thread' : null
    const number =
      this.nodes.push({
        thread,
        state,
        end,
        span,
        text,
        place: null,
        branch: null,
        operation: null,
        isQuiet: false,
        computed: null,
      }) - 1
    this.byKey.set(key, number)
    return number
  }
}

/** The tree with one more way through it. */
export function inserted(branch: Branch | null | undefined, events: readonly Event[], at: number, end: Branch): Branch {
  const event = events[at]
  if (event === undefined) return end
  if (event.kind === 'read') {
    const own: Branch =
      branch?.kind === 'read' && branch.cell === event.cell
        ? branch
        : { kind: 'read', cell: event.cell, plain: event.plain, next: new Map() }
    own.next.set(event.value, inserted(own.next.get(event.value), events, at + 1, end))
    return own
  }
  const own: Branch =
    branch?.kind === 'choice' ? branch : { kind: 'choice', next: new Array<Branch | undefined>(event.count).fill(undefined) }
  own.next[event.chosen] = inserted(own.next[event.chosen], events, at + 1, end)
  return own
}
