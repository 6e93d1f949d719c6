import { identityKey } from '../machine/keys.ts'
import { isOriginal, type Memory, placeOf } from '../machine/memory.ts'
import { Bound, Obj, Tuple, type Value } from '../machine/objects.ts'
import { reprOf } from '../machine/plain/repr.ts'
import { countField } from '../machine/pools.ts'
import { Bytes, Float, Ident } from '../machine/values.ts'

/** How programs name the objects that threads share: by the way from a variable of the module, or by class and number. */
export class ObjectNames {
  private readonly names = new Map<string, string>()
  private readonly memory: Memory
  private readonly counts = new Map<string, number>()

  /**
   * Names come from the module and what the main thread has in local variables; from `passing`, which loops assign, only if
   * there is no other way to an object.
   */
  constructor(module: Obj, locals: readonly (readonly [string, Value])[], memory: Memory, passing: ReadonlySet<string>) {
    this.memory = memory
    const roots: [string, Value][] = [...module.fields].filter(([name]) => !name.startsWith('__'))
    roots.push(...locals.map(([name, value]): [string, Value] => [name, value]))
    // A variable that begins with a member of an enumeration is no better name for it.
    this.visitAll(roots.flatMap(([, value]) => (value instanceof Obj ? membersOf(value) : [])))
    const queue = roots.filter(([name]) => !passing.has(name))
    this.visitAll(queue)
    this.visitAll(roots.filter(([name]) => passing.has(name)))
  }

  private visitAll(queue: [string, Value][]): void {
    for (let at = 0; at < queue.length; at++) {
      const entry = queue[at]
      if (entry === undefined) break
      this.visit(entry[0], entry[1], queue)
    }
  }

  private visit(name: string, value: Value, queue: [string, Value][]): void {
    if (value instanceof Tuple) {
      for (const [index, each] of value.items.entries()) queue.push([`${name}[${index}]`, each])
      return
    }
    if (value instanceof Bound) return this.visit(name, value.self, queue)
    if (!(value instanceof Obj) || value.shared === null || this.names.has(value.shared)) return
    if (value.kind === 'module' || (value.kind === 'class' && value.fixed.native === true)) return
    const own = value.kind === 'class' ? (value.fixed.name ?? name) : name
    this.names.set(value.shared, own)
    this.reached.add(value.shared)
    if (value.kind === 'function') {
      for (const cell of value.fixed.closure ?? []) this.visit(cell.fixed.name ?? own, cell, queue)
      return
    }
    const isInternal = this.isInternal(value) || (value.kind === 'instance' && this.memory.isLibrary(value))
    for (const [field, each] of value.fields) {
      if (isInternal && each instanceof Obj && this.belongs(each) && !each.isCommon) this.internal.add(each.shared ?? '')
      if (field.startsWith('.') || field.startsWith('#')) {
        if (field === '.target') queue.push([own, each])
        continue
      }
      // A way that can change says nothing about an object.
      if (this.memory.facts.isWritten(placeOf(value, field))) continue
      queue.push([partName(value, own, field, each, this.keyOf(value, field)), each])
    }
  }

  /** The key of an entry, of which its field has only what equal keys have in common. */
  private keyOf(owner: Obj, field: string): Value | undefined {
    if (!field.startsWith('=')) return undefined
    const keys = owner.fields.get('#')
    return keys instanceof Tuple ? keys.items.find((key) => this.memory.keyText(key) === field.slice(1)) : undefined
  }

