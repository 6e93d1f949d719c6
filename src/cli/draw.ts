import type { Investigation } from '../check/check.ts'
import { dotText } from '../graph/dot.ts'
import { graphOf } from '../graph/graph.ts'
import type { GraphLayout, GraphOptions } from '../graph/graph-options.ts'
import { mermaidNotes, mermaidText } from '../graph/mermaid.ts'
import type { StateGraph } from '../graph/model.ts'
import { animatedGraph, graphAt } from '../graph/steps.ts'
import type { Frame } from '../picture/frame.ts'
import type { RenderFormat } from './convert.ts'
import { Misuse } from './failure.ts'
import { defaultTimeoutMs, findDot, renderGraph } from './render.ts'

export interface DrawnGraph {
  /** The picture, or one per step. */
  readonly contents: readonly (string | Uint8Array)[]
  readonly caption: string
  readonly notes: readonly string[]
}

export interface DrawOptions extends Partial<Omit<GraphOptions, 'layout'>> {
  readonly frame: Frame
  readonly layout: Omit<GraphLayout, 'direction'>
  /** `auto`: the one that fits the aspect ratio of the frame better. */
  readonly direction: 'auto' | GraphLayout['direction']
  /** How the path grows: not at all, in one picture per step, or in one animated picture. */
  readonly growing: 'not' | 'steps' | 'animated'
}

/** Draws a state graph. Throws `Misuse` if it cannot be drawn that way. */
export async function draw(investigation: Investigation, writer: GraphWriter, options: DrawOptions): Promise<DrawnGraph> {
  const { frame, growing } = options
  const direction = options.direction === 'auto' ? 'tb' : options.direction
  const asked = stateGraphOf(investigation, { ...options, layout: { ...options.layout, direction } })
  const graph = options.direction === 'auto' && frame.aspect !== null ? await fitted(asked, frame.aspect) : asked
  const notes = [...graph.notes, ...(writer.notes?.(graph) ?? [])]
  const moments = growing === 'steps' ? graph.path.map((_, step) => step + 1) : []
  const graphs = growing === 'steps' ? [0, ...moments].map((moment) => graphAt(graph, moment)) : [graph]
  const contents = []
  for (const each of graphs) contents.push(await writer.write(each, frame))
  const [whole] = contents
  const moved = growing === 'animated' && typeof whole === 'string' ? [animatedGraph(whole, graph)] : contents
  return { contents: moved, caption: graph.caption, notes }
}

/** Returns a graph in the direction in which it is larger in a frame. */
async function fitted(graph: StateGraph, aspect: number): Promise<StateGraph> {
  const turned: StateGraph = { ...graph, layout: { ...graph.layout, direction: 'lr' } }
  const [upright, lying] = [await sizeOf(graph), await sizeOf(turned)]
  const scale = ({ width, height }: Size): number => Math.min(aspect / width, 1 / height)
  return upright === null || lying === null || scale(upright) >= scale(lying) ? graph : turned
}

interface Size {
  readonly width: number
  readonly height: number
}

async function sizeOf(graph: StateGraph): Promise<Size | null> {
  const options = { dot: await findDot(), timeoutMs: defaultTimeoutMs, frame: { width: null, aspect: null } }
  const svg = await renderGraph(graph, 'svg', options)
  if (!svg.ok || typeof svg.value !== 'string') return null
  const [, , width = 1, height = 1] = (/viewBox="([^"]*)"/.exec(svg.value)?.[1] ?? '').trim().split(/\s+/).map(Number)
  return { width, height }
}

/** Returns the state graph of an investigation. Throws `Misuse`. */
export function stateGraphOf(investigation: Investigation, options: Partial<GraphOptions>): StateGraph {
  const result = graphOf(investigation, options)
  if (!result.ok) throw new Misuse(result.errors)
  return result.value
}

/** Writes a state graph. Throws `Misuse` if it cannot be drawn. */
export type GraphWriter = {
  readonly write: (graph: StateGraph, frame: Frame) => Promise<string | Uint8Array>
  /** Returns notes for readers of the picture. */
  readonly notes?: (graph: StateGraph) => readonly string[]
}

export const writeDot: GraphWriter = { write: async (graph) => dotText(graph) }
export const writeMermaid: GraphWriter = { write: async (graph) => mermaidText(graph), notes: mermaidNotes }
export const writeSvg: GraphWriter = rendered('svg')
export const writePng: GraphWriter = rendered('png')
export const writePdf: GraphWriter = rendered('pdf')

function rendered(format: RenderFormat): GraphWriter {
  return {
    write: async (graph, frame) => {
      const result = await renderGraph(graph, format, { dot: await findDot(), timeoutMs: defaultTimeoutMs, frame })
      if (!result.ok) throw new Misuse(result.errors)
      return result.value
    },
  }
}
