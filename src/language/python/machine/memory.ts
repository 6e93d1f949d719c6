import type { SharedFacts } from './facts.ts'
import { hashKey, identityKey, type ObjectKey, sortedMembers } from './keys.ts'
import { Bound, Obj, Slice, type Tainted, Tuple, type Value } from './objects.ts'
import { countField, fixedParts, isPoolable, isPooled, mostObjects, type Pools, startOf, TooManyObjects } from './pools.ts'
import { Hash, Ident, Raised, Unsupported, unsupportedHash } from './values.ts'

/** A step ends here: the next access is one of another step. */
export class Stop extends Error {}
/** A step ends here, within an instruction that goes on in the next one. */
export class Phase extends Error {}
/** The thread has to wait before it can take the step. */
export class Blocked extends Error {}

/** The same objects each time: to make one takes longer than most steps. */
export const stop: Stop = new Stop()
export const blocked: Blocked = new Blocked()
export const phaseEnd: Phase = new Phase()

/** What a step learned and did, in order. */
export type Event =
  | { readonly kind: 'read'; readonly cell: number; readonly value: number; readonly plain: boolean }
  | { readonly kind: 'choice'; readonly count: number; readonly chosen: number }

/** An operation on something that threads synchronise by. */
export interface Operation {
  readonly kind:
    | 'acquire'
    | 'try'
    | 'release'
    | 'locked'
    | 'wait'
    | 'timed-wait'
    | 'notify'
    | 'notify-all'
    | 'sem-acquire'
    | 'sem-try'
    | 'sem-release'
    | 'spawn'
    | 'join'
    | 'pause'
  readonly object: Obj
}

/** A write of a step: the number of the value, whether it is a plain one, and the registers that the value depends on. */
export interface Write {
  readonly value: number
  readonly plain: boolean
  readonly registers: readonly number[]
}

/** A place in the memory that threads share: a field of an object. */
export interface CellInfo {
  readonly owner: Obj
  readonly field: string
  readonly place: string
  /** The process whose copy it is; '' for the one in which the program begins, and for what all have in common. */
  readonly process: string
  /** Its value when the first thread starts, by number. */
  readonly initial: number
}

/** What is known about a thread or process itself, in all processes. */
const commonFields: ReadonlySet<string> = new Set(['.started', '.ended', '.exit code'])

/** Whether a field is the same in all processes. */
function isCommon(owner: Obj, field: string): boolean {
  return owner.isCommon || commonFields.has(field)
}

/** Values that are in shared memory, numbered; 0 is the absence of a value. The numbers are those of their first use. */
export class Values {
  private readonly numbers = new Map<string, number>()
  private readonly values: Value[] = [null]

  numberOf(value: Value | undefined): number {
    if (value === undefined) return 0
    const key = identityKey(value)
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    const number = this.values.push(value) - 1
    this.numbers.set(key, number)
    return number
  }

  valueOf(number: number): Value | undefined {
    return number === 0 ? undefined : this.values[number]
  }

  get count(): number {
    return this.values.length
  }
}