  /**
   * Names objects that are made later after the only place that ever holds them, if it never holds another. `held` has the
   * objects by place.
   */
  nameHeld(held: ReadonlyMap<number, ReadonlySet<Obj>>): void {
    const places = new Map<string, number[]>()
    for (const [cell, objects] of held) {
      for (const { shared } of objects) if (shared !== null) places.set(shared, [...(places.get(shared) ?? []), cell])
    }
    for (const [shared, cells] of places) {
      const [cell = -1] = cells
      const info = this.memory.cells[cell]
      const [object] = held.get(cell) ?? []
      if (cells.length > 1 || (held.get(cell)?.size ?? 0) > 1 || info === undefined || object === undefined) continue
      // Only what leads to it at the end says which of several objects it is.
      if (
        this.names.has(shared) ||
        isOriginal(object) ||
        this.memory.isMany(object) ||
        object.kind === 'cell' ||
        object.kind === 'function'
      )
        continue
      if (info.owner.kind !== 'module' && !this.names.has(info.owner.shared ?? '')) continue
      this.names.set(shared, this.field(info.owner, info.field, this.keyIn(info.owner, info.field)))
      this.reached.add(shared)
      const isInternal = this.isInternal(info.owner) || (info.owner.kind === 'instance' && this.memory.isLibrary(info.owner))
      if (isInternal && this.belongs(object)) this.internal.add(shared)
    }
  }

  /** The key of an entry that threads may have added. */
  private keyIn(owner: Obj, field: string): Value | undefined {
    return field.startsWith('=') ? (this.keyOf(owner, field) ?? this.memory.keyWithText(field.slice(1))) : undefined
  }

  /** Objects to which a way from a variable leads, through objects of the program. */
  private readonly reached = new Set<string>()
  private readonly internal = new Set<string>()

  /** Whether an object of the library uses the object for itself. */
  isInternal(object: Obj): boolean {
    return this.internal.has(object.shared ?? '')
  }

  private belongs({ kind, type }: Obj): boolean {
    return kind === 'list' || kind === 'dict' || kind === 'set' || kind === 'deque' || type?.fixed.native === true
  }

  /** Whether an object has a name of the program. */
  has({ shared }: Obj): boolean {
    return shared !== null && this.reached.has(shared)
  }

  /** The name of an object; a thread or process may be given by its identity. */
  of(object: Obj | string): string {
    if (typeof object === 'string') {
      const found = this.memory.objectOf(object)
      return found === undefined ? object : this.of(found)
    }
    const key = object.shared ?? ''
    const known = this.names.get(key)
    if (known !== undefined) return known
    const what = object.fixed.name ?? object.type?.fixed.name ?? object.kind
    const count = (this.counts.get(what) ?? 0) + 1
    this.counts.set(what, count)
    const name = object.kind === 'cell' || object.kind === 'function' || object.kind === 'class' ? what : `${what}#${count}`
    this.names.set(key, name)
    if (!isOriginal(object)) this.numbers.set(key, this.anonymous.push(object) - 1)
    return name
  }

  /** Objects that threads make and that have no names but their class and a number. */
  readonly anonymous: Obj[] = []
  private readonly numbers = new Map<string, number>()

  isAnonymous({ shared }: Obj): boolean {
    return shared !== null && this.numbers.has(shared)
  }

  /** A value as text, with the numbers of anonymous objects in it. */
  parts(value: Value): (string | number)[] {
    return this.numbered(partsOf(value))
  }

  /** The same for the elements of a set. */
  setParts(items: readonly Value[]): (string | number)[] {
    return this.numbered(['{', ...listed(items), '}'])
  }

  private numbered(all: readonly Part[]): (string | number)[] {
    const parts: (string | number)[] = []
    for (const each of all) {
      const part = each instanceof Ident ? (this.memory.objectOf(each.of) ?? each.of) : each
      const text = part instanceof Obj ? this.of(part) : part
      const number = part instanceof Obj ? this.numbers.get(part.shared ?? '') : undefined
      const last = parts.at(-1)
      if (number !== undefined) parts.push(number)
      else if (typeof last === 'string') parts[parts.length - 1] = last + text
      else parts.push(text)
    }
    return parts
  }

  /** The text of such a value. */
  joined(parts: readonly (string | number)[]): string {
    return parts.map((part) => (typeof part === 'string' ? part : this.nameOf(part))).join('')
  }

