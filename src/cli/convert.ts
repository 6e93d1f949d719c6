import { buffer } from 'node:stream/consumers'
import type { Colour } from '../picture/theme.ts'
import { fontFiles } from './fonts.ts'

/** A format that pictures are drawn in: SVG, or one that SVG is converted to. */
export type RenderFormat = 'svg' | 'png' | 'pdf'

export interface ConvertOptions {
  readonly paper: Colour | 'transparent'
  readonly title: string
  /** The requested width in pixels; null: large enough for a projector. */
  readonly width: number | null
}

/** Converts a picture from SVG to a format. */
export async function converted(svg: string, format: RenderFormat, options: ConvertOptions): Promise<string | Uint8Array> {
  if (format === 'svg') return svg
  return format === 'png' ? pngOf(svg, options) : pdfOf(svg, options)
}

/** Twice the resolution of a screen. */
const pngZoom = 2
/** Neither width nor height of a picture exceeds this many pixels. */
const mostPixels = 12_000

async function pngOf(svg: string, { width, paper }: ConvertOptions): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js') // a binary, needed here only
  const font = {
    loadSystemFonts: false,
    fontFiles: Object.values(fontFiles()),
    defaultFontFamily: 'Arimo',
    sansSerifFamily: 'Arimo',
  }
  const size = new Resvg(svg, { font })
  const zoom = Math.min(width === null ? pngZoom : 1, mostPixels / Math.max(size.width, size.height))
  const picture = new Resvg(svg, {
    font,
    ...(paper === 'transparent' ? {} : { background: paper }),
    fitTo: { mode: 'zoom', value: zoom },
  })
  return new Uint8Array(picture.render().asPng())
}

/** Points per pixel. */
const pointsPerPixel = 0.75

/** Returns one page of the picture's size; its text can be searched and copied. */
async function pdfOf(svg: string, { title, paper }: ConvertOptions): Promise<Uint8Array> {
  const [{ default: PDFDocument }, { default: drawSvg }] = await Promise.all([import('pdfkit'), import('svg-to-pdfkit')]) // large
  const { width, height } = sizeInPoints(svg)
  const info = { Title: title, CreationDate: new Date(0) } // the same picture gives the same file
  const document = new PDFDocument({ size: [width, height], margin: 0, info })
  for (const [name, file] of Object.entries(fontFiles())) document.registerFont(name, file)
  if (paper !== 'transparent') document.rect(0, 0, width, height).fill(paper)
  drawSvg(document, inPoints(svg, width, height), 0, 0, {
    width,
    height,
    assumePt: true,
    fontCallback: (family, bold) => (/DejaVu/.test(family) ? (bold ? 'boldSigns' : 'signs') : bold ? 'bold' : 'regular'),
    warningCallback: () => {},
  })
  document.end()
  return new Uint8Array(await buffer(document))
}

/** Returns the SVG with its size in points, as numbers: the converter ignores units. */
function inPoints(svg: string, width: number, height: number): string {
  return svg.replace(/<svg\b[^>]*>/, (root) =>
    root.replace(/\swidth="[^"]*"/, ` width="${width}"`).replace(/\sheight="[^"]*"/, ` height="${height}"`),
  )
}

/** Returns the size that the SVG declares, in points. */
function sizeInPoints(svg: string): { readonly width: number; readonly height: number } {
  const sizeOf = (name: string): number => {
    const [, value = '0', unit = ''] = new RegExp(`<svg\\b[^>]*?\\s${name}="([\\d.]+)(pt)?"`).exec(svg) ?? []
    return Number(value) * (unit === 'pt' ? 1 : pointsPerPixel)
  }
  return { width: sizeOf('width'), height: sizeOf('height') }
}
