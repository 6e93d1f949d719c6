import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Investigation, investigate } from '../../src/check/check.ts'
import { commandLine } from '../../src/cli/controls.ts'
import { dotText } from '../../src/graph/dot.ts'
import { graphOf } from '../../src/graph/graph.ts'
import { type GraphOptions, mergeStyles } from '../../src/graph/graph-options.ts'
import { groupsBy } from '../../src/graph/groups.ts'
import { mermaidNotes, mermaidText } from '../../src/graph/mermaid.ts'
import type { StateGraph } from '../../src/graph/model.ts'
import { reachOf } from '../../src/graph/reach.ts'
import { transitionsFrom } from '../../src/graph/transitions.ts'
import { counter } from '../counter.ts'
import { programs } from '../random/programs.ts'
import { failing, twoLocks } from './programs.ts'

function drawn(investigation: Investigation, options: Partial<GraphOptions> = {}): StateGraph {
  const graph = graphOf(investigation, options)
  if (!graph.ok) throw new Error(graph.errors.map((each) => each.message).join())
  return graph.value
}

function said(graph: StateGraph, state: number): string[] {
  const box = graph.boxes.find((each) => each.state === state)
  return (box?.lines ?? []).map(({ runs }) => runs.map((each) => each.text).join(''))
}

test('a box names shared values, lock holders, next instructions and the registers still needed', async () => {
  const graph = drawn(await investigate(counter(2, 1, () => true)))
  expect(said(graph, 0)).toEqual(['balance = 0', 'A  acquire m', 'B  acquire m'])
  expect(said(graph, 3)).toEqual(['balance = 0', 'm held by A', 'A  add tmp, 1  (tmp = 0)', 'B  waits for m'])
})

test('ends are told apart by shape and colour, and every state that can end in one way only is tinted', async () => {
  const graph = drawn(await investigate(counter(2, 1)))
  const ends = graph.boxes.flatMap(({ end }) => (end === null ? [] : [end]))
  expect(ends).toEqual([
    { kind: 'final', grade: 'right' },
    { kind: 'final', grade: 'wrong' },
    { kind: 'final', grade: 'right' },
  ])
  expect(graph.boxes.filter(({ doomed }) => doomed === 'wrong').length).toBe(8)
  expect(graph.boxes.filter(({ doomed }) => doomed === 'right').length).toBe(6)
  const locked = drawn(await investigate(counter(2, 1, () => true)))
  expect(locked.boxes.every(({ doomed }) => doomed === null)).toBe(true)
})

test('a deadlock says who waits for what, held by whom', async () => {
  const graph = drawn(await investigate(twoLocks))
  const box = graph.boxes.find(({ end }) => end?.kind === 'deadlock')
  expect(said(graph, box?.state ?? -1)).toEqual(['deadlock', 'A  waits for m2, held by B', 'B  waits for m1, held by A'])
})

test('a failed end says what failed', async () => {
  const graph = drawn(await investigate(failing))
  const box = graph.boxes.find(({ end }) => end?.kind === 'failed')
  expect(said(graph, box?.state ?? -1)).toEqual(['assertion failed', 'x = 2', 'B  failed at assert r < 2'])
})

test('a highlighted trace is one path from the start to its end', async () => {
  const investigation = await investigate(counter(2, 1))
  const trace = investigation.result.findings[0]?.trace ?? null
  const graph = drawn(investigation, { highlight: trace })
  expect(graph.arrows.filter((each) => each.traced).map((each) => each.thread)).toEqual(
    trace?.schedule.map((each) => each.thread),
  )
  expect(graph.legend.flat().map((each) => each.text)).toContain('thick: lost update on balance')
})

test('the choices of a trace are followed', async () => {
  const investigation = await investigate(failing)
  const trace = investigation.result.findings.find((each) => each.kind === 'assertion')?.trace ?? null
  const graph = drawn(investigation, { highlight: trace })
  expect(graph.boxes.filter((each) => each.traced).at(-1)?.end).toEqual({ kind: 'failed' })
})

