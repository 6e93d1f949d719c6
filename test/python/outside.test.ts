import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { formatDiagnostic } from '../../src/base/diagnostic.ts'
import { readPython } from '../../src/language/python/read.ts'

const folder = new URL('outside/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.py'))

describe('programs outside the subset', () => {
  test('there are many', () => expect(files.length).toBeGreaterThanOrEqual(40))

  test.each(files)('%s', async (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8')
    const model = readPython({ name, text })
    expect(model.ok).toBe(false)
    const messages = model.ok ? [] : model.errors.map((each) => formatDiagnostic(each))
    await expect(`${messages.join('\n')}\n`).toMatchFileSnapshot(new URL(name.replace('.py', '.txt'), folder).pathname)
  })
})
