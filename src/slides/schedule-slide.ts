import type { Figure } from '../picture/figure.ts'
import { markup } from '../picture/markup.ts'
import { neighbours } from '../picture/svg.ts'
import { fontFamily } from '../picture/theme.ts'
import { codeBeside } from './code-slide.ts'
import type { Moment, Scene } from './scene.ts'
import { coming, passing, slide } from './slide-html.ts'

/**
 * Returns the slides with the schedule, on which each step of the presentation shows one more row. Everything has its
 * final position from the start, so that nothing jumps.
 */
export function scheduleSlides(scene: Scene): string[] {
  const { title, shown, pages } = scene
  return pages.map(({ figure, moments }, page) => {
    const spoken = moments.map(({ text, note }) => (note === '' ? text : `${text} (${note})`)).join('. ')
    const picture = figureHtml(figure, `The schedule: ${spoken}.`)
    const code = codeBeside(scene, moments)
    const body = code === null ? picture : `<div class="beside">${code}\n${picture}</div>`
    const heading = `${title}: ${shown}${pages.length === 1 ? '' : ` (${page + 1} of ${pages.length})`}`
    return slide('schedule', heading, `${body}\n<div class="notes-below">${moments.flatMap(noteHtml).join('')}</div>`)
  })
}

function noteHtml({ note }: Moment, index: number): string[] {
  return note === '' ? [] : [`<p ${coming(index + 1)}>✗ ${markup(note)}</p>`]
}

function figureHtml(figure: Figure, label: string): string {
  const groups = neighbours(figure.parts).map(({ from, to, shapes }) => {
    if (from === 0) return shapes.join('\n')
    return `<g ${to === Number.POSITIVE_INFINITY ? coming(from) : passing(from)}>${shapes.join('\n')}</g>`
  })
  return `<svg viewBox="0 0 ${figure.width} ${figure.height}" font-family="${fontFamily}" role="img" aria-label="${markup(label)}">
${groups.join('\n')}
</svg>`
}