/** The memory that threads share, as the thread that is executed sees it, and how much of its step is left. */
export class Memory {
  readonly values: Values = new Values()
  readonly cells: CellInfo[] = []
  private readonly numbers = new Map<string, number>()
  private readonly objects = new Map<string, Obj>()
  readonly facts: SharedFacts
  /** Whether somebody looks from outside, which is no step. */
  isObserving = false
  /** How objects of classes of the program are told apart as keys. */
  objectKey: ObjectKey = () => null
  /** Whether two such keys are equal. */
  sameKey: (one: Value, other: Value) => boolean = () => false
  /** Whether there has been a key whose class says how it is hashed. */
  hasOwnHashes = false
  /** Before the first thread starts nothing is shared. */
  isInitial = true
  thread = 'main'
  /** The process of the thread; '' for the one in which the program begins. */
  process = ''
  /** Processes that have made others, which have copies of all that was in their memory by then. */
  private readonly forked = new Set<string>()
  /** Whether a place turned up in the memory of a process that has made others before. */
  isForkIncomplete = false
  /** How many objects the thread has made known to others whose identities are their own for ever. */
  published = 0
  /** The most objects that a thread has made known to others so far whose identities could be given again. */
  mostPublished = 0
  /** Gives identities again to which nobody refers; null if all objects have theirs for ever. */
  pools: Pools | null = null
  /** Objects that this step has made known to others. */
  made: Obj[] = []
  /** The values of cells before the step, by number. */
  world: readonly number[] = []
  /** 2: the step has not begun; 1: its instruction is being executed; 0: it is over. */
  token: 0 | 1 | 2 = 2
  /** Whether something that no other thread can notice belongs to the step already. */
  isBegun = false
  /** While positive, what follows belongs to the instruction that is being executed. */
  atomic = 0
  /** Whether accesses are those of a method, which synchronise. */
  synchronised = false
  events: Event[] = []
  /** The operation on a lock, condition, semaphore or thread that the step is. */
  operation: Operation | null = null
  /** What the step computes, if that is all that it does. */
  computed: Tainted | null = null
  writes: Map<number, Write> = new Map()
  /** The registers on which the value depends that is stored. */
  dependence: readonly number[] = []
  private seen = new Map<number, number>()
  /** The places that the step has read of which no other thread can notice it. */
  quiet: number[] = []
  /** Places that no other thread changes, with the values that the thread knows before the step. */
  known: ReadonlyMap<number, number> = new Map()
  /** Whether what was looked at last was known before the step. */
  isLastKnown = false
  script: readonly number[] = []
  private chosen = 0

  constructor(facts: SharedFacts) {
    this.facts = facts
  }

  /** Starts a step of a thread on a memory. `script` has its choices; further ones are 0. */
  begin(
    thread: string,
    process: string,
    world: readonly number[],
    script: readonly number[],
    { published, known }: { readonly published: number; readonly known: ReadonlyMap<number, number> },
  ): void {
    this.thread = thread
    this.process = process
    this.world = world
    this.script = script
    this.published = published
    this.token = 2
    this.isBegun = false
    this.atomic = 0
    this.events = []
    this.computed = null
    this.operation = null
    this.writes = new Map()
    this.seen = new Map(known)
    this.known = known
    this.quiet = []
    this.dependence = []
    this.chosen = 0
    this.made = []
    this.pools?.begin()
  }

  /** An instruction begins. */
  instruction(): void {
    if (this.token === 1 && this.atomic === 0) this.token = 0
    this.synchronised = this.atomic > 0
    this.dependence = []
  }

  /** What follows is one step, up to `endAtomic`. */
  beginAtomic(): void {
    this.quietly()
    this.atomic++
    this.synchronised = true
  }

  endAtomic(): void {
    this.atomic--
  }

  /** The next access is a step of its own, if there is one left. */
  step(): void {
    if (this.isInitial || this.isObserving) return
    if (this.token === 0) throw stop
    if (this.token === 2) this.onStep()
    this.token = 1
  }

  /** Is told when the step takes place, which may be after accesses that no other thread can notice. */
  onStep: () => void = () => undefined

  /** Chooses one of several ways. */
  choose(count: number): number {
    const chosen = this.script[this.chosen++] ?? 0
    this.events.push({ kind: 'choice', count, chosen })
    return chosen
  }

  read(owner: Obj, field: string): Value | undefined {
    if (owner.shared === null || this.isInitial) return owner.fields.get(field)
    const place = this.placeOf(owner, field)
    if (this.isObserving) {
      const isFixed = isOriginal(owner) && !this.facts.isWritten(place)
      return isFixed ? owner.fields.get(field) : this.values.valueOf(this.look(this.cell(owner, field, place)))
    }
    if (isOriginal(owner) && !this.facts.isWritten(place)) {
      this.facts.read(place, this.thread)
      return owner.fields.get(field)
    }
    if (!isOriginal(owner) && !this.facts.exists(place)) {
      this.facts.miss(place)
      return undefined
    }
    this.facts.read(place, this.thread)
    const cell = this.cell(owner, field, place)
    if (this.facts.isVisible(place)) this.step()
    else {
      this.quietly()
      this.quiet.push(cell)
    }
    return this.values.valueOf(this.look(cell))
  }

  /** Whether reading the field is a step. */
  isVisible(owner: Obj, field: string): boolean {
    return !this.isInitial && owner.shared !== null && this.facts.isVisible(this.placeOf(owner, field))
  }

