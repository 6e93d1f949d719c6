import { unreachable } from '../base/bug.ts'
import { type Figure, markRadius, partsAt, type Shape } from './figure.ts'
import { latexEscaped } from './latex.ts'
import type { Colour } from './theme.ts'

/** Returns a figure at a moment as a `tikzpicture`, for documents that load TikZ; null: the whole figure. */
export function figureTikz(figure: Figure, moment: number | null = null): string {
  const parts = partsAt(figure, moment)
  const { paper } = figure.theme
  const used = new Set([paper, ...parts.map(({ shape }) => (shape.kind === 'box' ? shape.fill : shape.colour))])
  const names = new Map([...used].map((colour) => [colour, `ilv${colour.slice(1)}`]))
  const named = (colour: Colour): string => names.get(colour) ?? 'black'
  const onPaper = paper === '#FFFFFF' ? 'use as bounding box' : `fill=${named(paper)}, use as bounding box`
  return [
    '% Needs \\usepackage{tikz, amssymb}; before LaTeX 2020 textcomp too. Scale it with \\resizebox.',
    '\\begin{tikzpicture}[x=0.75pt, y=-0.75pt, line cap=butt]',
    ...[...names].map(([colour, name]) => `  \\definecolor{${name}}{HTML}{${colour.slice(1)}}`),
    `  \\path[${onPaper}] (0,0) rectangle (${figure.width},${figure.height});`,
    ...parts.map(({ shape }) => `  ${commandOf(shape, named)}`),
    '\\end{tikzpicture}',
    '',
  ].join('\n')
}

function commandOf(shape: Shape, named: (colour: Colour) => string): string {
  switch (shape.kind) {
    case 'box': {
      const { x, y, width, height, fill } = shape
      return `\\fill[${named(fill)}] (${x},${y}) rectangle (${x + width},${y + height});`
    }
    case 'frame': {
      const { x, y, width, height, colour, line } = shape
      const options = `${named(colour)}, ${line}, line width=1.5pt, rounded corners=3pt`
      return `\\draw[${options}] (${x},${y}) rectangle (${x + width},${y + height});`
    }
    case 'line': {
      const { x1, y1, x2, y2, colour, line, thickness } = shape
      return `\\draw[${named(colour)}, ${line}, line width=${points(thickness)}] (${x1},${y1}) -- (${x2},${y2});`
    }
    case 'mark':
      return markCommand(shape, named(shape.colour))
    case 'text': {
      const { x, y, text, size, bold, colour, anchor } = shape
      const font = `\\fontsize{${size * 0.75}}{${size}}\\sffamily${bold ? '\\bfseries' : ''}`
      const side = anchor === 'middle' ? 'base' : 'base west'
      const options = `anchor=${side}, inner sep=0pt, text=${named(colour)}, font=${font}`
      return `\\node[${options}] at (${x},${y}) {${latexEscaped(text)}};`
    }
    default:
      return unreachable(shape)
  }
}

function markCommand({ x, y, head }: Extract<Shape, { kind: 'mark' }>, colour: string): string {
  const r = markRadius
  const filled = `\\fill[${colour}]`
  const hollow = `\\filldraw[draw=${colour}, fill=white, line width=1.5pt]`
  const circle = `(${x},${y}) circle[radius=${points(r)}];`
  const diamond = `(${x},${y - r - 1}) -- (${x + r + 1},${y}) -- (${x},${y + r + 1}) -- (${x - r - 1},${y}) -- cycle;`
  switch (head) {
    case 'full':
      return `${filled} ${circle}`
    case 'hollow':
      return `${hollow} ${circle}`
    case 'diamond':
      return `${filled} ${diamond}`
    case 'hollow-diamond':
      return `${hollow} ${diamond}`
    default:
      return unreachable(head)
  }
}

function points(pixels: number): string {
  return `${pixels * 0.75}pt`
}
