import { expect, test } from 'vitest'
import { investigate } from '../../src/check/check.ts'
import { readModel } from '../../src/language/read.ts'
import { themes } from '../../src/picture/theme.ts'
import { textWidth } from '../../src/picture/wrap.ts'
import { unicodeSymbols } from '../../src/report/style.ts'
import { traceFigure } from '../../src/report/trace-figure.ts'
import { traceTable } from '../../src/report/trace-table.ts'

const text = `shared remaining_number_of_seats_in_the_hall = 1, total_price_of_all_the_tickets_sold = 0
thread customer_with_a_rather_long_name, another_customer_with_a_rather_long_name:
  remaining_number_of_seats_in_the_hall -= 1
  total_price_of_all_the_tickets_sold += 10
`

test('long names of columns stand in lines of their own, and never in the next column', async () => {
  const read = await readModel({ name: 'hall.ilv', text: text })
  if (!read.ok) throw new Error(read.errors.map(({ message }) => message).join())
  const { result } = await investigate(read.value.program)
  const finding = result.findings.find(({ kind }) => kind === 'lost-update')
  if (finding === undefined) throw new Error('no finding')
  const shown = { trace: finding.trace, cycleFrom: null, notes: new Map(), detail: finding.detail }
  const { parts, width } = traceFigure(traceTable(result.program, shown, unicodeSymbols), { title: '', theme: themes.light })
  const rule = Math.min(...parts.flatMap(({ shape }) => (shape.kind === 'line' && shape.y1 === shape.y2 ? [shape.y1] : [])))
  const heads = parts.flatMap(({ shape }) => (shape.kind === 'text' && shape.y < rule ? [shape] : []))
  expect(new Set(heads.map(({ y }) => y)).size).toBeGreaterThan(1)
  const lines = new Map<number, (typeof heads)[number][]>()
  for (const each of heads) lines.set(each.y, [...(lines.get(each.y) ?? []), each])
  for (const line of lines.values()) {
    const sorted = line.sort((one, other) => one.x - other.x)
    for (const [index, { x, text: head, size, bold }] of sorted.entries()) {
      expect(x + textWidth(head, { size, bold })).toBeLessThan(sorted[index + 1]?.x ?? width)
    }
  }
})
