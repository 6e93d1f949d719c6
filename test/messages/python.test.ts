import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findMistakes } from '../../src/language/python/mistakes/find.ts'
import { python } from '../python/cpython.ts'
import { casesIn, saidAbout } from './cases.ts'

describe('texts that CPython rejects', () => {
  const cases = casesIn('python-syntax.txt')

  test.each(cases)('$text', async ({ text, said }) => {
    expect(await saidAbout('model.py', text)).toBe(said)
  })

  test('CPython rejects them all', () => {
    const program = `
import json, sys
accepted = []
for text in json.load(sys.stdin):
    try:
        compile(text, 'model.py', 'exec')
        accepted.append(text)
    except SyntaxError:
        pass
print(json.dumps(accepted))
`
    const accepted: unknown = JSON.parse(python(program, JSON.stringify(cases.map(({ text }) => text)), import.meta.dirname))
    expect(accepted).toEqual([])
  })
})

describe('programs that CPython starts', () => {
  test.each(casesIn('python-running.txt'))('$text', async ({ text, said }) => {
    expect(await saidAbout('model.py', text)).toBe(said)
  })
})

test('what is right is not called a mistake', () => {
  const root = join(import.meta.dirname, '../..')
  const folders = ['models', 'models/approaches', 'test/python/practice', 'test/python/threads', 'test/python/tasks']
  const files = folders.flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
  const programs = files.filter((name) => name.endsWith('.py'))
  expect(programs.length).toBeGreaterThan(50)
  const found = programs.flatMap((name) => {
    const text = readFileSync(join(root, name), 'utf8')
    return findMistakes({ name, text }).map(({ message }) => `${name}: ${message}`)
  })
  expect(found).toEqual([])
})

const counting = 'import threading\nn = 0\ndef work():\n    global n\n    n += 1\n'

test.each([
  [
    'joins by another name',
    'ts = [threading.Thread(target=work)]\nfor t in ts: t.start()\nfor each in ts: each.join()\nprint(n)\n',
  ],
  ['what no thread writes', "t = threading.Thread(target=work)\nt.start()\nprint('started', t.name)\nt.join()\n"],
  [
    'a thread in an attribute',
    'class Pump:\n    def __init__(self):\n        self.thread = threading.Thread(target=work)\npump = Pump()\npump.thread.start()\npump.thread.join()\nprint(n)\n',
  ],
  ['a sign of its own', 'x =-1\ny = -1\nt = threading.Thread(target=work)\nt.start(); t.join()\n'],
  ['a tuple of arguments by name', 'many = ()\nt = threading.Thread(target=work, args=many)\nt.start(); t.join()\n'],
  ['what is printed before the start', 't = threading.Thread(target=work)\nprint(n)\nt.start()\nt.join()\n'],
])('right, and not called a mistake: %s', (_, text) => {
  expect(findMistakes({ name: 'm.py', text: counting + text })).toEqual([])
})
