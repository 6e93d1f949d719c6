import { present, unreachable } from '../base/bug.ts'
import type { Theme, ThreadStyle } from '../picture/theme.ts'
import { fillOf, lineOf } from './box-colours.ts'
import { mermaidString } from './escape.ts'
import type { Arrow, Box, Line, StateGraph } from './model.ts'

/** What Mermaid draws before its limits are raised. */
const mermaidLimits = { arrows: 500, characters: 50_000 } as const

/** Lengths of dashes and gaps, as in SVG. */
const dashes: Readonly<Record<ThreadStyle['line'], string>> = {
  solid: '',
  dashed: ',stroke-dasharray:7 4',
  dotted: ',stroke-dasharray:2 4',
}

/** Returns a state graph as a Mermaid flowchart. Mermaid arranges the rows itself; the rest is as in DOT. */
export function mermaidText(graph: StateGraph): string {
  const lines = [
    'flowchart TB',
    ...graph.boxes.map((box) => `  ${boxText(box)}`),
    ...graph.arrows.map((arrow) => `  ${arrowText(arrow)}`),
    ...graph.arrows.map((arrow, index) => `  linkStyle ${index} ${arrowStyle(graph, arrow)}`),
    ...graph.boxes.map((box) => `  style s${box.state} ${boxStyle(box, graph.theme)}`),
    ...legend(graph).map((line) => `  ${line}`),
  ]
  return `${lines.join('\n')}\n`
}

/** Returns notes on a graph in this language. */
export function mermaidNotes(graph: StateGraph): string[] {
  const { arrows, characters } = mermaidLimits
  if (graph.arrows.length <= arrows && mermaidText(graph).length <= characters) return []
  return ['Mermaid draws so large a graph only with `maxEdges` and `maxTextSize` raised in its configuration']
}

/** Start and states with successors: rounded; final: double border; deadlock: cut corners; failed: slanted. */
function boxText({ state, lines, end }: Box): string {
  const text = lines.length === 0 ? ' ' : lines.map(lineText).join('<br/>')
  const id = `s${state}`
  if (end === null) return `${id}("${text}")`
  switch (end.kind) {
    case 'final':
      return `${id}[["${text}"]]`
    case 'deadlock':
      return `${id}{{"${text}"}}`
    case 'failed':
      return `${id}[/"${text}"/]`
    default:
      return unreachable(end)
  }
}

function lineText({ runs, size }: Line): string {
  const text = runs.map((run) => (run.bold ? `<b>${mermaidString(run.text)}</b>` : mermaidString(run.text))).join('')
  return size === 'small' ? `<small>${text}</small>` : text
}

function arrowText({ from, to, texts }: Arrow): string {
  const text = texts.length === 0 ? '' : `|"${texts.map(mermaidString).join('<br/>')}"|`
  return `s${from} -->${text} s${to}`
}

function arrowStyle(graph: StateGraph, { thread, traced }: Arrow): string {
  const { colour, textColour, line } = present(graph.threads[thread], 'thread')
  return `stroke:${colour},stroke-width:${traced ? 4 : 1.5}px,color:${textColour}${dashes[line]}`
}

function boxStyle(box: Box, theme: Theme): string {
  const { end, start, traced, here } = box
  const width = start || here ? 4 : traced ? 3 : 1
  const stroke = end === null ? theme.ink : lineOf(theme, box)
  return `fill:${fillOf(theme, box)},stroke:${stroke},stroke-width:${width}px,color:${theme.ink}`
}

/** Returns one box of text, since samples would be boxes and arrows of the graph. */
function legend({ caption, legend: rows, theme: { paper, ink } }: StateGraph): string[] {
  const words = rows.flat().map((entry) => mermaidString(entry.words))
  return [
    `legend["<b>${mermaidString(caption)}</b><br/>${words.join('<br/>')}"]`,
    `style legend fill:${paper},stroke:${paper},color:${ink},text-align:left`,
  ]
}
