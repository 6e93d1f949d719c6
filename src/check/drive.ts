import type { Explorer } from '../explorer/explorer.ts'
import type { CheckOptions } from './options.ts'

/** States expanded between two looks at the clock: a few milliseconds. */
const batch = 2048
/** Milliseconds between two pauses for the host. */
const pauseEvery = 40

/** Drives an exploration to its end or to a limit. `started` is when the whole check began, by the options' clock. */
export async function drive(exploration: Explorer, options: CheckOptions, started: number): Promise<void> {
  let paused = options.clock()
  while (exploration.advance(batch)) {
    const now = options.clock()
    if (now - started > options.timeoutMs) exploration.stop({ kind: 'time', limit: options.timeoutMs })
    if (now - paused < pauseEvery) continue
    options.onProgress({ ...exploration.progress(), elapsedMs: now - started })
    await options.pause()
    paused = options.clock()
    if (options.interrupted()) exploration.stop({ kind: 'interrupted' })
  }
}
