import { grouped } from '../base/grouped.ts'
import { kindText } from '../findings/kinds.ts'
import { shortened } from '../graph/escape.ts'
import { markup } from '../picture/markup.ts'
import { gradeSigns, type Theme, type ThreadStyle } from '../picture/theme.ts'
import { answerSlide, quizSlide } from './answer-slide.ts'
import { codeSlides } from './code-slide.ts'
import { graphSlide } from './graph-slide.ts'
import type { Scene } from './scene.ts'
import { scheduleSlides } from './schedule-slide.ts'
import { dense, prose, slide } from './slide-html.ts'

/**
 * Returns the slides of a deck as HTML: for each model the question, the code, the schedule, the states and the answer.
 */
export function deckSlides(title: string | null, scenes: readonly Scene[]): string {
  const opening = title === null ? [] : [slide('opening', title, list(scenes.map((each) => each.title)), 'h1')]
  const first = opening.length === 0
  const slides = scenes.flatMap((scene, index) => sceneSlides(scene, first && index === 0 ? 'h1' : 'h2'))
  const closing = scenes.length > 1 ? [comparisonSlide(scenes)] : []
  return [...opening, ...slides, ...closing].join('\n')
}

function sceneSlides(scene: Scene, order: 'h1' | 'h2'): string[] {
  const { summary, graph } = scene
  return [
    slide('question', scene.title, `<p>${prose(scene.lead ?? scene.question)}</p>`, order),
    ...codeSlides(scene),
    ...(summary.candidates.length > 0 ? [quizSlide(scene)] : []),
    ...scheduleSlides(scene),
    ...(graph === null ? [] : [graphSlide(scene, graph)]),
    answerSlide(scene),
  ]
}

function list(texts: readonly string[]): string {
  return texts.length < 2 ? '' : `<ul>${texts.map((each) => `<li>${markup(each)}</li>`).join('')}</ul>`
}

/** The most final values of a model in the comparison, and the most characters of each. */
const mostValues = 6
const longestValue = 24

function comparisonSlide(scenes: readonly Scene[]): string {
  const rows = scenes.map(comparisonRow)
  const heads = ['final values', 'found', 'states'].map((each) => `<th scope="col">${each}</th>`)
  const table = `<table><thead><tr><td></td>${heads.join('')}</tr></thead><tbody>${rows.map(({ html }) => html).join('\n')}</tbody></table>`
  const size = dense(
    rows.map(({ text }) => text),
    280,
  )
  return slide(`comparison${size}`, 'Side by side', table)
}

function comparisonRow({ title, summary }: Scene): { readonly html: string; readonly text: string } {
  const { outcomes, findings, states } = summary
  const values = outcomes
    .slice(0, mostValues)
    .map(({ grade, text }) => ({ grade, text: `${gradeSigns[grade]} ${shortened(text, longestValue)}` }))
  const spans = values.map(({ grade, text }) => `<span class="${grade}">${markup(text)}</span>`)
  const more = outcomes.length > mostValues ? [`… ${outcomes.length - mostValues} more`] : []
  const kinds = [...new Set(findings.map(({ kind }) => kindText(kind)))]
  const found = kinds.length === 0 ? 'nothing' : kinds.join(', ')
  const cells = [[...spans, ...more].join(' '), markup(found), grouped(states)]
  return {
    html: `<tr><th scope="row">${markup(title)}</th>${cells.map((each) => `<td>${each}</td>`).join('')}</tr>`,
    text: [title, ...values.map(({ text }) => text), found].join(' '),
  }
}

/** The most characters of a thread's name beside its line of code. */
const longestBadge = 12

/** Which of the theme's colours the parts of code have. */
const codeStrokes = [
  ['keyword', 0],
  ['string', 3],
  ['number', 2],
] as const

/** Returns the colours of a theme, and of the given number of threads, for the style sheet of the deck. */
export function deckColours(
  { name, paper, ink, faint, rule, fresh, verdicts, strokes }: Theme,
  threads: readonly ThreadStyle[],
): string {
  const colours = { paper, ink, faint, rule, fresh }
  const properties = [
    `color-scheme:${name === 'dark' ? 'dark' : 'light'}`,
    ...Object.entries(colours).map(([key, colour]) => `--${key}:${colour}`),
    ...codeStrokes.map(([kind, stroke]) => `--code-${kind}:${strokes[stroke]?.textColour ?? ink}`),
    ...Object.entries(verdicts).flatMap(([grade, { fill, line }]) => [`--${grade}:${line}`, `--${grade}-fill:${fill}`]),
  ]
  const hues = threads.map(({ textColour, line }, thread) => `.t${thread}{color:${textColour};border-style:${line}}`)
  const longest = Math.min(longestBadge, Math.max(...threads.map(({ name }) => name.length)))
  return `:root{${properties.join(';')}}${hues.join('')}.listing.side li{padding-right:${longest + 2}ch}`
}
