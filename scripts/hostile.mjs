// Makes mutants of the models and of Python programs, reads each, and checks those that are accepted; reports whatever
// is not an answer or a message with a place. See test/hostile.
//
// npm run hostile [-- --most N] [--seed S] [--from N]: the mutants FROM, FROM + 1, ... of a seed. A mutant that takes more
// than 5 s of processor time counts as a hang. Exit code 1 if there are faults.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'

const { values: options } = parseArgs({
  options: {
    most: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
  },
})
const from = Number(options.from)
const to = from + Number(options.most)
const longestMs = 5000
/** Between two looks at what the worker does. */
const lookMs = 250

const folder = mkdtempSync(join(tmpdir(), 'interleave-hostile-'))
const script = join(folder, 'worker.mjs')
await build({ entryPoints: ['test/hostile/worker.ts'], outfile: script, bundle: true, platform: 'node', format: 'esm' })

const counters = new Int32Array(new SharedArrayBuffer(12))
/** By what is wrong: how often, and the smallest mutant. */
const faults = new Map()

function note(what, { number, name, text }) {
  const known = faults.get(what)
  const smallest = known === undefined || text.length < known.text.length ? { number, name, text } : known
  faults.set(what, { ...smallest, count: (known?.count ?? 0) + 1 })
}

function workerFor(first, shows) {
  return new Worker(script, {
    workerData: { root: resolve('.'), seed: Number(options.seed), from: first, to, shows, counters },
  })
}

/** Notes a mutant that takes too long; another worker tells its text. */
function noteHang(number) {
  return new Promise((done) => {
    const worker = workerFor(number, true)
    worker.on('message', ({ name, text }) => note(`took more than 5 s (number ${number})`, { number, name, text }))
    worker.on('exit', done)
  })
}

/** Tries mutants from `first` on, and returns the number to continue with. */
function tried(first) {
  return new Promise((done, failed) => {
    const worker = workerFor(first, false)
    let since = { number: -1, cpu: 0 }
    const looking = setInterval(() => {
      const { user, system } = process.cpuUsage()
      const [number, cpu] = [Atomics.load(counters, 0), (user + system) / 1000]
      if (number !== since.number) since = { number, cpu }
      else if (cpu - since.cpu > longestMs) {
        clearInterval(looking)
        worker
          .terminate()
          .then(() => noteHang(number))
          .then(() => done(number + 1))
      }
    }, lookMs)
    worker.on('message', (fault) => note(fault.what, fault))
    worker.on('error', failed)
    worker.on('exit', (code) => {
      clearInterval(looking)
      if (code === 0) done(to)
    })
  })
}

const start = performance.now()
for (let next = from; next < to; ) next = await tried(next)
const seconds = (performance.now() - start) / 1000
rmSync(folder, { recursive: true })

const total = [...faults.values()].reduce((sum, { count }) => sum + count, 0)
const [, refused, checked] = counters
console.log(`${to - from} mutants in ${seconds.toFixed(0)} s: ${refused} refused, ${checked} checked, ${total} faults`)
let index = 0
for (const [what, { count, number, name, text }] of faults) {
  const file = join(tmpdir(), `interleave-hostile-${++index}`)
  writeFileSync(file, text)
  console.log(`\n${count} × ${what}\n  number ${number}, ${name}, written to ${file}\n${text.slice(0, 1500)}`)
}
process.exitCode = total > 0 ? 1 : 0
