import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AbaMonitor } from '../../src/analysis/aba-monitor.ts'
import { LostUpdateMonitor } from '../../src/analysis/lost-update-monitor.ts'
import { Exploration } from '../../src/explorer/exploration.ts'
import { isSupported, WasmExploration } from '../../src/explorer/wasm/exploration.ts'
import { monitored } from '../../src/findings/monitored.ts'
import type { Program } from '../../src/program/program.ts'
import { stateKey } from '../../src/semantics/enumerate.ts'
import { valueAt } from '../../src/space/space.ts'
import { disciplined } from '../random/disciplined.ts'
import { programs } from '../random/programs.ts'
import { decode } from './spaces.ts'

const runs = Math.ceil(Number(process.env.INTERLEAVE_RANDOM_PROGRAMS ?? 300) / 4)
const seed = Number(process.env.INTERLEAVE_SEED ?? 20261124)

const monitors = {
  'lost updates': (program: Program) => new LostUpdateMonitor(program),
  ABA: (program: Program) => new AbaMonitor(program),
} as const

/** What an exploration under a monitor shows: the states with their memories, and the nearest places of what was found. */
function explored(program: Program, kind: keyof typeof monitors, engine: 'plain' | 'wasm', batch: number): unknown {
  const monitor = monitors[kind](program)
  if (monitor.saturated()) return null // nothing can be found: no exploration is needed
  const run = monitored<object, never>(monitor, () => null)
  const options = { rules: { spuriousWakeups: false }, maxStates: 4000, maxBytes: 2 ** 23, keepEdges: true, checked: true }
  const settings = { ...options, monitor, observers: [run.observer] }
  const isGenerated = engine === 'wasm' && isSupported(program, program.threads.length)
  const exploration = isGenerated ? new WasmExploration(program, settings) : new Exploration(program, settings)
  while (exploration.advance(batch)) {} // in pieces of this many states
  const space = exploration.space()
  if (space.limit !== null) return null
  const steps = run.candidates().map(({ targets }) => targets.map(({ state, label }) => [state, space.labels[label ?? -1]]))
  // By the order in which memories are first in a state: the engines give them other numbers.
  const order = new Map([[0, 0]])
  const memoryOf = (state: number): number[] =>
    space.layout.monitors.map((slot) => {
      const memory = valueAt(space, state, slot)
      if (!order.has(memory)) order.set(memory, order.size)
      return order.get(memory) ?? -1
    })
  const states = Array.from({ length: space.count }, (_, state) => [stateKey(decode(space, state)), memoryOf(state)])
  return { found: monitor.found, steps, states, layers: space.layers, transitions: space.transitions }
}

test.each([
  ['lost updates', 1],
  ['lost updates', 1000],
  ['ABA', 1],
  ['ABA', 1000],
] as const)(
  `generated code remembers %s as the plain engine does, %i states at a time, in ${runs} random programs`,
  { timeout: 3_600_000 },
  (kind, batch) => {
    const taste = { threads: [2, 3], instructions: [1, 7], loops: 25, calls: true } as const
    let found = 0
    fc.assert(
      fc.property(fc.oneof(programs(taste), programs({ ...taste, talks: true }), disciplined), (program) => {
        const plain = explored(program, kind, 'plain', batch)
        fc.pre(plain !== null)
        if ((plain as { found: unknown[] }).found.length > 0) found++
        expect(explored(program, kind, 'wasm', batch)).toEqual(plain)
      }),
      { numRuns: runs, seed },
    )
    expect(found).toBeGreaterThan(0)
  },
)
