import type { Explorer } from '../explorer/explorer.ts'
import type { CheckOptions } from './options.ts'

/** The most states expanded between two looks at the clock, and the milliseconds that this should take. */
const largestBatch = 8192
const batchMs = 8
/** Milliseconds between two pauses for the host. */
const pauseEvery = 40

/** Drives an exploration to its end or to a limit. `started` is when the whole check began, by the options' clock. */
export async function drive(exploration: Explorer, options: CheckOptions, started: number): Promise<void> {
  let paused = options.clock()
  let before = paused
  let batch = 64
  while (exploration.advance(batch)) {
    const now = options.clock()
    batch = now - before > batchMs ? Math.max(1, batch >> 1) : Math.min(largestBatch, batch * 2)
    before = now
    if (now - started > options.timeoutMs) exploration.stop({ kind: 'time', limit: options.timeoutMs })
    if (now - paused < pauseEvery) continue
    options.onProgress({ ...exploration.progress(), elapsedMs: now - started })
    await options.pause()
    paused = options.clock()
    before = paused
    if (options.interrupted()) exploration.stop({ kind: 'interrupted' })
  }
}
