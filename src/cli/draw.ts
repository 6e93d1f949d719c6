import { unreachable } from '../base/bug.ts'
import type { Investigation } from '../check/check.ts'
import { dotText } from '../graph/dot.ts'
import { graphOf } from '../graph/graph.ts'
import { mermaidNotes, mermaidText } from '../graph/mermaid.ts'
import type { StateGraph } from '../graph/model.ts'
import type { GraphOptions } from '../graph/options.ts'
import { animatedGraph, graphAt } from '../graph/steps.ts'
import type { Frame } from '../picture/frame.ts'
import { Misuse } from './failure.ts'
import type { PictureFormat } from './picture-formats.ts'
import { defaultTimeoutMs, findDot, renderGraph } from './render.ts'

export interface DrawnGraph {
  /** The picture, or one for each step. */
  readonly contents: readonly (string | Uint8Array)[]
  readonly caption: string
  readonly notes: readonly string[]
}

export interface DrawOptions extends Partial<GraphOptions> {
  readonly frame: Frame
  /** Whether the path grows: in pictures of its own for each step, or in one that moves. */
  readonly growing: 'not' | 'steps' | 'animated'
}

/** Draws a state graph in a format. Throws `Misuse` where it cannot be drawn so. */
export async function draw(investigation: Investigation, format: PictureFormat, options: DrawOptions): Promise<DrawnGraph> {
  const { frame, growing } = options
  const graph = stateGraphOf(investigation, options)
  const notes = format === 'mmd' ? [...graph.notes, ...mermaidNotes(graph)] : graph.notes
  const moments = growing === 'steps' ? graph.path.map((_, step) => step + 1) : []
  const graphs = growing === 'steps' ? [0, ...moments].map((moment) => graphAt(graph, moment)) : [graph]
  const contents = []
  for (const each of graphs) contents.push(await written(each, format, frame))
  const [whole] = contents
  const moved = growing === 'animated' && typeof whole === 'string' ? [animatedGraph(whole, graph)] : contents
  return { contents: moved, caption: graph.caption, notes }
}

/** The state graph of an investigation. Throws `Misuse`. */
export function stateGraphOf(investigation: Investigation, options: Partial<GraphOptions>): StateGraph {
  const result = graphOf(investigation, options)
  if (!result.ok) throw new Misuse(result.errors)
  return result.value
}

async function written(graph: StateGraph, format: PictureFormat, frame: Frame): Promise<string | Uint8Array> {
  switch (format) {
    case 'dot':
      return dotText(graph)
    case 'mmd':
      return mermaidText(graph)
    case 'svg':
    case 'png':
    case 'pdf': {
      const result = await renderGraph(graph, format, { dot: await findDot(), timeoutMs: defaultTimeoutMs, frame })
      if (!result.ok) throw new Misuse(result.errors)
      return result.value
    }
    default:
      return unreachable(format)
  }
}
