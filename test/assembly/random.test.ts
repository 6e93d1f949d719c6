import fc from 'fast-check'
import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { readAssemblyProgram } from '../../src/language/assembly/read.ts'
import type { Observable, Program } from '../../src/program/program.ts'
import { type Case, finals, textOf } from './interpreter.ts'
import { programs } from './random-programs.ts'

const count = Number(process.env.INTERLEAVE_RANDOM_PROGRAMS ?? 200)
const mostStates = 2500

/** The address of each shared variable; these programs declare none. */
function addressesOf({ shared }: Program): number[] {
  return shared.map(({ name }) => Number(/^memory\[(\d+)\]$/.exec(name)?.[1]))
}

function everything({ shared, threads }: Program): Observable[] {
  return [
    ...shared.map((_, variable): Observable => ({ kind: 'shared', variable, element: null })),
    ...threads.flatMap((_, thread) =>
      [0, 1, 2, 3, 4, 5, 6].map((register): Observable => ({ kind: 'register', thread, register })),
    ),
  ]
}

/** Returns the final states as `finals` shows them; null if there are too many states. */
async function checked(program: Program, reduce: 'auto' | 'none'): Promise<Set<string> | null> {
  const observed = everything(program)
  const options = { observed, maxStates: 20 * mostStates, engine: 'plain' as const, listed: 0 }
  const result = await check(program, reduce === 'none' ? { ...options, reduce: [] } : options)
  if (!result.complete) return null
  const memory = program.shared.length
  return new Set(
    result.outcomes.map(({ final }) => {
      const values = final.map(Number)
      const registers = program.threads.map((_, thread) => values.slice(memory + 7 * thread, memory + 7 * (thread + 1)))
      return JSON.stringify([values.slice(0, memory), registers])
    }),
  )
}

async function compared(each: Case): Promise<'one end' | 'several ends' | 'unnamed' | 'refused' | 'too large'> {
  const text = textOf(each)
  const read = readAssemblyProgram({ name: 'random.s', text })
  if (!read.ok) return 'refused'
  const expected = finals(each, addressesOf(read.value), mostStates)
  const found = expected === null ? null : await checked(read.value, 'none')
  if (expected === null || found === null) return 'too large'
  // Where nothing is known of an address, a step fails with those that the program does not name.
  const unnamed = read.value.codes.some(({ instructions }) => instructions.some((one) => one.text?.includes('does not name')))
  if (unnamed) expect([...expected.ends], text).toEqual(expect.arrayContaining([...found]))
  else expect([...found].sort(), text).toEqual([...expected.ends].sort())
  return unnamed ? 'unnamed' : found.size > 1 ? 'several ends' : 'one end'
}

test(`${count} random programs have the final states that an interpreter finds`, { timeout: 600_000 }, async () => {
  const counts = { 'one end': 0, 'several ends': 0, unnamed: 0, refused: 0, 'too large': 0 }
  await fc.assert(
    fc.asyncProperty(programs, async (each) => {
      counts[await compared(each)]++
    }),
    { numRuns: count, seed: Number(process.env.INTERLEAVE_SEED ?? 1) },
  )
  if (process.env.INTERLEAVE_COUNTS !== undefined) console.log(counts)
  expect(counts['one end']).toBeGreaterThan(count / 5)
  expect(counts['several ends']).toBeGreaterThan(count / 20)
})
