import type { Span } from '../../../base/source.ts'
import { begin } from '../../lowering/arrays.ts'
import type { Cell } from '../../lowering/cell.ts'
import { describe, readCell, writeCell } from '../../lowering/cells.ts'
import { checkMaking, identityOf, objectKey } from '../../lowering/frames.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { none, object, type Value } from '../../lowering/values.ts'
import { joined, jumpOn } from '../../lowering/ways.ts'
import { comparison } from './comparisons.ts'
import { DictObject, type Entry } from './containers.ts'
import { hasContent, mayHaveContent } from './contents.ts'

/** Makes a dict with constant keys. */
export function newDict(c: Lowering, entries: readonly (readonly [Value, Value])[], span: Span): Value {
  checkMaking(c, span, 'a dict')
  const key = objectKey(c, span, 'dict')
  const cells = new Map<string, Entry>()
  for (const [entryKey, value] of entries) {
    const name = keyName(entryKey, span)
    const cell = entryCell(c, key, null, name)
    begin(c, cell, value, span)
    cells.set(name, { key: cells.get(name)?.key ?? entryKey, cell }) // the key that was there first stays
  }
  return object(c.pass.add(new DictObject(identityOf(c, key), cells)))
}

function entryCell(c: Lowering, key: string, dict: string | null, name: string): Cell {
  return c.pass.cell(`${key}[${name}]`, { name: `${dict ?? ''}[${name}]`, role: { kind: 'part' } })
}

function keyName(key: Value, span: Span): string {
  if (key.kind === 'constant') {
    if (key.value === null) return 'None'
    return typeof key.value === 'string' ? `'${key.value}'` : `${Number(key.value)}`
  }
  if (key.kind === 'object' && !hasContent(key.object)) return `#${key.object.code}`
  throw new Refusal(span, 'the keys of a dict must be constants', 'use constant strings or integers as keys, or use a list')
}

/** The value of `dict[key]`. */
export function dictElement(c: Lowering, dict: DictObject, key: Value, span: Span): Value {
  return dictEntry(c, dict, key, span, (cell) => readCell(c, cell, span))
}

/** Writes `dict[key] = value`. */
export function setDictElement(c: Lowering, dict: DictObject, key: Value, value: Value, span: Span): void {
  if (key.kind !== 'dynamic' && !dict.entries.has(keyName(key, span))) return addEntry(c, dict, key, value, span)
  const write = (cell: Cell): Value => {
    writeCell(c, cell, value, span)
    return none
  }
  // Python adds a new key; here the execution ends with a finding that says so.
  const missing = `a key that is not in ${dict.name ?? 'the dict'} when threads start`
  dictEntry(c, dict, key, span, write, () => c.flow.emit({ op: 'assert', that: { kind: 'constant', value: 0 } }, span, missing))
}

function addEntry(c: Lowering, dict: DictObject, key: Value, value: Value, span: Span): void {
  if (!c.initial) {
    throw new Refusal(span, 'this key is not in the dict when threads start', 'create the dict with all of its keys')
  }
  const name = keyName(key, span)
  const cell = entryCell(c, dict.key, dict.name, name)
  dict.entries.set(name, { key, cell })
  writeCell(c, cell, value, span)
}

/** Calls `act` for the entry of a key. Raises `KeyError` if there is none, after `otherwise`. */
function dictEntry(
  c: Lowering,
  dict: DictObject,
  key: Value,
  span: Span,
  act: (cell: Cell) => Value,
  otherwise: () => void = () => {},
): Value {
  if (key.kind !== 'dynamic') {
    const entry = dict.entries.get(keyName(key, span))
    return entry === undefined ? c.raise('KeyError', span) : act(entry.cell)
  }
  checkKey(c, key, span)
  const held = c.flow.held(key, span)
  return joined(c, span, (result, end) => {
    for (const entry of dict.entries.values()) {
      const next = c.flow.label()
      jumpOn(c, comparison(c, '==', held, entry.key, span), false, next, span)
      if (c.flow.reachable) c.flow.bind(result, act(entry.cell), span)
      c.flow.jump(end, span)
      c.flow.arrive(next, span)
    }
    otherwise()
    c.raise('KeyError', span)
  })
}

/** Refuses a key that may have no hash, or that is found by its content. */
export function checkKey(c: Lowering, key: Value, span: Span): void {
  const isPlain = key.kind === 'constant' || (key.kind === 'object' && !hasContent(key.object))
  if (isPlain || (key.kind === 'dynamic' && !mayHaveContent(c, key.type))) return
  throw new Refusal(span, `${describe(key)} as a key is not supported`, 'use constant strings or integers as keys')
}

/** The entries of a dict one by one, each read when it is its turn. */
export function* eachEntry(c: Lowering, dict: DictObject, what: 'items' | 'values', span: Span): Generator<Value> {
  const { size } = dict.entries
  for (const { key, cell } of dict.entries.values()) {
    if (dict.entries.size !== size) throw changedSize(span)
    const value = readCell(c, cell, span)
    yield what === 'values' ? value : { kind: 'tuple', items: [key, value] }
  }
}

/** `dict.get(key, fallback)`. */
export function getEntry(c: Lowering, dict: DictObject, key: Value, fallback: Value, span: Span): Value {
  if (key.kind !== 'constant') throw new Refusal(span, 'the key must be known when the program is read', 'use a constant key')
  const found = dict.entries.get(keyName(key, span))
  return found === undefined ? fallback : readCell(c, found.cell, span)
}

/** The keys of a dict one by one. */
export function* eachKey(dict: DictObject, span: Span): Generator<Value> {
  const { size } = dict.entries
  for (const { key } of dict.entries.values()) {
    if (dict.entries.size !== size) throw changedSize(span)
    yield key
  }
}

function changedSize(span: Span): Refusal {
  return new Refusal(span, 'the loop adds keys to the dict that it visits', 'CPython raises RuntimeError here')
}
