import type { Result } from '../base/result.ts'
import type { Investigation } from '../check/check.ts'
import type { GraphOptions } from './graph-options.ts'
import type { StateGraph } from './model.ts'

/** A state graph, also in the language of Graphviz. */
export interface DrawnGraph {
  readonly graph: StateGraph
  readonly dot: string
}

/**
 * Returns the state graph of an explored space, or diagnostics that say why there is none. Loads the drawing code on first
 * use.
 */
export async function stateGraphOf(
  investigation: Investigation,
  options: Partial<GraphOptions> = {},
): Promise<Result<DrawnGraph>> {
  const [{ graphOf }, { dotText }] = await Promise.all([import('./graph.ts'), import('./dot.ts')])
  const graph = graphOf(investigation, options)
  return graph.ok ? { ...graph, value: { graph: graph.value, dot: dotText(graph.value) } } : graph
}
