import type { Source } from '../../../base/source.ts'
import { binary, constant, type Expression } from '../../../program/expressions.ts'
import type { Code } from '../../../program/program.ts'
import type { Write } from '../machine/memory.ts'
import { type InstructionWriter, type Label, InstructionWriter as Writer } from './instructions.ts'
import { registersOf } from './local-state.ts'
import type { Branch, Leaf, LocalNode } from './nodes.ts'
import type { Objects } from './objects-table.ts'
import { conditionOf } from './tree-conditions.ts'
import type { Variables } from './variables.ts'

/**
 * The exception of a state that the machine has not seen: threads wake spuriously although the program was read without,
 * or the two readings of an instruction differ, which is a fault of ours.
 */
export const unexploredState = 'StateThatWasNotExplored'

/** What the code of a thread is made of. */
export interface Emission {
  readonly source: Source
  readonly nodes: readonly LocalNode[]
  readonly variables: Variables
  readonly objects: Objects
  /** The number of a thread in the program. */
  readonly threadOf: (thread: number) => number
  /** Whether the end of a thread is a step of its own. */
  readonly endIsStep: boolean
  /** Whether the threads are tasks of an event loop, which a `yield` gives to others. */
  readonly hasLoop: boolean
}

/** The code of a thread, and by position the number of the node that begins there. */
export interface EmittedThread {
  readonly code: Code
  readonly nodes: ReadonlyMap<number, number>
}

/** Writes the code of a thread: its nodes, each with what its step does and where it goes from there. */
export function emitThread(e: Emission, start: number): EmittedThread {
  return new ThreadEmission(e).emit(start)
}

/** Registers by read: `registerOf` of the machine, and one more for what operations tell. */
function freeRegisters(used: ReadonlySet<number>): (index: number) => number {
  return (index) => {
    let left = index
    for (let register = 0; ; register++) {
      if (used.has(register)) continue
      if (left-- === 0) return register
    }
  }
}

class ThreadEmission {
  private readonly e: Emission
  private readonly w: InstructionWriter
  private readonly labels = new Map<number, Label>()
  private readonly queue: number[] = []
  private registers = 0
  /** Registers that reports show: with what was read, or computed. */
  private readonly named = new Set<number>()

  constructor(e: Emission) {
    this.e = e
    this.w = new Writer(e.source)
  }

  emit(start: number): EmittedThread {
    this.labelOf(start)
    for (let at = 0; at < this.queue.length; at++) this.node(this.queue[at] ?? 0)
    const named = [...this.named].sort((one, other) => one - other)
    const registers = Array.from({ length: this.registers }, (_, index) => {
      const at = named.indexOf(index)
      return at === -1 ? `#${index}` : at === 0 ? 'tmp' : `tmp${at + 1}`
    })
    const nodes = new Map([...this.labels].map(([node, { at }]) => [at, node]))
    return { code: { registers, instructions: this.w.finish() }, nodes }
  }

  private labelOf(number: number): Label {
    const known = this.labels.get(number)
    if (known !== undefined) return known
    const label: Label = { at: -1 }
    this.labels.set(number, label)
    this.queue.push(number)
    return label
  }

  private use(register: number): number {
    this.registers = Math.max(this.registers, register + 1)
    return register
  }

  private node(number: number): void {
    const node = this.e.nodes[number]
    if (node === undefined) return
    this.w.place(this.labelOf(number))
    this.w.span = node.span
    if (node.end !== null) return this.end(node)
    // No execution comes here.
    if (node.branch === null) return this.unexplored()
    const used = registersOf(node.state.frames)
    if (node.computed !== null) return this.compute(node, used)
    if (node.operation !== null && node.operation.kind !== 'spawn') return this.operation(node, used)
    this.memory(node, node.branch, used)
  }

  private end(node: LocalNode): void {
    const { end } = node
    if (end?.kind === 'raised') {
      this.w.emit({ op: 'raise', exception: end.exception })
      return
    }
    if (end?.kind === 'endless') {
      const here: Label = { at: -1 }
      this.w.place(here)
      return this.w.jump(here)
    }
    if (this.e.endIsStep) this.w.emit({ op: 'fence' }, 'end of the thread')
    this.w.emit({ op: 'halt' })
  }

