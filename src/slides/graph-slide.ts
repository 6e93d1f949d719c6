import type { StateGraph } from '../graph/model.ts'
import { arrowName } from '../graph/steps.ts'
import { markup } from '../picture/markup.ts'
import type { DrawnStateGraph, Scene } from './scene.ts'
import { slide } from './slide-html.ts'

/** Returns the slide with the state graph, on which the schedule grows with each step of the presentation. */
export function graphSlide({ title }: Scene, { graph, svg }: DrawnStateGraph): string {
  return slide('graph', `${title}: state graph`, growing(svg, graph))
}

/**
 * Turns the SVG of Graphviz, which has escaped its texts, into a part of a page: no ids, no tooltips, and the path step
 * by step.
 */
function growing(svg: string, graph: StateGraph): string {
  const moments = momentsOf(graph)
  return svg
    .slice(svg.indexOf('<svg'))
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<svg\b[^>]*>/, (root) => {
      const box = /viewBox="([^"]*)"/.exec(root)?.[1] ?? ''
      return `<svg viewBox="${box}" role="img" aria-label="${markup(`State graph. ${graph.caption}`)}">`
    })
    .replace(/<title>[^<]*<\/title>/g, '')
    .replace(/<a xlink:title="[^"]*">|<\/a>/g, '')
    .replace(/<g id="([^"]*)" class="(node|edge)">/g, (_, id: string, kind: string) => {
      const moment = moments.get(id)
      const grows = moment === undefined || moment === 0 ? '' : ` fragment custom" data-fragment-index="${moment - 1}`
      return `<g class="${kind}${grows}">`
    })
    .replace(/ id="[^"]*"/g, '')
    .trim()
}

/** Returns the moment at which the path first reaches each box or arrow, by its id in the SVG. */
function momentsOf({ path, arrows, boxes }: StateGraph): ReadonlyMap<string, number> {
  const moments = new Map<string, number>()
  const first = (id: string, moment: number): void => {
    if (!moments.has(id)) moments.set(id, moment)
  }
  const drawn = new Set(boxes.map(({ state }) => state))
  if (path[0] !== undefined) first(`s${path[0].from}`, 0)
  for (const [index, step] of path.entries()) {
    if (drawn.has(step.to)) first(`s${step.to}`, index + 1)
    const arrow = arrows.find((each) => each.from === step.from && each.to === step.to && each.thread === step.thread)
    if (arrow !== undefined) first(arrowName(arrow), index + 1)
  }
  return moments
}
