import { type Format, namesOf } from './formats.ts'
import type { TraceWriter } from './trace-writers.ts'

/** The writers of traces, in a file of their own that is loaded when one is needed. */
type Writers = typeof import('./trace-writers.ts')

interface TraceFormatRecord extends Format {
  readonly writer: (writers: Writers) => TraceWriter
}

export type TraceFormat = 'text' | 'markdown' | 'csv' | 'latex' | 'tikz' | 'html' | 'json' | 'svg' | 'png' | 'pdf'

/** What traces can be written as: one record per format. */
export const traceFormats: Readonly<Record<TraceFormat, TraceFormatRecord>> = {
  text: { extension: 'txt', writer: ({ writeText }) => writeText },
  markdown: { extension: 'md', writer: ({ writeMarkdown }) => writeMarkdown },
  csv: { extension: 'csv', writer: ({ writeCsv }) => writeCsv },
  latex: { extension: 'tex', writer: ({ writeLatex }) => writeLatex },
  tikz: { extension: 'tex', steps: true, writer: ({ writeTikz }) => writeTikz },
  html: { extension: 'html', writer: ({ writeHtml }) => writeHtml },
  json: { extension: 'json', writer: ({ writeJson }) => writeJson },
  svg: { extension: 'svg', steps: true, animates: true, writer: ({ writeSvg }) => writeSvg },
  png: { extension: 'png', steps: true, isBinary: true, writer: ({ writePng }) => writePng },
  pdf: { extension: 'pdf', steps: true, isBinary: true, writer: ({ writePdf }) => writePdf },
}

export const traceFormatNames: readonly TraceFormat[] = namesOf(traceFormats)
