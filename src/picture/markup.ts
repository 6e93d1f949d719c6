import { visible } from '../base/diagnostic.ts'

/** A text without what no output can show: control characters, text-direction overrides, halves of characters. */
export function showable(text: string): string {
  return visible(text).replace(/\p{Cs}|[\uFFFE\uFFFF]/gu, '·')
}

/**
 * A text that is not markup in HTML, SVG and Graphviz's HTML-like labels. The backslash is escaped too, since Graphviz
 * looks for `\N` in some of them.
 */
export function markup(text: string): string {
  return showable(text).replace(/[&<>"'\\]/g, (character) => `&#${character.charCodeAt(0)};`)
}