  private nameOf(number: number): string {
    const object = this.anonymous[number]
    return object === undefined ? '' : this.of(object)
  }

  /** The name of a field of an object. */
  field(object: Obj, field: string, key: Value | undefined): string {
    if (object.kind === 'module') return field
    if (object.site === 'output') return 'output'
    return partName(object, this.of(object), field, null, key)
  }
}

function partName(owner: Obj, own: string, field: string, _value: Value, key?: Value): string {
  if (field === countField) return `${own}${field}`
  switch (owner.kind) {
    case 'cell':
      return own
    case 'list':
    case 'deque':
      return field === '#' ? `len(${own})` : `${own}${field}]`
    case 'dict':
      return field === '#' ? `keys(${own})` : `${own}[${key === undefined ? field.slice(1) : textOf(key)}]`
    case 'set':
    case 'frozenset':
      return own
    default: // objects with attributes
      // A queue shows as the list that it is, an atomic integer as the integer.
      return isContent(owner, field) ? own : `${own}.${field}`
  }
}

/** Whether a field is all that an object of the library holds. */
function isContent(owner: Obj, field: string): boolean {
  if (owner.isCommon && field === '_content') return true
  if (owner.type?.fixed.native !== true) return false
  return field === 'queue' || (field === 'value' && owner.type.fixed.name === 'AtomicInt')
}

/** The members of an enumeration with their names, and the combinations of those of a flag. */
function membersOf(of: Obj): [string, Value][] {
  if (of.kind !== 'class' || !of.fields.has('.members')) return []
  return [...of.fields].flatMap(([field, each]): [string, Value][] => {
    if (!(each instanceof Obj) || each.type?.shared !== of.shared) return []
    if (!field.startsWith('.flag ')) return [[`${of.fixed.name}.${field}`, each]]
    const name = each.fields.get('_name_')
    return [[typeof name === 'string' ? `${of.fixed.name}.${name}` : `${of.fixed.name}(0)`, each]]
  })
}

/** A part of the text of a value: an object is to be named, and so is the thread or process whose number it is. */
type Part = string | Obj | Ident

/** A value as reports show it. `nameOf` names objects, and threads and processes by their identity. */
export function textOf(value: Value, nameOf: (object: Obj | string) => string = keyOf): string {
  return partsOf(value)
    .map((part) => (part instanceof Obj ? nameOf(part) : part instanceof Ident ? nameOf(part.of) : part))
    .join('')
}

/** The text of a value, with the objects in it. */
function partsOf(value: Value): Part[] {
  if (value instanceof Obj) return [value]
  if (value instanceof Ident) return [`${value.what} of `, value]
  if (!(value instanceof Tuple)) return [plainText(value)]
  const name = value.type === null ? '' : (value.type.fixed.name ?? '')
  return [`${name}(`, ...listed(value.items), value.items.length === 1 ? ',)' : ')']
}

/** The parts of several values. */
function listed(items: readonly Value[]): Part[] {
  return items.flatMap((each, index) => (index === 0 ? partsOf(each) : [', ', ...partsOf(each)]))
}

function plainText(value: Exclude<Value, Obj | Tuple>): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (typeof value === 'number' || typeof value === 'bigint') return `${value}`
  if (typeof value === 'string') return `'${value.replace(/[\\']/g, '\\$&').replace(/\n/g, '\\n')}'`
  if (value instanceof Bound) return value.callee instanceof Obj ? (value.callee.fixed.name ?? 'method') : value.callee.path
  if (value instanceof Float || value instanceof Bytes) return reprOf(value)
  return 'path' in value ? value.path : 'name' in value ? value.name : 'value' in value ? `${value.value}` : identityKey(value)
}

function keyOf(object: Obj | string): string {
  return typeof object === 'string' ? object : identityKey(object)
}
