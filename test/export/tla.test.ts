import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Language, Parser } from 'web-tree-sitter'
import { exportModel } from '../../src/export/export.ts'
import { readModel } from '../../src/language/read.ts'
import { programs } from '../random/programs.ts'

const root = join(import.meta.dirname, '../..')
await Parser.init()
const grammar = join(root, 'node_modules/@tlaplus/tree-sitter-tlaplus/tree-sitter-tlaplus.wasm')
const parser = new Parser().setLanguage(await Language.load(grammar))

/** The first line that is not TLA+; null if all of the text is. */
function mistakeIn(text: string): string | null {
  const tree = parser.parse(text)
  if (tree === null) return 'no tree'
  const wrong = [tree.rootNode]
  let line: string | null = null
  for (const node of wrong) {
    if (node.isError || node.isMissing) line ??= text.split('\n')[node.startPosition.row] ?? ''
    if (node.hasError) for (const child of node.children) if (child !== null) wrong.push(child)
  }
  tree.delete()
  return line
}

test('the parser finds mistakes', () => {
  expect(mistakeIn('---- MODULE M ----\nVARIABLES x\nInit == x = 0\n====\n')).toBe(null)
  expect(mistakeIn('---- MODULE M ----\nVARIABLES x\nInit == x = = 0\n====\n')).not.toBe(null)
})

/** Steps with loops are no formulas. */
const refusals = /^(tasks of an event loop cannot|this step has a loop, or too many ways through it)/

test('models are exported to TLA+ that a parser of the language reads, or refused', async () => {
  const folder = join(root, 'models')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ilv|s)$/.test(name))
  let exported = 0
  for (const name of files) {
    const read = await readModel({ name, text: readFileSync(join(folder, name), 'utf8') })
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

test('random programs are exported to TLA+ that a parser of the language reads', () => {
  const taste = { threads: [2, 3], instructions: [1, 7], loops: 25, calls: true } as const
  const property = fc.property(fc.oneof(programs(taste), programs({ ...taste, talks: true })), (program) => {
    const made = exportModel(program, { to: 'tla' })
    if (made.ok) expect(mistakeIn(made.value.text)).toBe(null)
  })
  fc.assert(property, { numRuns: 100, seed: 20261124 })
})
