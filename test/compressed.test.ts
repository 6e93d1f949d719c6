import { expect, test } from 'vitest'
import { Exploration } from '../src/explorer/exploration.ts'
import { WasmExploration } from '../src/explorer/wasm/exploration.ts'
import type { Program } from '../src/program/program.ts'
import { defaultRules } from '../src/program/program.ts'
import { kindOf, type StateSpace, depthOf } from '../src/space/space.ts'
import { decode } from './differential/spaces.ts'
import { stateKey } from '../src/semantics/enumerate.ts'
import { counter } from './counter.ts'

function explored(program: Program, store: 'exact' | 'compressed', shards: number): StateSpace {
  const options = { rules: defaultRules, maxStates: Infinity, maxBytes: 2 ** 26, keepEdges: true, monitor: null, observers: [], store, checked: true }
  const exploration =
    store === 'exact'
      ? new Exploration(program, options)
      : new WasmExploration(program, options, { shards, helpers: null, pool: [], leastRound: 50 })
  while (exploration.advance(1000)) {}
  return exploration.space()
}

function keys(space: StateSpace): string[] {
  return Array.from({ length: space.count }, (_, s) => `${stateKey(decode(space, s))} ${depthOf(space, s)} ${kindOf(space, s)}`)
}

test.each([
  [2, 3, 1],
  [3, 2, 1],
  [3, 2, 3],
  [2, 10, 2],
  [3, 4, 2],
] as const)('counter %i x %i in %i shards', (threads, times, shards) => {
  const program = counter(threads, times)
  const one = explored(program, 'exact', 1)
  const other = explored(program, 'compressed', shards)
  expect([other.limit, other.count, other.transitions, other.terminals.length]).toEqual([null, one.count, one.transitions, one.terminals.length])
  if (one.count < 100_000) expect(keys(other).sort()).toEqual(keys(one).sort())
  for (let state = 1; state < Math.min(5000, other.count); state++) {
    expect(depthOf(other, other.parentOf(state))).toBe(depthOf(other, state) - 1)
    expect(other.parentLabel(state)).toBeGreaterThanOrEqual(0)
  }
})
