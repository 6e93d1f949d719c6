import type { GraphWriter } from './draw.ts'
import { type Format, type NamedFormat, named } from './formats.ts'

/** The writers of state graphs, in a file that is loaded when one is needed. */
type Writers = typeof import('./draw.ts')

interface GraphFormatRecord extends Format {
  readonly writer: (writers: Writers) => GraphWriter
}

const names = ['dot', 'svg', 'png', 'pdf', 'mmd'] as const
export type GraphFormatName = (typeof names)[number]

const records: Readonly<Record<GraphFormatName, GraphFormatRecord>> = {
  dot: { extension: 'dot', steps: true, writer: ({ writeDot }) => writeDot },
  svg: { extension: 'svg', steps: true, animates: true, sized: true, writer: ({ writeSvg }) => writeSvg },
  png: { extension: 'png', steps: true, sized: true, isBinary: true, writer: ({ writePng }) => writePng },
  pdf: { extension: 'pdf', steps: true, sized: true, isBinary: true, writer: ({ writePdf }) => writePdf },
  mmd: { extension: 'mmd', steps: true, writer: ({ writeMermaid }) => writeMermaid },
}

export type GraphFormat = GraphFormatRecord & NamedFormat<GraphFormatName>

/** The formats of state graphs, one record per format. */
export const graphFormats: readonly GraphFormat[] = named(names, records)
