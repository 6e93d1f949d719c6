import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { Bug } from '../src/base/bug.ts'
import { check, investigate } from '../src/check/check.ts'
import { type Claim, certifyFirst } from '../src/check/graded-outcomes.ts'
import type { CheckOptions } from '../src/check/options.ts'
import { listedOutcomes } from '../src/check/options.ts'
import { traceToFinal, traceToState } from '../src/check/traces.ts'
import { Exploration } from '../src/explorer/exploration.ts'
import { WasmExploration } from '../src/explorer/wasm/exploration.ts'
import { readModel } from '../src/language/read.ts'
import type { Expression, Program } from '../src/program/program.ts'
import { checkJson } from '../src/report/check-json.ts'
import { checkText } from '../src/report/check-text.ts'
import { noControls } from '../src/report/controls.ts'
import { plainStyle } from '../src/report/style.ts'
import { stateKey } from '../src/semantics/enumerate.ts'
import { replay } from '../src/semantics/replay.ts'
import { endOf } from '../src/semantics/schedule-end.ts'
import { StateKind, type StateSpace, terminalsOf } from '../src/space/space.ts'
import { programs } from './random/programs.ts'

afterEach(() => {
  vi.restoreAllMocks()
})

async function programOf(text: string): Promise<Program> {
  const result = await readModel({ name: 'test.ilv', text })
  if (!result.ok) throw new Error(result.errors.map((each) => each.message).join())
  return result.value.program
}

/** The same space, in whose final states the lowest bit of the variable is another. */
function falsified(space: StateSpace, variable: number, element = 0): StateSpace {
  const place = space.layout.slots[space.layout.shared(variable, element)]
  const finals = new Set(terminalsOf(space, StateKind.final))
  const rows: StateSpace['rows'] = (state, word) => {
    const row = space.rows(state, word)
    return place !== undefined && word === place.word && finals.has(state) ? row ^ (1 << place.shift) : row
  }
  return { ...space, rows }
}

/** Makes both engines claim other final values than there are. */
function corruptEngines(variable: number): void {
  for (const { prototype } of [Exploration, WasmExploration]) {
    const space = prototype.space
    vi.spyOn(prototype, 'space').mockImplementation(function (this: Exploration & WasmExploration) {
      return falsified(space.call(this), variable)
    })
  }
}

const counter = 'shared x = 0\nthread A, B:\n  load t, x\n  add t, 1\n  store x, t\n'
const spinner = 'shared x = 0\nlock m\nthread A, B, C:\n  acquire m\n  load t, x\n  add t, 1\n  store x, t\n  release m\n'

const ways: readonly [string, string, Partial<CheckOptions>][] = [
  ['the plain engine', counter, { engine: 'plain' }],
  ['the generated engine', counter, { engine: 'wasm' }],
  ['a lossy store', counter, { store: 'compact' }],
  ['local steps', counter, { reduce: ['local'] }],
  ['critical sections', spinner, { reduce: ['local', 'atomic'] }],
  ['ample sets', spinner, { reduce: ['ample'] }],
  ['symmetry', spinner, { reduce: ['symmetry'] }],
  ['all reductions', spinner, { reduce: ['local', 'atomic', 'ample', 'symmetry'] }],
]

describe.each(ways)('with %s', (_, text, options) => {
  test('every outcome is confirmed', async () => {
    const { outcomes } = await check(await programOf(text), options)
    expect(outcomes.length).toBeGreaterThan(0)
    expect(outcomes.every((each) => each.isCertified)).toBe(true)
  })

  test('a wrong value is a bug', async () => {
    corruptEngines(0)
    await expect(check(await programOf(text), options)).rejects.toThrow(Bug)
    await expect(check(await programOf(text), options)).rejects.toThrow('does not confirm: an outcome')
  })
})

test('a wrong value is a bug where nothing is observed but an expectation asks for it', async () => {
  for (const line of ['outcomes x = {0, 3}', 'possible x == 0', 'final x <= 2']) {
    const program = await programOf(`${counter}expect ${line}\n`)
    vi.restoreAllMocks()
    await expect(check(program, { observed: [] })).resolves.toBeDefined()
    corruptEngines(0)
    await expect(check(program, { observed: [] })).rejects.toThrow('does not confirm')
  }
})

