import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { checkJson, explore, ModelError, readModel } from '../../src/index.ts'
import { interleave } from '../cli/command.ts'

const quiz1 = 'models/quiz1.ilv'
const text = readFileSync(quiz1, 'utf8')

async function programOf(): ReturnType<typeof explore> {
  return explore(text)
}

describe('what is explored', () => {
  test.each([
    { as: 'a text', subject: async () => text },
    { as: 'a file', subject: async () => ({ file: quiz1 }) },
    { as: 'a text with a name', subject: async () => ({ name: 'quiz1.ilv', text }) },
    { as: 'a program', subject: async () => (await programOf()).program },
  ])('$as', async ({ subject }) => {
    const report = await explore(await subject())
    expect(report.outcomes.map(({ final }) => final)).toEqual([{ balance: 1 }, { balance: 2 }])
    expect(report.verdict).toBe('pass')
    expect(report.complete).toBe(true)
    expect(report.states).toBe(22)
    expect(report.interleavings).toBe(20n)
  })

  test('Python, with the functions that run as threads', async () => {
    const report = await explore({ file: 'models/lesson.py' }, { threads: { deposit_racy: 2 }, bound: 1 })
    expect(report.outcomes.map((each) => each.text)).toEqual(['1', '2'])
    expect(report.notes).toEqual(['ranges longer than 1 were cut to 1: line 8'])
  })

  test('constants, names to observe, and expressions to show', async () => {
    const counter = 'const N = 1\nshared x, y\nthread A, B:\n  repeat N:\n    x += 1\n  end\n'
    const report = await explore(counter, { constants: { N: 2 }, observe: ['x', 'A.line'], show: 'x + y', language: 'ilv' })
    expect(report.outcomes.map(({ final }) => final.x)).toEqual([2, 3, 4])
    expect(report.findings[0]?.trace.table()).toContain('x + y')
  })
})

describe('what a report has', () => {
  test('findings with their traces', async () => {
    const [lost] = (await explore(text)).findings
    expect(lost?.kind).toBe('lost-update')
    expect(lost?.message).toBe(
      "lost update on balance: A overwrites B's update of balance with a value computed from its earlier read (step 1)",
    )
    expect(lost?.threads).toEqual(['A', 'B'])
    expect(lost?.trace.schedule).toBe('A*2 B*3 A')
    expect(lost?.trace.length).toBe(6)
    expect(lost?.trace.table()).toContain('stale: read at 1, changed at 5')
    expect(lost?.trace.table({ unicode: false })).not.toMatch(/[^\x20-\x7e\n]/)
    expect(lost?.trace.markdown()).toContain('| 6 |')
    expect(lost?.trace.svg()).toMatch(/^<svg[^>]*>/)
  })

  test('outcomes with their traces and numbers', async () => {
    const [one] = (await explore(text)).outcomes
    expect(one?.interleavings).toBe(18n)
    expect(one?.probability).toBe(0.75)
    expect(one?.grade).toBe('not-serial')
    expect(one?.trace.length).toBe(6)
  })

  test('the report of the command', async () => {
    const report = await explore({ file: quiz1 })
    // How to see an outcome is a command.
    const said = interleave(['check', quiz1]).stdout.replace(/^ {2}see one: .*\n/m, '')
    const [shown = ''] = report.text().split('  and 1 more like it')
    expect(shown).toContain('data race on balance')
    expect(said.startsWith(shown)).toBe(true)
    expect(report.text({ all: true, width: 100 }).length).toBeGreaterThan(report.text().length)
    const withoutTime = (json: unknown): unknown =>
      JSON.parse(JSON.stringify(json).replace(/"elapsedMs":[\d.]+/, '"elapsedMs":0'))
    const said2: unknown = JSON.parse(interleave(['check', quiz1, '--json']).stdout)
    expect(withoutTime(report.json())).toEqual(withoutTime(said2))
    expect(withoutTime(report.json())).toEqual(withoutTime(checkJson(report.result, quiz1)))
  })

  test('expectations, and limits', async () => {
    const report = await explore({ file: quiz1 }, { maxStates: 5 })
    expect(report.complete).toBe(false)
    expect(report.text()).toContain('`maxStates`')
    expect(report.expectations[0]).toEqual({ text: 'outcomes balance = {1, 2}', line: 13, holds: null })
  })

  test('the state graph', async () => {
    const graph = (await explore(text)).graph({ label: 'full' })
    expect((await graph.model()).boxes).toHaveLength(22)
    expect(await graph.dot()).toContain('digraph')
    expect(await graph.mermaid()).toContain('flowchart')
    expect(await graph.svg()).toContain('<svg')
  })
})

describe('mistakes', () => {
  test('a mistake in the text has its place, and what to write', async () => {
    const error: unknown = await explore('thread A:\n  laod r, x', { file: 'a.ilv' }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ModelError)
    expect(`${error}`).toBe(
      'ModelError: a.ilv:2:3: error: unknown instruction `laod`\n   2 |   laod r, x\n     |   ^^^^\n  did you mean `load`?',
    )
  })

  test.each([
    { with: { subject: 'models/quiz1.ilv' }, says: /write `\{ file: "models\/quiz1\.ilv" \}`/ },
    { with: { subject: { file: 'models/missing.ilv' } }, says: /cannot read models\/missing\.ilv: no such file/ },
    { with: { subject: { file: 'models' } }, says: /cannot read models: it is a directory/ },
    { with: { subject: text, options: { observe: 'blance' } }, says: /unknown shared variable `blance`/ },
    { with: { subject: text, options: { constants: { N: 3 } } }, says: /constants/ },
    { with: { subject: text, options: { bound: 3 } }, says: /bound is for Python programs/ },
  ])('$with', async ({ with: { subject, options }, says }) => {
    await expect(explore(subject, options)).rejects.toThrow(ModelError)
    await expect(explore(subject, options)).rejects.toThrow(says)
  })

  test('a program is not read again', async () => {
    const read = await readModel({ name: 'a.ilv', text })
    if (!read.ok) throw new Error('unreadable')
    await expect(explore(read.value.program, { bound: 3 })).rejects.toThrow('option `bound` is for texts')
  })

  test('an option that does not exist', async () => {
    // @ts-expect-error: that is no option
    await expect(explore(text, { timeout: 3 })).rejects.toThrow('unknown option `timeout`; did you mean `timeoutMs`?')
  })
})
