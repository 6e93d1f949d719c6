import type { Slide } from 'pptxgenjs'
import { type Figure, markRadius, partsAt, type Shape } from '../picture/figure.ts'
import type { Colour, LineStyle } from '../picture/theme.ts'
import { textWidth } from '../picture/wrap.ts'

/** Where a figure goes on a slide, in inches. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Drawings are not enlarged beyond this many inches for a pixel. */
const mostInches = 1 / 56

const pointsPerInch = 72

/** A colour as the format has it. */
export function hex(colour: Colour): string {
  return colour.slice(1)
}

/** Draws a figure with shapes and text boxes that can be edited. */
export function addFigure(slide: Slide, figure: Figure, area: Area): void {
  const scale = Math.min(mostInches, area.width / figure.width, area.height / figure.height)
  for (const { shape } of partsAt(figure, null)) addShape(slide, shape, scale, area)
}

const dashes: Readonly<Record<LineStyle, 'solid' | 'dash' | 'sysDot'>> = { solid: 'solid', dashed: 'dash', dotted: 'sysDot' }

function addShape(slide: Slide, shape: Shape, scale: number, area: Area): void {
  const left = (x: number): number => area.x + x * scale
  const top = (y: number): number => area.y + y * scale
  switch (shape.kind) {
    case 'box':
      slide.addShape('rect', {
        ...{ x: left(shape.x), y: top(shape.y), w: shape.width * scale, h: shape.height * scale },
        fill: { color: hex(shape.fill) },
      })
      return
    case 'frame':
      slide.addShape('roundRect', {
        ...{ x: left(shape.x), y: top(shape.y), w: shape.width * scale, h: shape.height * scale },
        line: { color: hex(shape.colour), width: 1.5, dashType: dashes[shape.line] },
      })
      return
    case 'line': {
      const [x1, x2] = [Math.min(shape.x1, shape.x2), Math.max(shape.x1, shape.x2)]
      const [y1, y2] = [Math.min(shape.y1, shape.y2), Math.max(shape.y1, shape.y2)]
      slide.addShape('line', {
        ...{ x: left(x1), y: top(y1), w: (x2 - x1) * scale, h: (y2 - y1) * scale },
        flipV: shape.x1 < shape.x2 !== shape.y1 < shape.y2 && x1 !== x2 && y1 !== y2,
        line: { color: hex(shape.colour), width: shape.thickness, dashType: dashes[shape.line] },
      })
      return
    }
    case 'mark': {
      const isDiamond = shape.head === 'diamond' || shape.head === 'hollow-diamond'
      const isHollow = shape.head === 'hollow' || shape.head === 'hollow-diamond'
      const size = 2 * markRadius * scale
      slide.addShape(isDiamond ? 'diamond' : 'ellipse', {
        ...{ x: left(shape.x - markRadius), y: top(shape.y - markRadius), w: size, h: size },
        ...(isHollow ? {} : { fill: { color: hex(shape.colour) } }),
        line: { color: hex(shape.colour), width: 1.5 },
      })
      return
    }
    case 'text': {
      // Fonts differ a little in width: the box is wider than the text, so that it stays on its line.
      const width = textWidth(shape.text, shape) * 1.15 + shape.size
      const x = shape.anchor === 'middle' ? shape.x - width / 2 : shape.x
      slide.addText(shape.text, {
        ...{ x: left(x), y: top(shape.y - shape.size), w: width * scale, h: shape.size * 1.3 * scale },
        fontSize: shape.size * scale * pointsPerInch,
        fontFace: 'Arial',
        color: hex(shape.colour),
        bold: shape.bold,
        margin: 0,
        valign: 'middle',
        align: shape.anchor === 'middle' ? 'center' : 'left',
        wrap: false,
      })
      return
    }
  }
}
