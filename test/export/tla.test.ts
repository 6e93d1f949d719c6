import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exportModel } from '../../src/export/export.ts'
import { readModel } from '../../src/language/read.ts'
import { programs } from '../random/programs.ts'

const root = join(import.meta.dirname, '../..')

/** Installed apart: `npm ci --ignore-scripts --prefix test/export/grammar`, as continuous integration does. */
const folder = join(import.meta.dirname, 'grammar/node_modules')
const isInstalled = existsSync(folder)
const parser = isInstalled ? await parserOf() : null

interface Node {
  readonly isError: boolean
  readonly isMissing: boolean
  readonly hasError: boolean
  readonly startPosition: { readonly row: number }
  readonly children: readonly (Node | null)[]
}

/** What the test needs of `web-tree-sitter`, which types are not installed with the package. */
interface TreeSitter {
  readonly Parser: (new () => { setLanguage(language: unknown): TlaParser }) & { init(): Promise<void> }
  readonly Language: { load(path: string): Promise<unknown> }
}

interface TlaParser {
  parse(text: string): { readonly rootNode: Node; delete(): void } | null
}

async function parserOf(): Promise<TlaParser> {
  const { Parser, Language }: TreeSitter = createRequire(join(folder, 'x.js'))('web-tree-sitter')
  await Parser.init()
  return new Parser().setLanguage(await Language.load(join(folder, '@tlaplus/tree-sitter-tlaplus/tree-sitter-tlaplus.wasm')))
}

/** The first line that is not TLA+; null if all of the text is. */
function mistakeIn(text: string): string | null {
  const tree = parser?.parse(text) ?? null
  if (tree === null) return 'no tree'
  const wrong: Node[] = [tree.rootNode]
  let line: string | null = null
  for (const node of wrong) {
    if (node.isError || node.isMissing) line ??= text.split('\n')[node.startPosition.row] ?? ''
    if (node.hasError) for (const child of node.children) if (child !== null) wrong.push(child)
  }
  tree.delete()
  return line
}

test.skipIf(!isInstalled)('the parser finds mistakes', () => {
  expect(mistakeIn('---- MODULE M ----\nVARIABLES x\nInit == x = 0\n====\n')).toBe(null)
  expect(mistakeIn('---- MODULE M ----\nVARIABLES x\nInit == x = = 0\n====\n')).not.toBe(null)
})

/** Steps with loops are no formulas. */
const refusals = /^(tasks of an event loop cannot|this step has a loop, or too many ways through it)/

test.skipIf(!isInstalled)('models are exported to TLA+ that a parser of the language reads, or refused', async () => {
  const models = join(root, 'models')
  const files = readdirSync(models, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ilv|s)$/.test(name))
  let exported = 0
  for (const name of files) {
    const read = await readModel({ name, text: readFileSync(join(models, name), 'utf8') })
    if (!read.ok) throw new Error(`${name} cannot be read`)
    const made = exportModel(read.value.program, { to: 'tla' })
    if (!made.ok) {
      for (const { message } of made.errors) expect(message).toMatch(refusals)
      continue
    }
    exported++
    expect(mistakeIn(made.value.text), name).toBe(null)
    expect(made.value.config).toMatch(/^SPECIFICATION Spec\nINVARIANT TypeOK\n/)
  }
  expect(exported).toBeGreaterThan(0.85 * files.length)
})

test.skipIf(!isInstalled)('random programs are exported to TLA+ that a parser of the language reads', () => {
  const taste = { threads: [2, 3], instructions: [1, 7], loops: 25, calls: true } as const
  const property = fc.property(fc.oneof(programs(taste), programs({ ...taste, talks: true })), (program) => {
    const made = exportModel(program, { to: 'tla' })
    if (made.ok) expect(mistakeIn(made.value.text)).toBe(null)
  })
  fc.assert(property, { numRuns: 100, seed: 20261124 })
})
