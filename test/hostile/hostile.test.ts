import { expect, test } from 'vitest'
import { readInstructionText } from '../../src/language/ilv/read.ts'
import { readModel } from '../../src/language/read.ts'
import { decodeProgram } from '../../src/program/codec.ts'
import { root } from '../cli/command.ts'
import { corpusOf } from './corpus.ts'
import { judged } from './judge.ts'
import { mutantOf } from './mutants.ts'

const seed = Number(process.env.INTERLEAVE_SEED ?? 1)
const count = 2000

test(`${count} mutants of models are checked, or refused with messages that tell a place`, async () => {
  const corpus = corpusOf(root)
  const counts = { refused: 0, checked: 0, fault: 0 }
  for (let number = 0; number < count; number++) {
    const mutant = mutantOf(corpus, seed, number)
    const verdict = await judged(mutant)
    counts[verdict.kind]++
    expect(verdict, `number ${number} of seed ${seed}: ${mutant.name}\n${mutant.text.slice(0, 2000)}`).not.toHaveProperty(
      'what',
    )
  }
  expect(counts.checked).toBeGreaterThan(count / 10)
  expect(counts.refused).toBeGreaterThan(count / 2)
})

/** `def`s that each call the next, some times. */
function chain(length: number, times: number): string {
  const call = (index: number): string => `def f${index}:\n${` call f${index + 1}\n`.repeat(times)}end\n`
  return `${Array.from({ length }, (_, index) => call(index)).join('')}def f${length}:\nend\nthread A:\n call f0\n`
}

function nested(opener: string, depth: number): string {
  return `shared x = 0\nthread A:\n${`${opener}\n`.repeat(depth)}${'end\n'.repeat(depth)}`
}

test.each([
  ['deep blocks', nested('while 1:', 3000), 'this is nested too deeply'],
  ['deep blocks without ends', `thread A:\n${' if r:\n'.repeat(50_000)}`, 'this `if` has no `end`'],
  ['deep calls', chain(20_000, 1), 'this is nested too deeply'],
  ['doubling calls of nothing', chain(60, 2), 'this thread has more than 1,000,000 instructions'],
  ['too many lines', '?\n'.repeat(200_000), 'the file has 200,001 lines'],
  ['a jump to nowhere with a modulus', 'atomic low = 0 mod 4\nthread A:\n branch tmp == 0, empty\n', 'unknown label `empty`'],
])('instruction text: %s', (_, text, message) => {
  const read = readInstructionText({ name: 'hostile.ilv', text })
  const messages = read.ok ? [] : read.errors.map((each) => each.message)
  expect(messages).toContain(message)
  expect(messages.length).toBeLessThanOrEqual(50)
})

test('an `if` that is nested too deeply is refused with a place', () => {
  const call = (index: number): string => `if r:\n call f${index}\nend\n`
  const defs = Array.from({ length: 150 }, (_, index) => `def f${index}:\n${call(index + 1)}end\n`).join('')
  const read = readInstructionText({ name: 'hostile.ilv', text: `${defs}def f150:\nend\nthread A:\n${call(0)}` })
  expect(read.ok ? [] : read.errors[0]).toMatchObject({
    span: { start: expect.any(Number) },
    message: 'this is nested too deeply',
  })
})

test.each([
  ['a long string', `{"schema":"${'a'.repeat(10_000_000)}"}`, 'schema: expected "interleave/program@1"'],
  ['an open string', `{"${'a'.repeat(10_000_000)}`, 'expected JSON'],
  ['escaped quotes', `{"a": "${'\\"['.repeat(1000)}"}`, 'schema: expected "interleave/program@1"'],
  ['nothing', '{}', 'threads: expected array, found nothing'],
])('JSON: %s', (_, text, message) => {
  const read = decodeProgram({ name: 'hostile.json', text })
  expect(read.ok ? [] : read.errors.map((each) => each.message)).toContain(message)
})

test('a loop in module code whose body is refused in every round ends soon', async () => {
  const text = 'import threading\nx = 0\nwhile True:\n    x = -2147483648 - x\n'
  const start = performance.now()
  const read = await readModel({ name: 'hostile.py', text })
  expect(read.ok ? [] : read.errors.map((each) => each.message)).toContain('this takes too long to execute')
  expect(performance.now() - start).toBeLessThan(4000)
})
