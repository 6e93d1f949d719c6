import type { Investigation } from '../check/check.ts'
import { dotText } from '../graph/dot.ts'
import { graphOf } from '../graph/graph.ts'
import type { GraphOptions } from '../graph/graph-options.ts'
import { mermaidText } from '../graph/mermaid.ts'
import type { StateGraph } from '../graph/model.ts'
import { graphSvg } from './graphviz.ts'
import { valueIn } from './mistakes.ts'

/**
 * The state graph of a program, in several forms. Each form rejects with a `ModelError` if the graph would be too large to be
 * drawn; its message says how to make it smaller.
 *
 * @example
 * ```js
 * const graph = (await explore(program)).graph()
 * graph instanceof ReportGraph && (await graph.model()).boxes.length // 22
 * ```
 */
export class ReportGraph {
  readonly #explored: () => Promise<Investigation>
  readonly #options: Partial<GraphOptions>

  constructor(explored: () => Promise<Investigation>, options: Partial<GraphOptions>) {
    this.#explored = explored
    this.#options = options
  }

  /** Returns the boxes and arrows. */
  async model(): Promise<StateGraph> {
    return valueIn(graphOf(await this.#explored(), this.#options))
  }

  /** Returns the graph in the language of Graphviz. */
  async dot(): Promise<string> {
    return dotText(await this.model())
  }

  /** Returns the graph in the language of Mermaid. */
  async mermaid(): Promise<string> {
    return mermaidText(await this.model())
  }

  /** Returns a picture, laid out by Graphviz. Rejects with a `ModelError` where there is none, as in a browser. */
  async svg(): Promise<string> {
    return graphSvg(await this.model())
  }
}
