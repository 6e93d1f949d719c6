import { expect, test } from 'vitest'
import { type Investigation, investigate } from '../../src/check/check.ts'
import { dotText } from '../../src/graph/dot.ts'
import { graphOf } from '../../src/graph/graph.ts'
import { defaultGraphOptions, type GraphLayout, type GraphOptions } from '../../src/graph/graph-options.ts'
import type { StateGraph } from '../../src/graph/model.ts'
import { readModel } from '../../src/language/read.ts'
import { counter } from '../counter.ts'

function drawn(investigation: Investigation, options: Partial<GraphOptions> = {}): StateGraph {
  const graph = graphOf(investigation, options)
  if (!graph.ok) throw new Error(graph.errors.map((each) => each.message).join())
  return graph.value
}

test.each<[Partial<GraphLayout>, RegExp, RegExp]>([
  [{}, /bgcolor = "#FFFFFF"/, /rankdir/],
  [{ direction: 'lr' }, /rankdir = "LR"/, /rankdir = "TB"/],
  [{ legend: false }, /nodesep/, /labelloc|complete/],
  [{ background: 'transparent' }, /bgcolor = "transparent"/, /bgcolor = "#/],
  [{ background: '#f5f0e1' }, /bgcolor = "#f5f0e1"/, /bgcolor = "#FFFFFF"/],
])('the layout %o', async (layout, has, hasNot) => {
  const options = { layout: { ...defaultGraphOptions.layout, ...layout } }
  const dot = dotText(drawn(await investigate(counter(2, 1)), options))
  expect(dot).toMatch(has)
  expect(dot).not.toMatch(hasNot)
})

const text = `import threading
balance = 0
def deposit():
    global balance
    balance += 1
a = threading.Thread(target=deposit)
b = threading.Thread(target=deposit)
a.start()
b.start()
a.join()
b.join()
`

test('without the main thread a picture is that of its threads alone', async () => {
  const read = await readModel({ name: 'deposits.py', text })
  if (!read.ok) throw new Error('not read')
  const whole = drawn(await investigate(read.value.program))
  const alone = drawn(await investigate(counter(2, 1)))
  const without = drawn(await investigate(read.value.program), { hidden: new Set([0]) })
  expect(whole.boxes.length).toBeGreaterThan(without.boxes.length)
  expect(without.arrows.filter((each) => each.thread === 0)).toEqual([])
  expect(without.boxes.length).toBe(alone.boxes.length)
  expect(without.arrows.length).toBe(alone.arrows.length)
  const ends = ({ boxes }: StateGraph): string[] =>
    boxes.flatMap(({ end }) => (end?.kind === 'final' ? [end.grade] : [])).sort()
  expect(ends(without)).toEqual(ends(alone))
  expect(without.legend.flat().map(({ text: entry }) => entry)).toContain('not drawn: steps of main')
})
