import type { Sheet } from '../sheet.ts'
import { giftOf } from './gift.ts'
import { htmlOf } from './html.ts'
import { markdownOf } from './markdown.ts'
import { moodleOf } from './moodle.ts'
import { qtiOf } from './qti.ts'

export type SheetFormat = 'markdown' | 'html' | 'gift' | 'moodle-xml' | 'qti'

/** How sheets are written, by format. */
export const sheetWriters: Readonly<Record<SheetFormat, (sheet: Sheet) => string>> = {
  markdown: markdownOf,
  html: htmlOf,
  gift: giftOf,
  'moodle-xml': moodleOf,
  qti: qtiOf,
}
