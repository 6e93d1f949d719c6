import { widthOf } from '../picture/metrics.ts'
import { fontFamily } from '../picture/theme.ts'

/**
 * Gives the texts of an SVG of an installed Graphviz the fonts of all pictures, and the width for which there is room: a viewer
 * without any of these fonts takes a wider one, which would run over the edges of boxes.
 */
export function fitTexts(svg: string): string {
  return svg.replace(/<text ([^>]*)>([^<]*)<\/text>/g, (_, attributes: string, text: string) => {
    const size = Number(/ font-size="([\d.]+)"/.exec(` ${attributes}`)?.[1] ?? 0)
    const weight = attributes.includes('font-weight="bold"') ? 'bold' : 'regular'
    const plain = characters(text)
    const width = isMeasured(plain) && size > 0 ? ` textLength="${widthOf(plain, size, weight).toFixed(2)}"` : ''
    const family = attributes.replace(/font-family="[^"]*"/, `font-family="${fontFamily}"`)
    return `<text ${family}${width === '' ? '' : `${width} lengthAdjust="spacingAndGlyphs"`}>${text}</text>`
  })
}

/** Whether the width of a text is known exactly, however a viewer treats spaces at its ends. */
function isMeasured(text: string): boolean {
  return /^[!-~\u00A0](?:[ -~\u00A0]*[!-~\u00A0])?$/.test(text) && !text.includes('  ')
}

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function characters(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+));/g, (whole, code: string | undefined, name: string | undefined) =>
    code !== undefined ? String.fromCodePoint(Number(code)) : (named[name ?? ''] ?? whole),
  )
}
