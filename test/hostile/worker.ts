import { parentPort, workerData } from 'node:worker_threads'
import { corpusOf } from './corpus.ts'
import { judged } from './judge.ts'
import { mutantOf } from './mutants.ts'
import { shrunk } from './shrink.ts'

// The part of `npm run hostile` that tries mutants. The main thread ends it if it stays at one for too long, which code
// in the same thread cannot do.

interface Task {
  readonly root: string
  readonly seed: number
  readonly from: number
  readonly to: number
  /** Whether to tell the text of the first mutant only, without trying it. */
  readonly shows: boolean
  /** The mutant at work, and how many were refused and checked. */
  readonly counters: Int32Array
}

const { root, seed, from, to, shows, counters }: Task = workerData
const corpus = corpusOf(root)
const seen = new Set<string>()

if (shows) parentPort?.postMessage({ number: from, ...mutantOf(corpus, seed, from) })
for (let number = from; number < to && !shows; number++) {
  Atomics.store(counters, 0, number)
  const mutant = mutantOf(corpus, seed, number)
  const verdict = await judged(mutant)
  if (verdict.kind !== 'fault') Atomics.add(counters, verdict.kind === 'refused' ? 1 : 2, 1)
  else {
    const { what } = verdict
    const smaller = seen.has(what) ? mutant : await shrunk(mutant, what)
    seen.add(what)
    parentPort?.postMessage({ number, what, name: mutant.name, text: smaller.text })
  }
}
