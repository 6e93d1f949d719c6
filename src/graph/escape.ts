import { markup, showable } from '../picture/markup.ts'

// Names come from the input, so whatever they contain must reach the picture as text. Each output language has its own
// function here, and writers use no name except through it.

/**
 * Escapes a text for a DOT string that ts-graphviz will put in quotes. ts-graphviz escapes a quote only if no backslash
 * precedes it, and never a backslash, so `\"` or a trailing backslash would end the string: both are written as character
 * references. Graphviz decodes these before it looks for `\n`, so a backslash is doubled. `<` is written as a reference
 * too, since ts-graphviz treats `<…>` as an HTML-like label.
 */
export function dotString(text: string): string {
  return markup(text).replaceAll('&#92;', '&#92;&#92;')
}

/**
 * Escapes a text for a quoted Mermaid label: all except harmless characters become references, including directives
 * (`%%{`).
 */
export function mermaidString(text: string): string {
  return showable(text).replace(/[^\p{L}\p{N} _.,=+*()[\]/!→✓△✗■□·…–—:-]/gu, (character) => `#${character.codePointAt(0)};`)
}

/** Returns a text truncated to a length. */
export function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}
