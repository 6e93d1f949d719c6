import { extname } from 'node:path'

/** What traces can be written as, and the endings of their files. */
const endings = {
  text: 'txt',
  markdown: 'md',
  csv: 'csv',
  latex: 'tex',
  tikz: 'tex',
  html: 'html',
  json: 'json',
  svg: 'svg',
  png: 'png',
  pdf: 'pdf',
} as const
export type TraceFormat = keyof typeof endings
export const traceFormats: readonly TraceFormat[] = [
  'text',
  'markdown',
  'csv',
  'latex',
  'tikz',
  'html',
  'json',
  'svg',
  'png',
  'pdf',
]

/** Those of which there can be one for each step. */
export const stepFormats: readonly TraceFormat[] = ['svg', 'png', 'pdf', 'tikz']

export function endingOf(format: TraceFormat): string {
  return endings[format]
}

/** The format that the ending of a file tells, or null. */
export function formatByEnding(path: string): TraceFormat | null {
  const ending = extname(path).slice(1).toLowerCase()
  return traceFormats.find((each) => endings[each] === ending) ?? null
}

/** Whether it is no text for a terminal. */
export function isDrawn(format: TraceFormat): boolean {
  return format === 'png' || format === 'pdf'
}
