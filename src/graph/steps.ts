import { animation, styleElement } from '../picture/animation.ts'
import { arrowWidthOf, borderWidthOf, fillOf, lineOf } from './box-colours.ts'
import type { Arrow, Box, StateGraph } from './model.ts'

/**
 * Returns the graph after the first `moment` steps of its path: the layout is unchanged, and the path is drawn up to
 * there.
 */
export function graphAt(graph: StateGraph, moment: number): StateGraph {
  const { path } = graph
  const taken = path.slice(0, moment)
  const visited = new Set([path[0]?.from, ...taken.map(({ to }) => to)])
  const here = taken.at(-1)?.to ?? path[0]?.from
  const arrows = new Set(taken.map(({ from, to, thread }) => `${from} ${to} ${thread}`))
  return {
    ...graph,
    boxes: graph.boxes.map((box) => ({ ...box, traced: visited.has(box.state), here: box.state === here })),
    arrows: graph.arrows.map((arrow) => ({ ...arrow, traced: arrows.has(`${arrow.from} ${arrow.to} ${arrow.thread}`) })),
  }
}

/** Returns the graph without its path, in the same layout. */
export function graphBefore(graph: StateGraph): StateGraph {
  return {
    ...graph,
    boxes: graph.boxes.map((box) => ({ ...box, traced: false })),
    arrows: graph.arrows.map((arrow) => ({ ...arrow, traced: false })),
  }
}

/** Returns the id of an arrow in the SVG. */
export function arrowName({ from, to, thread }: Arrow): string {
  return `s${from}_${to}_${thread}`
}

/** Animates the path in the SVG of a graph, in a loop. Users who prefer reduced motion see the whole path. */
export function animatedGraph(svg: string, graph: StateGraph): string {
  const moments = Array.from({ length: graph.path.length + 1 }, (_, moment) => graphAt(graph, moment))
  const boxes = graph.boxes.flatMap(({ state }, index) => {
    const styles = moments.map(({ boxes: now, theme }) => boxStyle(now[index], theme))
    return moving(styles) ? [animation(`ilv-s${state}`, `#s${state} :is(path,polygon,ellipse)`, styles)] : []
  })
  const arrows = graph.arrows.flatMap((arrow, index) => {
    const styles = moments.map(({ arrows: now }) => `stroke-width:${arrowWidthOf(now[index] ?? arrow)}`)
    const name = arrowName(arrow)
    return moving(styles) ? [animation(`ilv-${name}`, `#${name} :is(path,polygon,ellipse)`, styles)] : []
  })
  const style = styleElement([...boxes, ...arrows], ['.node *,.edge *{animation:none!important}'])
  return svg.replace(/<svg\b[^>]*>/, (root) => `${root}\n${style}`)
}

function moving(styles: readonly string[]): boolean {
  return new Set(styles).size > 1
}

/** Ends keep their fill, since they have two borders, one of them unfilled. */
function boxStyle(box: Box | undefined, theme: StateGraph['theme']): string {
  if (box === undefined) return ''
  const fill = box.end === null ? `;fill:${fillOf(theme, box)}` : ''
  return `stroke-width:${borderWidthOf(box)};stroke:${lineOf(theme, box)}${fill}`
}
