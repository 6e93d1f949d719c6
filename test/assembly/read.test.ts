import { expect, test } from 'vitest'
import { formatDiagnostic } from '../../src/base/diagnostic.ts'
import { check } from '../../src/check/check.ts'
import { type AssemblyOptions, defaultAssemblyOptions } from '../../src/language/assembly/options.ts'
import { readAssemblyProgram } from '../../src/language/assembly/read.ts'
import { tracedNames } from '../../src/language/assembly/traced.ts'
import { readObservables } from '../../src/language/claims/options.ts'
import type { Program } from '../../src/program/program.ts'
import { programMistakes } from '../../src/program/validate.ts'

function programOf(text: string, options: Partial<AssemblyOptions> = {}): Program {
  const read = readAssemblyProgram({ name: 'a.s', text }, { ...defaultAssemblyOptions, ...options })
  if (!read.ok) throw new Error(read.errors.map(formatDiagnostic).join('\n'))
  expect(programMistakes(read.value)).toEqual([])
  return read.value
}

/** Returns the final values of registers and addresses, each as text. */
async function finalsOf(text: string, options: Partial<AssemblyOptions>): Promise<string[]> {
  const program = programOf(text, options)
  const traced = tracedNames(program, { ...defaultAssemblyOptions, ...options })
  if (traced.kind !== 'names') throw new Error(traced.message)
  const { observed } = readObservables(program, traced.names.join(', '), 'test')
  const result = await check(program, { observed })
  expect(result.findings.filter(({ kind }) => kind === 'assertion' || kind === 'divergence')).toEqual([])
  return result.outcomes.map(({ final }) => final.flat().join(' ')).sort()
}

const one = { threads: 1 }

test.each([
  ['mov $-5, %ax', 'ax', '-5'],
  ['mov $5, %ax\nmov %ax, %bx', 'ax,bx', '5 5'],
  ['mov $5, %ax\nadd $2, %ax', 'ax', '7'],
  ['mov $5, %ax\nmov $3, %bx\nsub %bx, %ax', 'ax,bx', '2 3'],
  ['mov $5, %ax\nmul $3, %ax', 'ax', '15'],
  ['mov $5, %ax\nneg %ax', 'ax', '-5'],
  ['mov $7, 2000\nmov 2000, %ax', 'ax', '7'],
  ['mov $2000, %bx\nmov $7, (%bx)\nmov 2000, %ax', 'ax', '7'],
  ['mov $1, %bx\nmov $7, 2004\nmov 2000(,%bx,4), %ax', 'ax', '7'],
  ['mov $1, %bx\nmov $1999, %cx\nmov $7, 2004\nmov 1(%cx,%bx,4), %ax', 'ax', '7'],
  ['mov $1, %bx\nlea 8(%bx,%bx,4), %ax', 'ax', '13'],
  ['mov $5, %ax\nmov $7, 2000\nxchg %ax, 2000\nmov 2000, %bx', 'ax,bx', '7 5'],
  ['mov $5, %ax\nmov $7, 2000\nfetchadd %ax, 2000\nmov 2000, %bx', 'ax,bx', '7 12'],
  ['mov $5, %ax\npush %ax\nmov $0, %ax\npop %bx', 'ax,bx', '0 5'],
  ['push 2000\npop %ax', 'ax', '2000'],
  ['mov %sp, %ax\npush %ax\nmov %sp, %bx\npop', 'ax,bx', '128000 127996'],
  ['call .f\nadd $1, %ax\nhalt\n.f\nadd $5, %ax\nret', 'ax', '6'],
  ['call .f\ncall .f\nhalt\n.f\ncall .g\nret\n.g\nadd $5, %ax\nret', 'ax', '10'],
  ['nop\nyield\nrdump\nmdump 2000\nmov $1, %ax', 'ax', '1'],
  ['j .end\nmov $1, %ax\n.end', 'ax', '0'],
  ['.var x\n.var y\nlea y, %ax', 'ax', '104'],
  ['.var a 3\n.var y\nlea y, %ax', 'ax', '112'],
])('%s', async (text, registers, value) => {
  expect(await finalsOf(`${text}\nhalt`, { ...one, regtrace: registers.split(',') })).toEqual([value])
})

