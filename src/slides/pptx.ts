import PptxGenJS, { type Slide, type TextRun } from 'pptxgenjs'
import { Bug } from '../base/bug.ts'
import { counted } from '../base/words.ts'
import type { Figure } from '../picture/figure.ts'
import { gradeSigns, type Theme } from '../picture/theme.ts'
import { statsText } from '../report/summary.ts'
import { explained } from './answer-slide.ts'
import { choicesOf } from './choices.ts'
import type { CodeToken } from './code-colours.ts'
import { type CodeLine, codePages } from './code-lines.ts'
import { type Area, addFigure, hex } from './pptx-figure.ts'
import { type Scene, shortQuestion } from './scene.ts'

/** The size of a slide, and the parts of it, in inches. */
const size = { width: 13.333, height: 7.5 }
const edge = 0.6
const content: Area = { x: edge, y: 1.35, width: size.width - 2 * edge, height: size.height - 1.8 }

/** Draws a picture from SVG. */
export type Rasterize = (svg: string) => Promise<Uint8Array>

/**
 * Returns a deck as a file of PowerPoint: texts, tables and shapes that can be edited there. Only state graphs are pictures,
 * made by `rasterize`.
 */
export async function pptxDeck(
  title: string | null,
  scenes: readonly Scene[],
  theme: Theme,
  rasterize: Rasterize,
): Promise<Uint8Array> {
  const deck = new PptxGenJS()
  deck.layout = 'LAYOUT_WIDE'
  deck.title = title ?? scenes.map((each) => each.title).join(', ')
  const writer = new Writer(deck, theme)
  if (title !== null) writer.opening(title, scenes.length > 1 ? scenes.map((each) => each.title) : [])
  for (const scene of scenes) await writer.scene(scene, rasterize)
  return bytesOf(deck)
}

/** Returns a schedule by itself: a slide for each page of its figure. */
export async function pptxSchedule(title: string, pages: readonly Figure[], theme: Theme): Promise<Uint8Array> {
  const deck = new PptxGenJS()
  deck.layout = 'LAYOUT_WIDE'
  deck.title = title
  const writer = new Writer(deck, theme)
  for (const [index, page] of pages.entries()) {
    writer.figure(pages.length === 1 ? title : `${title} (${index + 1} of ${pages.length})`, page)
  }
  return bytesOf(deck)
}

async function bytesOf(deck: PptxGenJS): Promise<Uint8Array> {
  const written = await deck.write({ outputType: 'uint8array' })
  if (!(written instanceof Uint8Array)) throw new Bug('the package wrote no bytes')
  return written
}

class Writer {
  private readonly deck: PptxGenJS
  private readonly theme: Theme

  constructor(deck: PptxGenJS, theme: Theme) {
    this.deck = deck
    this.theme = theme
  }

  private slide(): Slide {
    const slide = this.deck.addSlide()
    slide.background = { color: hex(this.theme.paper) }
    return slide
  }

  private titled(title: string): Slide {
    const slide = this.slide()
    const place = { x: edge, y: 0.4, w: size.width - 2 * edge, h: 0.8 }
    slide.addText(title, { ...place, ...this.text(28), bold: true, fit: 'shrink', valign: 'middle', margin: 0 })
    return slide
  }

  private text(fontSize: number): { readonly fontSize: number; readonly fontFace: string; readonly color: string } {
    return { fontSize, fontFace: 'Arial', color: hex(this.theme.ink) }
  }

  opening(title: string, lines: readonly string[]): void {
    const slide = this.slide()
    slide.addText(title, { x: edge, y: 2.2, w: size.width - 2 * edge, h: 1.2, ...this.text(40), bold: true })
    if (lines.length > 0)
      slide.addText(lines.join('\n'), { x: edge, y: 3.5, w: size.width - 2 * edge, h: 2.5, ...this.text(24), valign: 'top' })
  }

  async scene(scene: Scene, rasterize: Rasterize): Promise<void> {
    this.opening(scene.title, [scene.lead ?? scene.question])
    this.code(scene)
    if (scene.summary.candidates.length > 0) this.quiz(scene)
    for (const [index, page] of scene.pages.entries()) {
      const part = scene.pages.length === 1 ? '' : ` (${index + 1} of ${scene.pages.length})`
      const slide = this.figure(`${scene.title}: ${scene.shown}${part}`, page.figure)
      slide.addNotes(page.moments.map(({ text, note }) => (note === '' ? text : `${text}; ${note}`)).join('\n'))
    }
    if (scene.graph !== null) await this.graph(scene.title, scene.graph.svg, scene.graph.graph.caption, rasterize)
    this.answer(scene)
  }

  figure(title: string, figure: Figure): Slide {
    const slide = this.titled(title)
    addFigure(slide, figure, content)
    return slide
  }

  private code({ title, code }: Scene): void {
    const pages = codePages(code, mostCodeLines)
    const digits = `${code.at(-1)?.line ?? 0}`.length
    for (const [index, lines] of pages.entries()) {
      const slide = this.titled(pages.length === 1 ? title : `${title} (${index + 1} of ${pages.length})`)
      const runs = lines.flatMap((line, at) => this.codeLine(line, digits, at + 1 < lines.length))
      const { x, y, width: w, height: h } = content
      const longest = Math.max(...lines.map(({ text }) => text.length)) + digits + 2
      const fontSize = Math.min(20, (h * 72) / (lines.length * 1.2), (w * 72) / (longest * 0.6))
      slide.addText(runs, { x, y, w, h, fontFace: 'Consolas', fontSize: Math.floor(fontSize), valign: 'top', margin: 0 })
    }
  }

