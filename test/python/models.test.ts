import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { defaultPythonOptions, readPython } from '../../src/language/python/read.ts'
import { denoted, denotedText } from '../../src/program/denote.ts'
import type { Program } from '../../src/program/program.ts'
import { python } from './cpython.ts'

const root = new URL('../../models/', import.meta.url)
const names = ['', 'approaches/'].flatMap((folder) =>
  readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith('.py') && name !== 'interleave.py')
    .map((name) => `${folder}${name}`),
)
const models = names.filter((name) => name !== 'lesson.py')

function textOf(name: string): string {
  return readFileSync(new URL(name, root), 'utf8')
}

function modelOf(name: string): Program {
  const model = readPython({ name, text: textOf(name) }, defaultPythonOptions)
  if (!model.ok) throw new Error(model.errors.map((each) => each.message).join('; '))
  return model.value.program
}

/**
 * Executes models one after another, with threads that change as often as they can, and prints what each leaves in the
 * observed names.
 */
const executor = `
import contextlib, io, json, os, sys, threading
sys.setswitchinterval(1e-6)
sys.path.insert(0, ".")
threading.excepthook = lambda args: None
def plain(value):
    if hasattr(value, "load"): return value.load()
    if hasattr(value, "queue"): return list(value.queue)
    if isinstance(value, (list, tuple)) or type(value).__name__ == "deque": return [plain(each) for each in value]
    return value
for name, observed in json.load(sys.stdin):
    sys.path[0] = os.path.dirname(name)
    scope = {"__name__": "__main__"}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(open(name).read(), name, "exec"), scope)
    scope.setdefault("output", printed.getvalue())
    print(json.dumps([repr(plain(eval(each, scope))) for each in observed]), flush=True)
os._exit(0)
`

describe('the Python models', () => {
  test('there are many', () => expect(names.length).toBeGreaterThanOrEqual(25))

  test.each(models)('%s shows what it says', async (name) => {
    const program = modelOf(name)
    expect(program.expectations.length).toBeGreaterThan(0)
    const result = await check(program, { maxStates: 300_000 })
    const failed = result.expectations.filter(({ holds }) => holds !== true)
    expect(failed.map(({ expectation, why }) => `${expectation.text}: ${why}`)).toEqual([])
    expect(result.verdict).toBe('pass')
  })

  test('what CPython makes of each is among its outcomes', { timeout: 60_000 }, async () => {
    const ending = models.filter((name) => !/^# expect: (deadlock|stuck-thread)/m.test(textOf(name)))
    const checked = await Promise.all(ending.map((name) => check(modelOf(name), { maxStates: 300_000 })))
    // A program that never ends would not end in CPython either.
    const executed = ending.filter((_, index) => (checked[index]?.outcomes.length ?? 0) > 0)
    const results = checked.filter(({ outcomes }) => outcomes.length > 0)
    const asked = executed.map((name, index) => {
      const program = results[index]?.program
      return [name, results[index]?.observed.map((each) => variableName(program, each)) ?? []] as const
    })
    const lines = python(executor, JSON.stringify(asked), root.pathname).trim().split('\n')
    expect(lines.length).toBe(executed.length)
    for (const [index, name] of executed.entries()) {
      const result = results[index]
      if (result === undefined) throw new Error(name)
      const outcomes = result.outcomes.map((outcome) =>
        JSON.stringify(
          outcome.final.map((value, at) => denotedText(denoted(result.program, result.observed[at] ?? fail(), value))),
        ),
      )
      expect(outcomes, name).toContain(JSON.stringify(JSON.parse(lines[index] ?? 'null')))
    }
  })
})

function fail(): never {
  throw new Error('no such name')
}

function variableName(program: Program | undefined, each: Program['expectations'][number] | object): string {
  return 'variable' in each && typeof each.variable === 'number' ? (program?.shared[each.variable]?.name ?? '') : ''
}

describe('the program of the lesson', () => {
  const lesson = { name: 'lesson.py', text: textOf('lesson.py') }
  const read = (threads: [string, number][], bound: number): { program: Program; notes: readonly string[] } => {
    const model = readPython(lesson, { threads: threads.map(([name, count]) => ({ name, count })), bound })
    if (!model.ok) throw new Error(model.errors.map((each) => each.message).join('; '))
    return model.value
  }

  test('two racy deposits: 18 of the 20 interleavings lose one', async () => {
    const { program, notes } = read([['deposit_racy', 2]], 1)
    expect(notes).toEqual(['ranges longer than 1 were cut to 1: line 8'])
    const result = await check(program)
    expect([result.stats.states, result.stats.transitions, result.stats.interleavings]).toEqual([22, 28, 20n])
    expect(result.outcomes.map(({ final, interleavings }) => [final, interleavings])).toEqual([
      [[1], 18n],
      [[2], 2n],
    ])
    expect(program.codes[0]?.registers).toEqual(['tmp'])
    expect(program.codes[0]?.instructions.map(({ op, line }) => [op, line])).toEqual([
      ['load', 9],
      ['add', 9],
      ['store', 9],
    ])
  })

  test('two safe deposits, twice each: always 4', async () => {
    const result = await check(read([['deposit_safe', 2]], 2).program)
    expect(result.outcomes.map(({ final }) => final)).toEqual([[4]])
    expect(result.findings).toEqual([])
    expect(result.verdict).toBe('pass')
  })

  test('a lock on one side only: the race is still there', async () => {
    const model = read(
      [
        ['deposit_safe', 1],
        ['deposit_racy', 1],
      ],
      1,
    )
    const result = await check(model.program)
    expect(result.outcomes.map(({ final }) => final)).toEqual([[1], [2]])
    expect(result.findings.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['lost-update', 'data-race']))
  })

  test('a hundred thousand deposits are read in an instant', () => {
    const model = readPython(lesson, { threads: [{ name: 'deposit_safe', count: 2 }] })
    expect(model.ok && model.value.program.codes.every(({ instructions }) => instructions.length < 20)).toBe(true)
  })

  test('without --threads the functions are named', () => {
    const model = readPython(lesson)
    const said = model.ok ? [] : model.errors.map(({ message, hint }) => `${message}; ${hint}`)
    expect(said).toEqual([
      'this module starts no threads; say which functions do: threads deposit_racy,deposit_safe or deposit_racy:2 (there are deposit_racy, deposit_safe)',
    ])
  })
})
