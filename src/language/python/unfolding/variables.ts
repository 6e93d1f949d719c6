import { notSet } from '../../../program/heap.ts'
import type { Meaning, SharedVariable } from '../../../program/program.ts'
import { type CellInfo, isOriginal, type Memory } from '../machine/memory.ts'
import { Obj, Tuple, type Value } from '../machine/objects.ts'
import { reprOf } from '../machine/plain/repr.ts'
import { pooledIn } from '../machine/references.ts'
import { Bytes, Float } from '../machine/values.ts'
import { type ObjectNames, textOf } from './names.ts'

/** Where a cell is in the program: a variable, and the element if that is an array. */
export interface Location {
  readonly variable: number
  readonly element: number | null
}

/** The values of a variable as integers: integers are themselves, as far as no other value needs their place. */
class ValueCodes {
  private readonly codes = new Map<number, number>()
  readonly meanings: Record<string, Meaning> = {}

  constructor(numbers: ReadonlySet<number>, memory: Memory, names: ObjectNames, least: number, isSet: boolean) {
    const all = [...numbers].map((number) => [number, memory.values.valueOf(number)] as const)
    const isBoolean = all.every(([number, value]) => typeof value === 'boolean' || number === 0)
    let most = least
    for (const [number, value] of all) {
      if (typeof value === 'number' && Math.abs(value) <= largest) {
        this.codes.set(number, value)
        most = Math.max(most, value)
      }
    }
    if (isBoolean && all.length > 0) {
      for (const [number, value] of all) if (typeof value === 'boolean') this.set(number, value ? 1 : 0, value)
      most = Math.max(most, 1)
    }
    // What has no notation as an integer comes behind the integers, in the order of first use.
    for (const [number, value] of all.sort(([one], [other]) => one - other)) {
      if (!this.codes.has(number)) this.set(number, ++most, meaningOf(number, value, names, isSet))
    }
  }

  private set(number: number, code: number, meaning: Meaning): void {
    this.codes.set(number, code)
    this.meanings[`${code}`] = meaning
  }

  /** An entry that is not there is absent; a variable without a value is not set. */
  callAbsent(): void {
    const code = this.codes.get(0)
    if (code !== undefined) this.meanings[`${code}`] = { name: 'absent' }
  }

  /** The integer for a value, which is added if the variable never has it. */
  add(number: number, meaning: Meaning): number {
    const known = this.codes.get(number)
    if (known !== undefined) return known
    const code = Math.max(-1, ...this.codes.values()) + 1
    if (typeof meaning === 'object' && meaning !== null && /^-?\d+$/.test(meaning.name)) {
      const plain = Number(meaning.name)
      if (![...this.codes.values()].includes(plain)) return plain
    }
    this.set(number, code, meaning)
    return code
  }

  /** All values, as numbers, with their integers. */
  all(): Iterable<readonly [number, number]> {
    return this.codes
  }

  of(number: number): number {
    const code = this.codes.get(number)
    if (code === undefined) throw new Error('a value that its variable never has')
    return code
  }
}

const largest = 1_000_000_000

function meaningOf(number: number, value: Value | undefined, names: ObjectNames, isSet: boolean): Meaning {
  if (number === 0 || value === undefined) return { name: notSet }
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (value instanceof Float || value instanceof Bytes) return { name: reprOf(value) }
  if (isSet && value instanceof Tuple)
    return denotedParts(value.items.length === 0 ? ['set()'] : names.setParts(value.items), names)
  return denotedParts(names.parts(value), names)
}

function denotedParts(parts: readonly (string | number)[], names: ObjectNames): Meaning {
  const name = names.joined(parts)
  return parts.some((part) => typeof part === 'number') ? { name, parts } : { name }
}

/** The list, dict or such that is the only value of a variable, once it has one. */
export function onlyObject(numbers: ReadonlySet<number>, memory: Memory): Obj | null {
  const values = [...numbers].filter((number) => number !== 0).map((number) => memory.values.valueOf(number))
  const [value] = values
  const isContainer = value instanceof Obj && ['list', 'dict', 'deque', 'set', 'frozenset'].includes(value.kind)
  return values.length === 1 && isContainer ? value : null
}

/** The variables of the program, made of the places in the memory that its steps name. */
export class Variables {
  readonly shared: SharedVariable[] = []
  private readonly locations = new Map<number, Location>()
  private readonly codes: ValueCodes[] = []
  /** Whose content each variable is. */
  readonly owners: { readonly owner: Obj; readonly field: string }[] = []
  /** Objects whose names are in those of entries. */
  readonly keys: Obj[] = []
  private readonly memory: Memory
  private readonly names: ObjectNames
  private readonly isUnobserved: (owner: Obj, field: string) => boolean
  private readonly possible: ReadonlyMap<number, ReadonlySet<number>>