  private codeLine({ line, text, tokens }: CodeLine, digits: number, breaks: boolean): TextRun[] {
    const number = line > 0 ? [{ text: `${`${line}`.padStart(digits)}  `, options: { color: hex(this.theme.faint) } }] : []
    const parts = text === '' ? [] : tokens.map((each) => ({ text: each.text, options: this.codeStyle(each) }))
    const runs = [...number, ...parts]
    const last = runs.at(-1) ?? { text: ' ', options: { color: hex(this.theme.ink) } }
    return [...runs.slice(0, -1), { ...last, options: { ...last.options, breakLine: breaks } }]
  }

  private codeStyle({ kind }: CodeToken): { readonly color: string; readonly bold?: boolean } {
    const { ink, faint, strokes } = this.theme
    switch (kind) {
      case 'keyword':
        return { color: hex(strokes[0]?.textColour ?? ink), bold: true }
      case 'string':
        return { color: hex(strokes[3]?.textColour ?? ink) }
      case 'number':
        return { color: hex(strokes[2]?.textColour ?? ink) }
      case 'comment':
        return { color: hex(faint) }
      case null:
        return { color: hex(ink) }
    }
  }

  private quiz({ title, question, summary }: Scene): void {
    const slide = this.titled(question.length > longestQuestion ? shortQuestion : question)
    const shown = choicesOf(summary, mostChoices)
    const columns = shown.length > mostChoices / 2 ? 2 : 1
    const perColumn = Math.ceil(shown.length / columns)
    for (let column = 0; column < columns; column++) {
      const texts = shown.slice(column * perColumn, (column + 1) * perColumn).map(({ text }) => `□ ${text}`)
      const w = content.width / columns - 0.2
      const place = { x: content.x + column * (w + 0.4), y: content.y + 0.5, w, h: content.height - 0.6 }
      slide.addText(texts.join('\n'), { ...place, ...this.text(20), valign: 'top', fit: 'shrink', margin: 0 })
    }
    const more = summary.candidates.length + summary.ends.length - shown.length
    const of = question.length > longestQuestion ? `${title}: ${summary.observed}` : title
    const place = { x: content.x, y: content.y - 0.1, w: content.width, h: 0.45 }
    slide.addText(`${of}${more > 0 ? ` (and ${counted(more, 'more choice')})` : ''}`, {
      ...place,
      ...this.text(16),
      color: hex(this.theme.faint),
      margin: 0,
    })
    slide.addNotes(
      `Possible: ${shown
        .filter(({ isPossible }) => isPossible)
        .map(({ text }) => text)
        .join(', ')}`,
    )
  }

  private async graph(title: string, svg: string, caption: string, rasterize: Rasterize): Promise<void> {
    const slide = this.titled(`${title}: state graph`)
    const [, , width = 1, height = 1] = (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? '').trim().split(/\s+/).map(Number)
    const scale = Math.min(content.width / width, content.height / height)
    const [w, h] = [width * scale, height * scale]
    const data = `image/png;base64,${Buffer.from(await rasterize(svg)).toString('base64')}`
    slide.addImage({ data, x: content.x + (content.width - w) / 2, y: content.y, w, h, altText: `State graph. ${caption}` })
  }

  private answer(scene: Scene): void {
    const { title, summary } = scene
    const slide = this.titled(`${title}: the answer`)
    const rows = explained(scene)
      .slice(0, mostOutcomes)
      .map(({ outcome: { text, grade, share }, reason }) => {
        const color = hex(this.theme.verdicts[grade].line)
        return [
          { text: `${gradeSigns[grade]} ${text}`, options: { color, bold: true } },
          { text: share, options: {} },
          { text: reason, options: {} },
        ]
      })
    const heads = ['value', 'interleavings', 'why'].map((text) => {
      return { text, options: { bold: true, color: hex(this.theme.faint) } }
    })
    const { x, width: w } = content
    if (rows.length > 0) {
      const border = { type: 'solid', pt: 0.5, color: hex(this.theme.rule) } as const
      slide.addTable([heads, ...rows], {
        x,
        y: 1.3,
        w,
        colW: [w * 0.45, w * 0.22, w * 0.33],
        ...this.text(14),
        border,
        margin: 0.04,
      })
    }
    const below = 1.5 + 0.36 * (rows.length + (rows.length > 0 ? 1 : 0))
    const findings = summary.findings.map(({ head, explanation }) => `${head}: ${explanation}`).slice(0, mostFindings)
    const observed = rows.length === 0 ? [] : [`Values of ${summary.observed}.`]
    const text = [...observed, ...findings, statsText(summary)].join('\n')
    slide.addText(text, { x, y: below, w, h: size.height - below - 0.3, ...this.text(14), valign: 'top', fit: 'shrink' })
  }
}

const mostCodeLines = 22
const mostChoices = 20
const longestQuestion = 90
const mostOutcomes = 8
const mostFindings = 5