test.each([
  ['je', '0 1 0'],
  ['jne', '1 0 1'],
  ['jlt', '1 0 0'],
  ['jlte', '1 1 0'],
  ['jgt', '0 0 1'],
  ['jgte', '0 1 1'],
])('%s jumps by how the second operand compares with the first', async (jump, jumps) => {
  const texts = [-1, 0, 1].map((value) => `mov $${value}, %bx\ntest $0, %bx\n${jump} .yes\nhalt\n.yes\nmov $1, %ax\nhalt`)
  const found = await Promise.all(texts.map((text) => finalsOf(text, { ...one, regtrace: ['ax'] })))
  expect(found.flat().join(' ')).toBe(jumps)
})

test('no jump jumps before the first `test`', async () => {
  const jumps = ['je', 'jne', 'jlt', 'jlte', 'jgt', 'jgte'].map((each) => `${each} .yes\n`).join('')
  expect(await finalsOf(`${jumps}halt\n.yes\nmov $1, %ax\nhalt`, { ...one, regtrace: ['ax'] })).toEqual(['0'])
})

const counter = '.top\nmov 2000, %ax\nadd $1, %ax\nmov %ax, 2000\nsub $1, %bx\ntest $0, %bx\njgt .top\nhalt'

test.each<[string, Partial<AssemblyOptions>, string[]]>([
  ['two threads by default', { argv: 'bx=1' }, ['1', '2']],
  ['three threads', { threads: 3, argv: 'bx=1' }, ['1', '2', '3']],
  ['start values by thread', { argv: 'bx=1,bx=2' }, ['1', '2', '3']],
  ['several registers', { argv: 'ax=5:bx=2' }, ['2', '3', '4']],
])('a counter: %s', async (_, options, values) => {
  expect(await finalsOf(counter, { ...options, memtrace: ['2000'] })).toEqual(values)
})

test('comments set threads and registers; options go before them', async () => {
  const text = `# threads 3\n# argv bx=1\n# threads of a loom\n${counter}`
  expect(await finalsOf(text, { memtrace: ['2000'] })).toEqual(['1', '2', '3'])
  expect(await finalsOf(text, { memtrace: ['2000'], threads: 1, argv: 'bx=4' })).toEqual(['4'])
})

test('a variable may have a name that claims reserve', async () => {
  const text = '.var lock\n.var lock2\nmov $1, lock\nmov $2, lock2\nhalt'
  expect(await finalsOf(text, { memtrace: ['lock', 'lock2'] })).toEqual(['1 2'])
})

test('an array with an index in a loop is one variable', () => {
  const text = '.var a 3\nlea a, %cx\n.top\nmov $7, (%cx,%ax,4)\nadd $1, %ax\ntest $3, %ax\njlt .top\nhalt'
  expect(programOf(text).shared.map(({ name, length }) => [name, length])).toEqual([['a', 3]])
})

test('what `xchg` and `fetchadd` access synchronises; a stack is not shown', () => {
  const text = '.var lock\n.var x\nxchg %ax, lock\nmov $1, x\npush %ax\nmov $1, 2000\nhalt'
  const shown = programOf(text, one).shared.map(({ name, atomic, hidden }) => [name, atomic, hidden === true])
  expect(shown).toEqual([
    ['lock', true, false],
    ['x', false, false],
    ['memory[2000]', false, false],
    ['memory[127996]', false, true],
  ])
})

test('threads with the same code and no stack are symmetric', () => {
  expect(programOf(counter, { argv: 'bx=2' }).codes.length).toBe(1)
  expect(programOf(counter, { argv: 'bx=2,bx=3' }).codes.length).toBe(2)
})

test('an address of which nothing is known makes a step fail if the program does not name it', async () => {
  const text = '.top\nadd $1, 2000\n'.replace('add $1, 2000', 'mov $1, %cx\nfetchadd %cx, 2000\nmov $1, (%cx)\nj .top')
  const result = await check(programOf(text, one))
  expect(result.findings.map(({ kind }) => kind)).toContain('assertion')
})

