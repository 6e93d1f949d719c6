import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { root, runCommand, scratch } from './command.ts'

/** The files that are loaded at once with one of ours, each once. */
function loadedWith(file: string, found: Set<string> = new Set()): Set<string> {
  found.add(file)
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/(?<!then\(\(\)=>)require\(["'`](\.[^"'`]+)["'`]\)/g)) {
    const path = join(dirname(file), name)
    if (!found.has(path)) loadedWith(path, found)
  }
  return found
}

test('a check loads few files and nothing that it does not need, so that it starts in a blink', () => {
  const main = readdirSync('dist/chunks').find((name) => name.startsWith('main-')) ?? ''
  const files = [...loadedWith(join('dist/chunks', main))]
  expect(files.length).toBeGreaterThan(1)
  expect(files.length).toBeLessThanOrEqual(4)
  const text = files.map((file) => readFileSync(file, 'utf8')).join('')
  expect(text.length).toBeLessThan(600_000)
  expect(text).not.toContain('RGI_Emoji') // tables of emoji take 20 ms to compile
  expect(text).not.toContain('ZodError')
  expect(text).not.toMatch(/require\(["'`](node:)?(assert|http|crypto|worker_threads|child_process)["'`]\)/)
})

/** A copy of the built command, so that the code kept for it can be spoilt. */
function copyOfCommand(): { cli: string; cache: string } {
  const folder = scratch()
  for (const name of ['package.json', 'models']) cpSync(join(root, name), join(folder, name), { recursive: true })
  cpSync(join(root, 'dist/chunks'), join(folder, 'dist/chunks'), { recursive: true })
  for (const name of ['dist/cli.cjs', 'dist/worker.cjs']) cpSync(join(root, name), join(folder, name))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return { cli: join(folder, 'dist/cli.cjs'), cache: join(folder, 'dist/cache', `${process.version}-${process.arch}`) }
}

test.each([
  { with: 'one thread', more: [] },
  { with: 'two threads', more: ['--engine', 'wasm', '--workers', '2'] },
  { with: 'two threads, said otherwise', more: ['--engine=wasm', '--workers=2'] },
  { with: 'the plain engine, which needs no threads', more: ['--engine', 'plain', '--workers', '2'] },
])('code that is kept, lost or spoilt changes nothing but the time: $with', ({ more }) => {
  const { cli, cache } = copyOfCommand()
  const check = (): string => runCommand(cli, ['check', join(root, 'models/quiz1.ilv'), ...more], {}).stdout
  const first = check()
  expect(first).toContain('lost update')
  const kept = readdirSync(cache)
  expect(kept.length).toBeGreaterThan(1)
  expect(check()).toBe(first)
  for (const name of kept) writeFileSync(join(cache, name), 'not code')
  expect(check()).toBe(first)
  // What a second thread keeps may come too late, when the command has ended.
  const ofCommand = (names: string[]): string[] => names.filter((name) => !name.includes('worker')).sort()
  expect(ofCommand(readdirSync(cache))).toEqual(ofCommand(kept)) // and no parts are left
})
