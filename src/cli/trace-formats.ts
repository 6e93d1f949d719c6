import { type Format, type NamedFormat, named } from './formats.ts'
import type { TraceWriter } from './trace-writers.ts'

/** The writers of traces, in a file of their own that is loaded when one is needed. */
type Writers = typeof import('./trace-writers.ts')

interface TraceFormatRecord extends Format {
  readonly writer: (writers: Writers) => TraceWriter
}

const names = ['text', 'markdown', 'csv', 'latex', 'tikz', 'html', 'json', 'svg', 'png', 'pdf', 'pptx'] as const
export type TraceFormatName = (typeof names)[number]

const records: Readonly<Record<TraceFormatName, TraceFormatRecord>> = {
  text: { extension: 'txt', writer: ({ writeText }) => writeText },
  markdown: { extension: 'md', writer: ({ writeMarkdown }) => writeMarkdown },
  csv: { extension: 'csv', writer: ({ writeCsv }) => writeCsv },
  latex: { extension: 'tex', writer: ({ writeLatex }) => writeLatex },
  tikz: { extension: 'tex', steps: true, writer: ({ writeTikz }) => writeTikz },
  html: { extension: 'html', writer: ({ writeHtml }) => writeHtml },
  json: { extension: 'json', writer: ({ writeJson }) => writeJson },
  svg: { extension: 'svg', steps: true, animates: true, sized: true, writer: ({ writeSvg }) => writeSvg },
  png: { extension: 'png', steps: true, sized: true, isBinary: true, writer: ({ writePng }) => writePng },
  pdf: { extension: 'pdf', steps: true, sized: true, isBinary: true, writer: ({ writePdf }) => writePdf },
  pptx: { extension: 'pptx', isBinary: true, writer: ({ writePptx }) => writePptx },
}

export type TraceFormat = TraceFormatRecord & NamedFormat<TraceFormatName>

/** The formats of traces, one record per format. */
export const traceFormats: readonly TraceFormat[] = named(names, records)
