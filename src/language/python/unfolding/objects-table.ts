import type { Barrier, Condition, Mutex, Semaphore } from '../../../program/program.ts'
import type { Memory } from '../machine/memory.ts'
import { Obj, type Value } from '../machine/objects.ts'
import { Unsupported } from '../machine/values.ts'
import type { ObjectNames } from './names.ts'
import { textOf } from './names.ts'
import type { Leaf, LocalNode, UnfoldedThread } from './nodes.ts'

/** The locks, conditions and semaphores that the code names, numbered in the order of first use. */
export class Objects {
  readonly mutexes: Mutex[] = []
  readonly semaphores: Semaphore[] = []
  readonly conditions: Condition[] = []
  readonly barriers: Barrier[] = []
  private readonly numbers = new Map<string, number>()
  private readonly memory: Memory
  private readonly names: ObjectNames
  private readonly nodes: readonly LocalNode[]
  private readonly threads: readonly UnfoldedThread[]

  constructor(memory: Memory, names: ObjectNames, nodes: readonly LocalNode[], threads: readonly UnfoldedThread[]) {
    this.memory = memory
    this.names = names
    this.nodes = nodes
    this.threads = threads
  }

  private number<T>(object: Obj, all: T[], make: (name: string) => T): number {
    const key = object.shared ?? ''
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    const number = all.push(make(this.names.of(object).replace(/\s+/g, '_'))) - 1
    this.numbers.set(key, number)
    return number
  }

  mutex(object: Obj): number {
    const discipline = object.type?.fixed.name === 'RLock' ? 'reentrant' : 'transferable'
    return this.number(object, this.mutexes, (name) => ({ name, discipline }))
  }

  semaphore(object: Obj): number {
    const initial = Number(this.initial(object, 'value') ?? 0)
    return this.number(object, this.semaphores, (name) => ({ name, initial }))
  }

  condition(object: Obj): number {
    return this.number(object, this.conditions, (name) => ({ name }))
  }

  /** The lock of a condition. */
  mutexOf(condition: Obj): number {
    const lock = this.initial(condition, 'lock')
    if (!(lock instanceof Obj)) throw new Unsupported('this condition has no lock', 'make it in the module')
    return this.mutex(lock)
  }

  private initial(object: Obj, field: string): Value | undefined {
    return firstValue(this.nodes, this.memory, object, field)
  }

  /** Whether a thread is ever started. */
  isStartedThread(object: Obj): boolean {
    return this.threads.some((each) => each.object?.shared === object.shared)
  }

  thread(object: Obj): number {
    const all = this.threads.flatMap((each, index) => (each.object?.shared === object.shared ? [index] : []))
    const [first] = all
    if (first === undefined || all.length > 1) {
      throw new Unsupported('a thread that starts in different ways is not supported here', 'start it in one place')
    }
    return first
  }

  /** Whether a step did nothing but fail. */
  isFailure(leaf: Leaf): boolean {
    return !this.changes(leaf)
  }

  /** Whether a step changes something, other than that its thread ends with it. */
  changes(leaf: Leaf): boolean {
    const ofEnd = ['.ended', '.exit code']
    return [...leaf.writes.keys()].some((cell) => !ofEnd.includes(this.memory.cells[cell]?.field ?? ''))
  }

  /** Whether the lock was held on the way to a leaf of `locked()`. */
  readHolder(node: LocalNode, leaf: Leaf): boolean {
    const { branch } = node
    if (branch?.kind !== 'read') return false
    for (const [value, next] of branch.next) if (next === leaf) return this.memory.values.valueOf(value) !== null
    return false
  }

  valueText(number: number): string {
    const value = this.memory.values.valueOf(number)
    return value === undefined ? 'an object' : textOf(value, (object) => this.names.of(object))
  }

  refuseLoose(node: LocalNode): never {
    const name = node.operation === null ? 'this' : this.names.of(node.operation.object)
    throw new Unsupported(
      `whether this operation on \`${name}\` fails depends on the schedule, which is not supported`,
      'use a `with` statement',
    )
  }

  refuseHidden(cell: number): never {
    const info = this.memory.cells[cell]
    throw new Unsupported(
      `what this step does depends on \`${info?.field}\` of an object, which is not supported`,
      'use a plain variable',
    )
  }
}

/** The value that a field of an object has first, which the program or one of its threads made. */
export function firstValue(nodes: readonly LocalNode[], memory: Memory, object: Obj, field: string): Value | undefined {
  const own = object.fields.get(field)
  if (own !== undefined) return own
  // A thread made it: its content came into memory then.
  const cell = memory.cell(object, field)
  for (const { branch } of nodes) {
    const found = firstWrite(branch, cell)
    if (found !== undefined) return memory.values.valueOf(found)
  }
  return undefined
}

function firstWrite(branch: LocalNode['branch'] | undefined, cell: number): number | undefined {
  if (branch === null || branch === undefined || branch.kind === 'blocked') return undefined
  if (branch.kind === 'leaf') {
    const value = branch.writes.get(cell)?.value
    // What nobody refers to any more has no content.
    return value === 0 ? undefined : value
  }
  for (const next of branch.next.values()) {
    const found = firstWrite(next, cell)
    if (found !== undefined) return found
  }
  return undefined
}
