import type { Explorer, Progress } from '../explorer/explorer.ts'
import { longestExecution } from '../explorer/size.ts'
import type { CheckOptions } from './options.ts'

/** The maximum number of states expanded between two reads of the clock, and the milliseconds that this should take. */
const largestBatch = 65536
const batchMs = 8
/** Milliseconds between two pauses for the host. */
const pauseEvery = 40

/**
 * Drives an exploration to its end or to a limit. `started` is when the whole check began, by the options' clock. Returns
 * true if the exploration was abandoned because `leaves` said so.
 */
export async function drive(
  exploration: Explorer,
  options: CheckOptions,
  started: number,
  leaves: ((progress: Progress) => boolean) | null = null,
): Promise<boolean> {
  let paused = options.clock()
  let before = paused
  const every = options.checkpoints?.every ?? Number.POSITIVE_INFINITY
  let due = before + every
  let batch = 64
  let mostDepth: number | null = null
  const save = (): void => {
    const checkpoint = options.checkpoints === null ? null : (exploration.checkpoint?.() ?? null)
    if (checkpoint !== null) options.checkpoints?.save(checkpoint)
  }
  while (exploration.advance(batch)) {
    if (leaves?.(exploration.progress()) === true) return true
    const now = options.clock()
    batch = now - before > batchMs ? Math.max(1, batch >> 1) : Math.min(largestBatch, batch * 2)
    before = now
    if (now - started > options.timeoutMs) exploration.stop({ kind: 'time', limit: options.timeoutMs })
    if (now > due) {
      save()
      const after = options.clock()
      // Checkpoints take at most a tenth of the time.
      due = after + Math.max(every, 9 * (after - now))
    }
    if (now - paused < pauseEvery) continue
    mostDepth ??= longestExecution(exploration.program)
    options.onProgress({ ...exploration.progress(), elapsedMs: now - started, mostDepth })
    await options.pause()
    paused = options.clock()
    before = paused
    if (options.interrupted()) exploration.stop({ kind: 'interrupted' })
  }
  if (exploration.progress().frontier > 0) save() // a limit was reached: the checkpoint can be resumed with a larger one
  return false
}