  /** `possible` has, by cell, the numbers of the values that it can have. */
  constructor(
    memory: Memory,
    names: ObjectNames,
    possible: ReadonlyMap<number, ReadonlySet<number>>,
    isUnobserved: (owner: Obj, field: string) => boolean,
  ) {
    this.isUnobserved = isUnobserved
    this.memory = memory
    this.names = names
    this.possible = possible
    const groups = new Map<string, number[]>()
    for (const cell of possible.keys()) {
      const key = this.groupOf(cell)
      groups.set(key, [...(groups.get(key) ?? []), cell])
    }
    for (const cells of groups.values()) this.declare(cells.sort((a, b) => this.order(a, b)))
    this.sizeArrays()
  }

  /** What the name of a process's own copy of a variable ends with. */
  private ofProcess(process: string): string {
    const object = this.memory.objectOf(process)
    return object === undefined ? '' : `@${this.names.of(object)}`
  }

  private info(cell: number): CellInfo {
    const info = this.memory.cells[cell]
    if (info === undefined) throw new Error('no cell')
    return info
  }

  /** The elements of a list are one variable, and so are the entries of a dict. */
  private groupOf(cell: number): string {
    const { owner, field, process } = this.info(cell)
    const isElement = field.startsWith('[') || field.startsWith('=')
    return isElement ? `${process}|${owner.shared}|*` : `${cell}`
  }

  private order(one: number, other: number): number {
    const [first, second] = [this.info(one), this.info(other)]
    if (first.field.startsWith('[')) return Number(first.field.slice(1)) - Number(second.field.slice(1))
    // Dicts that threads make are compared, so that equal ones have their entries in the same order.
    if (!isOriginal(first.owner)) return first.field < second.field ? -1 : 1
    return one - other
  }

  private declare(cells: readonly number[]): void {
    const [first = -1] = cells
    const { owner, field, process } = this.info(first)
    const numbers = new Set(cells.flatMap((cell) => [this.info(cell).initial, ...(this.possible.get(cell) ?? [])]))
    const isArray = field.startsWith('[') || field.startsWith('=')
    const isSet = field === '#' && (owner.kind === 'set' || owner.kind === 'frozenset')
    const codes = new ValueCodes(numbers, this.memory, this.names, isArray ? 0 : -1, isSet)
    const variable = this.shared.length
    this.owners.push({ owner, field })
    this.codes.push(codes)
    if (field.startsWith('=')) codes.callAbsent()
    const initial = cells.map((cell) => codes.of(this.info(cell).initial))
    const meanings = Object.keys(codes.meanings).length === 0 ? {} : { meanings: codes.meanings }
    for (const [element, cell] of cells.entries()) this.locations.set(cell, { variable, element: isArray ? element : null })
    if (!isArray) {
      const own = this.names.field(owner, field, undefined)
      const isName = this.isName(owner, own, numbers)
      const name = isName ? `&${own}` : own
      // A container is shown itself, and not again as what its variable holds.
      const only = onlyObject(numbers, this.memory)
      const isNoData = this.areMachinery(numbers) || (only !== null && !this.names.isAnonymous(only))
      const isLoose = isSet && this.holdsPooled(numbers)
      const hidden = isName || isNoData || isLoose || process !== '' || this.isHidden(owner, field) ? { hidden: true } : {}
      this.shared.push({
        name: plainName(name + this.ofProcess(process)),
        length: null,
        initial,
        atomic: false,
        ...meanings,
        ...hidden,
      })
      return
    }
    const name = plainName(this.names.of(owner) + this.ofProcess(process))
    const isDict = owner.kind === 'dict'
    const keys = cells.map((cell) => textOf(this.keyOf(owner, this.info(cell).field), (object) => this.keyName(object)))
    const entries = isDict ? { entries: { keys, absent: numbers.has(0) ? codes.of(0) : -2147483648 } } : {}
    const isLoose = cells.some((cell) => this.manyIn(this.keyOf(owner, this.info(cell).field)) > 0)
    const isHidden = isLoose || process !== '' || this.isHidden(owner, field) || this.areMachinery(numbers)
    const hidden = isHidden ? { hidden: true } : {}
    this.shared.push({ name, length: cells.length, initial, atomic: false, ...meanings, ...entries, ...hidden })
  }

  /** The key of an entry, of which its cell has only what equal keys have in common. */
  private keyOf(owner: Obj, field: string): Value {
    for (const { owner: of, field: other, initial } of this.memory.cells) {
      if (of.shared !== owner.shared || other !== '#') continue
      const cell = this.memory.cell(of, '#')
      for (const number of [initial, ...(this.possible.get(cell) ?? [])]) {
        const keys = this.memory.values.valueOf(number)
        const found = keys instanceof Tuple ? keys.items.find((key) => this.memory.keyText(key) === field.slice(1)) : undefined
        if (found !== undefined) return found
      }
    }
    const initial = owner.fields.get('#')
    return (
      (initial instanceof Tuple ? initial.items.find((key) => this.memory.keyText(key) === field.slice(1)) : null) ??
      field.slice(1)
    )
  }

