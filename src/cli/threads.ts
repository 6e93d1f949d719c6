import type { Worker } from 'node:worker_threads'
import type { ShardService } from '../explorer/wasm/crew.ts'

/** Threads that have no work yet. */
const early: Worker[] = []

/** Starts threads before their work is known: while they start, the command is loaded and a program is read. */
export function startEarly(count: number): void {
  for (let started = 0; started < count; started++) early.push(newThread())
}

/** Gives work to a thread that helps with an exploration. It ends with this thread at the latest. */
export function startHelper(service: ShardService): void {
  const thread = early.shift() ?? newThread()
  thread.postMessage(service)
}

function newThread(): Worker {
  // Loaded on demand: they take as long as a small check.
  const [{ createRequire }, { Worker }] = [
    process.getBuiltinModule('node:module'),
    process.getBuiltinModule('node:worker_threads'),
  ]
  const thread = new Worker(createRequire(import.meta.url).resolve('interleave-checker/dist/worker.cjs'))
  thread.unref()
  return thread
}
