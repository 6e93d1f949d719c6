import { lookUp, ownSpecial, special } from './attributes.ts'
import { construct, makeClass } from './construct.ts'
import { deliver } from './deliver.ts'
import { execute } from './execute.ts'
import { collect, iterate, next, viewItems } from './iteration.ts'
import { hashKey, ownHash } from './keys.ts'
import type { Host, Machine } from './machine.ts'
import { updatedInPlace, viewContains } from './natives/mappings.ts'
import { attributesOf } from './natives/objects.ts'
import { percent } from './natives/texts.ts'
import { combinedRegisters, Obj, Range, type Slot, Tainted, Tuple, type Value } from './objects.ts'
import { isOfValue, isPlain, isSetLike, meantValue } from './operators.ts'
import { bindArguments } from './parameters.ts'
import { deleteItem, item, lengthOfValue, setItem } from './subscripts.ts'
import { formatOf, textOf } from './texts.ts'
import { Bytes, Float, Hash, Unsupported } from './values.ts'

/** Whether a value counts as true. Methods of the program are called at once. */
function truth(m: Machine, value: Value): boolean {
  if (typeof value === 'boolean') return value
  if (value === null) return false
  if (typeof value === 'number' || typeof value === 'bigint') return value !== 0 && value !== 0n
  if (typeof value === 'string') return value !== ''
  if (value instanceof Float) return value.value !== 0
  if (value instanceof Bytes) return value.text !== ''
  if (value instanceof Tuple) return value.items.length > 0
  if (value instanceof Range) return value.length > 0
  if (isPlain(value) || !(value instanceof Obj)) return true
  const own = ownSpecial(m, value, '__bool__')
  if (own !== undefined) return truth(m, m.nested(own, []))
  const length = ownSpecial(m, value, '__len__')
  if (length !== undefined) return truth(m, m.nested(length, []))
  const isContainer = ['list', 'deque', 'dict', 'set', 'frozenset'].includes(value.kind) || isSetLike(m, value)
  return isContainer ? lengthOfValue(m, value) !== 0 : true
}

/** What a result depends on: the arguments, and what this instruction has read. */
function tainted(m: Machine, result: Value, from: readonly Slot[]): Slot {
  const registers = combinedRegisters(...from)
  const read = m.memory.token === 1 && m.memory.events.some(({ kind }) => kind === 'read') ? m.lastRegisters() : null
  if (registers === null && read === null) return result
  return new Tainted(
    result,
    [...new Set([...(registers ?? []), ...(read ?? [])])].sort((a, b) => a - b),
    false,
  )
}

/** Functions of numbers and texts, for which a member of an enumeration of such is its value. */
const ofValues =
  /^(?:\.method |(?:str|int|float|math|bytes|range)\.(?!__)|range\.__new__|(?:int|float|bytes)\.__new__|(?:int|abs|round|divmod|pow|chr|ord|hex|bin|oct|json)$)/

function operands(m: Machine, path: string, args: readonly Value[]): readonly Value[] {
  const isMember = isOfValue
  const meant = (each: Value): Value => meantValue(m, each)
  if (path === 'str.__new__') return args
  // What is filled in is written as its class says.
  if (path === 'str.format') return args.map((each, at) => (at === 0 && isMember(each) ? meant(each) : each))
  if (path === 'str.join' && args[1] instanceof Obj && args[1].kind === 'list') {
    const parts = m.containers.items(args[1])
    return parts.some(isMember) ? [args[0] ?? null, m.host.list(m, parts.map(meant))] : args
  }
  return args.some(isMember) && ofValues.test(path) ? args.map(meant) : args
}

/** The rest of the library, for the machine. `module` and `builtin` know the modules and names of Python. */
export function makeHost(module: Host['module'], builtin: Host['builtin']): Host {
  return {
    bind: bindArguments,
    execute,
    deliver,
    construct,
    special,
    tainted,
    truth,
    operands,
    attributesOf,
    attribute: (m, object, name, then) => {
      const found = lookUp(m, object, name)
      if (found !== undefined) then(found.value)
    },
    list: (m, items, kind = 'list') => {
      const made = new Obj(kind, kind === 'deque' ? m.classes.named('collections.deque') : null, m.site)
      made.items = [...items]
      return made
    },
    set: (m, items, kind = 'set') => {
      const made = new Obj(kind, null, m.site)
      m.containers.setMembers(made, items)
      return made
    },
    merged: (m, left, right) => {
      const made = new Obj('dict', left.type, m.site)
      m.containers.setEntries(made, m.containers.entries(left))
      for (const { key, value } of m.containers.entries(right)) m.containers.set(made, key, value)
      return made
    },
    percent,
    updatedInPlace,
    members: (m, set) => (set.kind === 'instance' ? viewItems(m, set) : m.containers.keys(set)),
    viewContains,
    collect,
    iterate,
    next,
    text: textOf,
    format: formatOf,
    item,
    setItem,
    deleteItem,
    module,
    builtin,
    makeClass,
  }
}

/** How objects of classes of the program are told apart as keys: by `__hash__` and `__eq__`, or by identity. */
export function objectKeys(m: Machine): (object: Obj) => string | null {
  return (object) => {
    if (object.type === null || object.type.fixed.native === true) return frozenKey(m, object)
    if (m.memory.read(object.type, '.plain') === true) {
      return hashKey(m.memory.read(object, '_value_') ?? null, objectKeys(m))
    }
    const own = ownSpecial(m, object, '__hash__')
    if (own !== null && isOfValue(object)) throw ownEquality(m, object)
    if (own === undefined) return frozenKey(m, object)
    if (own === null) return unhashable(m, object)
    const owner = object.type.fixed.mro?.find((each) => m.memory.read(each, '__hash__') !== undefined)
    const fields = owner === undefined ? undefined : m.memory.read(owner, '.hash fields')
    if (fields instanceof Tuple) {
      const parts = fields.items.map((name) => m.memory.read(object, `${name}`) ?? null)
      return `${hashKey(object.type, () => null)}(${parts.map((each) => hashKey(each, objectKeys(m))).join(',')})`
    }
    const hash = m.nested(own, [])
    if (hash instanceof Hash) return `${ownHash}${hash.name}`
    if (typeof hash !== 'number' && typeof hash !== 'bigint' && typeof hash !== 'boolean') {
      throw m.raising(m.makeException('TypeError', ['__hash__ method should return an integer']))
    }
    return `${ownHash}${BigInt(hash)}`
  }
}

function ownEquality(m: Machine, object: Obj): Unsupported {
  return new Unsupported(
    `a key of the class \`${m.classes.nameOf(object)}\`, which has \`__eq__\` or \`__hash__\` of its own, is not supported`,
    'use the number or text as the key',
  )
}

function frozenKey(m: Machine, object: Obj): string | null {
  if (object.kind !== 'frozenset') return null
  const keys = m.containers.keys(object).map((each) => m.containers.key(each))
  return `{${keys.sort().join(',')}}`
}

function unhashable(m: Machine, object: Obj): never {
  throw m.raising(m.makeException('TypeError', [`unhashable type: '${object.type?.fixed.name ?? ''}'`]))
}