  private compute(node: LocalNode, used: ReadonlySet<number>): void {
    const [leaf] = leavesOf(node.branch)
    const value = node.computed
    if (leaf === undefined || value === null) return this.unexplored()
    const shown = this.e.objects.valueText(value.value)
    const [kept] = value.registers
    const to = this.use(kept ?? freeRegisters(used)(0))
    this.named.add(to)
    this.w.emit(
      {
        op: 'set',
        to,
        value: dependent(Number.isInteger(Number(shown)) && Math.abs(Number(shown)) < 1e9 ? Number(shown) : 1, value.registers),
      },
      `compute ${shown}`,
    )
    this.go(leaf, used, [to])
  }

  /** Goes to the node that follows, and forgets what that does not need. */
  private go(leaf: Leaf, used: ReadonlySet<number>, read: readonly number[]): void {
    const next = this.e.nodes[leaf.next]
    if (leaf.progress) this.w.emit({ op: 'progress' })
    const kept = next === undefined || next.end !== null ? new Set<number>() : registersOf(next.state.frames)
    for (const register of new Set([...used, ...read])) {
      if (!kept.has(register)) this.w.emit({ op: 'let', to: this.use(register), value: constant(0) })
    }
    this.w.jump(this.labelOf(leaf.next))
  }

  private operation(node: LocalNode, used: ReadonlySet<number>): void {
    const { operation } = node
    if (operation === null) return
    const { objects } = this.e
    const leaves = leavesOf(node.branch)
    const failures = leaves.filter((leaf) => this.e.objects.isFailure(leaf))
    const [first] = leaves
    const straight = (): void => {
      if (first === undefined) this.unexplored()
      else this.go(first, used, [])
    }
    switch (operation.kind) {
      case 'acquire':
        this.w.emit({ op: 'acquire', mutex: objects.mutex(operation.object) })
        return straight()
      case 'release': {
        const ways = distinct(leaves)
        if (ways.length > 1) return this.looseRelease(node, used, objects.mutex(operation.object))
        const isDone = leaves.some((leaf) => objects.changes(leaf))
        if (isDone || leaves.length === 0) this.w.emit({ op: 'release', mutex: objects.mutex(operation.object) })
        else this.idle(node)
        return straight()
      }
      case 'try':
      case 'locked':
      case 'sem-try': {
        const to = this.use(freeRegisters(used)(0))
        if (operation.kind === 'try') this.w.emit({ op: 'try_acquire', to, mutex: objects.mutex(operation.object) })
        else if (operation.kind === 'locked') this.w.emit({ op: 'locked', to, mutex: objects.mutex(operation.object) })
        else this.w.emit({ op: 'sem_try_acquire', to, semaphore: objects.semaphore(operation.object) })
        return this.answered(node, used, to)
      }
      case 'wait':
      case 'timed-wait':
        return this.wait(node, used, operation.kind === 'timed-wait')
      case 'notify':
      case 'notify-all':
        if (!leaves.some((leaf) => objects.changes(leaf)) && failures.length > 0) this.idle(node)
        else
          this.w.emit({
            op: operation.kind === 'notify' ? 'notify' : 'notify_all',
            condition: objects.condition(operation.object),
          })
        return straight()
      case 'sem-acquire':
        this.w.emit({ op: 'sem_acquire', semaphore: objects.semaphore(operation.object) })
        return straight()
      case 'sem-release':
        if (distinct(leaves).length > 1) objects.refuseLoose(node)
        if (leaves.length > 0 && !leaves.some((leaf) => objects.changes(leaf))) this.idle(node)
        else this.w.emit({ op: 'sem_release', semaphore: objects.semaphore(operation.object) })
        return straight()
      case 'join':
        if (distinct(leaves).length > 1) objects.refuseLoose(node)
        if (objects.isStartedThread(operation.object)) this.w.emit({ op: 'join', thread: objects.thread(operation.object) })
        else this.idle(node)
        return straight()
      case 'pause':
        this.w.emit({ op: 'yield' }, this.text(node))
        return straight()
      case 'spawn':
        return
    }
  }

