import { markup, showable } from '../picture/markup.ts'

// Names come from the input, so whatever they hold must arrive in the picture as text. Each output language has its
// own function here, and no writer puts a name anywhere but through it.

/**
 * For a DOT string that ts-graphviz will put in quotes. It escapes a quote only where no backslash stands before it,
 * and never a backslash, so that `\"` or a backslash at the end would leave the string: both are written as their
 * numbers, which Graphviz decodes before it looks for `\n`, so that a backslash must be there twice. So is `<`, since
 * ts-graphviz takes `<…>` for an HTML-like label.
 */
export function dotString(text: string): string {
  return markup(text).replaceAll('&#92;', '&#92;&#92;')
}

/** For a Mermaid label in quotes: all but harmless characters as their numbers, directives (`%%{`) among them. */
export function mermaidString(text: string): string {
  return showable(text).replace(/[^\p{L}\p{N} _.,=+*()[\]/!→✓△✗■□·…–—:-]/gu, (character) => `#${character.codePointAt(0)};`)
}

/** A text cut to a length. */
export function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`
}
