import { unreachable } from '../base/bug.ts'
import type { Investigation } from '../check/check.ts'
import { dotText } from '../graph/dot.ts'
import { graphOf } from '../graph/graph.ts'
import { mermaidNotes, mermaidText } from '../graph/mermaid.ts'
import type { StateGraph } from '../graph/model.ts'
import type { GraphOptions } from '../graph/options.ts'
import { Misuse } from './failure.ts'
import type { PictureFormat } from './picture-formats.ts'
import { defaultTimeoutMs, findDot, renderGraph } from './render.ts'

export interface DrawnGraph {
  readonly content: string | Uint8Array
  readonly caption: string
  readonly notes: readonly string[]
}

/** Draws a state graph in a format. Throws `Misuse` where it cannot be drawn so. */
export async function draw(
  investigation: Investigation,
  format: PictureFormat,
  options: Partial<GraphOptions>,
): Promise<DrawnGraph> {
  const result = graphOf(investigation, options)
  if (!result.ok) throw new Misuse(result.errors)
  const graph = result.value
  const notes = format === 'mmd' ? [...graph.notes, ...mermaidNotes(graph)] : graph.notes
  return { content: await written(graph, format), caption: graph.caption, notes }
}

async function written(graph: StateGraph, format: PictureFormat): Promise<string | Uint8Array> {
  switch (format) {
    case 'dot':
      return dotText(graph)
    case 'mmd':
      return mermaidText(graph)
    case 'svg':
    case 'png':
    case 'pdf': {
      const result = await renderGraph(graph, format, { dot: await findDot(), timeoutMs: defaultTimeoutMs })
      if (!result.ok) throw new Misuse(result.errors)
      return result.value
    }
    default:
      return unreachable(format)
  }
}
