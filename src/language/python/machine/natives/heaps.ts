import type { Machine } from '../machine.ts'
import { define, integer, type Natives } from '../native.ts'
import { Obj, type Value } from '../objects.ts'
import { less } from '../operators.ts'
import { Raised } from '../values.ts'

/** The functions of `heapq` and `bisect`. Each is one step, as in CPython, where they are written in C. */
export function heapNatives(table: Natives): void {
  const onHeap = (name: string, parameters: string, body: (m: Machine, heap: Value[], item: Value) => Value): void => {
    define(table, `heapq.${name}`, parameters, (m, [list = null, item = null]) => {
      if (!(list instanceof Obj) || list.kind !== 'list') {
        const which = parameters.includes('item') ? ' 1' : ''
        throw new Raised('TypeError', `${name}() argument${which} must be list, not ${m.classes.nameOf(list)}`)
      }
      m.memory.synchronised = true
      const items = m.containers.items(list)
      const result = body(m, items, item)
      m.containers.setItems(list, items)
      return result
    })
  }
  onHeap('heappush', 'heap, item, /', (m, heap, item) => {
    pushHeap(m, heap, item)
    return null
  })
  onHeap('heappop', 'heap, /', (m, heap) => popHeap(m, heap))
  onHeap('heapify', 'heap, /', (m, heap) => {
    for (let at = (heap.length >> 1) - 1; at >= 0; at--) sink(m, heap, at)
    return null
  })
  onHeap('heappushpop', 'heap, item, /', (m, heap, item) => {
    const [first = null] = heap
    return heap.length > 0 && less(m, first, item) ? replaced(m, heap, item) : item
  })
  onHeap('heapreplace', 'heap, item, /', (m, heap, item) => {
    if (heap.length === 0) throw new Raised('IndexError', 'index out of range')
    return replaced(m, heap, item)
  })
  for (const side of ['left', 'right'] as const) {
    define(table, `.bisect_${side}`, 'a, x, lo, hi, /', (m, [a = null, x = null, lo, hi]) => place(m, side, a, x, lo, hi))
    define(table, `.insort_${side}`, 'a, x, lo, hi, /', (m, [a = null, x = null, lo, hi]) => {
      const at = place(m, side, a, x, lo, hi)
      if (!(a instanceof Obj)) throw new Raised('TypeError', 'a list is needed')
      const items = m.containers.items(a)
      items.splice(at, 0, x)
      m.containers.setItems(a, items)
      return null
    })
  }
}

/** Adds an item to a heap. */
export function pushHeap(m: Machine, heap: Value[], item: Value): void {
  heap.push(item)
  rise(m, heap, 0, heap.length - 1)
}

/** Takes the least item of a heap. */
export function popHeap(m: Machine, heap: Value[]): Value {
  const last = heap.pop()
  if (last === undefined) throw new Raised('IndexError', 'index out of range')
  return heap.length === 0 ? last : replaced(m, heap, last)
}

function replaced(m: Machine, heap: Value[], item: Value): Value {
  const [first = null] = heap
  heap[0] = item
  sink(m, heap, 0)
  return first
}

/** Moves an item up until its parent is not greater. */
function rise(m: Machine, heap: Value[], top: number, from: number): void {
  const item = heap[from] ?? null
  let at = from
  while (at > top) {
    const above = (at - 1) >> 1
    const parent = heap[above] ?? null
    if (!less(m, item, parent)) break
    heap[at] = parent
    at = above
  }
  heap[at] = item
}

/** Moves an item down to a leaf, past the lesser of two children each time, and then up to its place: what CPython does. */
function sink(m: Machine, heap: Value[], top: number): void {
  const item = heap[top] ?? null
  let at = top
  for (;;) {
    let child = 2 * at + 1
    if (child >= heap.length) break
    const other = child + 1
    if (other < heap.length && !less(m, heap[child] ?? null, heap[other] ?? null)) child = other
    heap[at] = heap[child] ?? null
    at = child
  }
  heap[at] = item
  rise(m, heap, top, at)
}

/** Where an item belongs in a sorted sequence: before or after those that are equal. */
function place(m: Machine, side: 'left' | 'right', a: Value, x: Value, lo: Value | undefined, hi: Value | undefined): number {
  m.memory.synchronised = true
  const items = m.host.collect(m, a)
  let low = integer(m, lo)
  let high = integer(m, hi, items.length)
  if (low < 0) throw new Raised('ValueError', 'lo must be non-negative')
  while (low < high) {
    const middle = (low + high) >> 1
    const each = items[middle]
    if (each === undefined) throw new Raised('IndexError', 'list index out of range')
    const isLeft = side === 'left' ? !less(m, each, x) : less(m, x, each)
    if (isLeft) high = middle
    else low = middle + 1
  }
  return low
}
