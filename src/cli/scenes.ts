import type { Investigation } from '../check/check.ts'
import { graphOf } from '../graph/graph.ts'
import type { GraphOptions } from '../graph/graph-options.ts'
import type { StateGraph } from '../graph/model.ts'
import { graphBefore } from '../graph/steps.ts'
import type { Theme } from '../picture/theme.ts'
import { type DrawnStateGraph, type Scene, sceneOf } from '../slides/scene.ts'
import type { SharedArguments } from './arguments.ts'
import type { RawChoice } from './choice-options.ts'
import { chooseTrace } from './choose-trace.ts'
import { Misuse } from './failure.ts'
import type { LoadedModel } from './load.ts'
import { defaultTimeoutMs, findDot, renderGraph } from './render.ts'
import { type ChosenTrace, investigateModel } from './select.ts'

export interface SlideLook {
  readonly theme: Theme
  /** Whether the graph shows the whole schedule, since it cannot grow. */
  readonly grown: boolean
}

/** Explores and draws a model for slides. If it does not show what was asked for, tells the user and returns null. */
export async function sceneFor(
  model: LoadedModel,
  title: string,
  choice: RawChoice,
  shared: SharedArguments,
  look: SlideLook,
): Promise<Scene | null> {
  const investigation = await investigateModel(model, shared)
  const shown = await chooseTrace(
    choice,
    model,
    shared,
    async () => investigation,
    async () => investigation,
  )
  if (shown === null) return null
  // A reduced space has too few states to represent the program.
  const graph = investigation.result.stats.reduced ? null : await readableGraph(investigation, shown, look)
  if (graph === null) process.stderr.write(`note: ${title} has too many states for a slide with their graph\n`)
  else warnOfSmallText(title, graph)
  return sceneOf({ title, investigation, shown, theme: look.theme, graph })
}

/** The views to try, in this order, for a graph that can be read on a slide. */
const views: readonly Partial<GraphOptions>[] = [{}, { merge: 'chains' }, { merge: 'access' }, { merge: 'outcome' }]

/** The space on a slide, in pixels, and the smallest scale of a readable picture. */
const room = { width: 1168, height: 570, leastScale: 0.75 } as const

/** Returns the state graph in the first readable view, else in the one with the largest scale; null if there is none. */
async function readableGraph(
  investigation: Investigation,
  { trace }: ChosenTrace,
  look: SlideLook,
): Promise<DrawnStateGraph | null> {
  let best: { readonly drawn: DrawnStateGraph; readonly scale: number } | null = null
  for (const view of views) {
    const graph = graphOf(investigation, { ...view, highlight: trace, theme: look.theme })
    if (!graph.ok) continue
    for (const direction of ['tb', 'lr'] as const) {
      const turned = { ...graph.value, layout: { ...graph.value.layout, direction } }
      const drawn = await drawnGraph(turned, look.grown)
      const scale = scaleOf(drawn.svg)
      if (best === null || scale > best.scale) best = { drawn, scale }
      if (scale >= room.leastScale) break
    }
    if (best !== null && best.scale >= room.leastScale) break
  }
  return best?.drawn ?? null
}

async function drawnGraph(graph: StateGraph, grown: boolean): Promise<DrawnStateGraph> {
  const options = { dot: await findDot(), timeoutMs: defaultTimeoutMs, frame: { width: null, aspect: null } }
  const svg = await renderGraph(grown ? graph : graphBefore(graph), 'svg', options)
  if (!svg.ok) throw new Misuse(svg.errors)
  return { graph, svg: typeof svg.value === 'string' ? svg.value : new TextDecoder().decode(svg.value) }
}

/** Pixels of a slide of 1280 × 720 to a point of one of 960 × 540 points, which is what programs for slides count in. */
const pixelsPerPoint = 4 / 3

/** Text below this size cannot be read from the last row. */
const leastPoints = 12

function warnOfSmallText(title: string, { svg }: DrawnStateGraph): void {
  const sizes = [...svg.matchAll(/<text[^>]* font-size="([\d.]+)"/g)].map(([, size]) => Number(size))
  if (sizes.length === 0) return
  const points = (Math.min(...sizes) * scaleOf(svg)) / pixelsPerPoint
  if (points >= leastPoints) return
  const size = `about ${Math.max(1, Math.floor(points))} pt on a slide, below ${leastPoints} pt`
  process.stderr.write(
    `note: text in the state graph of ${title} is ${size}; \`interleave graph --around\` draws a part of it\n`,
  )
}

function scaleOf(svg: string): number {
  const [, , width = 1, height = 1] = (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? '').trim().split(/\s+/).map(Number)
  return Math.min(room.width / width, room.height / height)
}