test('labels grow shorter as the graph grows', async () => {
  expect(drawn(await investigate(counter(2, 1))).label).toBe('full')
  const larger = drawn(await investigate(counter(2, 2)))
  expect(larger.label).toBe('shared')
  expect(larger.notes.join()).toContain('138')
})

test('above the limit a trace or a merged view is drawn, and the notes say so', async () => {
  const racy = await investigate(counter(2, 5))
  const around = drawn(racy, { controls: commandLine })
  expect(around.boxes.length).toBeLessThan(60)
  expect(around.caption).toBe('15 of 4,715 states, explored completely')
  expect(around.notes[0]).toMatch(/^4,715 states are more than the 200 .* `--full` draws every state$/)
  const locked = drawn(await investigate(counter(2, 5, () => true)), { controls: commandLine })
  expect(locked.merge).toBe('shared')
  expect(locked.notes[0]).toContain('`--merge shared`')
  expect(drawn(await investigate(counter(2, 3)), { full: true }).boxes.length).toBe(585)
  expect(drawn(await investigate(counter(2, 2, (thread) => thread === 0)), { label: 'none' }).boxes.length).toBe(226)
})

test('a merged view that is a hairball is refused, with what to do instead', async () => {
  const investigation = await investigate(counter(2, 5))
  for (const merge of ['chains', 'outcome'] as const) {
    const graph = graphOf(investigation, { merge, controls: commandLine })
    expect(graph.ok).toBe(false)
    if (!graph.ok) expect(graph.errors[0]?.hint).toContain('--around')
  }
})

test('the neighbourhood of a trace that is too long is that of its last states', async () => {
  const investigation = await investigate(counter(2, 5, () => true))
  const trace = investigation.result.outcomes[0]?.witness() ?? null
  const graph = drawn(investigation, { around: trace, maxNodes: 20 })
  expect(graph.boxes.length).toBeLessThanOrEqual(20)
  expect(graph.boxes.some((each) => each.end?.kind === 'final')).toBe(true)
  expect(graph.notes.join()).toMatch(/the last \d+ states of the trace/)
})

test('an incomplete space says so in the caption, and is not tinted by what was not seen', async () => {
  const graph = drawn(await investigate(counter(2, 2), { maxStates: 40 }))
  expect(graph.caption).toBe('40 states, incomplete: the limit of 40 states was reached')
  expect(graph.boxes.every(({ doomed }) => doomed === null)).toBe(true)
})

test('Mermaid is said to need telling above its limits', async () => {
  expect(mermaidNotes(drawn(await investigate(counter(2, 1))))).toEqual([])
  expect(mermaidNotes(drawn(await investigate(counter(2, 3)), { full: true })).length).toBe(1)
})

test('any program can be drawn in every way, each state in one box, and ends only ever fall out of reach', async () => {
  const taste = { threads: [2, 3], instructions: [1, 4], loops: 25 } as const
  await fc.assert(
    fc.asyncProperty(programs(taste), fc.constantFrom(...mergeStyles, null), async (program, merge) => {
      const investigation = await investigate(program, { maxStates: 400 })
      const graph = drawn(investigation, { merge, full: true })
      expect(graph.boxes.reduce((sum, box) => sum + box.count, 0)).toBe(investigation.space.count)
      expect(dotText(graph)).toBe(dotText(drawn(investigation, { merge, full: true })))
      expect(mermaidText(graph)).toContain('legend')
      const { space, result } = investigation
      if (space.edges === null) throw new Error('no transitions')
      const drawable = { space, edges: space.edges }
      const reach = reachOf(drawable, result.outcomes, result.observed)
      for (let state = 0; state < space.count; state++) {
        for (const { to } of transitionsFrom(drawable, state)) {
          expect(reach.endsFrom(state)).toEqual(expect.arrayContaining([...reach.endsFrom(to)]))
        }
      }
      if (merge !== null) expect(new Set(groupsBy(merge, drawable, () => reach).flat()).size).toBe(space.count)
    }),
    { numRuns: 60, seed: 7 },
  )
})
