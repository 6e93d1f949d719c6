import { present } from '../base/bug.ts'
import type { Figure, Shape } from '../picture/figure.ts'
import { type Theme, threadStyles } from '../picture/theme.ts'
import { type Font, linesWithin, textWidth } from '../picture/wrap.ts'
import { threadName } from '../program/print.ts'
import { type Bar, barsOf, positionsOf, type ShownHistory, triedTexts } from './history-text.ts'
import { unicodeSymbols } from './style.ts'

/** Parts of a figure, and their size. */
export interface Drawn {
  readonly width: number
  readonly height: number
  readonly shapes: readonly Shape[]
}

const boldFont: Font = { size: 16, bold: true }
const smallFont: Font = { size: 13, bold: false }
const rowHeight = 36
const barHeight = 26
const padding = 12

/** Returns operations as bars, time from left to right, a row per thread; the bar of a pending operation is dashed. */
export function barsDrawn(history: ShownHistory, left: number, top: number, theme: Theme): Drawn {
  const bars = barsOf(history, unicodeSymbols)
  const styles = threadStyles(history.program, theme)
  const names = Math.ceil(
    Math.max(...bars.threads.map((each) => textWidth(threadName(history.program, each), boldFont))) + padding,
  )
  const positions = positionsOf(bars, ({ text }) => Math.ceil(textWidth(text, boldFont)) + 2 * padding, padding)
  const barShapes = (bar: Bar, row: number): Shape[] => {
    const x = left + names + (positions[bar.from] ?? 0)
    const width = (positions[bar.to ?? bars.places] ?? 0) - (positions[bar.from] ?? 0)
    const y = top + row * rowHeight
    const { colour, textColour } = present(styles[bar.call.thread], 'thread')
    const { line: wrong } = theme.verdicts.wrong
    const text = { ...boldFont, bold: bar.marked, colour: bar.marked ? wrong : textColour, anchor: 'middle' } as const
    return [
      {
        kind: 'frame',
        x,
        y,
        width,
        height: barHeight,
        colour: bar.marked ? wrong : colour,
        line: bar.to === null ? 'dashed' : 'solid',
      },
      { kind: 'text', x: x + width / 2, y: y + 19, text: bar.text, ...text },
    ]
  }
  const shapes = bars.threads.flatMap((thread, row): Shape[] => {
    const { textColour } = present(styles[thread], 'thread')
    const name = threadName(history.program, thread)
    return [
      { kind: 'text', x: left, y: top + row * rowHeight + 19, text: name, ...boldFont, colour: textColour, anchor: 'start' },
      ...bars.bars.filter(({ call }) => call.thread === thread).flatMap((bar) => barShapes(bar, row)),
    ]
  })
  return { width: names + present(positions.at(-1), 'position') + 2, height: bars.threads.length * rowHeight, shapes }
}

/** Returns the bars, and below them the orders that were tried, in lines of a width. */
export function historyDrawn(history: ShownHistory, left: number, top: number, width: number, theme: Theme): Drawn {
  const bars = barsDrawn(history, left, top, theme)
  const lines = triedTexts(history).flatMap((each) => linesWithin(each, Math.max(width, bars.width), smallFont))
  const texts = lines.map((text, index): Shape => {
    return {
      kind: 'text',
      x: left,
      y: top + bars.height + 10 + 18 * index,
      text,
      ...smallFont,
      colour: theme.faint,
      anchor: 'start',
    }
  })
  return { width: bars.width, height: bars.height + 18 * lines.length, shapes: [...bars.shapes, ...texts] }
}

/** Returns the bars alone. */
export function historyFigure(history: ShownHistory, title: string, theme: Theme): Figure {
  const { width, height, shapes } = barsDrawn(history, 4, 4, theme)
  const parts = shapes.map((shape) => ({ from: 0, to: Number.POSITIVE_INFINITY, shape }))
  return { width: width + 8, height: height + 4, title, theme, parts, moments: 0 }
}
