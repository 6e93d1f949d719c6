import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { interleave } from './command.ts'

const folder = mkdtempSync(join(tmpdir(), 'interleave-'))
const file = join(folder, 'counter.checkpoint')
afterAll(() => rmSync(folder, { recursive: true }))

const counter = (threads: string): string =>
  `shared x = 0\nthread ${threads}:\n repeat 4:\n load r, x\n add r, 1\n store x, r\n end\n`

interface Report {
  readonly complete: boolean
  readonly stats: { readonly states: number; readonly transitions: number; readonly elapsedMs: number }
}

function report(text: string, ...args: string[]): Report {
  const { stdout } = interleave(['check', '-', '--json', '--engine', 'wasm', '--reduce', 'none', ...args], { input: text })
  const parsed = JSON.parse(stdout)
  return { ...parsed, stats: { ...parsed.stats, elapsedMs: 0 } }
}

test('an exploration that was cut short goes on from its checkpoint to the same report', () => {
  const short = report(counter('A, B, C'), '--max-states', '50k', '--checkpoint', file)
  expect(short.complete).toBe(false)
  expect(readdirSync(folder)).toEqual(['counter.checkpoint'])
  const started = readFileSync(file).length
  // As a command leaves that is killed while it writes; no process has a number that high.
  writeFileSync(`${file}.999999999.part`, 'half a')
  writeFileSync(`${file}.${process.pid}.part`, 'of a process that still writes')
  const whole = report(counter('A, B, C'), '--resume', file)
  expect(readdirSync(folder)).toEqual(['counter.checkpoint', `counter.checkpoint.${process.pid}.part`])
  expect(whole).toEqual(report(counter('A, B, C')))
  expect(readFileSync(file).length).toBe(started) // complete: nothing more to keep
})

test('two threads leave a checkpoint from which one goes on', () => {
  const other = join(folder, 'two.checkpoint')
  report(counter('A, B, C'), '--workers', '2', '--max-states', '50k', '--checkpoint', other)
  const { stats, complete } = report(counter('A, B, C'), '--resume', other, '--workers', '1')
  const { states, transitions } = report(counter('A, B, C')).stats
  expect({ complete, states: stats.states, transitions: stats.transitions }).toEqual({ complete: true, states, transitions })
})

test('a checkpoint of anything else is refused, and stays as it is', () => {
  const refusal = (text: string, ...args: string[]): string => {
    const { code, stderr } = interleave(['check', '-', ...args], { input: text })
    expect(code).toBe(2)
    return stderr
  }
  const before = readFileSync(file)
  expect(refusal(counter('A, B'), '--resume', file)).toContain('is a checkpoint of another program')
  expect(refusal(counter('A, B, C'), '--resume', file, '--reduce', 'local')).toContain('of another program')
  expect(refusal(counter('A, B, C'), '--resume', file, '--reduce', 'all')).toContain('cannot write checkpoints')
  expect(refusal(counter('A, B, C'), '--checkpoint', file, '--engine', 'plain')).toContain('cannot write checkpoints')
  expect(refusal(counter('A, B, C'), '--resume', file, '--store', 'compact')).toContain('cannot write checkpoints')
  expect(refusal(counter('A, B, C'), '--checkpoint', file, '--store', 'compressed')).toContain('cannot write checkpoints')
  expect(refusal(counter('A, B, C'), '--resume', join(folder, 'none'))).toContain('no such file: ')
  expect(refusal(counter('A, B, C'), '--checkpoint', join(folder, 'no/where'))).toContain('no such directory: ')
  expect(readFileSync(file).equals(before)).toBe(true)
  const damaged = join(folder, 'damaged')
  copyFileSync(file, damaged)
  writeFileSync(damaged, before.subarray(0, before.length - 5))
  expect(refusal(counter('A, B, C'), '--resume', damaged)).toContain('is damaged')
  writeFileSync(damaged, '{"schema": 1}\n')
  expect(refusal(counter('A, B, C'), '--resume', damaged)).toContain('is not a checkpoint')
  writeFileSync(damaged, before.toString('latin1').replace(/"version":"[^"]*"/, '"version":"0.0.0"'), 'latin1')
  expect(refusal(counter('A, B, C'), '--resume', damaged)).toContain('was written by version 0.0.0')
})
