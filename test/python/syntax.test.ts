import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { Problems } from '../../src/language/problems.ts'
import { readModule } from '../../src/language/python/parser/module.ts'
import type { Statement } from '../../src/language/python/syntax/tree.ts'
import { block, scopesOf } from './canonical.ts'
import { python } from './cpython.ts'

interface Truth {
  readonly error: string | null
  readonly tree: unknown
  readonly scopes: readonly (readonly [line: number, name: string, names: string])[]
  readonly generators: number
}

const folder = import.meta.dirname
const canonical = readFileSync(`${folder}/canonical.py`, 'utf8')
const snippets = readFileSync(`${folder}/syntax/snippets.txt`, 'utf8').replace(/\n$/, '').split('\n---\n')

/** What CPython says of texts. */
function truths(texts: readonly string[]): Truth[] {
  const lines = python(canonical, texts.map((text) => JSON.stringify(text)).join('\n'), folder)
    .trim()
    .split('\n')
  return lines.map((line) => JSON.parse(line) as Truth)
}

interface Read {
  readonly statements: readonly Statement[] | null
  readonly rejected: Problems
  readonly unsupported: Problems
}

function read(text: string): Read {
  const rejected = new Problems(null)
  const unsupported = new Problems(null)
  const statements = readModule({ name: 'model.py', text }, { rejected, unsupported })
  return { statements, rejected, unsupported }
}

/** What CPython accepts since 3.12 only: f-strings with anything in their braces, type parameters, `type`. */
function isNewer(text: string): boolean {
  return /f['"]/i.test(text) || /(?:def|class)\s+\w+\s*\[/.test(text) || /\btype\s/.test(text)
}

/** How a reading differs from CPython's; null if it does not. */
function difference(text: string, truth: Truth): unknown {
  const { statements, unsupported, rejected } = read(text)
  if (statements === null) {
    const isRefused = truth.error === null && unsupported.errors.length > 0
    return truth.error !== null || isRefused ? null : [text, rejected.errors[0]?.message]
  }
  if (truth.error !== null) return isNewer(text) ? null : [text, truth.error]
  const ours = block(statements)
  if (JSON.stringify(ours) !== JSON.stringify(truth.tree)) return [text, ours, truth.tree]
  const found = scopesOf(statements, (offset) => text.slice(0, offset).split('\n').length)
  const names = found.map((each) => each.replace(/ \w+$/, '')).sort()
  const expected = truth.scopes.map(([line, name, bound]) => `${line} ${name} (${bound})`).sort()
  if (JSON.stringify(names) !== JSON.stringify(expected)) return [text, names, expected]
  const generators = found.filter((each) => each.endsWith('generator')).length
  return generators === truth.generators ? null : [text, generators, truth.generators]
}

function differences(texts: readonly string[]): unknown[] {
  const known = truths(texts)
  return texts.flatMap((text, index) => {
    const truth = known[index]
    return truth === undefined ? [text] : [difference(text, truth)].filter((each) => each !== null)
  })
}

/** Texts that are nearly Python: snippets in which a word or two are left out, put in, replaced or moved. */
function mutants(count: number): string[] {
  let seed = 7
  const random = (below: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff
    return (seed >>> 8) % below
  }
  const wordsOf = (text: string): string[] =>
    [...text.matchAll(/[\p{L}_]\w*|\d+|\n *|\*\*|:=|==|!=|\s+|./gu)].map(([word]) => word)
  const words = snippets.flatMap(wordsOf)
  return Array.from({ length: count }, () => {
    const mutant = wordsOf(snippets[random(snippets.length)] ?? '')
    for (let changes = random(2); changes >= 0; changes--) {
      const at = random(mutant.length + 1)
      const kind = random(4)
      const other = words[random(words.length)] ?? ''
      if (kind === 0) mutant.splice(at, 1)
      else if (kind === 1) mutant.splice(at, 0, other)
      else if (kind === 2) mutant.splice(at, 1, other)
      else mutant.splice(random(mutant.length), 0, ...mutant.splice(at, 1))
    }
    return mutant.join('')
  })
}

/** The names of a tree's annotations are not looked at, so lambdas in them are not either. */
const isLambdaAnnotation = (text: string): boolean => /[:>]\s*lambda/.test(text)

describe('the tree of all of Python', () => {
  test('there are many snippets of both kinds', () => {
    const accepted = snippets.filter((text) => read(text).statements !== null).length
    const rejected = snippets.filter((text) => read(text).rejected.errors.length > 0).length
    expect(accepted).toBeGreaterThan(450)
    expect(rejected).toBeGreaterThan(350)
  })

  test('CPython accepts and rejects the same, and its trees, names and generators are the same', () => {
    expect(differences(snippets)).toEqual([])
  })

  test('and of texts that are nearly Python', () => {
    const texts = mutants(4000).filter((text) => !isLambdaAnnotation(text))
    expect(differences(texts)).toEqual([])
  })

  test('only this is refused that CPython accepts', () => {
    const refused = snippets.flatMap((text) => read(text).unsupported.errors.map(({ message }) => message))
    expect([...new Set(refused)].sort()).toMatchInlineSnapshot(`
      [
        "\`except*\` is not supported",
        "an annotation that does something is not supported",
        "complex numbers are not supported",
        "the escape \`\\N\` is not supported",
      ]
    `)
  })

  test('lines may end in every way, and a byte order mark is no part of the text', () => {
    const text = "x = '''a\nb'''\nif x:\n    y = (1,\n  2) + \\\n 3\n    f'''{x}\n'''\n"
    const plain = block(read(text).statements ?? [])
    for (const ending of ['\r\n', '\r']) expect(block(read(text.replaceAll('\n', ending)).statements ?? [])).toEqual(plain)
    expect(block(read(`\ufeff${text}`).statements ?? [])).toEqual(plain)
  })

  test.each([
    ['parentheses', `${'('.repeat(5000)}${')'.repeat(5000)}`],
    ['a sum', `x = ${'1 + '.repeat(5000)}1`],
    ['signs', `x = ${'-'.repeat(5000)}1`],
    ['f-strings', `x = ${"f'{".repeat(5000)}`],
    ['attributes', `x${'.y'.repeat(5000)}`],
    ['elif', `if x: pass\n${'elif x: pass\n'.repeat(5000)}`],
  ])('what is nested deeply is refused: %s', (_, text) => {
    const { statements, unsupported, rejected } = read(text)
    expect(statements).toBeNull()
    expect([...unsupported.errors, ...rejected.errors]).toHaveLength(1)
  })
})

describe('comments', () => {
  test('a comment about progress is a statement of its block', () => {
    const text = 'while x:  # progress\n    y = 1  # progress\n    # progress\nz = 1\n# progress\nif a: b  # progress\n'
    const tree = JSON.stringify(block(read(text).statements ?? []))
    expect(tree.match(/\["progress"\]/g)).toHaveLength(5)
    expect(read('x = 1\n    # progress\n').unsupported.errors).toHaveLength(1)
  })
})
