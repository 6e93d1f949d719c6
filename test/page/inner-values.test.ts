import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { check, readModel } from '../../src/index.ts'
import {
  instructionAt,
  instructionsOf,
  listingOf,
  nextPhrase,
  type Program,
  stepPhrase,
  unicodeSymbols,
} from '../../src/internal.ts'
import { lockCells, registerCells, sharedCells, signalCells } from '../../src/page/memory-cells.ts'
import { lastStep, newCourse, possibleSteps, stateOn, taking } from '../../src/page/walk.ts'
import { root } from '../cli/command.ts'

/** Integers that stand for other values, registers and instructions without names, and bookkeeping of the readers. */
const inner = /-2147[34]\d{5}|-214748\d{4}|(?<!\w)#\d|@\d|\bshared\d/

const unbound = `import threading
best = None
def work(n):
    global best, late
    for i in range(2):
        if best is None:
            word = 'late' if n else None
            best = word
            late = word
ts = [threading.Thread(target=work, args=(k,)) for k in range(2)]
for t in ts: t.start()
for t in ts: t.join()
`

test.each([
  ['singleton.py'],
  ['queue_workers.py'],
  ['reusable_barrier.py'],
  ['bounded_queue_class.py'],
  ['michael_scott.ilv'],
  ['unbound.py', unbound],
])(
  'nothing that the page shows of %s is an internal value',
  async (name, text = readFileSync(join(root, 'models', name), 'utf8')) => {
    const read = await readModel({ name, text })
    if (!read.ok) throw new Error(read.errors.map((each) => each.message).join())
    const { program } = read.value
    const listed = program.threads.flatMap((_, thread) => [
      ...listingOf(program, thread).flatMap((each) => each.steps),
      ...instructionsOf(program, thread).filter((each) => !each.silent), // those have numbers beside them, which jumps name
    ])
    const texts = [...listed.map((each) => each.text), ...[0, 1, 2, 3].flatMap((seed) => textsOfWalk(program, seed))]
    expect(texts.length).toBeGreaterThan(100)
    expect(texts.filter((each) => inner.test(each))).toEqual([])
  },
)

test('what only says that a value depends on registers is not shown', async () => {
  const text = readFileSync(join(root, 'models', 'endless', 'stack.py'), 'utf8')
  const read = await readModel({ name: 'stack.py', text })
  if (!read.ok) throw new Error('it can be read')
  const { program } = read.value
  const texts = program.threads.flatMap((_, thread) => instructionsOf(program, thread)).map((each) => each.text)
  expect(texts.filter((each) => /\b0 \* /.test(each))).toEqual([])
  const depends = program.codes.flatMap(({ instructions }) => instructions).map((each) => JSON.stringify(each))
  expect(depends.some((each) => each.includes('"operator":"*"'))).toBe(true)
})

test('a name without a value shows `not set`', async () => {
  const read = await readModel({ name: 'unbound.py', text: unbound })
  if (!read.ok) throw new Error('it can be read')
  const course = newCourse(read.value.program, { spuriousWakeups: false })
  const cells = sharedCells(course.program, stateOn(course), null)
  expect(cells.map(({ name, text }) => `${name} = ${text}`)).toContain('late = not set')
  const { outcomes } = await check(read.value.program)
  expect(outcomes.length).toBeGreaterThan(0)
})

/** What the page shows on a way through a program, which depends on the seed alone. */
function textsOfWalk(program: Program, seed: number): string[] {
  let course = newCourse(program, { spuriousWakeups: false })
  const texts: string[] = []
  for (let round = 0; round < 60; round++) {
    const possible = program.threads.flatMap((_, thread) => possibleSteps(course, thread))
    const step = possible[(round * 7919 + seed * 104729 + round * round * seed) % possible.length]
    if (step === undefined) break
    const instruction = instructionAt(program, step.thread, step.pc)
    if (instruction !== null) texts.push(nextPhrase(program, step.thread, instruction))
    course = taking(course, step)
    const state = stateOn(course)
    const last = lastStep(course)
    const before = last?.before ?? null
    if (last !== null) texts.push(stepPhrase(program, last, unicodeSymbols))
    const cells = [
      ...sharedCells(program, state, last),
      ...lockCells(program, state, before),
      ...signalCells(program, state, before),
    ]
    const registers = program.threads.flatMap((_, thread) => registerCells(program, state, last, thread))
    texts.push(...[...cells, ...registers].map((each) => `${each.name} = ${each.text}`))
  }
  return texts
}