  /** A step without an effect. */
  private idle(node: LocalNode): void {
    this.w.emit({ op: this.e.hasLoop ? 'fence' : 'yield' }, this.text(node))
  }

  private text(node: LocalNode): string {
    return node.text ?? excerpt(this.e.source, node)
  }

  /** A `release` that fails where the lock is free. */
  private looseRelease(node: LocalNode, used: ReadonlySet<number>, mutex: number): void {
    const to = this.use(freeRegisters(used)(0))
    const leaves = leavesOf(node.branch)
    const done = leaves.find((leaf) => this.e.objects.changes(leaf))
    const failed = leaves.find((leaf) => !this.e.objects.changes(leaf))
    const free: Label = { at: -1 }
    const end: Label = { at: -1 }
    this.w.atomic(this.text(node), () => {
      this.w.emit({ op: 'locked', to, mutex })
      this.w.leap({ op: 'branch', condition: binary('==', { kind: 'register', register: to }, constant(0)), target: 0 }, end)
      this.w.emit({ op: 'release', mutex })
      this.w.place(end)
    })
    this.w.leap({ op: 'branch', condition: binary('==', { kind: 'register', register: to }, constant(0)), target: 0 }, free)
    if (done !== undefined) this.go(done, used, [to])
    this.w.place(free)
    if (failed !== undefined) this.go(failed, used, [to])
    else this.unexplored()
  }

  /** Continues by the answer of an operation in a register. */
  private answered(node: LocalNode, used: ReadonlySet<number>, to: number): void {
    const leaves = leavesOf(node.branch)
    const isLocked = node.operation?.kind === 'locked'
    const yes = leaves.find((leaf) => (isLocked ? this.e.objects.readHolder(node, leaf) : this.e.objects.changes(leaf)))
    const no = leaves.find((leaf) => !(isLocked ? this.e.objects.readHolder(node, leaf) : this.e.objects.changes(leaf)))
    const otherwise: Label = { at: -1 }
    this.w.leap(
      { op: 'branch', condition: binary('==', { kind: 'register', register: to }, constant(0)), target: 0 },
      otherwise,
    )
    if (yes === undefined) this.unexplored()
    else this.go(yes, used, [to])
    this.w.place(otherwise)
    if (no === undefined) this.unexplored()
    else this.go(no, used, [to])
  }

  /** `wait`: the nodes in which the thread sleeps are part of the instruction. */
  private wait(node: LocalNode, used: ReadonlySet<number>, timed: boolean): void {
    const [asleep] = leavesOf(node.branch)
    const sleeping = asleep === undefined ? undefined : this.e.nodes[asleep.next]
    if (asleep === undefined || !this.e.objects.changes(asleep) || sleeping === undefined) {
      this.idle(node)
      return asleep === undefined ? this.unexplored() : this.go(asleep, used, [])
    }
    const ends = leavesOf(sleeping.branch)
    const isExpired = (leaf: Leaf): boolean =>
      this.e.nodes[leaf.next]?.state.phase !== null && this.e.nodes[leaf.next]?.end === null
    const expired = ends.find(isExpired)
    const [late] = expired === undefined ? [] : leavesOf(this.e.nodes[expired.next]?.branch ?? null)
    // A thread that wakes by itself goes on like one that is woken.
    const woken = ends.find((leaf) => !isExpired(leaf)) ?? (timed ? undefined : late)
    const { objects } = this.e
    const { operation } = node
    if (operation === null) return
    const to = timed ? this.use(freeRegisters(used)(0)) : null
    this.w.emit({ op: 'wait', condition: objects.condition(operation.object), mutex: objects.mutexOf(operation.object), to })
    if (to === null) return woken === undefined ? this.unexplored() : this.go(woken, used, [])
    const otherwise: Label = { at: -1 }
    this.w.leap(
      { op: 'branch', condition: binary('==', { kind: 'register', register: to }, constant(0)), target: 0 },
      otherwise,
    )
    if (woken === undefined) this.unexplored()
    else this.go(woken, used, [to])
    this.w.place(otherwise)
    if (late === undefined) this.unexplored()
    else this.go(late, used, [to])
  }

