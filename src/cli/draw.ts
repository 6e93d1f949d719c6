import type { Investigation } from '../check/check.ts'
import { dotText } from '../graph/dot.ts'
import { graphOf } from '../graph/graph.ts'
import type { GraphOptions } from '../graph/graph-options.ts'
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

export interface DrawOptions extends Partial<GraphOptions> {
  readonly frame: Frame
  /** How the path grows: not at all, in one picture per step, or in one animated picture. */
  readonly growing: 'not' | 'steps' | 'animated'
}

/** Draws a state graph. Throws `Misuse` if it cannot be drawn that way. */
export async function draw(investigation: Investigation, writer: GraphWriter, options: DrawOptions): Promise<DrawnGraph> {
  const { frame, growing } = options
  const graph = stateGraphOf(investigation, options)
  const notes = [...graph.notes, ...(writer.notes?.(graph) ?? [])]
  const moments = growing === 'steps' ? graph.path.map((_, step) => step + 1) : []
  const graphs = growing === 'steps' ? [0, ...moments].map((moment) => graphAt(graph, moment)) : [graph]
  const contents = []
  for (const each of graphs) contents.push(await writer.write(each, frame))
  const [whole] = contents
  const moved = growing === 'animated' && typeof whole === 'string' ? [animatedGraph(whole, graph)] : contents
  return { contents: moved, caption: graph.caption, notes }
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
