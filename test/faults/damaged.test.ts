import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { keptOptions } from '../../src/cli/checkpoints.ts'
import { Misuse } from '../../src/cli/failure.ts'
import { readModel } from '../../src/language/read.ts'
import { interleave } from '../cli/command.ts'
import { counterModel, keeping } from './counter.ts'
import { stackTrace } from './processes.ts'

// The build puts the version in; the command that writes the checkpoint has that of package.json.
Object.assign(globalThis, { INTERLEAVE_VERSION: JSON.parse(readFileSync('package.json', 'utf8')).version })

const { folder, model } = counterModel(3)
const file = join(folder, 'kept')
const damaged = join(folder, 'damaged')

async function written(): Promise<Buffer> {
  interleave(['check', model, ...keeping, '--max-states', '10k', '--checkpoint', file])
  return readFileSync(file)
}

/** Resumes from bytes within this process, and returns the refusal, or the states that were explored. */
async function resumed(bytes: Uint8Array): Promise<string | number> {
  writeFileSync(damaged, bytes)
  const read = await readModel({ name: 'counter.ilv', text: readFileSync(model, 'utf8') })
  if (!read.ok) throw new Error('the model is wrong')
  const { program } = read.value
  try {
    const options = keptOptions(program, { engine: 'wasm', reduce: [] }, { file: damaged, every: 1e9, resume: damaged })
    return (await check(program, options)).stats.states
  } catch (error) {
    if (error instanceof Misuse) return error.text
    throw error
  }
}

const refusal = /is damaged|is not a checkpoint|was written by version/

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy[at] = (copy[at] ?? 0) ^ (1 << (at % 8))
  return copy
}

test('a checkpoint with one bit changed anywhere is refused', async () => {
  const whole = await written()
  expect(await resumed(whole)).toBeGreaterThan(10_000)
  const header = whole.indexOf(10) + 1
  const spread = Array.from({ length: 50 }, (_, index) => header + Math.floor((index * (whole.length - header)) / 50))
  const ends = [1, 2, 3, 4, 5, 8].map((distance) => whole.length - distance)
  for (const at of [...Array(header).keys(), ...spread, ...ends]) {
    expect(await resumed(flipped(whole, at)), `byte ${at} of ${whole.length}`).toMatch(refusal)
  }
}, 60_000)

test('a checkpoint that was cut or has more at its end is refused', async () => {
  const whole = await written()
  const lengths = Array.from({ length: 20 }, (_, index) => Math.floor((index * whole.length) / 20))
  for (const length of [...lengths, 1, whole.indexOf(10), whole.indexOf(10) + 1, whole.length - 4, whole.length - 1]) {
    expect(await resumed(whole.subarray(0, length)), `${length} of ${whole.length} bytes`).toMatch(refusal)
  }
  expect(await resumed(Buffer.concat([whole, Buffer.from([0])]))).toMatch(refusal)
})

test('two parts that were exchanged are refused', async () => {
  const whole = await written()
  const [from, middle] = [whole.indexOf(10) + 1, whole.length >> 1]
  const size = Math.min(4096, whole.length - middle, middle - from)
  const copy = Buffer.from(whole)
  whole.copy(copy, from, middle, middle + size)
  whole.copy(copy, middle, from, from + size)
  expect(copy.equals(whole)).toBe(false)
  expect(await resumed(copy)).toMatch(/is damaged/)
})

test.each(['1', '2'])('the command with %s threads exits with 2 and one message', async (workers) => {
  const whole = await written()
  for (const at of [20, whole.indexOf(10) + 100, whole.length - 1]) {
    writeFileSync(damaged, flipped(whole, at))
    const { code, stdout, stderr } = interleave(['check', model, ...keeping, '--workers', workers, '--resume', damaged])
    expect(code).toBe(2)
    expect(stderr).not.toMatch(stackTrace)
    const { errors } = JSON.parse(stdout)
    expect(errors).toHaveLength(1)
    expect(errors[0].message).toMatch(refusal)
    expect(readFileSync(damaged).equals(flipped(whole, at))).toBe(true)
  }
})
