// Measures how many executions a second `check --real` makes, with one and with two interpreters: `node scripts/real-speed.mjs [ROUNDS]`.
import { spawnSync } from 'node:child_process'
import { cpus, loadavg } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const rounds = Number(process.argv[2] ?? 3)
// The difference between these numbers of executions leaves out how long everything takes to start.
const [few, many] = [1000, 5000]

function secondsFor(file, workers, executions) {
  const args = ['dist/cli.cjs', 'check', file, '--real', '--json', '--workers', `${workers}`, '--max-states', `${executions}`]
  const begun = performance.now()
  const { stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28 })
  const seconds = (performance.now() - begun) / 1000
  const { search, python } = JSON.parse(stdout)
  if (search.executions < executions) throw new Error(`${file}: only ${search.executions} executions`)
  return { seconds, python }
}

const median = (numbers) => numbers.toSorted((one, other) => one - other)[numbers.length >> 1]

console.log(
  `${new Date().toISOString().slice(0, 10)}, ${cpus().length} x ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}`,
)
for (const file of ['bench/real/deposits.py', 'bench/real/prices.py']) {
  for (const workers of [1, 2]) {
    const rates = []
    let version = ''
    for (let round = 0; round < rounds; round++) {
      const short = secondsFor(file, workers, few)
      const long = secondsFor(file, workers, many)
      version = long.python
      rates.push((many - few) / (long.seconds - short.seconds))
    }
    const spread = `${Math.round(Math.min(...rates))} to ${Math.round(Math.max(...rates))}`
    console.log(
      `${file} --workers ${workers}: ${Math.round(median(rates))} executions a second (${spread}; CPython ${version})`,
    )
  }
}
