import { markup } from '../picture/markup.ts'

/** Returns a slide. The heading of the very first slide is an `h1`. */
export function slide(kind: string, heading: string, content: string, order: 'h1' | 'h2' = 'h2'): string {
  return `<section class="${kind}">\n<${order}>${prose(heading)}</${order}>\n${content}\n</section>`
}

/** Returns the class of a slide with so much text that it needs smaller letters. */
export function dense(texts: readonly string[], most: number): '' | ' dense' {
  return texts.reduce((sum, each) => sum + each.length, 0) > most ? ' dense' : ''
}

/** Returns text as HTML; text between backticks is code. */
export function prose(text: string): string {
  return text
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? `<code>${markup(part)}</code>` : markup(part)))
    .join('')
}

/** Returns the attributes of an element that appears with the `moment`th step on its slide, and stays. */
export function coming(moment: number): string {
  return `class="fragment" data-fragment-index="${moment - 1}"`
}

/** Returns the attributes of an element that is visible at that step only. */
export function passing(moment: number, kind = ''): string {
  return `class="fragment current-visible${kind === '' ? '' : ` ${kind}`}" data-fragment-index="${moment - 1}"`
}