  /** Whether the thread may write the field that it reads. */
  isUpdated(owner: Obj, field: string): boolean {
    return owner.shared !== null && this.facts.writesTo(this.placeOf(owner, field), this.thread)
  }

  /** Reads what belongs to a lock or condition, whose accesses are operations of their own. */
  peek(owner: Obj, field: string): Value | undefined {
    if (owner.shared === null || this.isInitial) return owner.fields.get(field)
    return this.values.valueOf(this.look(this.cell(this.canonical(owner), field)))
  }

  /** The same, without a trace: for what is fixed, whatever the step does. */
  glance(owner: Obj, field: string): Value | undefined {
    if (owner.shared === null || this.isInitial) return owner.fields.get(field)
    const cell = this.cell(this.canonical(owner), field)
    return this.values.valueOf(this.writes.get(cell)?.value ?? this.world[cell] ?? this.cells[cell]?.initial ?? 0)
  }

  /** Writes such a place. */
  poke(owner: Obj, field: string, value: Value | undefined): void {
    if (owner.shared === null || this.isInitial) {
      if (value === undefined) owner.fields.delete(field)
      else owner.fields.set(field, value)
      return
    }
    this.put(this.cell(this.canonical(owner), field), value, false)
  }

  put(cell: number, value: Value | undefined, plain: boolean, registers: readonly number[] = this.dependence): void {
    this.writes.set(cell, { value: this.values.numberOf(value), plain, registers })
  }

  /**
   * An access that no other thread can notice belongs to the step that follows it, so that it does not come before the
   * first step of a thread.
   */
  private quietly(): void {
    if (this.isInitial) return
    if (this.token === 0) throw stop
    this.isBegun = true
  }

  look(cell: number, plain: boolean = !this.synchronised): number {
    return this.writes.get(cell)?.value ?? this.before(cell, plain)
  }

  /** The value that a place had before the step, which is a read of the step. */
  before(cell: number, plain: boolean): number {
    const known = this.seen.get(cell)
    this.isLastKnown = this.known.has(cell)
    if (known !== undefined) return known
    const value = this.world[cell] ?? this.cells[cell]?.initial ?? 0
    this.seen.set(cell, value)
    this.events.push({ kind: 'read', cell, value, plain })
    return value
  }

  write(owner: Obj, field: string, value: Value | undefined): void {
    if (value instanceof Hash && !(value instanceof Ident) && owner.shared !== null) throw unsupportedHash(value)
    if (owner.shared === null || this.isInitial) {
      if (value === undefined) owner.fields.delete(field)
      else owner.fields.set(field, value)
      return
    }
    const place = this.placeOf(owner, field)
    this.facts.write(place, this.thread)
    this.facts.exist(place)
    const cell = this.cell(owner, field, place)
    if (this.facts.isVisible(place)) this.step()
    else {
      this.quietly()
      this.quiet.push(cell)
    }
    if (value !== undefined) this.publish(value)
    // How many elements there are, and which keys, does not depend on the element that is added.
    const registers = field === '#' ? [] : this.dependence
    this.put(cell, value, !this.synchronised, registers)
  }

  /** The number of a place, as the process of the thread has it. */
  cell(owner: Obj, field: string, place: string = this.placeOf(owner, field)): number {
    return this.cellIn(isCommon(owner, field) ? '' : this.process, owner, field, place)
  }

  private cellIn(process: string, owner: Obj, field: string, place: string): number {
    const key = `${process}|${owner.shared}|${field}`
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    const initial = isOriginal(owner) ? this.values.numberOf(owner.fields.get(field)) : 0
    const number = this.cells.push({ owner, field, place, process, initial }) - 1
    this.numbers.set(key, number)
    if (isPooled(owner) && field !== countField) this.facts.haveField(owner.site, field)
    if (this.forked.has(process) && !isCommon(owner, field)) this.isForkIncomplete = true
    return number
  }

  /** The kind of a place, as the process of the thread has it. */
  private placeOf(owner: Obj, field: string): string {
    return placeIn(isCommon(owner, field) ? '' : this.process, owner, field)
  }

