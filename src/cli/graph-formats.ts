import type { GraphWriter } from './draw.ts'
import { type Format, namesOf } from './formats.ts'

/** The writers of state graphs, in a file that is loaded when one is needed. */
type Writers = typeof import('./draw.ts')

interface GraphFormatRecord extends Format {
  readonly writer: (writers: Writers) => GraphWriter
}

export type GraphFormat = 'dot' | 'svg' | 'png' | 'pdf' | 'mmd'

/** What state graphs can be written as: one record per format. */
export const graphFormats: Readonly<Record<GraphFormat, GraphFormatRecord>> = {
  dot: { extension: 'dot', steps: true, writer: ({ writeDot }) => writeDot },
  svg: { extension: 'svg', steps: true, animates: true, writer: ({ writeSvg }) => writeSvg },
  png: { extension: 'png', steps: true, isBinary: true, writer: ({ writePng }) => writePng },
  pdf: { extension: 'pdf', steps: true, isBinary: true, writer: ({ writePdf }) => writePdf },
  mmd: { extension: 'mmd', steps: true, writer: ({ writeMermaid }) => writeMermaid },
}

export const graphFormatNames: readonly GraphFormat[] = namesOf(graphFormats)
