import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ilvWords } from '../../src/language/ilv/words.ts'
import { root } from '../cli/command.ts'

const folder = join(root, 'editors/vscode')

function jsonIn(file: string): unknown {
  return JSON.parse(readFileSync(join(folder, file), 'utf8'))
}

test('the extension has the files that it names', () => {
  expect(jsonIn('package.json')).toMatchObject({
    main: './extension.js',
    contributes: { languages: [{ extensions: ['.ilv'] }] },
  })
  const named = [...readFileSync(join(folder, 'package.json'), 'utf8').matchAll(/"(\.\/[^"]+\.(?:js|json))"/g)].map(
    ([, file]) => file,
  )
  expect(named.length).toBeGreaterThan(2)
  for (const file of named) expect(existsSync(join(folder, `${file}`)), file).toBe(true)
})

test('its colours know the words of the language', () => {
  const grammar = JSON.stringify(jsonIn('syntaxes/ilv.tmLanguage.json'))
  const missing = Object.keys(ilvWords).filter((word) => !new RegExp(`[(|]${word}[|)]`).test(grammar))
  expect(missing).toEqual([])
})
