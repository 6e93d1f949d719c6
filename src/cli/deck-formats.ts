import type { DeckWriter } from './deck-writers.ts'
import { type Format, type NamedFormat, named } from './formats.ts'

/** The writers of decks, in a file that is loaded when one is needed. */
type Writers = typeof import('./deck-writers.ts')

interface DeckFormatRecord extends Format {
  readonly writer: (writers: Writers) => DeckWriter
}

const names = ['html', 'marp', 'pptx'] as const
export type DeckFormatName = (typeof names)[number]

const records: Readonly<Record<DeckFormatName, DeckFormatRecord>> = {
  html: { extension: 'html', animates: true, writer: ({ writeHtml }) => writeHtml },
  marp: { extension: 'md', writer: ({ writeMarp }) => writeMarp },
  pptx: { extension: 'pptx', isBinary: true, writer: ({ writePptx }) => writePptx },
}

export type DeckFormat = DeckFormatRecord & NamedFormat<DeckFormatName>

/** The formats of decks, one record per format. */
export const deckFormats: readonly DeckFormat[] = named(names, records)
