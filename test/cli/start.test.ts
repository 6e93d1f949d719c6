import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root, runCommand, scratch } from './command.ts'

interface BuiltFile {
  readonly file: string
  /** What it loads at once: other files of the bundle, packages, modules of Node. */
  readonly imports: readonly string[]
  readonly modules: readonly string[]
}

const manifest: readonly BuiltFile[] = JSON.parse(readFileSync('dist/manifest.json', 'utf8'))

/** The files that are loaded at once with one, itself included. */
function loadedWith(file: string): BuiltFile[] {
  const found = new Set([file])
  for (const each of found)
    for (const imported of manifest.find((built) => built.file === each)?.imports ?? []) found.add(imported)
  return manifest.filter((built) => found.has(built.file))
}

test('a check loads few files and nothing that it does not need, so that it starts in a blink', () => {
  const main = manifest.find(({ modules }) => modules.includes('src/cli/main.ts'))
  const files = loadedWith(main?.file ?? '')
  expect(files.length).toBeGreaterThan(1)
  expect(files.length).toBeLessThanOrEqual(4)
  expect(files.reduce((sum, { file }) => sum + readFileSync(join('dist', file)).length, 0)).toBeLessThan(600_000)
  const modules = files.flatMap((each) => each.modules)
  expect(modules).toContain('src/check/check.ts')
  // Tables of emoji take 20 ms to compile, the forms of JSON as long.
  expect(modules.filter((each) => /node_modules\/(emoji-regex|string-width|zod)\//.test(each))).toEqual([])
  const needless = ['http', 'crypto', 'worker_threads', 'child_process'].map((name) => `node:${name}`)
  expect(files.flatMap((each) => each.imports).filter((each) => needless.includes(each))).toEqual([])
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