  /** Copies the memory of the process into that of a new one, as part of the step. */
  fork(process: string): void {
    if (this.pools !== null) throw new TooManyObjects()
    const own = this.cells.flatMap((info, cell) =>
      info.process === this.process && !isCommon(info.owner, info.field) ? [{ ...info, cell }] : [],
    )
    this.forked.add(this.process)
    for (const { owner, field, place, cell } of own) {
      const copy = placeIn(process, owner, field)
      this.facts.exist(copy)
      if (!isOriginal(owner) || this.facts.isWritten(place)) this.facts.inherit(copy)
      const value = this.look(cell)
      const to = this.cellIn(process, owner, field, copy)
      if (value !== this.cells[to]?.initial) this.writes.set(to, { value, plain: false, registers: [] })
    }
  }

  /** The object that all states share, instead of the one with which a thread works. */
  canonical(object: Obj): Obj {
    return object.shared === null ? object : (this.objects.get(object.shared) ?? object)
  }

  /** All objects that several threads have known in some execution. */
  everyObject(): Iterable<Obj> {
    return this.objects.values()
  }

  /** An object that several threads know, by its identity. */
  objectOf(shared: string): Obj | undefined {
    return this.objects.get(shared)
  }

  /** Whether an identity is that of different objects, at different times or in different executions. */
  isMany(object: Obj): boolean {
    return this.pools?.isMany(object) === true
  }

