import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { readInstructionText } from '../../src/language/ilv/read.ts'
import { readModel } from '../../src/language/read.ts'
import { decodeProgram } from '../../src/program/codec.ts'
import { checkJson } from '../../src/report/check-json.ts'
import { root } from '../cli/command.ts'
import { corpusOf } from './corpus.ts'
import { judged } from './judge.ts'
import { mutantOf } from './mutants.ts'

const seed = Number(process.env.INTERLEAVE_SEED ?? 1)
const count = Number(process.env.INTERLEAVE_MUTANTS ?? 300)

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
}, 240_000)

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
  const call = (index: number): string => `if 1:\n call f${index}\nend\n`
  const defs = Array.from({ length: 150 }, (_, index) => `def f${index}:\n${call(index + 1)}end\n`).join('')
  const read = readInstructionText({ name: 'hostile.ilv', text: `${defs}def f150:\nend\nthread A:\n${call(0)}` })
  expect(read.ok ? [] : read.errors[0]).toMatchObject({
    span: { start: expect.any(Number) },
    message: 'this is nested too deeply',
  })
})

test.each([
  [
    'a long string',
    `{"schema":"${'a'.repeat(10_000_000)}"}`,
    'schema: expected "interleave/program@1", so this JSON is not a program',
  ],
  ['an open string', `{"${'a'.repeat(10_000_000)}`, 'expected JSON'],
  [
    'escaped quotes',
    `{"a": "${'\\"['.repeat(1000)}"}`,
    'schema: expected "interleave/program@1", so this JSON is not a program',
  ],
  ['nothing', '{"schema":"interleave/program@1"}', 'threads: expected array, found nothing'],
])('JSON: %s', (_, text, message) => {
  const read = decodeProgram({ name: 'hostile.json', text })
  expect(read.ok ? [] : read.errors.map((each) => each.message)).toContain(message)
})

test('a loop in module code whose body is refused in every round ends soon', async () => {
  const text = 'import threading\nx = 0\nwhile True:\n    x = -2147483648 - x\n'
  const start = performance.now()
  const read = await readModel({ name: 'hostile.py', text })
  expect(read.ok ? [] : read.errors.map((each) => each.message)).toContain('this takes too long to execute')
  expect(performance.now() - start).toBeLessThan(8000)
})

const started = 'for t in threads:\n    t.start()\n'

test.each([
  [
    'many threads in a list',
    `threads = [threading.Thread(target=work) for _ in range(65536)]\n${started}`,
    'the program creates more than 4,000 objects',
  ],
  [
    'many threads in a loop',
    `threads = [threading.Thread(target=work) for _ in range(2000)]\n${started}`,
    'the program has more than 1,000 threads',
  ],
])('Python: %s', async (_, code, message) => {
  const text = `import threading\nx = 0\ndef work():\n    global x\n    x += 1\n${code}`
  const read = await readModel({ name: 'hostile.py', text })
  expect(read.ok ? [] : read.errors).toMatchObject([{ message, span: { start: expect.any(Number) } }])
})

test('Python: a queue that is filled before no thread at all starts', async () => {
  const text = `import queue, threading
tasks = queue.Queue()
def worker():
    pass
threads = [threading.Thread(target=worker) for _ in range(-1)]
for t in threads:
    tasks.put(None)
for task in (1, 2):
    tasks.put(task)
tasks.join()
`
  expect(await judged({ name: 'hostile.py', language: 'python', text })).not.toHaveProperty('what')
})

test('an `atomic` block that accesses a variable very often is compared with others in time', async () => {
  const text = `shared x = 0\nthread A, B:\n atomic:\n repeat 5000:\n load r, x\n store x, r + 1\n end\n end\n`
  const start = performance.now()
  expect(await judged({ name: 'hostile.ilv', language: 'ilv', text })).toEqual({ kind: 'checked' })
  expect(performance.now() - start).toBeLessThan(8000)
})

test('a program whose code is one loop after another is analysed in time', async () => {
  const loops = Array.from({ length: 4000 }, (_, index) => `l${index}:\n jump l${(index * 7) % 4000}\n`).join('')
  const start = performance.now()
  expect(await judged({ name: 'hostile.ilv', language: 'ilv', text: `thread A:\n${loops}` })).toEqual({ kind: 'checked' })
  expect(performance.now() - start).toBeLessThan(8000)
})

test('the JSON report has traces of so many steps only as can be replayed in time', async () => {
  const text = `shared x = 0\nthread A:\n repeat 400:\n load r, x\n store x, r + 1\n end\nthread B:\n store x, 0\n`
  const read = await readModel({ name: 'long.ilv', text })
  if (!read.ok) throw new Error('the model is wrong')
  const json = checkJson(await check(read.value.program), 'long.ilv') as { outcomes: { steps: number; trace: unknown }[] }
  const traced = json.outcomes.filter(({ trace }) => trace !== null)
  expect(traced.length).toBeGreaterThan(0)
  expect(traced.length).toBeLessThan(json.outcomes.length)
  expect(traced.reduce((sum, { steps }) => sum + steps, 0)).toBeLessThanOrEqual(20_000)
})

test('Python: an augmented assignment with a comma before its operator is a syntax error', async () => {
  const read = await readModel({ name: 'hostile.py', text: 'x ,+= amount\n' })
  expect(read.ok ? [] : read.errors).toMatchObject([{ message: 'cannot assign to a tuple here' }])
})
