import { present } from '../base/bug.ts'
import { counted, listed } from '../base/words.ts'
import { callText, type HistoryAttempt, type HistoryCall, type NonLinearizable } from '../findings/non-linearizable.ts'
import { denotedText } from '../program/denote.ts'
import { threadName } from '../program/print.ts'
import type { Program } from '../program/program.ts'
import { padded, plainStyle, type Style, type Symbols, unicodeSymbols, widthOf, wrapped } from './style.ts'

/** Operations that overlap, and the one that no order explains. */
export interface ShownHistory extends NonLinearizable {
  readonly program: Program
}

/** An operation as a bar from one place to another; places are in the order of time, and no two ends share one. */
export interface Bar {
  readonly call: HistoryCall
  readonly from: number
  /** Null: the operation is pending. */
  readonly to: number | null
  readonly text: string
  readonly marked: boolean
}

export interface Bars {
  readonly threads: readonly number[]
  readonly bars: readonly Bar[]
  /** The number of places. */
  readonly places: number
}

/** Returns the bars of a history. Only the order of beginnings and ends matters, so they are the unit of time. */
export function barsOf({ calls, call }: ShownHistory, symbols: Symbols): Bars {
  const ends = calls.flatMap(({ first, last }) => (last === null ? [2 * first] : [2 * first, 2 * last + 1]))
  const places = new Map([...ends].sort((a, b) => a - b).map((end, place) => [end, place]))
  const placeOf = (end: number): number => present(places.get(end), 'place')
  const bars = calls.map((each, index): Bar => {
    const marked = index === call
    const text = callText(each, symbols.changes) + (marked ? ` ${symbols.wrong}` : '')
    const to = each.last === null ? null : placeOf(2 * each.last + 1)
    return { call: each, from: placeOf(2 * each.first), to, text, marked }
  })
  const threads = [...new Set(calls.map(({ thread }) => thread))].sort((a, b) => a - b)
  return { threads, bars, places: places.size }
}

/**
 * Returns the position of each place, so that every bar holds its text, and of the end. `widthOfBar` includes the bar's
 * ends.
 */
export function positionsOf({ bars, places }: Bars, widthOfBar: (bar: Bar) => number, gap: number): number[] {
  const positions: number[] = []
  for (let place = 0; place <= places; place++) {
    const ending = bars.filter(({ to }) => (to ?? places) === place)
    const needed = ending.map((bar) => (positions[bar.from] ?? 0) + widthOfBar(bar))
    positions.push(Math.max(place === 0 ? 0 : (positions[place - 1] ?? 0) + gap, ...needed))
  }
  return positions
}

/** Returns bars without colour, and the orders that were tried, for a text of a fixed width. */
export function historyPlain(history: ShownHistory): string {
  return historyText(history, { ...plainStyle, width: 100 })
}

/**
 * Returns the history for a terminal: bars side by side in time, or a list if they do not fit; then the orders that were
 * tried.
 */
export function historyText(history: ShownHistory, style: Style): string {
  const bars = barsOf(history, style.symbols)
  return `${barsText(history.program, bars, style) ?? listText(history.program, bars, style)}\n${triedText(history, style)}`
}

function barsText(program: Program, bars: Bars, style: Style): string | null {
  const { start, line, end, dots } = style.symbols
  const positions = positionsOf(bars, ({ text }) => widthOf(text) + 4, 2)
  const name = Math.max(...bars.threads.map((each) => widthOf(threadName(program, each))))
  if (name + 6 + (positions.at(-1) ?? 0) > style.width) return null
  return bars.threads
    .map((thread) => {
      let row = `  ${padded(threadName(program, thread), name)}  `
      const left = name + 4
      for (const bar of bars.bars.filter(({ call }) => call.thread === thread)) {
        const width = (positions[bar.to ?? bars.places] ?? 0) - (positions[bar.from] ?? 0)
        const rest = width - widthOf(bar.text) - 4
        const lead = Math.floor(rest / 2)
        const last = bar.to === null ? dots : end
        const drawn = `${start}${line.repeat(lead)} ${bar.text} ${line.repeat(rest - lead)}${last}`
        row = padded(row, left + (positions[bar.from] ?? 0)) + (bar.marked ? style.paint.red(drawn) : drawn)
      }
      return row.trimEnd()
    })
    .join('\n')
}

function listText(program: Program, { bars, threads }: Bars, style: Style): string {
  const name = Math.max(...threads.map((each) => widthOf(threadName(program, each))))
  return bars
    .map(({ call, text, marked }) => {
      const line = wrapped(
        `  ${padded(threadName(program, call.thread), name)}  ${text}  (${whenText(call)})`,
        style.width,
        '      ',
      )
      return marked ? style.paint.red(line) : line
    })
    .join('\n')
}

function whenText({ first, last }: HistoryCall): string {
  if (last === null) return `from step ${first + 1} on`
  return last === first ? `step ${first + 1}` : `steps ${first + 1} to ${last + 1}`
}

/** Sequences of more operations than this are abbreviated. */
const mostInRow = 8

function triedText(history: ShownHistory, style: Style): string {
  const lines = triedTexts(history, style.symbols)
  return lines.map((each) => style.paint.dim(wrapped(`     ${each}`, style.width, '       '))).join('\n')
}

/** Returns which orders were tried to explain the history, and whether it is at least sequentially consistent. */
export function triedTexts(
  { calls, attempts, sequentiallyConsistent }: ShownHistory,
  symbols: Symbols = unicodeSymbols,
): string[] {
  const tried = [...new Set(attempts.map((each) => attemptText(calls, each, symbols)))]
  if (sequentiallyConsistent === null) return tried
  const verdict = sequentiallyConsistent
    ? 'sequentially consistent: an order that preserves only the order within each thread explains it, but in it an ' +
      'operation takes effect before it begins or after it ends'
    : 'not sequentially consistent either: no order that preserves only the order within each thread explains it'
  return [...tried, verdict]
}

/** Returns `one at a time:  push(1), push(2), then pop() gives 2`. */
export function attemptText(calls: readonly HistoryCall[], { order, instead }: HistoryAttempt, symbols: Symbols): string {
  const texts = order.map((at) => callText(present(calls[at], 'call'), symbols.changes))
  const before = texts.slice(0, -1)
  const skipped = before.length - mostInRow
  const shown = skipped > 0 ? [`${counted(skipped, 'operation')} ${symbols.dots}`, ...before.slice(skipped)] : before
  const last = present(calls[order.at(-1) ?? -1], 'call')
  const tried = callText({ ...last, result: undefined }, symbols.changes)
  const gives = instead.map((value) => (value === undefined ? 'nothing' : denotedText(value)))
  const ends = gives.length === 0 ? `${tried} does not terminate` : `${tried} gives ${listed(gives, 'or')}`
  return `one at a time: ${[...shown, `then ${ends}`].join(', ').replace(/^then /, '')}`
}
