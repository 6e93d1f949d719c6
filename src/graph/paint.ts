import { markup } from '../picture/markup.ts'
import { widthOf } from '../picture/metrics.ts'
import { colourIn, signFamily, signs, type Theme } from '../picture/theme.ts'
import { legendLines, spaced, textSizes } from './dot-labels.ts'
import type { Line, Run, StateGraph } from './model.ts'

/**
 * Completes the SVG that Graphviz made from the `plain` dialect: sets the colours, weights and sizes of the lines in the
 * legend and in each box. Graphviz writes a comment before each object that it draws, then the texts of the object in
 * order.
 */
export function paintSvg(svg: string, graph: StateGraph): string {
  const boxes = new Map(graph.boxes.map(({ state, lines }) => [state, lines]))
  return svg
    .split(/(?=<!-- )/)
    .map((part) => {
      if (part.includes('class="graph"')) return paintTexts(part, legendLines(graph), graph.theme)
      const state = /<g id="s(\d+)" class="node">/.exec(part)?.[1]
      return state === undefined ? part : paintTexts(part, boxes.get(Number(state)) ?? [], graph.theme)
    })
    .join('')
}

function paintTexts(part: string, lines: readonly Line[], theme: Theme): string {
  let next = 0
  return part.replace(/<text ([^>]*)>[^<]*<\/text>/g, (whole: string, attributes: string) => {
    const line = lines[next++]
    return line === undefined ? whole : paintLine(attributes, line, theme)
  })
}

interface Piece extends Run {
  readonly isSign: boolean
}

/**
 * Each piece is positioned separately: renderers differ in how they treat spaces at the ends of pieces, and one whose font
 * lacks a character may otherwise change the font of the whole text around it.
 */
function paintLine(attributes: string, { runs, size }: Line, theme: Theme): string {
  const points = textSizes[size]
  const pieces = runs.flatMap(piecesOf)
  const kept = attributes.replace(/ (?:font-size|fill)="[^"]*"/g, '')
  const widths = pieces.map(({ text, bold }) => widthOf(text, points, bold ? 'bold' : 'regular'))
  const x = Number(/ x="([^"]*)"/.exec(` ${kept}`)?.[1] ?? 0)
  const centred = kept.includes('text-anchor="middle"')
  let at = centred ? x - widths.reduce((sum, each) => sum + each, 0) / 2 : x
  const placed = pieces.map((piece, index) => {
    const text = tspan(piece, at, theme)
    at += widths[index] ?? 0
    return text
  })
  return `<text ${kept.replace('text-anchor="middle"', 'text-anchor="start"')} font-size="${points}">${placed.join('')}</text>`
}

function piecesOf({ text, colour, bold }: Run): Piece[] {
  return spaced(text)
    .split(signs)
    .flatMap((piece, index) => (piece === '' ? [] : [{ text: piece, colour, bold, isSign: index % 2 === 1 }]))
}

function tspan({ text, colour, bold, isSign }: Piece, x: number, theme: Theme): string {
  const font = isSign ? ` font-family="${signFamily}"` : ''
  return `<tspan x="${x.toFixed(2)}" fill="${colourIn(theme, colour)}"${bold ? ' font-weight="bold"' : ''}${font}>${markup(text)}</tspan>`
}
