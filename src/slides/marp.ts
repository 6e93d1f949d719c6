import { showable } from '../picture/markup.ts'
import { figureSvg } from '../picture/svg.ts'
import { gradeSigns, type Theme } from '../picture/theme.ts'
import { lastSegment } from '../picture/titles.ts'
import { statsText } from '../report/summary.ts'
import { fenced, markdownEscaped } from '../report/table-formats.ts'
import { traceFigure } from '../report/trace-figure.ts'
import { explained } from './answer-slide.ts'
import { choicesOf } from './choices.ts'
import { codePages } from './code-lines.ts'
import type { Scene } from './scene.ts'

export interface MarpDeck {
  readonly markdown: string
  /** Files that the Markdown shows, by path. */
  readonly pictures: (readonly [string, string])[]
}

/**
 * Returns the same slides as Markdown for Marp, for authors who edit them further. The pictures are files beside it:
 * their paths are `base` followed by a name.
 */
export function marpDeck(title: string | null, scenes: readonly Scene[], theme: Theme, base: string): MarpDeck {
  const pictures: (readonly [string, string])[] = []
  const picture = (name: string, svg: string): string => {
    pictures.push([`${base}-${name}.svg`, svg])
    return `${encodeURI(lastSegment(base))}-${name}.svg`
  }
  const slides = [
    ...(title === null ? [] : [`# ${line(title)}`]),
    ...scenes.flatMap((scene, index) => sceneSlides(scene, theme, `${index + 1}`, picture)),
  ]
  const front = ['---', 'marp: true', 'size: 16:9', ...(theme.name === 'dark' ? ['class: invert'] : []), '---', '']
  return { markdown: `${front.join('\n')}\n${slides.join('\n\n---\n\n')}\n`, pictures }
}

type AddPicture = (name: string, svg: string) => string

function sceneSlides(scene: Scene, theme: Theme, number: string, picture: AddPicture): string[] {
  const { title, lead, question, summary, graph } = scene
  const intro = `# ${line(title)}\n\n${paragraph(lead ?? question)}`
  const quiz = [`## ${line(question)}`, '', ...choicesOf(summary, mostChoices).map(({ text }) => `- ${line(text)}`)].join('\n')
  const states = graph === null ? [] : [`## ${line(title)}: state graph\n\n![h:560](${picture(`${number}-states`, graph.svg)})`]
  return [
    intro,
    ...codeSlides(scene),
    ...(summary.candidates.length > 0 ? [quiz] : []),
    ...scheduleSlides(scene, theme, number, picture),
    ...states,
    answerSlide(scene),
  ]
}

/** The most choices on one slide. */
const mostChoices = 10
/** The most lines of code on one slide. */
const mostLines = 20

function codeSlides({ title, code, language }: Scene): string[] {
  const pages = codePages(code, mostLines)
  const digits = `${code.at(-1)?.line ?? 0}`.length
  return pages.map((lines, part) => {
    const heading = pages.length === 1 ? title : `${title} (${part + 1} of ${pages.length})`
    const text = lines.map((each) => {
      const number = each.line > 0 ? `${`${each.line}`.padStart(digits)}  ` : ''
      return `${number}${showable(each.text.replaceAll('\t', '    '))}`.trimEnd()
    })
    return `## ${line(heading)}\n\n${fenced(text.join('\n'), language).trimEnd()}`
  })
}

/** Returns one slide for each step, so that paging through them animates the schedule. */
function scheduleSlides({ title, shown, table, pages }: Scene, theme: Theme, number: string, picture: AddPicture): string[] {
  const figure = traceFigure(table, { title: '', theme })
  const moments = pages.flatMap((each) => each.moments)
  const digits = `${moments.length}`.length
  return ['', ...moments.map(({ text, note }) => (note === '' ? text : `${text}; ${note}`))].map((text, moment) => {
    const file = picture(`${number}-step-${`${moment}`.padStart(digits, '0')}`, figureSvg(figure, moment))
    const alt = text === '' ? 'before the first step' : text
    return `## ${line(title)}: ${line(shown)}\n\n![w:1100 ${line(alt)}](${file})`
  })
}

function answerSlide(scene: Scene): string {
  const { title, summary } = scene
  const rows = explained(scene).map(({ outcome: { text, grade, share }, reason }) => {
    return `| ${gradeSigns[grade]} ${line(text)} | ${line(share)} | ${line(reason)} |`
  })
  const table = [`| ${line(summary.observed)} | interleavings | why |`, '|---|---|---|', ...rows].join('\n')
  const findings = summary.findings.map(({ head, explanation }) => `- **${line(head)}**: ${line(explanation)}`)
  const parts = [
    `## ${line(title)}: the answer`,
    ...(rows.length > 0 ? [table] : []),
    findings.join('\n'),
    line(statsText(summary)),
  ]
  return parts.filter((each) => each !== '').join('\n\n')
}

/** Escapes a text within a line; text between backticks is code. */
function line(text: string): string {
  return text
    .split(/`([^`]+)`/)
    .map((part, index) => (index % 2 === 1 ? `\`${part}\`` : markdownEscaped(part)))
    .join('')
}

/** Escapes a text at the start of a line, where some characters would begin a list, a rule or a heading. */
function paragraph(text: string): string {
  return line(text).replace(/^([-+=>:]|\d+(?=[.)]))/, (sign) => (/\d/.test(sign) ? `${sign}\\` : `\\${sign}`))
}