const isTwo: Expression = {
  kind: 'binary',
  operator: '==',
  left: { kind: 'shared', variable: 0, index: null },
  right: { kind: 'constant', value: 2 },
}

test('a trace that was asked for ends as it was asked to', async () => {
  const investigation = await investigate(await programOf(counter))
  expect(traceToFinal(investigation, isTwo)?.steps.at(-1)?.after.shared).toEqual([[2]])
  const space = falsified(investigation.space, 0)
  const isThree: Expression = { ...isTwo, right: { kind: 'constant', value: 3 } }
  expect(() => traceToFinal({ ...investigation, space }, isThree)).toThrow(Bug)
  const [end = 0] = terminalsOf(space, StateKind.final)
  expect(traceToState(investigation, end).steps.length).toBe(6)
  expect(() => traceToState({ ...investigation, space }, end)).toThrow(Bug)
})

test('a witness ends with the values of its outcome', async () => {
  const { outcomes, observed } = await check(await programOf(counter))
  expect(observed).toHaveLength(1)
  for (const { final, witness } of outcomes) expect(witness().steps.at(-1)?.after.shared[0]).toEqual(final)
})

function claimsOf(count: number, steps: number): { claims: Claim[]; asked: number[] } {
  const asked: number[] = []
  const claims = Array.from({ length: count }, (_, index): Claim => {
    return {
      final: [index],
      serial: true,
      grade: index === count - 1 ? 'wrong' : 'right',
      interleavings: null,
      ofThreads: null,
      probability: null,
      steps,
      isReachedByLostUpdate: () => false,
      certify: () => asked.push(index),
      trace: () => {
        throw new Bug('no trace')
      },
    }
  })
  return { claims, asked }
}

test('of very many outcomes those are confirmed that are shown, and as many more as cost little', () => {
  const few = claimsOf(listedOutcomes + 10, 100)
  expect(certifyFirst(few.claims, 0).size).toBe(listedOutcomes + 1)
  expect(few.asked).toContain(listedOutcomes + 9) // the wrong one is named
  const more = claimsOf(listedOutcomes + 10, 100)
  expect(certifyFirst(more.claims, 100 * (listedOutcomes + 5)).size).toBe(listedOutcomes + 5)
  const long = claimsOf(3, 1_000_000)
  expect(certifyFirst(long.claims, 0).size).toBe(1)
})

test('reports say how many outcomes were confirmed', async () => {
  const threads = Array.from({ length: 2 }, (_, at) => `thread T${at}:\n  choose a${at}, 0..5\n  store v${at}, a${at}\n`)
  const result = await check(await programOf(`shared v0 = 0\nshared v1 = 0\n${threads.join('')}`))
  expect(result.outcomes).toHaveLength(36)
  const context = { name: 'test.ilv', notes: [], controls: noControls, all: false }
  expect(checkText(result, context, plainStyle)).toContain('(the reference interpreter confirmed 12 of 36 values)')
  expect(checkJson(result, 'test.ilv')).toMatchObject({ certified: { outcomes: 36, of: 36 } })
})

test('a schedule ends where its trace ends, and nowhere if it does not fit', async () => {
  const taste = { threads: [2, 3], instructions: [1, 6], loops: 20 } as const
  const agrees = fc.asyncProperty(programs(taste), fc.boolean(), async (program, spuriousWakeups) => {
    const rules = { spuriousWakeups }
    const { outcomes, findings } = await check(program, { rules, maxStates: 500 })
    for (const trace of [...outcomes.map((each) => each.witness()), ...findings.map((each) => each.trace)]) {
      const end = endOf(program, trace.schedule, rules)
      expect(end === null ? null : stateKey(end)).toBe(stateKey(trace.steps.at(-1)?.after ?? trace.initial))
      const without = trace.schedule.slice(1)
      expect(endOf(program, without, rules) === null).toBe(!replay(program, without, rules).ok)
    }
  })
  await fc.assert(agrees, { numRuns: 300, seed: 20261125 })
})
