import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'

const source = join(import.meta.dirname, '../src')

/** The library: all but what needs a machine to run on. */
const library = [
  'base',
  'webassembly',
  'program',
  'language',
  'semantics',
  'space',
  'explorer',
  'reduction',
  'analysis',
  'findings',
  'check',
  'picture',
  'report',
  'graph',
  'repair',
  'export',
]

/** The folders that may ask the machine for its clock and memory. */
const onMachines = /^(cli|page|library|servers)\//

/** What each folder may import, as ARCHITECTURE.md says. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  base: [],
  webassembly: ['base'],
  program: ['base'],
  language: ['base', 'program'],
  semantics: ['base', 'program'],
  stateless: ['base', 'program', 'semantics'],
  space: ['base', 'program'],
  explorer: ['base', 'webassembly', 'program', 'space'],
  analysis: ['base', 'webassembly', 'program', 'space'],
  reduction: ['base', 'program', 'space'],
  findings: ['base', 'program', 'semantics', 'space', 'analysis'],
  check: ['base', 'webassembly', 'program', 'semantics', 'space', 'explorer', 'reduction', 'analysis', 'findings'],
  picture: ['base', 'program', 'analysis'],
  report: ['base', 'program', 'semantics', 'space', 'analysis', 'findings', 'check', 'picture'],
  graph: ['base', 'program', 'semantics', 'space', 'analysis', 'findings', 'check', 'picture', 'report'],
  cpython: ['base', 'program', 'semantics', 'stateless', 'report'],
  exercise: [
    'base',
    'program',
    'language',
    'semantics',
    'space',
    'analysis',
    'findings',
    'check',
    'picture',
    'report',
    'repair',
  ],
  repair: ['base', 'program', 'language', 'semantics', 'space', 'analysis', 'findings', 'check', 'report'],
  export: ['base', 'program', 'semantics'],
  ci: ['base', 'program', 'semantics', 'space', 'analysis', 'findings', 'check', 'picture', 'report'],
  slides: ['base', 'program', 'semantics', 'space', 'analysis', 'findings', 'check', 'picture', 'report', 'graph'],
  cli: [
    'base',
    'program',
    'language',
    'semantics',
    'space',
    'explorer',
    'reduction',
    'analysis',
    'findings',
    'check',
    'picture',
    'report',
    'graph',
    'ci',
    'slides',
    'repair',
    'exercise',
    'page',
    'servers',
    'stateless',
    'cpython',
    'export',
  ],
  library,
  servers: [...library, 'library'],
  'index.ts': [...library, 'library'],
  'vitest.ts': ['index.ts'],
  'internal.ts': library,
  page: ['base', 'internal.ts'],
}

/** The rooms of `language`, in order: each imports only from itself and those before it. A file outside is its own room. */
const rooms = [
  'problems.ts',
  'grammar',
  'claims',
  'lowering',
  'ilv',
  'assembly',
  'python/syntax',
  'python/parser',
  'python/mistakes',
  'python/objects',
  'python/library',
  'python/run',
  'python/machine',
  'python',
  'python/unfolding',
  'read.ts',
  'observed-model.ts',
]

/** Rooms that share no code, though one stands before the other. */
const strangers: readonly (readonly [string, string])[] = [
  ['python', 'ilv'],
  ['python', 'assembly'],
  ['lowering', 'grammar'],
]

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name))

function importsOf(file: string): string[] {
  const text = readFileSync(join(source, file), 'utf8')
  return [...text.matchAll(/(?:from|import\() ?'([^']+)'/g)].map((match) => match[1] ?? '')
}

test.each(files)('%s imports only what its folder may', (file) => {
  const [folder = ''] = file.split('/')
  for (const imported of importsOf(file)) {
    if (!imported.startsWith('.')) {
      expect(folder === 'cli' || !imported.startsWith('node:'), `${file} imports ${imported}`).toBe(true)
      continue
    }
    const [target = ''] = relative(source, join(source, file, '..', imported)).split('/')
    expect(target === folder || allowed[folder]?.includes(target), `${file} imports ${imported}`).toBe(true)
  }
})

test.each(files.filter((file) => !onMachines.test(file)))('%s asks neither clock nor chance nor console', (file) => {
  const text = readFileSync(join(source, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
  expect(text).not.toMatch(/\b(Date\.now|new Date|performance\.|Math\.random|console\.|process\.)/)
})

function roomOf(file: string): string {
  const path = relative('language', file)
  const room = rooms.filter((each) => path === each || path.startsWith(`${each}/`)).sort((a, b) => b.length - a.length)[0]
  if (room === undefined) throw new Error(`${file} stands in no room`)
  return room
}

test.each(files.filter((file) => file.startsWith('language/')))('%s imports only from its room and those before it', (file) => {
  const room = roomOf(file)
  for (const imported of importsOf(file)) {
    const path = relative(source, join(source, file, '..', imported))
    if (!imported.startsWith('.') || !path.startsWith('language/')) continue
    const target = roomOf(path)
    expect(rooms.indexOf(target), `${file} imports ${imported}`).toBeLessThanOrEqual(rooms.indexOf(room))
    const strange = strangers.some(([one, other]) => room.startsWith(one) && target.startsWith(other))
    expect(strange, `${file} imports ${imported}`).toBe(false)
  }
})

test('the lowering knows no syntax', () => {
  for (const file of files.filter((each) => each.startsWith('language/lowering/'))) {
    expect(
      importsOf(file).filter((imported) => imported.startsWith('@lezer')),
      file,
    ).toEqual([])
  }
})

test.each(files.filter((file) => file.startsWith('language/')))('%s has no `default:` without a reason', (file) => {
  const text = readFileSync(join(source, file), 'utf8')
  const unexplained = [...text.matchAll(/default:(?! \/\/).*\n.*/g)].filter(([lines]) => !lines.includes('unreachable('))
  expect(unexplained.map(([lines]) => lines)).toEqual([])
})

test('no file depends on itself through others', () => {
  const own = files
  const imports = new Map(
    own.map((file) => [file, importsOf(file).map((path) => relative(source, join(source, file, '..', path)))]),
  )
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): void => {
    expect(path, `${[...path, file].join(' → ')}`).not.toContain(file)
    if (done.has(file)) return
    for (const next of imports.get(file) ?? []) if (imports.has(next)) visit(next, [...path, file])
    done.add(file)
  }
  for (const file of own) visit(file, [])
})
