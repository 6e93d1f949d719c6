import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { interleave, root, scratch } from '../cli/command.ts'
import { cli } from '../faults/processes.ts'

const few = ['quiz1.ilv', 'treiber_aba.ilv', 'bank_account.py', 'queue_workers.py']
const more = [
  'deadlock.ilv',
  'cas_loop.ilv',
  'bounded_buffer_if.ilv',
  'philosophers.ilv',
  'peterson.ilv',
  'replicated_register.ilv',
]
/** `INTERLEAVE_DETERMINISM=all` tries more models. */
const models = [...few, ...(process.env.INTERLEAVE_DETERMINISM === 'all' ? more : [])].map((name) => `models/${name}`)

const commands: Readonly<Record<string, readonly string[]>> = {
  check: ['check'],
  'check --json': ['check', '--json'],
  trace: ['trace'],
  'graph --format dot': ['graph', '--out', 'graph.dot'],
  show: ['show'],
}

/** What a command prints, without the time that it took and what draws characters for a terminal. */
function printed(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(/"elapsedMs":[\d.]+/g, '"elapsedMs":0')
}

const folder = scratch()
symlinkSync(join(root, 'models'), join(folder, 'models'))

/** Returns what a command prints, and the file that `graph` writes. */
function run(args: readonly string[], env: NodeJS.ProcessEnv = { LANG: 'C', LC_ALL: 'C.UTF-8', TZ: 'UTC' }): string {
  const { code, stdout, stderr } = interleave(args, { env, cwd: folder })
  expect(code, stderr).toBeLessThan(2)
  return printed(stdout) + (args[0] === 'graph' ? readFileSync(join(folder, 'graph.dot'), 'utf8') : '')
}

const environments: readonly NodeJS.ProcessEnv[] = [
  { LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu' },
  { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', TZ: 'America/St_Johns' },
]

/** The options that choose how the states are explored, for the commands that have them. */
const engines = [
  ['--engine', 'plain'],
  ['--engine', 'wasm', '--workers', '1'],
  ['--engine', 'wasm', '--workers', '2'],
] as const

describe.each(models)('%s', (model) => {
  test.each(Object.entries(commands))('%s', (name, [command = '', ...rest]) => {
    const args = [command, model, ...rest]
    const expected = run(args)
    expect(expected.length).toBeGreaterThan(0)
    for (const env of environments) expect(run(args, env), JSON.stringify(env)).toBe(expected)
    if (!name.startsWith('check')) return
    for (const options of engines) expect(run([...args, ...options]), options.join(' ')).toBe(expected)
  })
})

/** Runs a command in a terminal of 80 columns, which `script` provides. */
function inTerminal(args: readonly string[]): string {
  const line = ['stty cols 80;', process.execPath, cli, ...args].join(' ')
  const env = { ...process.env, TERM: 'xterm', LC_ALL: 'C.UTF-8', NO_COLOR: '1' }
  const { stdout } = spawnSync('script', ['-qec', line, '/dev/null'], { cwd: root, env, encoding: 'utf8', input: '' })
  return printed(stdout)
}

test.skipIf(!existsSync('/usr/bin/script')).each(models.slice(0, 3))('%s in a terminal without colours', (model) => {
  for (const args of [
    ['check', model],
    ['trace', model],
    ['show', model],
  ]) {
    expect(inTerminal(args).replace(/^.*\r(?!\n)/gm, '')).toContain(run(args, { LC_ALL: 'C.UTF-8' }))
  }
})
