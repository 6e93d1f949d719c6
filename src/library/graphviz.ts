import { unreachable } from '../base/bug.ts'
import { dotText } from '../graph/dot.ts'
import type { StateGraph } from '../graph/model.ts'
import { paintSvg } from '../graph/paint.ts'
import { modelError } from './mistakes.ts'
import { type NodeHost, nodeHost } from './node.ts'

/** A layout that takes longer is stopped. */
const timeoutMs = 30_000

/**
 * Draws a graph as SVG by an installed Graphviz (the command `dot`), else by the one that this package depends on, whose output
 * is completed since it knows the widths of few fonts. Throws `ModelError` if there is neither, as in a browser.
 */
export async function graphSvg(graph: StateGraph): Promise<string> {
  const node = nodeHost()
  if (node === null) {
    throw modelError('cannot draw SVG: there is no Graphviz here', 'pass the text of `dot()` to Graphviz, or use `mermaid()`')
  }
  const installed = await laidOut(node, 'dot', [], dotText(graph))
  if (installed !== null) return installed
  const bundled = node.locate('graphviz-cli')?.replace(/[^/\\]+[/\\][^/\\]+$/, 'bin/graphviz.cjs') ?? null
  const drawn = bundled === null ? null : await laidOut(node, node.executable, [bundled], dotText(graph, 'plain'))
  if (drawn !== null) return paintSvg(drawn, graph)
  throw modelError('cannot draw SVG: Graphviz was not found', 'install Graphviz (the command `dot`), or use `dot()`')
}

/** Returns the SVG that a Graphviz makes, or null if it is not there. Throws `ModelError` if it fails. */
async function laidOut(node: NodeHost, command: string, args: readonly string[], dot: string): Promise<string | null> {
  const ran = await node.run(command, [...args, '-Tsvg'], dot, timeoutMs)
  switch (ran.kind) {
    case 'done':
      return ran.output
    case 'missing':
      return null
    case 'too slow': {
      const hint = 'draw less: `merge`, `around`, a smaller `maxNodes`'
      throw modelError(`the layout took more than ${timeoutMs / 1000} s, so it was stopped`, hint)
    }
    case 'failed':
      throw modelError(`cannot draw SVG: ${ran.why}`)
    default:
      return unreachable(ran)
  }
}