  /** A value that is a key with this text. */
  keyWithText(text: string): Value | undefined {
    for (let number = 1; number < this.values.count; number++) {
      const keys = this.values.valueOf(number)
      if (!(keys instanceof Tuple)) continue
      const found = keys.items.find((key) => isHashable(key) && this.keyText(key) === text)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** The text by which a dict finds a key. */
  keyText(key: Value): string {
    return hashKey(key, this.objectKey)
  }

  /** Whether an object is of a class of the library, so that reports do not show what is in it. */
  isLibrary(object: Obj): boolean {
    return this.librarySites.has(object.type?.site ?? '')
  }

  /** Where the library makes classes. */
  librarySites: ReadonlySet<string> = new Set()

  /** Whether an object is part of one of the library's, which made it for itself. */
  isLibraryPart({ site }: Obj): boolean {
    return this.libraryParts.has(site.split(':')[0] ?? '')
  }

  /** The code that makes objects of the library's classes, by number. */
  libraryParts: ReadonlySet<string> = new Set()

  /** All fields that a shared object ever had. */
  fieldsOf(owner: Obj): string[] {
    if (owner.shared === null || this.isInitial) return [...owner.fields.keys()]
    const found = new Set(isOriginal(owner) ? owner.fields.keys() : [])
    for (const { owner: of, field, process } of this.cells) {
      if (of.shared === owner.shared && (process === this.process || isCommon(owner, field))) found.add(field)
    }
    return [...found]
  }

  /** Makes what a value reaches known to other threads: its content becomes part of the memory. */
  publish(value: Value): void {
    if (value instanceof Tuple) {
      for (const each of value.items) this.publish(each)
      if (value.type !== null) this.publish(value.type)
    } else if (value instanceof Bound) {
      this.publish(value.self)
      this.publish(value.callee)
    } else if (value instanceof Slice) {
      for (const each of [value.lower, value.upper, value.step]) this.publish(each)
    } else if (value instanceof Obj && value.shared === null) this.publishObject(value)
  }

  private publishObject(object: Obj): void {
    if (object.kind === 'generator') {
      throw new Unsupported('a generator that several threads can reach is not supported', 'make a list of its values')
    }
    if (!this.isInitial && this.pools !== null && isPoolable(object, this.librarySites))
      return this.publishPooled(object, this.pools)
    const { fixed, kind, type, site } = object
    const number = this.published++
    object.shared = `${this.isInitial ? 'm' : this.thread}.${number}`
    for (const each of [type, ...(fixed.closure ?? []), ...(fixed.bases ?? []), ...(fixed.mro ?? [])]) {
      if (each !== null) this.publish(each)
    }
    for (const each of [...(fixed.defaults ?? []), ...(fixed.keywordDefaults?.values() ?? []), ...(fixed.sources ?? [])])
      this.publish(each)
    if (!this.isInitial) {
      const parts = [...(fixed.closure ?? []), ...(fixed.defaults ?? []), ...(fixed.sources ?? [])].map(identityKey).join(',')
      const shape = `${kind}:${type === null ? '' : identityKey(type)}:${site}:${fixed.code?.index ?? ''}:${fixed.name ?? ''}:${fixed.visits ?? ''}:${parts}`
      object.shared += `:${shape}`
      if (this.published > mostObjects) throw new TooManyObjects()
      if (isPoolable(object, this.librarySites)) this.mostPublished = Math.max(this.mostPublished, this.published)
    }
    this.publishContent(object, object.shared)
  }

  /** Gives an object an identity that nobody has, and its parts before it. */
  private publishPooled(object: Obj, pools: Pools): void {
    const fresh: [Obj, string][] = []
    const identify = (each: Value): void => {
      if (!(each instanceof Obj) || !isPoolable(each, this.librarySites)) return this.publish(each)
      if (each.shared !== null) return
      if (each.type !== null) this.publish(each.type)
      for (const part of [...fixedParts(each), startOf(each) ?? null]) identify(part)
      const shared = pools.identity(each, this.thread, (one) => this.look(this.countCell(this.stubOf(each, one)), false) === 0)
      each.shared = shared
      fresh.push([each, shared])
    }
    identify(object)
    for (const [each, shared] of fresh) this.publishContent(each, shared)
  }

  /** The place that says how many references there are to an object of a pool. */
  countCell(object: Obj): number {
    return this.cell(object, countField)
  }

  private publishContent(object: Obj, shared: string): void {
    this.made.push(object)
    this.stubOf(object, shared)
    for (const { key } of object.entries.values()) this.publish(key)
    spread(object, this.objectKey)
    for (const [field, each] of object.fields) {
      this.publish(each)
      if (this.isInitial) continue
      const place = this.placeOf(object, field)
      this.facts.exist(place)
      this.put(this.cell(this.canonical(object), field, place), each, false)
    }
  }

  /** The program's own object, without the content if others cannot know it before the program runs. */
  private stubOf(object: Obj, shared: string): Obj {
    const known = this.objects.get(shared)
    if (known !== undefined) return known
    const stub = this.isInitial ? object : this.bareCopy(object, shared)
    this.objects.set(shared, stub)
    return stub
  }

  private bareCopy({ kind, type, site, fixed, isCommon }: Obj, shared: string): Obj {
    const copy = new Obj(kind, type === null ? null : this.canonical(type), site, fixed)
    copy.shared = shared
    copy.isCommon = isCommon
    return copy
  }
}

/** Makes the content of a list, dict or set fields, as it is in shared memory. */
function spread(object: Obj, objectKey: ObjectKey): void {
  switch (object.kind) {
    case 'list':
    case 'deque':
      object.fields.set('#', object.items.length)
      for (const [index, item] of object.items.entries()) object.fields.set(`[${index}`, item)
      return
    case 'dict':
      object.fields.set('#', new Tuple([...object.entries.values()].map(({ key }) => key)))
      for (const { key, value } of object.entries.values()) object.fields.set(`=${hashKey(key, objectKey)}`, value)
      return
    case 'set':
    case 'frozenset': {
      const members = [...object.entries.values()].map(({ key }) => key)
      object.fields.set('#', new Tuple(sortedMembers(members, (key) => hashKey(key, objectKey))))
      return
    }
    default: // the others have fields only
  }
}

export function isOriginal(object: Obj): boolean {
  return object.shared?.startsWith('m.') === true && !object.shared.includes(':')
}

function placeIn(process: string, owner: Obj, field: string): string {
  const place = placeOf(owner, field)
  return process === '' ? place : `${process}>${place}`
}

/** The kind of a place: all elements of a list are one, and so are fields of objects that threads make at one place. */
export function placeOf(owner: Obj, field: string): string {
  const part = field.startsWith('[') || field.startsWith('=') ? '*' : field
  return isOriginal(owner) ? `${owner.shared}|${part}` : `${owner.site}|${part}`
}

/** Whether a value can be a key without code of the program. */
function isHashable(value: Value): boolean {
  return !(value instanceof Obj) && (!(value instanceof Tuple) || value.items.every(isHashable))
}

/** An index of a list that does not exist. */
export function indexError(what: string): Raised {
  return new Raised('IndexError', `${what} index out of range`)
}
