import { expect, test } from 'vitest'
import { check } from '../src/check/check.ts'
import { findingOfKind } from '../src/check/traces.ts'
import { readModel } from '../src/index.ts'
import { plainStyle } from '../src/report/style.ts'
import { tableText } from '../src/report/table-text.ts'
import { type TraceTable, traceTable } from '../src/report/trace-table.ts'

/** The lost update is one of the last variable; the others change before it. */
const text = `shared attempts = 0
shared deposits = 0
shared balance = 0
thread A, B:
  fetch_add a, attempts, 1
  fetch_add d, deposits, 1
  load r, balance
  store balance, r + 1
`

async function lostUpdate(): Promise<TraceTable> {
  const model = await readModel({ name: 'x.ilv', text })
  if (!model.ok) throw new Error('not read')
  const { program } = model.value
  const finding = findingOfKind(await check(program), 'lost-update')
  if (finding === null) throw new Error('not found')
  return traceTable(program, finding, plainStyle.symbols)
}

const columnsAt = (table: TraceTable, width: number): string[] => {
  const [header = ''] = tableText(table, { ...plainStyle, width }).split('\n')
  return header.trim().split(/\s+/).slice(3)
}

test('where it is narrow, the column that shows what is wrong stays', async () => {
  const table = await lostUpdate()
  expect(columnsAt(table, 200)).toEqual(['attempts', 'deposits', 'balance'])
  const widths = Array.from({ length: 140 }, (_, index) => 140 - index)
  const shown = new Set(
    widths.map((width) => columnsAt(table, width).join(' ')).filter((each) => /^(attempts|deposits|balance)/.test(each)),
  )
  expect([...shown]).toEqual(['attempts deposits balance', 'attempts balance', 'balance'])
})

test('what stands aside is left out first', async () => {
  const table = { ...(await lostUpdate()), aside: new Set([0, 1]) }
  const narrow = Array.from({ length: 140 }, (_, index) => columnsAt(table, 140 - index)).filter((each) => each.length === 2)
  expect(narrow[0]).toEqual(['attempts', 'balance'])
})
