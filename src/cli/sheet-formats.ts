import type { SheetFormat } from '../exercise/formats/formats.ts'
import { type Format, type NamedFormat, named } from './formats.ts'

/** The formats of `exercise`; who writes them is loaded on demand. */
const names: readonly SheetFormat[] = ['markdown', 'html', 'gift', 'moodle-xml', 'qti']

const records: Readonly<Record<SheetFormat, Format>> = {
  markdown: { extension: 'md' },
  html: { extension: 'html' },
  gift: { extension: 'gift' },
  'moodle-xml': { extension: 'xml' },
  qti: { extension: 'qti' },
}

export const sheetFormats: readonly NamedFormat<SheetFormat>[] = named(names, records)
