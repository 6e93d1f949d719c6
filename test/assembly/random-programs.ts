import fc from 'fast-check'
import type { Case, Register, Step, Value, Where } from './interpreter.ts'

const registers = ['ax', 'bx', 'cx', 'dx'] as const
const register: fc.Arbitrary<Register> = fc.constantFrom(...registers)
const small = fc.integer({ min: -1, max: 3 })
const value: fc.Arbitrary<Value> = fc.oneof(
  small.map((number) => ({ number })),
  fc.constantFrom(100, 2000).map((number) => ({ number })),
  register.map((each) => ({ register: each })),
)
const simple: fc.Arbitrary<Where> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(100, 104, 2000).map((displacement) => ({ displacement })) },
  { weight: 2, arbitrary: fc.record({ displacement: fc.constantFrom(0, 4, 100), base: register }) },
  { weight: 1, arbitrary: fc.record({ displacement: fc.constantFrom(0, 4), base: fc.constant<Register>('sp') }) },
)
const where: fc.Arbitrary<Where> = fc.oneof(
  { weight: 4, arbitrary: simple },
  {
    weight: 1,
    arbitrary: fc.record(
      { displacement: fc.constantFrom(0, 100), base: register, index: register, scale: fc.constantFrom(1, 4) },
      { requiredKeys: ['displacement', 'index', 'scale'] },
    ),
  },
)

function stepIn(length: number): fc.Arbitrary<Step> {
  const target = fc.integer({ min: 0, max: length - 1 })
  const test: fc.Arbitrary<Step> = fc.oneof(
    fc.record({ op: fc.constant('test' as const), first: value, second: register.map((each) => ({ register: each })) }),
    fc.record({
      op: fc.constant('test' as const),
      first: register.map((each) => ({ register: each })),
      second: small.map((number) => ({ number })),
    }),
  )
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ op: fc.constantFrom('mov', 'add', 'sub', 'mul'), from: value, to: register }) },
    { weight: 1, arbitrary: fc.record({ op: fc.constantFrom('neg', 'pop'), to: register }) },
    { weight: 3, arbitrary: fc.record({ op: fc.constantFrom('lea', 'load', 'load'), from: where, to: register }) },
    { weight: 3, arbitrary: fc.record({ op: fc.constant('store'), from: value, to: where }) },
    { weight: 2, arbitrary: fc.record({ op: fc.constantFrom('xchg', 'fetchadd'), register, where: simple }) },
    { weight: 3, arbitrary: test },
    {
      weight: 4,
      arbitrary: fc.record({ op: fc.constantFrom('j', 'je', 'jne', 'jlt', 'jlte', 'jgt', 'jgte', 'call', 'call'), target }),
    },
    { weight: 2, arbitrary: fc.record({ op: fc.constant('push'), from: fc.oneof(register, fc.constant<Register>('sp')) }) },
    { weight: 1, arbitrary: fc.record({ op: fc.constant('push address'), from: simple }) },
    { weight: 3, arbitrary: fc.record({ op: fc.constantFrom('drop', 'ret', 'ret', 'nop', 'yield', 'halt') }) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Step>(
        { op: 'mov', from: { register: 'sp' }, to: 'bp' },
        { op: 'mov', from: { register: 'bp' }, to: 'sp' },
        { op: 'sub', from: { number: 4 }, to: 'sp' },
        { op: 'pop', to: 'bp' },
      ),
    },
  )
}

/** Programs of any instructions, for one thread or two. Many end in the first step that fails, or never. */
const wild: fc.Arbitrary<Case> = fc.integer({ min: 2, max: 9 }).chain((length) =>
  fc.record({
    steps: fc
      .array(stepIn(length + 1), { minLength: length, maxLength: length })
      .map((all): Step[] => [...all, { op: 'halt' }]),
    threads: fc.integer({ min: 1, max: 2 }),
    start: fc.record({ ax: small, bx: small }, { requiredKeys: [] }),
  }),
)

const cell: fc.Arbitrary<Where> = fc.constantFrom({ displacement: 2000 }, { displacement: 2004 })
const own: fc.Arbitrary<Value> = fc.oneof(
  small.map((number) => ({ number })),
  register.map((each) => ({ register: each })),
)
const racyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ op: fc.constant('load'), from: cell, to: register }) },
  { weight: 4, arbitrary: fc.record({ op: fc.constant('store'), from: own, to: cell }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constantFrom('xchg', 'fetchadd'), register, where: cell }) },
  { weight: 2, arbitrary: fc.record({ op: fc.constantFrom('mov', 'add', 'sub'), from: own, to: register }) },
  {
    weight: 2,
    arbitrary: fc.record({ op: fc.constant('test'), first: own, second: register.map((each) => ({ register: each })) }),
  },
  // How far it jumps.
  {
    weight: 2,
    arbitrary: fc.record({ op: fc.constantFrom('je', 'jne', 'jlt', 'jgte'), target: fc.integer({ min: 1, max: 3 }) }),
  },
  // An element by an index that is 0 or 1 if nothing has changed it.
  {
    weight: 2,
    arbitrary: fc.constant<Step>({ op: 'load', from: { displacement: 2000, index: 'dx', scale: 4 }, to: 'cx' }),
  },
)

/** Programs that only go forward, for two threads that begin with different registers through `xchg` and the like. */
const racy: fc.Arbitrary<Case> = fc.record({
  steps: fc.array(racyStep, { minLength: 4, maxLength: 8 }).map((all): Step[] => {
    const forward = all.map(
      (step, at): Step => ('target' in step ? { ...step, target: Math.min(all.length, at + step.target) } : step),
    )
    return [...forward, { op: 'halt' }]
  }),
  threads: fc.constant(2),
  start: fc.record({ ax: small, dx: fc.integer({ min: 0, max: 1 }) }),
})

/** Small programs. */
export const programs: fc.Arbitrary<Case> = fc.oneof(wild, racy)