  private keyName(object: Obj | string): string {
    if (typeof object !== 'string') this.keys.push(object)
    return this.names.of(object)
  }

  /** A container that the library made for itself: no way from a variable of the program leads to it. */
  private isMadeByLibrary(owner: Obj): boolean {
    return this.memory.isLibraryPart(owner) && !this.names.has(owner)
  }

  /** Whether a set has several objects whose identities say nothing, and so does their order. */
  private holdsPooled(numbers: ReadonlySet<number>): boolean {
    return [...numbers].some((number) => this.manyIn(this.memory.values.valueOf(number)) > 1)
  }

  private manyIn(value: Value | undefined): number {
    return pooledIn(value).filter((each) => this.memory.isMany(each)).length
  }

  /** Bookkeeping, and what belongs to the library's own objects. */
  private isHidden(owner: Obj, field: string): boolean {
    if (this.isUnobserved(owner, field)) return true
    if (owner.site === 'output') return false
    if (owner.isCommon && (field === 'value' || owner.kind !== 'instance')) return false
    if (field === '#') return owner.kind !== 'set' && owner.kind !== 'frozenset'
    if (field.startsWith('.') || field === 'index' || field === 'unfinished_tasks') return true
    if (field === 'maxsize' && owner.type?.fixed.native === true) return true
    if (this.names.isInternal(owner) || this.isMadeByLibrary(owner) || this.isOf(owner, 'BaseException')) return true
    return owner.type !== null && this.memory.isLibrary(owner) && !/^[[=]/.test(field)
  }

  /** Whether a variable of the module only ever refers to the list or dict that has its name. */
  private isName(owner: Obj, name: string, numbers: ReadonlySet<number>): boolean {
    const only = onlyObject(numbers, this.memory)
    return (owner.kind === 'module' || owner.type?.fixed.native === true) && only !== null && this.names.of(only) === name
  }

  /** Whether all values are no data: functions and classes, which `def` and `class` assign, threads, futures and such. */
  private areMachinery(numbers: ReadonlySet<number>): boolean {
    const values = [...numbers].filter((number) => number !== 0).map((number) => this.memory.values.valueOf(number))
    return values.length > 0 && values.every((value) => value instanceof Obj && this.isMachinery(value))
  }

  private isMachinery(value: Obj): boolean {
    if (value.kind === 'function' || value.kind === 'class' || this.isOf(value, 'Thread')) return true
    return value.kind === 'instance' && this.memory.isLibrary(value) && !this.isOf(value, 'BaseException')
  }

  /** Whether an object is one of a class of Python, or of a subclass. */
  private isOf({ kind, type }: Obj, name: string): boolean {
    return kind === 'instance' && (type?.fixed.mro?.some(({ fixed }) => fixed.native === true && fixed.name === name) ?? false)
  }

  private sizeArrays(): void {
    for (const cell of this.possible.keys()) {
      const { owner, field, process } = this.info(cell)
      if (field !== '#' || (owner.kind !== 'list' && owner.kind !== 'deque')) continue
      const size = this.locations.get(cell)
      const first = [...this.locations].find(([other]) => this.groupOf(other) === `${process}|${owner.shared}|*`)
      if (size === undefined || first === undefined) continue
      const array = this.shared[first[1].variable]
      if (array !== undefined) this.shared[first[1].variable] = { ...array, sizedBy: size.variable }
    }
  }

  location(cell: number): Location {
    const found = this.locations.get(cell)
    if (found === undefined) throw new Error('a cell without a variable')
    return found
  }

  /** The integer for a value of a cell. */
  code(cell: number, value: number): number {
    const codes = this.codes[this.location(cell).variable]
    if (codes === undefined) throw new Error('a variable without values')
    return codes.of(value)
  }

  /** All values that a variable can have, by number, with their integers. */
  valuesOf(variable: number): Iterable<readonly [number, number]> {
    return this.codes[variable]?.all() ?? []
  }

  /** The integer for a value that a claim names, which the variable may never have. */
  codeOfValue(variable: number, value: number): number {
    return this.codes[variable]?.add(value, meaningOf(value, this.memory.values.valueOf(value), this.names, false)) ?? 0
  }

  /** Keys of the entries of a dict, as texts by which they are found. */
  keysOf(variable: number): readonly string[] {
    const cells = [...this.locations].filter(([, location]) => location.variable === variable)
    return cells
      .sort(([, one], [, other]) => (one.element ?? 0) - (other.element ?? 0))
      .map(([cell]) => this.info(cell).field.slice(1))
  }

  /** The integer of an entry that is not there. */
  absentIn(variable: number): number {
    return this.shared[variable]?.entries?.absent ?? 0
  }

  isKnown(cell: number): boolean {
    return this.locations.has(cell)
  }
}

/** A name as the IR allows it: without spaces. */
function plainName(name: string): string {
  return name.replace(/[\s\p{Cc}\p{Bidi_Control}\u200b-\u200d\ufeff]+/gu, '_')
}
