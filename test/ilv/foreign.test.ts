import { expect, test } from 'vitest'
import { readInstructionText } from '../../src/language/ilv/read.ts'

// What people write who come from another notation: one message each, with what to write here.
test.each([
  ['if x == 1 && y == 2:\n  x = 1\nelse:\n  y = 1\nend', 'unexpected `&`', 'write `and`'],
  ['if x || y:\nend', 'unexpected `|`', 'write `or`'],
  ['if !x:\nend', 'unexpected `!`', 'write `not`'],
  ['if x = 1:\nend', 'unexpected `=`', 'write `==` to compare'],
  ['while x = 1:\nend', 'unexpected `=`', 'write `==` to compare'],
  ['if x == 1 then\nend', 'unexpected `then`', 'write `:` instead'],
  ['if x == 1 {', 'unexpected `{`', 'blocks begin with `:` and end with a line `end`'],
  ['}', 'unexpected `}`', 'blocks begin with `:` and end with a line `end`'],
  ['x++', 'unexpected `+`', 'write `x += 1` or `x -= 1`'],
  ['x := 1', 'unexpected `=`', 'write `x = e`'],
  ['x = 1;', 'unexpected `;`', 'write one instruction per line, without `;`'],
  ['mutex k', 'unknown instruction `mutex`', 'write `lock m`'],
  ['lock(m)', 'unexpected `(`', 'write `acquire m`'],
  ['int y = 0', 'unexpected `=`', 'write `shared x = 0`, or `atomic x = 0`'],
  [
    'x = y = 1',
    'this is not an assignment of one value',
    'write `x = e`, with an expression of numbers, registers and shared variables',
  ],
  ['for (i = 0; i < 3; i++)', 'unexpected `=`', 'write `for i in 0..2:`'],
  ['goto L', 'unknown instruction `goto`', 'write `jump L`'],
  ['endif', 'unknown instruction `endif`', 'blocks begin with `:` and end with a line `end`'],
  ['break', 'unknown instruction `break`', 'write `jump L`, and `L:` on the line to continue at'],
  ['thread B {\n  x = 1', 'unexpected `{`', 'blocks begin with `:` and end with a line `end`'],
  ['process B:\n', 'unexpected `:`', 'write `thread A:`, or `def name:` … `end`'],
])('%s', (body, message, hint) => {
  const read = readInstructionText({ name: 'test.ilv', text: `shared x\nshared y\nlock m\nthread T:\n${body}\n` })
  const errors = read.ok ? [] : read.errors
  expect(errors.map((each) => [each.message, each.hint])).toEqual([[message, hint]])
})