  /** A step that reads and writes memory. */
  private memory(node: LocalNode, whole: Branch, used: ReadonlySet<number>): void {
    const branch = this.withoutBookkeeping(whole)
    const register = freeRegisters(used)
    if (branch.kind === 'read' && branch.plain && onlyOneAccess(branch) && node.operation === null) {
      const to = this.use(register(0))
      this.named.add(to)
      this.w.emit({ op: 'load', to, place: this.place(branch.cell) })
      return this.choose(
        [...branch.next].map(([value, next]) => [this.e.variables.code(branch.cell, value), next]),
        to,
        (next) => {
          if (next.kind === 'leaf') this.go(next, used, [to])
        },
      )
    }
    if (branch.kind === 'leaf' && node.operation === null) {
      const known = [...branch.writes].filter(([cell]) => this.e.variables.isKnown(cell))
      const [only] = known
      if (known.length === 1 && only !== undefined && only[1].plain) {
        this.store(only[0], { ...only[1], plain: false })
        return this.go(branch, used, [])
      }
    }
    if (
      branch.kind === 'leaf' &&
      node.operation === null &&
      ![...branch.writes.keys()].some((cell) => this.e.variables.isKnown(cell))
    ) {
      if (!node.isQuiet) this.w.emit({ op: 'fence' }, this.text(node))
      return this.go(branch, used, [])
    }
    if (
      branch.kind === 'leaf' &&
      node.operation?.kind === 'spawn' &&
      branch.started.length === 1 &&
      ![...branch.writes.keys()].some((cell) => this.e.variables.isKnown(cell))
    ) {
      for (const started of branch.started) this.w.emit({ op: 'spawn', thread: this.e.threadOf(started) })
      return this.go(branch, used, [])
    }
    const ends: { readonly label: Label; readonly leaf: Leaf; readonly read: readonly number[] }[] = []
    const end: Label = { at: -1 }
    // Where the step goes on is decided after it, by a register that says which way it took.
    const way = this.use(register(countReads(branch) + 1))
    this.w.atomic(this.text(node), () => {
      const waits = this.waits(branch)
      if (waits !== null) this.w.emit({ op: 'await', until: waits })
      this.branch(branch, register, 0, [], (leaf, read) => {
        for (const [cell, write] of leaf.writes) if (this.e.variables.isKnown(cell)) this.store(cell, write)
        for (const started of leaf.started) this.w.emit({ op: 'spawn', thread: this.e.threadOf(started) })
        ends.push({ label: { at: -1 }, leaf, read })
        this.w.emit({ op: 'let', to: way, value: constant(ends.length - 1) })
        this.w.jump(end)
      })
      this.w.place(end)
    })
    this.choose(
      ends.map((each, index) => [index, each] as const),
      way,
      ({ leaf, read }) => this.go(leaf, used, [...read, way]),
    )
  }

  /** A step that looks first at what only the machine has is told by what it does then, if that is always the same. */
  private withoutBookkeeping(branch: Branch): Branch {
    if (branch.kind !== 'read' || this.e.variables.isKnown(branch.cell)) return branch
    const [only] = branch.next.values()
    return branch.next.size === 1 && only?.kind === 'leaf' ? only : branch
  }

  private branch(
    branch: Branch,
    register: (index: number) => number,
    reads: number,
    read: readonly number[],
    then: (leaf: Leaf, read: readonly number[]) => void,
  ): void {
    switch (branch.kind) {
      case 'leaf':
        return then(branch, read)
      case 'blocked':
        return this.unexplored()
      case 'choice': {
        const to = this.use(register(reads + countReads(branch)))
        this.w.emit({ op: 'choose', to, low: 0, high: branch.next.length - 1 })
        const ways = branch.next.flatMap((next, index) => (next === undefined ? [] : [[index, next] as const]))
        return this.choose(ways, to, (next) => this.branch(next, register, reads, [...read, to], then))
      }
      case 'read': {
        if (!this.e.variables.isKnown(branch.cell)) {
          const [next] = branch.next.values()
          if (branch.next.size > 1 || next === undefined) this.e.objects.refuseHidden(branch.cell)
          else this.branch(next, register, reads + 1, read, then)
          return
        }
        const to = this.use(register(reads))
        this.w.emit({ op: 'load', to, place: this.place(branch.cell), ...(branch.plain ? { plain: true as const } : {}) })
        const ways = [...branch.next].map(([value, next]) => [this.e.variables.code(branch.cell, value), next] as const)
        return this.choose(ways, to, (next) => this.branch(next, register, reads + 1, [...read, to], then))
      }
    }
  }

