import { expect, test } from 'vitest'
import { readInstructionText } from '../../src/language/ilv/read.ts'

const first = 'the instruction comes first: `acquire m`, `release m`, `P(s)`, `V(s)`, `wait c, m`, `notify c`'
const ownLines = 'write what follows the `:` on lines of its own, and then `end`'

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
  ['break', 'unknown instruction `break`', 'write `jump out`, and `out:` on the line behind the `end` of the loop'],
  ['thread B {\n  x = 1', 'unexpected `{`', 'blocks begin with `:` and end with a line `end`'],
  ['m.acquire()', 'unexpected `.`', first],
  ['s[0].wait()', 'unexpected `.`', first],
  ['sem_wait(m)', 'unknown instruction `sem_wait`', 'write `P(s)` or `V(s)`'],
  ['pthread_mutex_lock(m)', 'unknown instruction `pthread_mutex_lock`', 'write `acquire m` or `release m`'],
  ['cond_wait(m)', 'unknown instruction `cond_wait`', 'write `wait c, m`, `notify c` or `notify_all c`'],
  ['with m:', 'unexpected `:`', 'write `acquire m` before the lines of the block, and `release m` after them'],
  ['pass', 'unknown instruction `pass`', 'leave it out; `yield` is a step that does nothing'],
  ['while x: yield\nend', 'unexpected `yield`', ownLines],
  ['if x == 1: y = 1\nend', 'unexpected `y`', ownLines],
  ['expect x = {1}', 'unexpected `=`', 'write `expect outcomes x = {1, 2}`'],
  ['expect output in {"a"}', 'unexpected `in`', 'write `expect outcomes x = {1, 2}`'],
  ['expect final values x = {1}', 'unexpected `x`', 'write `expect outcomes x = {1, 2}`'],
  ['expect outcomes {1, 2}', 'unexpected `{`', 'say of what: `expect outcomes x = {1, 2}`'],
  ['expect outcomes x = 1', 'unexpected `1`', 'write the values in braces: `x = {1}`'],
  ['expect outcomes x = {1..3}', 'unexpected `.`', 'list all values: `{1, 2, 3}`'],
  ['expect deadlock x = {1}', 'unexpected `x`', 'write `expect deadlocks x = {0, 1}`'],
  ['expect final x in {1, 2}', 'unexpected `in`', 'write `x == 1 or x == 2`'],
  ['expect possible x = 1', 'unexpected `=`', 'write `==` to compare'],
  ['process B:\n', 'unexpected `:`', 'write `thread A:`, or `def name:` … `end`'],
  ['sleep(1)', 'unknown instruction `sleep`', 'time plays no role here: leave it out, or write `yield`'],
  ['exit', 'unknown instruction `exit`', 'write `halt`'],
  ['TestAndSet(x)', 'unknown instruction `TestAndSet`', 'write `exchange r, x, 1`'],
  ['recv r, x', 'unknown instruction `recv`', 'write `receive r, c`'],
])('%s', (body, message, hint) => {
  const read = readInstructionText({ name: 'test.ilv', text: `shared x\nshared y\nlock m\nthread T:\n${body}\n` })
  const errors = read.ok ? [] : read.errors
  expect(errors.map((each) => [each.message, each.hint])).toEqual([[message, hint]])
})

test.each([
  ['mutex m', 'write `lock m`'],
  ['cond c', 'write `condition c`'],
  ['x = 1', 'move it below a line such as `thread A:`'],
])('%s outside of any thread', (line, hint) => {
  const read = readInstructionText({ name: 'test.ilv', text: `shared x\n${line}\nthread T:\n  x = 1\n` })
  const errors = read.ok ? [] : read.errors
  expect(errors.map((each) => [each.message, each.hint])).toEqual([['this line is outside of any thread', hint]])
})
