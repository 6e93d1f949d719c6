import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

// The tools of the comparison: each prepares a model in its own folder, and returns the command to measure and a
// function that reads states and transitions from its output.

const packages = { spin: 'spin', rumur: 'rumur', gcc: 'gcc', time: 'time' }

/** Installs missing tools with apt-get, if possible; returns which commands exist. */
export function installed() {
  const has = (name) => spawnSync('sh', ['-c', `command -v ${name}`]).status === 0 || existsSync(`/usr/bin/${name}`)
  const missing = Object.keys(packages).filter((name) => !has(name))
  if (missing.length > 0) {
    process.stderr.write(`installing ${missing.join(', ')} ...\n`)
    spawnSync('apt-get', ['install', '-y', ...missing.map((name) => packages[name])], { stdio: 'ignore' })
  }
  return new Set(Object.keys(packages).filter(has))
}

/** Prepares a model for a tool; returns null if the tool has no such model or is not installed. */
export const tools = {
  interleave: {
    needs: [],
    prepare: (model, folder) => {
      const file = write(folder, 'model.ilv', model.ilv)
      const command = [process.execPath, 'dist/cli.cjs', 'check', '--quiet', '--reduce', 'none', '--workers', '1', file]
      return { command, counts: () => ownCounts(file) }
    },
  },
  spin: {
    needs: ['spin', 'gcc'],
    prepare: (model, folder) => {
      if (model.promela === null) return null
      write(folder, 'model.pml', model.promela)
      const options = { cwd: folder, stdio: 'ignore' }
      // -o2: without it SPIN forgets variables that are not read again, and so explores another space.
      execFileSync('spin', ['-a', '-o2', 'model.pml'], options)
      execFileSync('gcc', ['-O2', '-DSAFETY', '-DNOREDUCE', '-o', 'pan', 'pan.c'], options)
      const command = [join(folder, 'pan'), '-m1000000', '-c0', '-w24']
      return { command, counts: (output) => numbers(output, /(\d+) states, stored/, /(\d+) transitions \(/, -1) }
    },
  },
  rumur: {
    needs: ['rumur', 'gcc'],
    prepare: (model, folder) => {
      if (model.murphi === null) return null
      write(folder, 'model.m', model.murphi)
      const options = ['--threads', '1', '--deadlock-detection', 'off', '--symmetry-reduction', 'off']
      execFileSync('rumur', [...options, '--output', 'model.c', 'model.m'], { cwd: folder })
      execFileSync('gcc', ['-O3', '-std=c11', '-march=native', '-o', 'model', 'model.c', '-lpthread', '-latomic'], {
        cwd: folder,
        stdio: 'ignore',
      })
      return {
        command: [join(folder, 'model')],
        counts: (output) => numbers(output, /(\d+) states, (\d+) rules fired/, /\d+ states, (\d+) rules fired/, 0),
      }
    },
  },
}

tools['interleave, reduced'] = {
  needs: [],
  reduces: true,
  prepare: (model, folder) => {
    const file = write(folder, 'model.ilv', model.ilv)
    const options = ['--reduce', 'all', '--workers', '1', '--json', file]
    const counts = (output) => ({ states: JSON.parse(output).stats.states, transitions: 0 })
    return { command: [process.execPath, 'dist/cli.cjs', 'check', ...options], counts }
  },
}
tools['spin, reduced'] = {
  needs: ['spin', 'gcc'],
  reduces: true,
  prepare: (model, folder) => {
    write(folder, 'model.pml', model.promela)
    const options = { cwd: folder, stdio: 'ignore' }
    execFileSync('spin', ['-a', 'model.pml'], options)
    execFileSync('gcc', ['-O2', '-DSAFETY', '-DCOLLAPSE', '-o', 'pan', 'pan.c'], options)
    const counts = (output) => numbers(output, /(\d+) states, stored/, /(\d+) transitions \(/, -1)
    return { command: [join(folder, 'pan'), '-m1000000', '-c0', '-w24'], counts }
  },
}

/** Returns the version of a tool, as it names itself. */
export function version(name) {
  const { stdout = '' } = spawnSync(name, [name === 'spin' ? '-V' : '--version'], { encoding: 'utf8' })
  return stdout.split('\n')[0].trim() || name
}

function write(folder, name, text) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

/** SPIN counts the initial state as a transition. */
function numbers(output, states, transitions, more) {
  const read = (pattern) => Number(pattern.exec(output.replace(/,(?=\d{3})/g, ''))?.[1] ?? Number.NaN)
  return { states: read(states), transitions: read(transitions) + more }
}

function ownCounts(file) {
  const code = "import { readModel, check } from './dist/index.js'"
  const script = `${code}; import { readFileSync } from 'node:fs'
    const model = await readModel({ name: 'm.ilv', text: readFileSync(${JSON.stringify(file)}, 'utf8') }, { language: null, constants: new Map() })
    const { stats } = await check(model.value.program, { reduce: [] })
    console.log(JSON.stringify(stats, (_, value) => (typeof value === 'bigint' ? String(value) : value)))`
  const { states, transitions } = JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }),
  )
  return { states, transitions }
}

/** Runs a command once: seconds of processor time, of wall-clock time, and peak memory in bytes. */
export function measure([file, ...rest]) {
  const result = spawnSync('/usr/bin/time', ['-f', '@@ %U %S %e %M', file, ...rest], { encoding: 'utf8', maxBuffer: 2 ** 28 })
  const [, user, system, wall, kilobytes] = /@@ ([\d.]+) ([\d.]+) ([\d.]+) (\d+)/.exec(result.stderr) ?? []
  if (user === undefined) throw new Error(`cannot measure ${file}: ${result.stderr || result.error}`)
  return { cpu: Number(user) + Number(system), wall: Number(wall), bytes: Number(kilobytes) * 1024, output: result.stdout }
}
