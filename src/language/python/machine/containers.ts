import { hashKey, ownHash, sortedMembers } from './keys.ts'
import { indexError, type Memory } from './memory.ts'
import { type Entry, Obj, Tuple, type Value } from './objects.ts'
import { Unsupported } from './values.ts'

/** The content of lists, dicts and sets, wherever it is: in the object, or in the memory that threads share. */
export class Containers {
  private readonly memory: Memory

  constructor(memory: Memory) {
    this.memory = memory
  }

  /** Which keys there are is looked at and changed at once: only the entries themselves can race. */
  private synchronised<T>(access: () => T): T {
    const before = this.memory.synchronised
    this.memory.synchronised = true
    const result = access()
    this.memory.synchronised = before
    return result
  }

  private isOwn(object: Obj): boolean {
    return object.shared === null || this.memory.isInitial
  }

  /** The object whose attributes a dict shows. */
  private owner({ fixed }: Obj): Obj | null {
    const [owner] = fixed.visits === attributesView ? (fixed.sources ?? []) : []
    return owner === undefined || !isObject(owner) ? null : this.memory.canonical(owner)
  }

  private attributes(owner: Obj): Entry[] {
    return this.memory.fieldsOf(owner).flatMap((key) => {
      const value = isAttribute(owner, key) ? this.memory.read(owner, key) : undefined
      return value === undefined ? [] : [{ key, value }]
    })
  }

  length(object: Obj): number {
    const owner = this.owner(object)
    if (owner !== null) return this.attributes(owner).length
    if (this.isOwn(object)) return object.kind === 'list' || object.kind === 'deque' ? object.items.length : object.entries.size
    const size = this.memory.read(object, '#')
    return size instanceof Tuple ? size.items.length : Number(size)
  }

  items(object: Obj): Value[] {
    if (this.isOwn(object)) return [...object.items]
    const length = this.length(object)
    return Array.from({ length }, (_, index) => this.memory.read(object, `[${index}`) ?? null)
  }

  /** The element of a list at an index that may be negative. */
  item(object: Obj, index: number): Value {
    const at = this.position(object, index, `${object.kind}`)
    if (this.isOwn(object)) return object.items[at] ?? null
    return this.memory.read(object, `[${at}`) ?? null
  }

  setItem(object: Obj, index: number, value: Value): void {
    const at = this.position(object, index, object.kind === 'deque' ? 'deque' : 'list assignment')
    if (this.isOwn(object)) object.items[at] = value
    else this.memory.write(object, `[${at}`, value)
  }

  private position(object: Obj, index: number, what: string): number {
    if (this.isOwn(object) || index < 0) {
      const length = this.length(object)
      const at = index < 0 ? index + length : index
      if (at < 0 || at >= length) throw indexError(what)
      return at
    }
    // The length of a list that other threads change is looked at only where the element does not exist.
    if (this.memory.read(object, `[${index}`) === undefined) throw indexError(what)
    return index
  }

  setItems(object: Obj, values: readonly Value[]): void {
    if (this.isOwn(object)) {
      object.items = [...values]
      return
    }
    const old = this.items(object)
    for (const [index, value] of values.entries()) {
      if (index >= old.length || !Object.is(old[index], value)) this.memory.write(object, `[${index}`, value)
    }
    for (let index = values.length; index < old.length; index++) this.memory.write(object, `[${index}`, undefined)
    if (old.length !== values.length) this.memory.write(object, '#', values.length)
  }

  /** Adds an element at the end, without a look at the others. */
  append(object: Obj, value: Value): void {
    if (this.isOwn(object)) {
      object.items.push(value)
      return
    }
    const length = this.length(object)
    this.memory.write(object, `[${length}`, value)
    this.memory.write(object, '#', length + 1)
  }

  /** Takes the last element. */
  pop(object: Obj): Value | undefined {
    if (this.isOwn(object)) return object.items.pop()
    const length = this.length(object)
    if (length === 0) return undefined
    const value = this.memory.read(object, `[${length - 1}`) ?? null
    this.memory.write(object, `[${length - 1}`, undefined)
    this.memory.write(object, '#', length - 1)
    return value
  }

  keys(object: Obj): readonly Value[] {
    const owner = this.owner(object)
    if (owner !== null) return this.attributes(owner).map(({ key }) => key)
    if (this.isOwn(object)) return [...object.entries.values()].map(({ key }) => key)
    const keys = this.synchronised(() => this.memory.read(object, '#'))
    return keys instanceof Tuple ? keys.items : []
  }

  entries(object: Obj): Entry[] {
    const owner = this.owner(object)
    if (owner !== null) return this.attributes(owner)
    if (this.isOwn(object)) return [...object.entries.values()]
    return this.keys(object).map((key) => ({ key, value: this.get(object, key) ?? null }))
  }

  get(object: Obj, key: Value): Value | undefined {
    const owner = this.owner(object)
    if (owner !== null) return typeof key === 'string' && isAttribute(owner, key) ? this.memory.read(owner, key) : undefined
    const text = this.keyIn(object, key)
    if (this.isOwn(object)) return object.entries.get(text)?.value
    return this.memory.read(object, `=${text}`)
  }

