import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterEach, expect, test, vi } from 'vitest'
import { check, defaultOptions, type HostedCheckOptions, type Program, readModel, stateGraph } from '../../src/index.ts'

async function programOf(text: string, name = 'a.ilv'): Promise<Program> {
  const read = await readModel({ name, text })
  if (!read.ok) throw new Error(read.errors.map(({ message }) => message).join())
  return read.value.program
}

/** Threads that count up: more states than can be explored in the time of these tests. */
const counting = (threads: number, rounds: number): string => `shared x = 0
thread P[${threads}]:
  repeat ${rounds}:
    load r, x
    add r, me + 1
    store x, r
  end
`

const large = await programOf(counting(6, 6))

/** Programs of other shapes that no test can finish. */
const programs: readonly (readonly [string, string])[] = [
  ['counters', counting(6, 6)],
  ['a few long threads', counting(2, 3000)],
  ['many final values', 'shared a[6] = 0\nthread P[6]:\n  choose r, 0..40\n  store a[me], r\n'],
  ['endless', 'shared x[4] = 0\nthread P[4]:\n  while true:\n    choose r, 0..60\n    store x[me], r\n    progress\n  end\n'],
]

test.each(programs)('`timeoutMs` is real time, and timers run meanwhile: %s', async (_, text) => {
  const program = await programOf(text)
  const delays = monitorEventLoopDelay({ resolution: 5 })
  delays.enable()
  const started = performance.now()
  const { complete, limit } = await check(program, { timeoutMs: 200 })
  const elapsed = performance.now() - started
  delays.disable()
  expect(complete).toBe(false)
  expect(limit?.limit).toEqual({ kind: 'time', limit: 200 })
  expect(elapsed).toBeLessThan(4000)
  expect(delays.max / 1e6).toBeLessThan(2000)
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a signal ends a check, which is rejected with its reason', async () => {
  const controller = new AbortController()
  setTimeout(() => controller.abort(new Error('the user left')), 60)
  const started = performance.now()
  await expect(check(large, { signal: controller.signal })).rejects.toThrow('the user left')
  expect(performance.now() - started).toBeLessThan(3000)
})

test('an aborted signal lets no check begin', async () => {
  const onProgress = vi.fn()
  await expect(check(large, { signal: AbortSignal.abort(), onProgress })).rejects.toThrow(/aborted/)
  expect(onProgress).not.toHaveBeenCalled()
  await expect(stateGraph(large, {}, { signal: AbortSignal.abort() })).rejects.toThrow(/aborted/)
})

test('the timers that a test fakes stop no check', async () => {
  vi.useFakeTimers()
  expect((await check(large, { timeoutMs: 150 })).limit?.limit.kind).toBe('time')
})

test('states take no more memory than is free', async () => {
  expect(defaultOptions.maxBytes).toBeGreaterThan(2 ** 20)
  expect(defaultOptions.maxBytes).toBeLessThanOrEqual(process.availableMemory())
  expect((await check(large, { maxBytes: 5 * 2 ** 20 })).limit?.limit.kind).toBe('memory')
})

test('a browser has a limit of memory and pauses, too', async () => {
  vi.stubGlobal('process', Object.create(process, { availableMemory: { value: undefined } }))
  vi.stubGlobal('setImmediate', undefined)
  vi.resetModules()
  const { hostOptions } = await import('../../src/library/host.ts')
  const { maxBytes, pause, clock } = hostOptions()
  vi.unstubAllGlobals()
  expect(maxBytes).toBe(2 ** 30)
  let timers = 0
  const timer = setInterval(() => timers++, 1)
  for (let round = 0; round < 10; round++) {
    for (const started = clock(); clock() - started < 5; );
    await pause()
  }
  clearInterval(timer)
  expect(timers).toBeGreaterThan(2)
})

test.each([
  { given: { timeout: 200 }, message: 'unknown option `timeout`; did you mean `timeoutMs`?' },
  { given: { timeoutMs: '5s' }, message: 'option `timeoutMs`: expected a number of milliseconds greater than 0, found "5s"' },
  { given: { maxStates: Number.NaN }, message: 'option `maxStates`: expected a number of states greater than 0, found NaN' },
  { given: { maxBytes: -1 }, message: 'option `maxBytes`: expected a number of bytes greater than 0, found -1' },
])('$given is refused, since it would set no limit', async ({ given, message }) => {
  await expect(check(large, given as Partial<HostedCheckOptions>)).rejects.toThrow(new TypeError(message))
})

test('an option that is undefined is not given', async () => {
  const given = { timeoutMs: undefined, maxStates: 10 }
  const { limit } = await check(large, given as unknown as Partial<HostedCheckOptions>)
  expect(limit?.limit.kind).toBe('states')
})
