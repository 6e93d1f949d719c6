import { visible } from '../base/diagnostic.ts'

/** Removes from a text what no output can show: control characters, text-direction overrides, lone surrogates. */
export function showable(text: string): string {
  return visible(text).replace(/\p{Cs}|[\uFFFE\uFFFF]/gu, '·')
}

/**
 * Escapes a text for HTML, SVG and Graphviz's HTML-like labels. It escapes the backslash too, since Graphviz replaces
 * `\N` in some labels.
 */
export function markup(text: string): string {
  return showable(text).replace(/[&<>"'\\]/g, (character) => `&#${character.charCodeAt(0)};`)
}
