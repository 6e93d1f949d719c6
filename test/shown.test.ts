import { expect, test } from 'vitest'
import { investigate } from '../src/check/check.ts'
import { dotText } from '../src/graph/dot.ts'
import { graphOf } from '../src/graph/graph.ts'
import { readModel } from '../src/language/read.ts'
import type { Program } from '../src/program/program.ts'
import { traceJson } from '../src/report/check-json.ts'
import { plainStyle } from '../src/report/style.ts'
import { traceTable } from '../src/report/trace-table.ts'

const quiz = 'shared x = 0\nshared a[2] = 5, 7\nthread A, B:\n load tmp, x\n store x, tmp + 1\n'

async function program(show: string, text = quiz, name = 'quiz.ilv'): Promise<Program> {
  const read = await readModel({ name, text }, { show })
  if (!read.ok) throw new Error(read.errors.map((each) => `${each.message}; ${each.hint}`).join('\n'))
  return read.value.program
}

async function columns(show: string, text?: string, name?: string): Promise<{ titles: readonly string[]; last: string[] }> {
  const shown = await program(show, text, name)
  const { result } = await investigate(shown)
  const trace = result.outcomes[0]?.witness()
  if (trace === undefined) throw new Error('no outcome')
  const table = traceTable(shown, { trace, detail: null, cycleFrom: null }, plainStyle.symbols)
  const count = table.columns.length - 1 // the last one is the variable
  return {
    titles: table.columns.slice(0, count),
    last: (table.rows.at(-1)?.values ?? []).slice(0, count).map((each) => each.text),
  }
}

test.each<[string, readonly string[], string[]]>([
  ['x * 10', ['x * 10'], ['10']],
  ['x + 1, A.tmp == B.tmp', ['x + 1', 'A.tmp == B.tmp'], ['2', 'true']],
  [' max(x, 4) , a[1] ', ['max(x, 4)', 'a[1]'], ['4', '7']],
  ['1 // (x - 1)', ['1 // (x - 1)'], ['?']],
  ['not x', ['not x'], ['false']],
])('a trace has a column for each of %s', async (show, titles, last) => {
  const found = await columns(show)
  expect(found.titles).toEqual(titles)
  expect(found.last.map((text) => text.split(' → ').at(-1))).toEqual(last)
})

test('names of Python are those of the program', async () => {
  const text =
    'import threading\nbalance = 0\ndef f():\n    global balance\n    balance += 1\na = threading.Thread(target=f)\nb = threading.Thread(target=f)\na.start()\nb.start()\na.join()\nb.join()\n'
  expect((await columns('balance * 2', text, 'bank.py')).titles).toEqual(['balance * 2'])
})

test.each([
  ['y', 'unknown shared variable `y`; did you mean `x`?'],
  ['x +', 'expected a condition, found the end; write, for example, `x == 1 and y > 0`'],
])('%s is a mistake', async (show, message) => {
  await expect(program(show)).rejects.toThrow(message)
})

test('JSON has them after each step, and graphs in each box', async () => {
  const shown = await program('x == 1, A.tmp + B.tmp')
  const investigation = await investigate(shown)
  const trace = investigation.result.outcomes[0]?.witness()
  if (trace === undefined) throw new Error('no outcome')
  expect(JSON.stringify(traceJson(shown, trace))).toContain('"shown":{"x == 1":"true","A.tmp + B.tmp":"0"}')
  const graph = graphOf(investigation)
  expect(graph.ok && dotText(graph.value)).toContain('A.tmp + B.tmp: 0')
})
