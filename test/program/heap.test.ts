import fc from 'fast-check'
import { expect, test } from 'vitest'
import { denotedText } from '../../src/program/denote.ts'
import { outcomeKey, shownNames, shownValues, withHeap } from '../../src/program/heap.ts'
import type { HeapObject, Meaning, Observable, Program, SharedVariable } from '../../src/program/program.ts'

const nodes = 4
const numbers = [...Array(nodes).keys()]

/** A heap of nodes, each with an integer and a reference, and two variables that refer to nodes; -1 is None. */
interface Heap {
  readonly roots: readonly [number, number]
  readonly values: readonly number[]
  readonly next: readonly number[]
}

const reference = fc.integer({ min: -1, max: nodes - 1 })
const heaps = fc.record({
  roots: fc.tuple(reference, reference),
  values: fc.array(fc.integer({ min: 0, max: 1 }), { minLength: nodes, maxLength: nodes }),
  next: fc.array(reference, { minLength: nodes, maxLength: nodes }),
})

const references: Record<string, Meaning> = Object.fromEntries([
  ['0', null],
  ...numbers.map((each) => [`${each + 1}`, { name: `Node#${each + 1}`, parts: [each] }]),
])

function variable(name: string, meanings?: Record<string, Meaning>): SharedVariable {
  return { name, length: null, initial: [0], atomic: false, ...(meanings === undefined ? {} : { meanings }) }
}

const program: Program = {
  source: null,
  shared: [
    variable('head', references),
    variable('tail', references),
    ...numbers.flatMap((each) => [variable(`Node#${each + 1}.value`), variable(`Node#${each + 1}.next`, references)]),
  ],
  mutexes: [],
  semaphores: [],
  conditions: [],
  barriers: [],
  codes: [],
  threads: [],
  invariants: [],
  expectations: [],
  heap: numbers.map(
    (each): HeapObject => ({
      name: 'Node',
      form: 'object',
      fields: [
        { name: 'value', variable: 2 + 2 * each },
        { name: 'next', variable: 3 + 2 * each },
      ],
    }),
  ),
}

const observed: readonly Observable[] = withHeap(
  program,
  [0, 1].map((each) => ({ kind: 'shared', variable: each, element: null })),
)

function valuesOf({ roots, values, next }: Heap): number[] {
  return [...roots.map((each) => each + 1), ...numbers.flatMap((each) => [values[each] ?? 0, (next[each] ?? -1) + 1])]
}

function keyOf(heap: Heap): string {
  return outcomeKey(program, observed, valuesOf(heap))
}

/** The heap with its nodes in another order. */
function renamed({ roots, values, next }: Heap, order: readonly number[]): Heap {
  const to = (each: number): number => (each === -1 ? -1 : (order[each] ?? -1))
  const from = (each: number): number => order.indexOf(each)
  return {
    roots: [to(roots[0]), to(roots[1])],
    values: numbers.map((each) => values[from(each)] ?? 0),
    next: numbers.map((each) => to(next[from(each)] ?? -1)),
  }
}

function reached({ roots, next }: Heap): Set<number> {
  const found = new Set<number>()
  const queue = roots.filter((each) => each !== -1)
  for (const each of queue) {
    if (found.has(each)) continue
    found.add(each)
    const after = next[each] ?? -1
    if (after !== -1) queue.push(after)
  }
  return found
}

/** Whether some order of the nodes makes the reached parts of two heaps equal: what the key has to say, the long way. */
function areEqual(one: Heap, other: Heap): boolean {
  return orders(numbers).some((order) => {
    const moved = renamed(one, order)
    const all = reached(other)
    return (
      moved.roots.join() === other.roots.join() &&
      [...all].every((each) => moved.values[each] === other.values[each] && moved.next[each] === other.next[each])
    )
  })
}

function orders(all: readonly number[]): number[][] {
  if (all.length === 0) return [[]]
  return all.flatMap((first) => orders(all.filter((each) => each !== first)).map((rest) => [first, ...rest]))
}

test('a renaming of objects does not change an outcome', () => {
  fc.assert(
    fc.property(heaps, fc.shuffledSubarray([...numbers], { minLength: nodes }), (heap, order) => {
      expect(keyOf(renamed(heap, order))).toBe(keyOf(heap))
    }),
  )
})

test('outcomes are the same exactly if a renaming makes what variables lead to equal', () => {
  fc.assert(
    fc.property(heaps, heaps, (one, other) => {
      expect(keyOf(one) === keyOf(other)).toBe(areEqual(one, other))
    }),
    { numRuns: 1000 },
  )
})

test.each<[string, Heap, string]>([
  ['nothing', { roots: [-1, -1], values: [1, 1, 1, 1], next: [0, 1, 2, 3] }, 'None, None'],
  [
    'a chain',
    { roots: [2, -1], values: [5, 6, 7, 8], next: [-1, -1, 0, -1] },
    'Node(value=7, next=Node(value=5, next=None)), None',
  ],
  ['one object, twice', { roots: [3, 3], values: [0, 0, 0, 4], next: [-1, -1, -1, -1] }, 'Node#1(value=4, next=None), Node#1'],
  ['a cycle', { roots: [1, -1], values: [0, 1, 0, 0], next: [-1, 1, -1, -1] }, 'Node#1(value=1, next=Node#1), None'],
])('%s is shown with its content', (_, heap, text) => {
  expect(shownNames(program, observed)).toHaveLength(2)
  expect(shownValues(program, observed, valuesOf(heap)).map(denotedText).join(', ')).toBe(text)
})