  set(object: Obj, key: Value, value: Value): void {
    const owner = this.owner(object)
    if (owner !== null) {
      if (typeof key !== 'string' || !isAttribute(owner, key)) throw oddAttribute()
      this.memory.write(owner, key, value)
      return
    }
    const text = this.keyIn(object, key)
    if (this.isOwn(object)) {
      const known = object.entries.get(text)
      object.entries.set(text, { key: known === undefined ? key : known.key, value })
      return
    }
    const isNew = this.memory.read(object, `=${text}`) === undefined
    this.memory.publish(key)
    this.memory.write(object, `=${text}`, value)
    if (isNew) this.synchronised(() => this.memory.write(object, '#', new Tuple([...this.keys(object), key])))
  }

  remove(object: Obj, key: Value): boolean {
    const owner = this.owner(object)
    if (owner !== null) {
      if (this.get(object, key) === undefined) return false
      this.memory.write(owner, `${key}`, undefined)
      return true
    }
    const text = this.keyIn(object, key)
    if (this.isOwn(object)) return object.entries.delete(text)
    if (this.memory.read(object, `=${text}`) === undefined) return false
    this.memory.write(object, `=${text}`, undefined)
    this.memory.write(object, '#', new Tuple(this.keys(object).filter((each) => this.key(each) !== text)))
    return true
  }

  setEntries(object: Obj, entries: readonly Entry[]): void {
    if (this.owner(object) !== null) {
      for (const key of this.keys(object)) this.remove(object, key)
      for (const { key, value } of entries) this.set(object, key, value)
      return
    }
    if (this.isOwn(object)) {
      object.entries = new Map(entries.map((each) => [this.key(each.key), each]))
      return
    }
    for (const key of this.keys(object)) this.memory.write(object, `=${this.key(key)}`, undefined)
    for (const { key, value } of entries) {
      this.memory.publish(key)
      this.memory.write(object, `=${this.key(key)}`, value)
    }
    this.memory.write(object, '#', new Tuple(entries.map(({ key }) => key)))
  }

  /** Whether a set has an element. */
  has(object: Obj, value: Value): boolean {
    if (this.owner(object) !== null) return this.get(object, value) !== undefined
    const text = this.keyIn(object, value)
    if (this.isOwn(object)) return object.entries.has(text)
    if (object.kind === 'dict') return this.memory.read(object, `=${text}`) !== undefined
    return this.keys(object).some((each) => this.key(each) === text)
  }

  /** Replaces the elements of a set. In shared memory they are in an order that does not depend on how they came. */
  setMembers(object: Obj, values: readonly Value[]): void {
    const members = new Map<string, Entry>()
    for (const value of values) {
      const text = this.key(value)
      const known = members.get(text)
      if (known === undefined) members.set(text, { key: value, value: null })
      else if (text.startsWith(ownHash) && !this.memory.sameKey(known.key, value)) throw hashesAgree()
    }
    if (this.isOwn(object)) {
      object.entries = members
      return
    }
    for (const value of values) this.memory.publish(value)
    const sorted = sortedMembers(values, (value) => this.key(value))
    const before = this.keys(object)
    const isEqual =
      before.length === sorted.length && before.every((each, at) => this.key(each) === this.key(sorted[at] ?? null))
    if (!isEqual) this.memory.write(object, '#', new Tuple(sorted))
  }

  /** The text of a key, which is that of an equal one in a dict or set. */
  private keyIn(object: Obj, value: Value): string {
    const text = this.key(value)
    const isOwnHash = text.startsWith(ownHash)
    if (!isOwnHash && !this.memory.hasOwnHashes) return text
    this.memory.hasOwnHashes = true
    const plain = isOwnHash ? text.slice(ownHash.length) : text
    const known = isOwnHash ? this.keyWith(object, text) : undefined
    if (known !== undefined && known !== value && !this.memory.sameKey(known, value)) throw hashesAgree()
    const other = this.keyWith(object, isOwnHash ? plain : ownHash + text)
    if (other !== undefined && this.memory.sameKey(other, value)) throw hashesAgree()
    return text
  }

  private keyWith(object: Obj, text: string): Value | undefined {
    if (this.isOwn(object)) return object.entries.get(text)?.key
    return this.keys(object).find((each) => this.key(each) === text)
  }

  key(value: Value): string {
    return hashKey(value, this.memory.objectKey)
  }
}

/** What a dict of the attributes of an object is marked by. */
export const attributesView = 'attributes'

function isObject(value: Value): value is Obj {
  return value instanceof Obj
}

/** Whether a field of an object is an attribute that `__dict__` shows. */
export function isAttribute(owner: Obj, field: string): boolean {
  return (
    /^[\p{L}_]/u.test(field) && !(field === 'args' && isException(owner)) && !(field === '_value_' && isNumberOrText(owner))
  )
}

/** Whether an object is a number or text of a class of the program, and no member of an enumeration. */
function isNumberOrText({ type, fields }: Obj): boolean {
  return type?.fixed.layout === 'plain' && !fields.has('_name_')
}

function isException({ type }: Obj): boolean {
  return (type?.fixed.mro ?? []).some(({ fixed }) => fixed.native === true && fixed.name === 'BaseException')
}

function oddAttribute(): Unsupported {
  return new Unsupported('an attribute with such a name is not supported', 'use a dict of your own')
}

function hashesAgree(): Unsupported {
  return new Unsupported(
    'keys of which hash and equality disagree are not supported',
    'let `__hash__` and `__eq__` look at the same attributes',
  )
}
