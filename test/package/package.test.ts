import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { publint } from 'publint'
import { beforeAll, expect, test } from 'vitest'
import { type Ran, root } from '../cli/command.ts'
import { type Installed, installed, manifest } from './installed.ts'

// The package as others get it: packed, and installed in an empty folder outside of this checkout.

let place: Installed

beforeAll(() => {
  place = installed(['vitest'])
})

function runIn(folder: string, file: string, ...args: readonly string[]): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { cwd: folder, encoding: 'utf8' })
  return { code: status, stdout, stderr }
}

/** The library example as README.md shows it, and what it prints there. */
const [, example = '', answer = ''] =
  /```file examples\/library\.mjs\n([\s\S]*?)```[\s\S]*?\$ node examples\/library\.mjs\n([\s\S]*?)```/.exec(
    readFileSync(join(root, 'README.md'), 'utf8'),
  ) ?? []

/** The same as a CommonJS module, which has no `await` outside of functions. */
function required(text: string): string {
  const [head = '', ...rest] = text
    .replace(/^import (\{.*\}) from ('.*')$/m, 'const $1 = require($2)')
    .split(/(?<=require\('.*'\)\n)/)
  return `${head}async function main() {\n${rest.join('')}}\nmain()\n`
}

test.each([
  { as: 'an ECMAScript module', file: 'example.mjs', written: (text: string) => text },
  { as: 'a CommonJS module', file: 'example.cjs', written: required },
])('the example of README.md runs as $as', ({ file, written }) => {
  const text = written(example)
  expect(text).toContain(manifest.name)
  expect(answer).toContain('balance = 1: 18 of 20 interleavings')
  writeFileSync(join(place.folder, file), text)
  expect(runIn(place.folder, file)).toEqual({ code: 0, stdout: answer, stderr: '' })
})

const consumer = `
export async function finals(text: string): Promise<readonly (readonly unknown[])[]> {
  const read = await library.readModel({ name: 'a.ilv', text })
  if (!read.ok) throw new Error(read.errors.map(library.formatDiagnostic).join())
  const result: library.CheckResult = await library.check(read.value.program, { maxStates: 100 })
  return result.outcomes.map(({ final }) => final)
}
// @ts-expect-error: the types are there, and say that this is no program
library.check(1)
`

test.each([
  { as: 'ECMAScript', file: 'consumer.mts', head: `import * as library from '${manifest.name}'\n` },
  { as: 'CommonJS', file: 'consumer.cts', head: `import library = require('${manifest.name}')\n` },
])('a strict $as consumer compiles, with every declaration of the package checked', ({ file, head }) => {
  writeFileSync(join(place.folder, file), head + consumer)
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const flags = ['--strict', '--exactOptionalPropertyTypes', '--module', 'nodenext', '--target', 'es2023', '--noEmit']
  expect(runIn(place.folder, tsc, ...flags, '--skipLibCheck', 'false', file)).toEqual({ code: 0, stdout: '', stderr: '' })
})

test('matchers for vitest have types, and work', () => {
  const code = `import { expect, test } from 'vitest'
import { program } from '${manifest.name}'
import '${manifest.name}/vitest'

const racy = program((t) => {
  const x = t.shared('x')
  t.threads('P', 2, (p) => p.increment(x))
})
test('counter', () => expect(racy).toHaveOutcomes({ x: [1, 2] }))
test('race', () => expect(racy).not.toBeRaceFree())
`
  writeFileSync(join(place.folder, 'counter.test.mts'), code)
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const flags = ['--strict', '--module', 'nodenext', '--target', 'es2023', '--noEmit', '--skipLibCheck']
  expect(runIn(place.folder, tsc, ...flags, 'counter.test.mts')).toEqual({ code: 0, stdout: '', stderr: '' })
  const { code: exit, stdout } = runIn(place.folder, join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--root', '.')
  expect(stdout).toMatch(/2 passed/)
  expect(exit).toBe(0)
}, 60_000)

test('tools that check packages find nothing', async () => {
  const { messages } = await publint({ pkgDir: place.home, level: 'suggestion' })
  expect(messages).toEqual([])
  const data = new Uint8Array(readFileSync(place.tarball))
  const analysis = await checkPackage(createPackageFromTarballData(data), { entrypoints: ['.', './vitest'] })
  if (analysis.types === false) throw new Error('the package has no types')
  // Every Node that the package supports can `require` ECMAScript modules, so there is one copy of the library.
  // A Node that does not know `exports` is far older than these.
  const isOld = (problem: object): boolean => 'resolutionKind' in problem && problem.resolutionKind === 'node10'
  expect(analysis.problems.filter((each) => each.kind !== 'CJSResolvesToESM' && !isOld(each))).toEqual([])
})

test('the command answers', () => {
  const { code, stdout } = runIn(place.folder, join(place.home, 'dist/cli.cjs'), 'check', join(place.home, 'models/quiz1.ilv'))
  expect(stdout).toContain('Final values of balance')
  expect(code).toBe(0)
})

test('the package contains every file that its documents link to and show', () => {
  const documents = readdirSync(place.home, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'))
  expect(documents).toContain('README.md')
  const missing = documents.flatMap((name) => {
    const text = readFileSync(join(place.home, name), 'utf8')
    const links = [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link)
    return links.filter((link) => !/^\w+:/.test(link) && !existsSync(join(place.home, dirname(name), link)))
  })
  expect(missing).toEqual([])
})

test('the library is readable: not minified, with source maps', () => {
  const folder = join(place.home, 'dist/library')
  const files = readdirSync(folder)
  const lengths = files
    .filter((name) => name.endsWith('.js'))
    .map((name) => longestLine(readFileSync(join(folder, name), 'utf8')))
  expect(lengths.length).toBeGreaterThan(10)
  expect(lengths.filter((length) => length > 5000).length).toBeLessThanOrEqual(4) // tables of the parsers
  const sources = files
    .filter((name) => name.endsWith('.map'))
    .flatMap((name) => {
      const map: { sources: string[]; sourcesContent: string[] } = JSON.parse(readFileSync(join(folder, name), 'utf8'))
      expect(map.sourcesContent.length).toBe(map.sources.length)
      return map.sources
    })
  expect(sources).toContain('../../src/check/check.ts')
})

function longestLine(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length))
}
