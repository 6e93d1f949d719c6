import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Investigation, investigate } from '../../src/check/check.ts'
import { dotText } from '../../src/graph/dot.ts'
import { graphOf } from '../../src/graph/graph.ts'
import { defaultGraphOptions, type GraphLayout, type GraphOptions } from '../../src/graph/graph-options.ts'
import type { StateGraph } from '../../src/graph/model.ts'
import { readModel } from '../../src/language/read.ts'
import { counter } from '../counter.ts'
import { programs } from '../random/programs.ts'

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

test('a tree has a leaf for each interleaving, with its end', async () => {
  await fc.assert(
    fc.asyncProperty(programs({ threads: [2, 2], instructions: [1, 3], loops: 0 }), async (program) => {
      const investigation = await investigate(program, { maxStates: 300 })
      const { result } = investigation
      if (!result.complete || result.stats.interleavings === null) return
      const tree = graphOf(investigation, { tree: true })
      if (!tree.ok) return expect(tree.errors[0]?.message).toContain('more than 400 nodes')
      const { boxes, arrows } = tree.value
      const inner = new Set(arrows.map(({ from }) => from))
      const leaves = boxes.filter(({ state }) => !inner.has(state))
      expect(BigInt(leaves.length)).toBe(result.stats.interleavings)
      expect(leaves.every(({ end }) => end !== null)).toBe(true)
      expect(arrows.length).toBe(boxes.length - 1)
    }),
    { numRuns: 60, seed: 3 },
  )
})

test('a tree shows everything, or is refused', async () => {
  const racy = await investigate(counter(2, 1))
  expect(drawn(racy, { tree: true }).boxes.filter(({ end }) => end !== null)).toHaveLength(20)
  const lost = racy.result.findings.find(({ kind }) => kind === 'lost-update')?.trace ?? null
  expect(drawn(racy, { tree: true, highlight: lost }).path).toHaveLength(6)
  expect(graphOf(racy, { tree: true, merge: 'chains' }).ok).toBe(false)
  expect(graphOf(await investigate(counter(3, 1)), { tree: true }).ok).toBe(false)
})
