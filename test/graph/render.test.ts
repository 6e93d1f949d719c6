import { Resvg } from '@resvg/resvg-js'
import { expect, test } from 'vitest'
import { investigate } from '../../src/check/check.ts'
import type { RenderFormat } from '../../src/cli/convert.ts'
import { findDot, type RenderOptions, renderGraph } from '../../src/cli/render.ts'
import { dotText } from '../../src/graph/dot.ts'
import { graphOf } from '../../src/graph/graph.ts'
import { mermaidText } from '../../src/graph/mermaid.ts'
import type { StateGraph } from '../../src/graph/model.ts'
import type { Program } from '../../src/program/program.ts'
import { counter } from '../counter.ts'
import { hostile, twoLocks } from './programs.ts'

const frame = { width: null, aspect: null }
const bundled: RenderOptions = { dot: null, timeoutMs: 30_000, frame }
const dot = await findDot()
const ways: readonly (readonly [string, RenderOptions])[] = [
  ['the bundled Graphviz', bundled],
  ...(dot === null ? [] : ([['an installed Graphviz', { ...bundled, dot }]] as const)),
]

async function graphFor(program: Program): Promise<StateGraph> {
  const graph = graphOf(await investigate(program))
  if (!graph.ok) throw new Error('no graph')
  return graph.value
}

async function rendered(program: Program, format: RenderFormat, options: RenderOptions): Promise<Buffer> {
  const picture = await renderGraph(await graphFor(program), format, options)
  if (!picture.ok) throw new Error(picture.errors.map((each) => each.message).join())
  return Buffer.from(picture.value)
}

/** Throws unless the text is well-formed. */
function sizeOf(svg: string): { width: number; height: number } {
  const { width, height } = new Resvg(svg, { font: { loadSystemFonts: false } })
  return { width, height }
}

test.each(ways)('%s draws SVG and PNG with every text', async (_, options) => {
  for (const program of [counter(2, 1), counter(2, 1, () => true), twoLocks]) {
    const svg = (await rendered(program, 'svg', options)).toString()
    expect(sizeOf(svg).width).toBeGreaterThan(100)
    expect(svg).toContain('states, complete')
    expect(svg).toContain('thick border: start')
    const png = await rendered(program, 'png', options)
    expect([...png.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    expect(png.readUInt32BE(16)).toBeGreaterThan(400) // pixels wide
  }
})

test.each(ways)('%s draws threads in their colours, values bold', async (_, options) => {
  const svg = (await rendered(counter(2, 1), 'svg', options)).toString().toLowerCase()
  expect(svg).toMatch(/fill="#0072b2"[^>]*>[^<]*load/)
  expect(svg).toMatch(/font-weight="bold"[^>]*>balance = 0/)
})

test.each(ways)('%s keeps hostile names text', async (_, options) => {
  const svg = (await rendered(hostile, 'svg', options)).toString()
  expect(sizeOf(svg).width).toBeGreaterThan(100)
  expect(svg).not.toMatch(/<script|<img|\sonerror=[^ ]*"|\u202E/i)
  expect(svg.match(/<\/svg>/g)?.length).toBe(1)
  expect(svg).toMatch(/alert\(1\)/) // it is there, as text
})

test('hostile names stay in their strings in DOT and Mermaid', async () => {
  const graph = await graphFor(hostile)
  for (const dialect of ['html', 'plain'] as const) {
    const text = dotText(graph, dialect)
    expect(text).not.toMatch(/<script|<img|<\/text|\u202E/)
    for (const [string] of text.matchAll(/"[^"]*"/g)) expect(string).not.toMatch(/\\"/)
  }
  const mermaid = mermaidText(graph)
  expect(mermaid).not.toMatch(/<(?!\/?b>|br\/>|\/?small>)|%%|`|\u202E/)
  for (const line of mermaid.split('\n')) expect((line.match(/"/g) ?? []).length % 2).toBe(0)
})

test.each(ways)('with %s PDF is one page, with fonts of its own', async (_, options) => {
  const pdf = (await rendered(counter(2, 1), 'pdf', options)).toString('latin1')
  expect(pdf.slice(0, 5)).toBe('%PDF-')
  expect(pdf.match(/\/Type \/Page\b/g)?.length).toBe(1)
  expect(pdf).toMatch(/\/FontName \/\w+\+Arimo-Regular/)
})

test('a layout that takes too long is stopped and said', async () => {
  const graph = graphOf(await investigate(counter(2, 5)), { full: true })
  if (!graph.ok) throw new Error('no graph')
  const picture = await renderGraph(graph.value, 'svg', { dot: null, timeoutMs: 300, frame })
  expect(picture.ok).toBe(false)
  if (!picture.ok) expect(picture.errors[0]?.message).toBe('the layout took more than 0.3 s, so it was stopped')
})

test('a Graphviz that cannot be run is said', async () => {
  expect(await findDot('no-such-graphviz')).toBe(null)
  const picture = await renderGraph(await graphFor(counter(2, 1)), 'svg', { ...bundled, dot: 'no-such-graphviz' })
  expect(picture.ok).toBe(false)
})

test('a Graphviz that ends before it has read the whole graph ends nothing else', async () => {
  const graph = graphOf(await investigate(counter(2, 5)), { full: true })
  if (!graph.ok) throw new Error('no graph')
  expect(dotText(graph.value).length).toBeGreaterThan(2 ** 17) // more than a pipe holds
  const unheard: unknown[] = []
  const listen = (reason: unknown): void => void unheard.push(reason)
  process.on('unhandledRejection', listen)
  for (const options of [
    { ...bundled, dot: 'false' },
    { ...bundled, timeoutMs: 1 },
  ]) {
    expect((await renderGraph(graph.value, 'svg', options)).ok).toBe(false)
  }
  await new Promise((resolve) => setTimeout(resolve, 200))
  process.off('unhandledRejection', listen)
  expect(unheard).toEqual([])
})
