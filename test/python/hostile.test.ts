import { describe, expect, test } from 'vitest'
import { readPython } from '../../src/language/python/read.ts'

const thread = 'import threading\nx = 0\ndef f():\n    global x\n    x += 1\nt = threading.Thread(target=f)\nt.start()\n'

/** The messages about a text, or how many instructions it has. */
function said(text: string): string | number {
  const model = readPython({ name: 'hostile.py', text })
  if (!model.ok) return model.errors.map(({ message }) => message)[0] ?? ''
  return model.value.program.codes.reduce((sum, { instructions }) => sum + instructions.length, 0)
}

describe('texts that no one would write', () => {
  test.each([
    ['empty', '', 'this module starts no threads, and has no function that a thread could execute'],
    ['binary', '\0\x01\x02', 'expected a text file'],
    ['a long sum', `x = ${'1 + '.repeat(200_000)}1\n`, 'this is nested too deeply'],
    ['too long', `x = ${'1 + '.repeat(300_000)}1\n`, 'the file has 1,200,006 characters'],
    ['deep parentheses', `x = ${'('.repeat(5000)}1${')'.repeat(5000)}\n`, 'this is nested too deeply'],
    ['deep lists', `x = ${'['.repeat(3000)}`, '`[` was never closed'],
    [
      'deep blocks',
      `${Array.from({ length: 120 }, (_, depth) => `${'    '.repeat(depth)}if True:\n`).join('')}${'    '.repeat(120)}x = 1\n`,
      'this is nested too deeply',
    ],
    ['nonsense', ')(*&^%$ @@@ ]]] \n'.repeat(500), 'unmatched `)`'],
    [
      'a long string',
      `x = "${'a'.repeat(900_000)}"\n`,
      'this module starts no threads, and has no function that a thread could execute',
    ],
    [
      'endless recursion',
      'import threading\ndef f():\n    f()\n    f()\nt = threading.Thread(target=f)\nt.start()\n',
      'calls of `f` are nested more than 50 deep here',
    ],
    [
      'growth',
      `import threading\nx = 0\n${Array.from({ length: 14 }, (_, n) => `def f${n}():\n    global x\n    ${n === 0 ? 'x += 1' : `f${n - 1}(); f${n - 1}(); f${n - 1}()`}\n`).join('')}a = threading.Thread(target=f13)\nb = threading.Thread(target=f13)\na.start()\nb.start()\n`,
      'the program becomes too large here',
    ],
    ['line ends of Windows', thread.replace(/\n/g, '\r\n'), 2],
    ['a byte order mark', `\ufeff${thread}`, 2],
    ['tabs', thread.replace(/ {4}/g, '\t'), 2],
    ['no last line end', thread.trimEnd(), 2],
  ])('%s', (_, text, expected) => expect(said(text)).toBe(expected))

  test('many statements are read in time', () => {
    expect(said(`${'x = 1\n'.repeat(50_000)}${thread}`)).toBe(2)
  })
})
