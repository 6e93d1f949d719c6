import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { readPython } from '../../src/language/python/read.ts'
import { denoted, denotedText } from '../../src/program/denote.ts'
import { python } from './cpython.ts'
import { randomProgram } from './random-programs.ts'

const runs = Number(process.env.INTERLEAVE_RANDOM_PYTHON ?? 150)
const seed = Number(process.env.INTERLEAVE_SEED ?? 20261124)

const observed: readonly string[] = ['a', 'b', 'c', 'data', 'grown', "d['k']", "d['m']", 'flag', 'failed', 'box.value']

/** Executes each program and prints what it left behind, one line each; null where a number left 32 bits. */
const executor = `
import json, sys
for text in json.load(sys.stdin):
    scope = {"__name__": "__main__"}
    try:
        exec(text, scope)
        scope["run"]()
        values = [scope["a"], scope["b"], scope["c"], scope["data"], scope["grown"], scope["d"]["k"], scope["d"]["m"], scope["flag"], scope["failed"], scope["box"].value]
        print(json.dumps([repr(v) for v in values]))
    except Exception as error:
        print(json.dumps(type(error).__name__))
`

/** One thread executes the program; a second one, which does nothing, makes all of its data shared. */
const threads = `
import threading
first = threading.Thread(target=run)
first.start()
first.join()
second = threading.Thread(target=other)
second.start()
second.join()
`

test(`${runs} random programs of one thread end as in CPython`, { timeout: 600_000 }, async () => {
  const programs = Array.from({ length: runs }, (_, index) => randomProgram(seed + index))
  const lines = python(executor, JSON.stringify(programs), '.').trim().split('\n')
  const kinds = { known: 0, shared: 0, alone: 0, overflow: 0 }
  for (const [index, text] of programs.entries()) {
    const expected: string[] | string = JSON.parse(lines[index] ?? 'null')
    const call = index % 3 === 0 ? '\nrun()\nimport threading\nt = threading.Thread(target=other)\nt.start()\n' : threads
    const alone = index % 3 === 1
    const source = { name: `random-${seed + index}.py`, text: `${text}${alone ? '' : call}` }
    const model = readPython(source, { capacity: 64, ...(alone ? { threads: [{ name: 'run', count: 1 }] } : {}) })
    const context = `${source.text}\n# expected ${JSON.stringify(expected)}`
    if (index % 3 === 0 && !Array.isArray(expected)) continue
    if (!model.ok && model.errors.some(({ message }) => message.includes('32 bits'))) {
      kinds.overflow++
      continue
    }
    if (!model.ok) throw new Error(`${model.errors.map((each) => each.message).join('; ')}\n${context}`)
    const { program } = model.value
    const result = await check(program, { maxStates: 100_000 })
    if (!Array.isArray(expected)) {
      expect(
        result.findings.some((each) => each.kind === 'uncaught-exception' || each.kind === 'overflow'),
        context,
      ).toBe(true)
      continue
    }
    if (result.findings.some((each) => each.kind === 'overflow')) {
      kinds.overflow++ // some number left 32 bits on the way, which Python does not mind
      continue
    }
    expect(result.outcomes.length, `${JSON.stringify(result.findings.map((each) => each.detail))}\n${context}`).toBe(1)
    const outcome = result.outcomes[0]
    for (const [at, name] of result.observed.entries()) {
      const variable = program.shared[name.kind === 'shared' ? name.variable : -1]
      const position = observed.indexOf(variable?.name ?? '')
      if (position === -1) continue
      const got = denotedText(denoted(program, name, outcome?.final[at] ?? 0))
      expect(normal(got), `${variable?.name}\n${context}`).toBe(normal(expected[position] ?? ''))
    }
    kinds[index % 3 === 0 ? 'known' : alone ? 'alone' : 'shared']++
  }
  expect(Math.min(kinds.known, kinds.shared, kinds.alone)).toBeGreaterThan(runs / 5)
  expect(kinds.overflow).toBeLessThan(10 + runs / 100)
})

/** Python shows booleans among integers as `True`; they are equal to 1 and 0. */
function normal(text: string): string {
  return text.replace(/True/g, '1').replace(/False/g, '0')
}
