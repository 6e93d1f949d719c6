import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { present } from '../src/base/bug.ts'
import { WasmExploration } from '../src/explorer/wasm/exploration.ts'
import { Fields } from '../src/explorer/wasm/fields.ts'
import { readModel } from '../src/language/read.ts'
import type { BinaryOperator, Expression, Instruction, Operation, Program, UnaryOperator } from '../src/program/program.ts'
import { layoutOf } from '../src/space/layout.ts'
import { assemble, FunctionCode } from '../src/webassembly/assembler.ts'
import { reserve, sharesMemory, wasmHost } from '../src/webassembly/host.ts'
import { ValueType } from '../src/webassembly/opcodes.ts'
import { counter } from './counter.ts'
import { difference, exploreAll } from './differential/spaces.ts'

const runs = Number(process.env.INTERLEAVE_RANDOM_PROGRAMS ?? 200)
const rules = { spuriousWakeups: false }

const binaries: readonly BinaryOperator[] = [
  ...(['+', '-', '*', '//', '%', '<<', '>>', '&', '|'] as const),
  ...(['^', '==', '!=', '<', '<=', '>', '>=', 'and', 'or', 'max', 'min'] as const),
]
const unaries: readonly UnaryOperator[] = ['-', 'not', '~']

/** One thread that loads two values from an array at places that are not known beforehand, and computes with them. */
function calculation(values: readonly number[], expression: Expression): Program {
  const at = (register: number): Expression => ({ kind: 'register', register })
  const operations: Operation[] = [
    { op: 'choose', to: 2, low: 0, high: 0 },
    { op: 'load', to: 0, place: { variable: 0, index: at(2) } },
    { op: 'load', to: 1, place: { variable: 0, index: { kind: 'binary', operator: '+', left: at(2), right: one } } },
    { op: 'set', to: 2, value: expression },
    { op: 'store', place: { variable: 0, index: { kind: 'binary', operator: '&', left: at(2), right: one } }, value: at(2) },
  ]
  return {
    ...counter(1, 1),
    shared: [{ name: 'x', length: values.length, initial: values, atomic: false }],
    codes: [
      {
        registers: ['a', 'b', 'c'],
        instructions: operations.map((each, line): Instruction => ({ ...each, line, span: null })),
      },
    ],
  }
}

const one: Expression = { kind: 'constant', value: 1 }
const number = fc.oneof(
  fc.integer({ min: -40, max: 40 }),
  fc.integer(),
  fc.constantFrom(-2147483648, 2147483647, 0, -1, 31, 32),
)

test(`generated code computes as the reference does, in ${runs} random calculations`, { timeout: 600_000 }, () => {
  const operand = fc.nat(1).map((register): Expression => ({ kind: 'register', register }))
  const simple = fc.oneof(
    fc
      .tuple(fc.constantFrom(...binaries), operand, operand)
      .map(([operator, left, right]): Expression => ({ kind: 'binary', operator, left, right })),
    fc
      .tuple(fc.constantFrom(...unaries), operand)
      .map(([operator, inner]): Expression => ({ kind: 'unary', operator, operand: inner })),
  )
  const nested = fc
    .tuple(fc.constantFrom(...binaries), fc.oneof(simple, operand), simple)
    .map(([operator, left, right]): Expression => ({ kind: 'binary', operator, left, right }))
  fc.assert(
    fc.property(fc.tuple(number, number), fc.oneof(simple, nested), (values, expression) => {
      expect(difference(calculation(values, expression), rules, 100, 'wasm')).toBe(null)
    }),
    { numRuns: runs },
  )
})

test.each([
  [2, 20, 1_876_790, 3_620_152],
  [3, 5, 1_958_113, 5_012_727],
] as const)(
  'the counter of %i threads x %i has as many states and transitions as other tools count',
  { timeout: 120_000 },
  (threads, times, states, transitions) => {
    const space = exploreAll(counter(threads, times), rules, Number.POSITIVE_INFINITY, 'wasm', 2 ** 30)
    expect([space.count, space.transitions]).toEqual([states, transitions])
  },
)

test('where the memory of the module is full, the space is incomplete, and says so', () => {
  const unlimited = { maxStates: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY }
  const exploration = new WasmExploration(counter(2, 20), {
    ...unlimited,
    rules,
    keepEdges: false,
    monitor: null,
    observers: [],
    reservedBytes: 2 ** 22,
  })
  while (exploration.advance(10_000)) {}
  const { limit, count } = exploration.space()
  expect(limit?.kind).toBe('memory')
  expect(count).toBeGreaterThan(100_000)
  expect(count).toBeLessThan(400_000)
})

