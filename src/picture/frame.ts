import type { Colour } from './theme.ts'

/** The size and the aspect ratio of a picture. */
export interface Frame {
  /** In pixels. */
  readonly width: number | null
  /** Width to height. */
  readonly aspect: number | null
  /** How much larger than usual a picture is that has no width. */
  readonly scale?: number
}

/** Centres an SVG with a `viewBox` on paper of an aspect ratio, and sets its width; the drawing scales with it. */
export function framed(svg: string, { width, aspect, scale = 1 }: Frame, paper: Colour | 'transparent'): string {
  const [root = '', size = ''] = /<svg\b[^>]*?viewBox="([^"]*)"[^>]*>/.exec(svg) ?? []
  if (root === '' || (width === null && aspect === null && scale === 1)) return svg
  const [left = 0, top = 0, inner = 1, high = 1] = size.trim().split(/\s+/).map(Number)
  const outer = aspect === null ? inner : Math.max(inner, high * aspect)
  const tall = aspect === null ? high : outer / aspect
  const [x, y] = [left - (outer - inner) / 2, top - (tall - high) / 2].map(short)
  const whole = width ?? Math.round(outer * scale)
  const renewed = root
    .replace(/viewBox="[^"]*"/, `viewBox="${x} ${y} ${short(outer)} ${short(tall)}"`)
    .replace(/\bwidth="[^"]*"/, `width="${whole}"`)
    .replace(/\bheight="[^"]*"/, `height="${Math.round((whole * tall) / outer)}"`)
  if (paper === 'transparent') return svg.replace(root, () => renewed)
  return svg.replace(
    root,
    () => `${renewed}\n<rect x="${x}" y="${y}" width="${short(outer)}" height="${short(tall)}" fill="${paper}"/>`,
  )
}

function short(value: number): number {
  return Math.round(value * 100) / 100
}
