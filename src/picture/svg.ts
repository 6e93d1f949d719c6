import { unreachable } from '../base/bug.ts'
import { animation, styleElement } from './animation.ts'
import { type Figure, markRadius, type Part, partsAt, type Shape } from './figure.ts'
import { markup } from './markup.ts'
import { widthOf } from './metrics.ts'
import { fontFamily, type LineStyle, signFamily, signs } from './theme.ts'

/** Returns a figure at a moment as SVG, with its texts as text elements; null: the whole figure. */
export function figureSvg(figure: Figure, moment: number | null = null): string {
  return document(figure, '', partsAt(figure, moment).map(shapeOf))
}

/**
 * Returns a figure that shows its moments one after the other, in an endless loop. Readers who prefer reduced motion
 * see the whole figure at once.
 */
export function figureAnimated(figure: Figure): string {
  const stretches = [...new Map(figure.parts.map(({ from, to }) => [`${from} ${to}`, { from, to }])).values()]
  const moments = Array.from({ length: figure.moments + 1 }, (_, moment) => moment)
  const animations = stretches
    .filter(({ from }) => from > 0)
    .map(({ from, to }) => {
      const styles = moments.map((moment) => `opacity:${from <= moment && moment <= to ? 1 : 0}`)
      return animation(nameOf(from, to), `.${nameOf(from, to)}`, styles)
    })
  const groups = neighbours(figure.parts).map(({ from, to, shapes }) => {
    if (from === 0) return shapes.join('\n')
    // A renderer without support for animation shows the whole figure, without the parts that disappear again.
    const hidden = to === Number.POSITIVE_INFINITY ? '' : ' opacity="0"'
    return `<g class="${nameOf(from, to)}"${hidden}>\n${shapes.join('\n')}\n</g>`
  })
  return document(figure, `${styleElement(animations, ['[class^=ilv]{animation:none}'])}\n`, groups)
}

/** Groups consecutive parts that are visible at the same moments, as SVG. */
export function neighbours(parts: readonly Part[]): { from: number; to: number; shapes: string[] }[] {
  const groups: { from: number; to: number; shapes: string[] }[] = []
  for (const part of parts) {
    const last = groups.at(-1)
    if (last !== undefined && last.from === part.from && last.to === part.to) last.shapes.push(shapeOf(part))
    else groups.push({ from: part.from, to: part.to, shapes: [shapeOf(part)] })
  }
  return groups
}

/** Names have a prefix, since a document may contain several of these SVGs. */
function nameOf(from: number, to: number): string {
  return `ilv${from}${to === Number.POSITIVE_INFINITY ? '' : `-${to}`}`
}

function document({ width, height, title, theme }: Figure, style: string, content: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="${fontFamily}">
<title>${markup(title)}</title>
${style}<rect width="${width}" height="${height}" fill="${theme.paper}"/>
${content.join('\n')}
</svg>
`
}

/** Returns the SVG of one part. */
function shapeOf({ shape }: Part): string {
  switch (shape.kind) {
    case 'box':
      return `<rect x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}" fill="${shape.fill}"/>`
    case 'frame': {
      const { x, y, width, height, colour, line } = shape
      return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="4" fill="none" stroke="${colour}" stroke-width="2"${dashes[line]}/>`
    }
    case 'line': {
      const { x1, y1, x2, y2, colour, thickness } = shape
      return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${colour}" stroke-width="${thickness}"${dashes[shape.line]}/>`
    }
    case 'mark':
      return markOf(shape)
    case 'text':
      return textOf(shape)
    default:
      return unreachable(shape)
  }
}

const dashes: Readonly<Record<LineStyle, string>> = {
  solid: '',
  dashed: ' stroke-dasharray="7 5"',
  dotted: ' stroke-dasharray="2 5"',
}

function markOf({ x, y, head, colour }: Extract<Shape, { kind: 'mark' }>): string {
  const r = markRadius
  const paint = (hollow: boolean): string =>
    hollow ? `fill="#FFFFFF" stroke="${colour}" stroke-width="2"` : `fill="${colour}"`
  const diamond = `M${x} ${y - r - 1}L${x + r + 1} ${y}L${x} ${y + r + 1}L${x - r - 1} ${y}Z`
  switch (head) {
    case 'full':
    case 'hollow':
      return `<circle cx="${x}" cy="${y}" r="${r}" ${paint(head === 'hollow')}/>`
    case 'diamond':
    case 'hollow-diamond':
      return `<path d="${diamond}" ${paint(head === 'hollow-diamond')}/>`
    default:
      return unreachable(head)
  }
}

/**
 * Positions each sign and the text after it separately: a text font may lack the sign, and its replacement has another
 * width.
 */
function textOf({ x, y, text, size, bold, colour, anchor }: Extract<Shape, { kind: 'text' }>): string {
  const attributes = `y="${y}" font-size="${size}"${bold ? ' font-weight="bold"' : ''} fill="${colour}"`
  const pieces = text.split(signs)
  if (pieces.length === 1) {
    return `<text x="${x}" ${attributes}${anchor === 'middle' ? ' text-anchor="middle"' : ''}>${markup(text)}</text>`
  }
  const widths = pieces.map((each) => widthOf(each, size, bold ? 'bold' : 'regular'))
  let at = anchor === 'middle' ? x - widths.reduce((sum, each) => sum + each, 0) / 2 : x
  const placed = pieces.map((piece, index) => {
    const left = at
    at += widths[index] ?? 0
    if (piece === '') return ''
    return `<tspan x="${left.toFixed(2)}"${index % 2 === 1 ? ` font-family="${signFamily}"` : ''}>${markup(piece)}</tspan>`
  })
  return `<text ${attributes}>${placed.join('')}</text>`
}