async function programOf(name: string, text: string): Promise<Program> {
  const read = await readModel({ name, text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  return read.value.program
}

test.each([
  'assert chosen < 2',
  'assert chosen + most < 4',
  'let most = most * (chosen + 1)',
  'let most = most + 2147483645 - chosen',
])('a choice before something that may fail leads to each successor once: %s', async (next) => {
  const choosing = `thread A:\n  load most, x\n  choose chosen, 0..2\n  ${next}\n  store x, most\n`
  const program = await programOf('choice.ilv', `shared x = 1\n${choosing}thread B:\n  choose other, 1..3\n  x = other\n`)
  expect(difference(program, rules, 1000, 'wasm')).toBe(null)
})

test.each([
  { name: 'many', shards: 4, model: async () => counter(4, 2) },
  { name: 'states with many', shards: 3, model: () => programOf('m.ilv', 'thread A, B, C:\n  choose i, 0..31\n') },
  { name: 'states with very many', shards: 3, model: () => programOf('m.ilv', 'thread A, B:\n  choose i, 0..200\n') },
])('shards go on in another round where a layer has $name successors', async ({ shards, model }) => {
  const program = await model()
  const limits = { maxStates: Number.POSITIVE_INFINITY, maxBytes: 2 ** 30, reservedBytes: 2 ** 21 } // so outboxes are small
  const options = { ...limits, rules, keepEdges: false, monitor: null, observers: [] }
  const exploration = new WasmExploration(program, options, { shards, helpers: null, pool: [] })
  while (exploration.advance(100_000)) {}
  const space = exploration.space()
  const plain = exploreAll(program, rules, Number.POSITIVE_INFINITY, 'plain', 2 ** 30)
  expect([space.count, space.transitions, space.limit]).toEqual([plain.count, plain.transitions, null])
})

/** Steps whose labels depend on more than the position at which they start. */
const varied = `
shared a[3] = 0
atomic x = 0
thread A, B:
  choose i, 0..2
  choose j, 0..1
  atomic:
    cas ok, a[i], 0, 1
    load seen, a[j + 1]
  end
  await x == 0 or a[i] == 1 and a[j] < 2
  fetch_add old, x, 1
  atomic:
    await x > 0 and (a[j] == 0 or a[i] == 1)
    if seen == 0:
      store a[i], 2
    end
  end
`

const models = readdirSync(join(import.meta.dirname, '../models')).filter((name) => name.endsWith('.ilv'))

test.each([...models, 'varied'])(
  'the generated engine makes the transitions of %s with the labels that they have',
  async (name) => {
    const text = name === 'varied' ? varied : readFileSync(join(import.meta.dirname, '../models', name), 'utf8')
    expect(difference(await programOf(name, text), rules, 10_000, 'wasm')).toBe(null)
  },
)

test.each([
  { low: 1, high: 4, fitting: [1, 2, 4], others: [0, 5, -1, 2147483647, -2147483648] },
  { low: -3, high: -3, fitting: [-3], others: [-2, -4, 0] },
  { low: -2147483648, high: 2147483647, fitting: [-2147483648, 0, 2147483647], others: [] },
])('checked code stops where a value is not from $low to $high', ({ low, high, fitting, others }) => {
  const program: Program = {
    ...counter(1, 1),
    shared: [{ name: 'x', length: 2, initial: [low, high], atomic: false }],
    codes: [],
  }
  const layout = layoutOf({ ...program, threads: [] })
  const code = new FunctionCode([ValueType.i64, ValueType.i32], [])
  const fields = new Fields(code, layout, [0], true)
  code.get(1)
  fields.set(layout.shared(0, 0))
  const bytes = assemble({
    isShared: sharesMemory,
    imports: [],
    functions: [code],
    globals: [],
    exports: new Map([['set', 0]]),
  })
  const host = present(wasmHost(), 'WebAssembly')
  const { exports } = new host.Instance(new host.Module(bytes), { host: { memory: present(reserve(2 ** 22), 'memory') } })
  const { set } = exports as { set(word: bigint, value: number): void }
  for (const value of fitting) expect(() => set(0n, value)).not.toThrow()
  for (const value of others) expect(() => set(0n, value)).toThrow('unreachable')
})
