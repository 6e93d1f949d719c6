import { markup } from '../picture/markup.ts'
import type { CodeToken } from './code-colours.ts'
import { type CodeLine, codePages } from './code-lines.ts'
import type { Moment, Scene } from './scene.ts'
import { passing, slide } from './slide-html.ts'

/** The most lines on one slide in letters that are legible from the last row. */
const mostLines = 21

/** Returns the code on as many slides as it needs. */
export function codeSlides({ title, code }: Scene): string[] {
  const pages = codePages(code, mostLines)
  return pages.map((lines, part) => {
    const heading = pages.length === 1 ? title : `${title} (${part + 1} of ${pages.length})`
    return slide('code-slide', heading, listing(lines, [], sizeOf(lines)))
  })
}

/** The most lines beside a schedule: more would leave no room for it. */
const mostBeside = 18
const widestBeside = 44

/** Returns the code to show beside the schedule, in which each step marks its line; null if there is no room for it. */
export function codeBeside({ code, threads }: Scene, moments: readonly Moment[]): string | null {
  const numbered = code.some(({ line }) => line > 0)
  if (!numbered || code.length > mostBeside || code.some(({ text }) => text.length > widestBeside)) return null
  const marks = moments.flatMap(({ acts }, index) =>
    acts.flatMap(({ thread, line }) => {
      if (line === null) return []
      const badge = `<span ${passing(index + 1, `now t${thread}`)}>${markup(threads[thread]?.name ?? '')}</span>`
      return [{ line, badge }]
    }),
  )
  return listing(code, marks, 'side')
}

interface Mark {
  readonly line: number
  readonly badge: string
}

function listing(lines: readonly CodeLine[], marks: readonly Mark[], size: string): string {
  const rows = lines.map(({ line, text, tokens }) => {
    const badges = marks.filter((each) => each.line === line).map(({ badge }) => badge)
    const number = line > 0 ? ` value="${line}"` : ''
    return `<li${number}><code>${text === '' ? ' ' : tokens.map(coloured).join('')}</code>${badges.join('')}</li>`
  })
  const numbered = lines.some(({ line }) => line > 0) ? ' numbered' : ''
  return `<ol class="listing ${size}${numbered}">${rows.join('')}</ol>`
}

function coloured({ text, kind }: CodeToken): string {
  return kind === null ? markup(text) : `<span class="${kind}">${markup(text)}</span>`
}

/** Font sizes, with the lines and columns that fit on a slide at each; `mostLines` fit at the last. */
const sizes = [
  { name: 'large', lines: 12, columns: 53 },
  { name: 'middle', lines: 15, columns: 67 },
  { name: 'small', lines: 18, columns: 81 },
] as const

function sizeOf(lines: readonly CodeLine[]): string {
  const longest = Math.max(0, ...lines.map(({ text }) => text.length))
  const fitting = sizes.find((each) => lines.length <= each.lines && longest <= each.columns)
  return fitting?.name ?? 'tiny'
}
