import { present } from '../base/bug.ts'
import { threadName } from '../program/print.ts'
import { type Bar, barsOf, positionsOf, type ShownHistory, triedTexts } from './history.ts'
import { markupEscaped, textWidth, threadColors } from './markup.ts'
import { unicodeSymbols } from './style.ts'

/** Parts of a figure, and how much room they take. */
interface Drawn {
  readonly width: number
  readonly height: number
  readonly parts: readonly string[]
}

const fontSize = 16
const rowHeight = 34
const padding = 12

/** Operations as bars, time from left to right, a row for each thread; one that has not ended fades out. */
export function barsSvg(history: ShownHistory, left: number, top: number): Drawn {
  const bars = barsOf(history, unicodeSymbols)
  const names = Math.max(...bars.threads.map((each) => textWidth(threadName(history.program, each), fontSize))) + padding
  const positions = positionsOf(bars, ({ text }) => textWidth(text, fontSize) + 2 * padding, padding)
  const end = present(positions.at(-1), 'position')
  const barSvg = (bar: Bar, row: number, color: string): string[] => {
    const x = left + names + (positions[bar.from] ?? 0)
    const width = (positions[bar.to ?? bars.places] ?? 0) - (positions[bar.from] ?? 0)
    const y = top + row * rowHeight
    const stroke = bar.marked ? '#b00020' : color
    const dashes = bar.to === null ? ' stroke-dasharray="6 4"' : ''
    const weight = bar.marked ? ' font-weight="bold"' : ''
    return [
      `<rect x="${x}" y="${y}" width="${width}" height="${rowHeight - 8}" rx="4" fill="#ffffff" stroke="${stroke}" stroke-width="2"${dashes}/>`,
      `<text x="${x + width / 2}" y="${y + 19}" text-anchor="middle" fill="${stroke}"${weight}>${markupEscaped(bar.text)}</text>`,
    ]
  }
  const parts = bars.threads.flatMap((thread, row) => {
    const color = threadColors[thread % threadColors.length] ?? '#222222'
    const name = markupEscaped(threadName(history.program, thread))
    return [
      `<text x="${left}" y="${top + row * rowHeight + 19}" font-weight="bold" fill="${color}">${name}</text>`,
      ...bars.bars.filter(({ call }) => call.thread === thread).flatMap((bar) => barSvg(bar, row, color)),
    ]
  })
  return { width: names + end + 2, height: bars.threads.length * rowHeight, parts }
}

/** The bars, and below them what was tried. */
export function historySvg(history: ShownHistory, left: number, top: number): Drawn {
  const bars = barsSvg(history, left, top)
  const texts = triedTexts(history)
  const lines = texts.map((each, index) => {
    const y = top + bars.height + 24 * (index + 1)
    return `<text x="${left}" y="${y}" font-size="14" fill="#555555">${markupEscaped(each)}</text>`
  })
  const width = Math.max(bars.width, ...texts.map((each) => textWidth(each, 14)))
  return { width, height: bars.height + 24 * texts.length, parts: [...bars.parts, ...lines] }
}
