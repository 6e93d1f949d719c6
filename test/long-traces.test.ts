import fc from 'fast-check'
import { expect, test } from 'vitest'
import { check } from '../src/check/check.ts'
import { readModel } from '../src/language/read.ts'
import type { Move, Program } from '../src/program/program.ts'
import { plainStyle } from '../src/report/style.ts'
import { tableText } from '../src/report/table-text.ts'
import { traceTable } from '../src/report/trace-table.ts'
import { LongSteps, longReplay } from '../src/semantics/long-steps.ts'
import { lostUpdatesIn } from '../src/semantics/lost-update-evidence.ts'
import { outlineOf, recordsOf } from '../src/semantics/outline.ts'
import { randomTrace } from '../src/semantics/random.ts'
import { prefixOf, replay } from '../src/semantics/replay.ts'
import { initialState } from '../src/semantics/step.ts'
import { stepsFrom } from '../src/semantics/steps-from.ts'
import type { StepRecord, Trace, TraceStep } from '../src/semantics/trace.ts'
import { endless } from './random/endless.ts'
import { programs } from './random/programs.ts'

const rules = { spuriousWakeups: true }

function longSteps(program: Program, moves: readonly Move[], known: LongSteps | null = null): LongSteps {
  const long = longReplay(program, initialState(program), moves, rules, known)
  if (!(long instanceof LongSteps)) throw new Error('the moves are possible')
  return long
}

function recordOf({ before: _before, after: _after, patches: _patches, ...record }: TraceStep): StepRecord {
  return record
}

async function programOf(text: string): Promise<Program> {
  const result = await readModel({ name: 'test.ilv', text })
  if (!result.ok) throw new Error(result.errors.map((each) => each.message).join())
  return result.value.program
}

const taste = { threads: [2, 3], instructions: [2, 8], loops: 40 } as const

test('the steps of a long execution are those of a short one', () => {
  fc.assert(
    fc.property(fc.oneof(programs(taste), endless), fc.nat(1000), fc.nat(), (program, seed, cut) => {
      const trace = randomTrace(program, seed, rules, 700)
      const long = longSteps(program, trace.schedule)
      const all = [...trace.steps]
      expect([...long]).toEqual(all)
      expect([...recordsOf(long)]).toEqual(all.map(recordOf))
      expect(long.outline).toMatchObject(
        Object.fromEntries(Object.entries(outlineOf(trace.steps)).map(([name, values]) => [name, Object.assign({}, values)])),
      )
      const length = cut % (all.length + 1)
      expect([...prefixOf({ ...trace, steps: long }, length).steps]).toEqual(all.slice(0, length))
      expect(long.slice(-3)).toEqual(all.slice(-3))
      expect(lostUpdatesIn(program, long)).toEqual(lostUpdatesIn(program, trace.steps))
    }),
    { numRuns: 25, seed: 20261130 },
  )
})

test('a long execution that begins like another one goes on from there', () => {
  fc.assert(
    fc.property(endless, fc.nat(1000), fc.nat(1000), fc.nat(), (program, one, other, cut) => {
      const known = randomTrace(program, one, rules, 700)
      const begin = known.schedule.slice(0, cut % (known.steps.length + 1))
      const rest = randomTrace(program, other, rules, 700).schedule
      const moves = [...begin, ...rest]
      const taken = stepsFrom(program, initialState(program), moves, rules)
      const long = longReplay(program, initialState(program), moves, rules, longSteps(program, known.schedule))
      if (taken.ok) expect(long instanceof LongSteps ? [...long] : null).toEqual(taken.steps)
      else {
        if (long instanceof LongSteps) throw new Error('a move is not possible')
        expect(long.at).toBeLessThanOrEqual(taken.misfit.move)
        expect(taken.misfit.move - long.at).toBeLessThanOrEqual(256)
      }
    }),
    { numRuns: 25, seed: 20261130 },
  )
})

const counting = `shared x = 0
shared done = 0
thread A:
    repeat 1500:
        load r, x
        add r, 1
        store x, r
    end
    store done, 1
thread B:
    await done
    load r, x
    assert r == 0
`

test('a finding behind thousands of steps has its trace, its table and its schedule', async () => {
  const program = await programOf(counting)
  const { findings } = await check(program)
  const found = findings.find(({ kind }) => kind === 'assertion')
  if (found === undefined) throw new Error('the assertion fails')
  expect(found.trace.steps).toBeInstanceOf(LongSteps)
  const table = traceTable(program, found, plainStyle.symbols)
  const whole: Trace = { ...found.trace, steps: [...found.trace.steps] }
  expect(traceTable(program, { ...found, trace: whole }, plainStyle.symbols)).toEqual(table)
  expect(table.schedule).toBe('A*4501 B*2')
  expect(tableText(table, plainStyle)).toContain('⟳ ×1499 (steps 4-4500)')
})

test('a long schedule that does not fit is refused where it does not', async () => {
  const program = await programOf(counting)
  const [a, b]: Move[] = [0, 1].map((thread) => ({ thread, choices: [] }))
  if (a === undefined || b === undefined) throw new Error('two moves')
  const moves = [...Array<Move>(4000).fill(a), b]
  const result = replay(program, moves, rules)
  expect(result.ok ? null : { move: result.misfit.move, reason: result.misfit.reason }).toEqual({
    move: 4000,
    reason: 'not enabled',
  })
})
