import { Digraph, type EdgeAttributesObject, type NodeAttributesObject, toDot } from 'ts-graphviz'
import { present, unreachable } from '../base/bug.ts'
import type { Head, Theme } from '../picture/theme.ts'
import { arrowWidthOf, borderWidthOf, fillOf, lineOf } from './box-colours.ts'
import { type Dialect, label, legendLabel, textSizes } from './dot-labels.ts'
import { dotString } from './escape.ts'
import { fullLabels } from './graph-options.ts'
import type { Arrow, Box, StateGraph } from './model.ts'
import { arrowName } from './steps.ts'

/** A font name that every renderer has, or has a metric-compatible font for. */
export const fontName = 'Helvetica'

/** With more rows than this, rows get no numbers. */
const mostNumberedSteps = 100

/**
 * Returns a state graph in the language of Graphviz. The `html` dialect colours each thread's lines; the `plain` one is
 * for a Graphviz without HTML-like labels (built without expat), whose SVG `paintSvg` completes.
 */
export function dotText(graph: StateGraph, dialect: Dialect = 'html'): string {
  const crowded = graph.boxes.length > fullLabels
  const named = graph.arrows.some((each) => each.texts.length > 0)
  const { theme, layout } = graph
  const dot = new Digraph('interleave', {
    bgcolor: layout.background ?? theme.paper,
    ...(layout.direction === 'lr' ? { rankdir: 'LR' as const } : {}),
    fontname: fontName,
    fontcolor: theme.ink,
    fontsize: textSizes.normal,
    ...(layout.legend ? { label: legendLabel(graph, dialect), labelloc: 'b', labeljust: 'l' } : {}),
    nodesep: crowded ? 0.12 : 0.25,
    ranksep: crowded || named ? 0.45 : 0.32,
    pad: 0.2,
    outputorder: 'edgesfirst',
  })
  dot.attributes.node.apply({
    fontname: fontName,
    fontsize: textSizes.normal,
    fontcolor: theme.ink,
    color: theme.faint,
    margin: crowded ? '0.07,0.05' : '0.11,0.06',
    height: 0.36,
    width: 0.5,
  })
  dot.attributes.edge.apply({ fontname: fontName, fontsize: textSizes.small, arrowsize: 0.7 })
  addBoxes(dot, graph, dialect)
  for (const arrow of graph.arrows) dot.createEdge([boxName(arrow.from), boxName(arrow.to)], arrowAttributes(graph, arrow))
  // The limit of ts-graphviz is for input of unknown size; here the user asked for it with `--full`.
  return `${toDot(dot, { convert: { maxASTNodes: 0 } })}\n`
}

function boxName(state: number): string {
  return `s${state}`
}

/** Returns the boxes, in rows by step if they have one, with the number of the step on the left. */
function addBoxes(dot: Digraph, graph: StateGraph, dialect: Dialect): void {
  if (!graph.ranked) {
    for (const box of graph.boxes) dot.createNode(boxName(box.state), boxAttributes(graph, box, dialect))
    return
  }
  const steps = [...new Set(graph.boxes.map((each) => each.step))].sort((a, b) => a - b)
  const numbered = steps.length > 1 && steps.length <= mostNumberedSteps
  for (const step of steps) {
    const row = dot.createSubgraph({ rank: 'same' })
    if (numbered) row.createNode(stepName(step), stepAttributes(step, graph.theme))
    for (const box of graph.boxes) {
      if (box.step === step) row.createNode(boxName(box.state), boxAttributes(graph, box, dialect))
    }
  }
  if (!numbered) return
  for (const [index, step] of steps.slice(1).entries()) {
    dot.createEdge([stepName(present(steps[index], 'step')), stepName(step)], { style: 'invis', weight: 100 })
  }
}

function stepName(step: number): string {
  return `step${step}`
}

function stepAttributes(step: number, theme: Theme): NodeAttributesObject {
  return {
    shape: 'plaintext',
    label: step === 0 ? 'start' : `step ${step}`,
    fontcolor: theme.faint,
    fontsize: textSizes.small,
    margin: 0,
  }
}

function boxAttributes({ label: style, theme }: StateGraph, box: Box, dialect: Dialect): NodeAttributesObject {
  const base: NodeAttributesObject = {
    id: boxName(box.state),
    label: label(box.lines, dialect, theme),
    tooltip: box.hover.map(dotString).join('\\n'),
    fillcolor: fillOf(theme, box),
    penwidth: borderWidthOf(box),
    color: lineOf(theme, box),
  }
  const bare = box.lines.length === 0 || style === 'none'
  const dot: NodeAttributesObject = bare
    ? { shape: 'circle', width: 0.24, height: 0.24, fixedsize: true, margin: 0 }
    : { shape: 'box' }
  return { ...base, ...dot, ...shapeOf(box, bare) }
}

function shapeOf({ end }: Box, bare: boolean): NodeAttributesObject {
  if (end === null) return { style: bare ? 'filled' : 'rounded,filled' }
  switch (end.kind) {
    case 'final':
      return { style: 'filled', peripheries: 2 }
    case 'deadlock':
      return { style: 'filled', shape: 'octagon', margin: 0 }
    case 'failed':
      return { style: 'filled', shape: 'hexagon', margin: '0.11,0.05' }
    default:
      return unreachable(end)
  }
}

const heads: Readonly<Record<Head, NonNullable<EdgeAttributesObject['arrowhead']>>> = {
  full: 'normal',
  hollow: 'onormal',
  diamond: 'diamond',
  'hollow-diamond': 'odiamond',
}

/** A traced path is thick and straight. `style=bold` would remove its dashes. */
function arrowAttributes(graph: StateGraph, arrow: Arrow): EdgeAttributesObject {
  const { straight, texts } = arrow
  const style = present(graph.threads[arrow.thread], 'thread')
  return {
    id: arrowName(arrow),
    color: style.colour,
    fontcolor: style.textColour,
    style: style.line,
    penwidth: arrowWidthOf(arrow),
    ...(style.head === 'full' ? {} : { arrowhead: heads[style.head] }),
    ...(straight ? { weight: 4 } : {}),
    ...(texts.length > 0 ? { label: texts.map((text) => `\u00A0\u00A0${dotString(text)}\u00A0\\l`).join('') } : {}),
  }
}
