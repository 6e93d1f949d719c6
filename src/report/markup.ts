/** Text that is no markup in HTML and SVG. */
export function markupEscaped(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;')
    .replace(/[\p{Cc}]/gu, ' ')
}

/** Colours of threads, after Okabe & Ito. */
export const threadColors = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9'] as const

/** An estimate on the safe side: no font is asked. */
export function textWidth(text: string, size: number): number {
  return Math.ceil([...text].length * size * 0.58)
}