test.each([
  ['mvo $1, %ax', 1, 1, 'unknown instruction `mvo`', 'did you mean `mov`?'],
  ['nop\n  cmp $1, %ax', 2, 3, 'unknown instruction `cmp`', 'write `test`, which compares here'],
  ['mov 1, 2000', 1, 1, '`mov` does not have these operands: memory, memory', 'write `mov 2000, %ax`'],
  ['add $1, 2000', 1, 1, '`add` does not have these operands: a number, memory', 'write `add $1, %ax`'],
  ['mov $1', 1, 1, '`mov` does not have these operands: a number', 'write `mov'],
  ['halt now', 1, 6, 'unknown variable `now`', 'declare it: `.var now`'],
  ['.var mutex\nmov mutx, %ax', 2, 5, 'unknown variable `mutx`', 'did you mean `mutex`?'],
  ['mov $1, ax', 1, 9, '`ax` is a register, which needs its sign', 'write `%ax`'],
  ['mov $1, %gx', 1, 9, 'unknown register `%gx`', 'did you mean'],
  ['mov $x, %ax', 1, 5, 'expected a number, found `$x`', 'write, for example, `$1`'],
  ['mov $99999999999, %ax', 1, 5, 'this number is out of range', 'integers have 32 bits'],
  ['mov (%ax,%bx,%cx), %ax', 1, 14, 'expected a number, found `%cx`', 'write the scale'],
  ['mov (), %ax', 1, 6, 'expected one or two registers and a scale', 'write an address'],
  ['mov ,%ax', 1, 5, 'expected an operand, found nothing', 'write an address'],
  ['mov (ax), %bx', 1, 6, 'expected a register, found `ax`', 'with its sign'],
  ['.var a 2\nmov a(%ax), %bx', 2, 5, 'a variable cannot be the displacement of an address', 'write `lea a, %cx`'],
  ['xchg %ax, (%bx,%cx)', 1, 11, 'the address of `xchg` has one register at most', 'with `lea`'],
  ['.top\nj .tpo', 2, 3, 'unknown label `.tpo`', 'did you mean `.top`?'],
  ['.top\n.top\nhalt', 2, 1, 'the label `.top` is declared twice', null],
  ['.top: nop', 1, 1, 'a label stands alone in its line', 'write `.top:`'],
  ['.var', 1, 1, 'expected the name of a variable, and a number', 'write `.var mutex`'],
  ['.var x 0\nhalt', 1, 1, 'expected a positive integer, found `0`', 'write `.var mutex`'],
  ['.var x\n.var x\nhalt', 2, 1, 'the variable `x` is declared twice', null],
  ['.var memory\nhalt', 1, 1, '`memory` means something else in reports', 'rename it'],
  ['.var x 900\nhalt', 1, 1, 'the variables do not fit below the code, which starts at 1000', null],
  ['nop', 1, 1, 'the code can continue past its last instruction here', 'end it with `halt`'],
  ['mov 1000, %ax\nhalt', 1, 1, 'the address 1000 holds no data', 'outside of the code'],
  ['mov -1, %ax\nhalt', 1, 1, 'the address -1 holds no data', 'outside of the code'],
  ['ret', 1, 1, 'there is no return address on the stack here', 'each `ret` needs a `call`'],
  ['.f\ncall .f\nhalt', 2, 1, 'the stack grows without end', 'end the recursion'],
  ['mov 2000, %sp\nadd $4, %sp\nmov %sp, 2000\nhalt', 1, 1, 'the stack pointer can have several values', 'each `ret`'],
  ['# threads: x\nhalt', 1, 1, 'expected a number, found `x`', 'write `# threads: 2`'],
  ['# threads 0\nhalt', 1, 1, 'expected 1 to 100 threads, found 0', 'two or three'],
  ['# argv gx=1\nhalt', 1, 1, 'unknown register `gx`', 'did you mean'],
  ['# argv ax=1,ax=2,ax=3\nhalt', 1, 1, 'start values for 3 threads, but there are 2', 'with commas'],
  ['# expect: final cnt == 2\n.var count\nhalt', 1, 17, 'unknown shared variable `cnt`', 'did you mean `count`?'],
  ['# expect: outcomes 2000 = {1}\nhalt', 1, 20, 'expected a claim', 'memory[2000]'],
  ['# expect: final lock == 2\n.var lock\nhalt', 1, 17, '`lock` is a reserved word in claims', 'rename the variable'],
  ['# expect: lost-updat\nhalt', 1, 11, 'unknown finding `lost-updat`', 'did you mean `lost-update`?'],
  ['# mod 4: x\n.var x\nhalt', 1, 10, '`mod` is not supported in assembly', null],
])('%j is refused', (text, line, column, message, hint) => {
  const read = readAssemblyProgram({ name: 'a.s', text })
  expect(read.ok).toBe(false)
  const [first] = read.ok ? [] : read.errors
  if (first === undefined) throw new Error('no error')
  expect(formatDiagnostic(first).split('\n')[0]).toContain(`a.s:${line}:${column}: error: ${message}`)
  if (hint === null) expect(first.hint).toBeNull()
  else expect(first.hint).toContain(hint)
})