  /** Writes code for each value that a register can have; the values are looked for by halves. */
  private choose<T>(ways: readonly (readonly [number, T])[], register: number, write: (way: T) => void): void {
    const sorted = [...ways].sort(([one], [other]) => one - other)
    const visit = (some: typeof sorted): void => {
      const [first] = some
      if (first === undefined) return this.unexplored()
      if (some.length === 1) {
        this.guard(register, first[0])
        return write(first[1])
      }
      const middle = some.length >> 1
      const [least = 0] = some[middle] ?? []
      const upper: Label = { at: -1 }
      const condition: Expression = binary('>=', { kind: 'register', register }, constant(least))
      this.w.leap({ op: 'branch', condition, target: 0 }, upper)
      visit(some.slice(0, middle))
      this.w.place(upper)
      visit(some.slice(middle))
    }
    visit(sorted)
  }

  /** Goes on only with a value that the machine has seen. */
  private guard(register: number, value: number): void {
    const expected: Label = { at: -1 }
    const isExpected = binary('==', { kind: 'register', register }, constant(value))
    this.w.leap({ op: 'branch', condition: isExpected, target: 0 }, expected)
    this.unexplored()
    this.w.place(expected)
  }

  private place(cell: number): { readonly variable: number; readonly index: Expression | null } {
    const { variable, element } = this.e.variables.location(cell)
    return { variable, index: element === null ? null : constant(element) }
  }

  private store(cell: number, { value, plain, registers }: Write): void {
    const operation = {
      op: 'store',
      place: this.place(cell),
      value: dependent(this.e.variables.code(cell, value), registers),
    } as const
    for (const register of registers) this.use(register)
    this.w.emit(plain ? { ...operation, plain: true } : operation)
  }

  /**
   * The condition under which a step that may have to wait does not; null if it never has to. It excludes the memories with
   * which it waits: with one that the machine has never seen the step goes on, and its code says so.
   */
  private waits(branch: Branch): Expression | null {
    const waiting = conditionOf(branch, this.e.variables, ({ kind }) => kind === 'blocked')
    return waiting === null ? null : { kind: 'unary', operator: 'not', operand: waiting }
  }

  /** Where no execution comes that the machine has seen. To end in silence would be a wrong answer. */
  private unexplored(): void {
    this.w.emit({ op: 'raise', exception: unexploredState })
  }
}

/** A value that depends on registers, whatever is in them. */
function dependent(value: number, registers: readonly number[]): Expression {
  let expression: Expression = constant(value)
  for (const register of registers) {
    expression = binary('+', expression, binary('*', constant(0), { kind: 'register', register }))
  }
  return expression
}

function leavesOf(branch: Branch | null): Leaf[] {
  if (branch === null || branch.kind === 'blocked') return []
  if (branch.kind === 'leaf') return [branch]
  return [...branch.next.values()].flatMap((next) => leavesOf(next ?? null))
}

/** Leaves that differ in where they go. */
function distinct(leaves: readonly Leaf[]): Leaf[] {
  return [...new Map(leaves.map((leaf) => [leaf.next, leaf])).values()]
}

function countReads(branch: Branch): number {
  if (branch.kind === 'leaf' || branch.kind === 'blocked') return 0
  const inner = [...branch.next.values()].map((next) => (next === undefined ? 0 : countReads(next)))
  return 1 + Math.max(0, ...inner)
}

/** Whether a step only reads one place. */
function onlyOneAccess(branch: Branch & { readonly kind: 'read' }): boolean {
  return [...branch.next.values()].every((next) => next.kind === 'leaf' && next.writes.size === 0)
}

export function excerpt(source: Source, { span }: { readonly span: { readonly start: number; readonly end: number } }): string {
  const text = source.text.slice(span.start, span.end).replace(/\s+/g, ' ').trim()
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}
