import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { deckFormats } from '../../src/cli/deck-formats.ts'
import type { NamedFormat } from '../../src/cli/formats.ts'
import { graphFormats } from '../../src/cli/graph-formats.ts'
import { traceFormats } from '../../src/cli/trace-formats.ts'
import { interleave, scratch } from './command.ts'

/** How files begin, by extension. */
const beginnings: Readonly<Record<string, RegExp>> = {
  txt: /^#/,
  md: /^\||^---\nmarp: true/,
  csv: /^step,|^"?#/,
  tex: /^\\|^%/,
  html: /^<(!doctype|table|figure|div|meta|section)/i,
  json: /^\{/,
  svg: /^<svg|^<\?xml/,
  png: /^\x89PNG/,
  pdf: /^%PDF/,
  pptx: /^PK/,
  dot: /^(strict )?digraph/,
  mmd: /^(---|flowchart|stateDiagram|%%)/,
}

const commands: Readonly<Record<string, readonly NamedFormat[]>> = {
  trace: traceFormats,
  graph: graphFormats,
  slides: deckFormats,
}

const all = Object.entries(commands).flatMap(([command, formats]) =>
  formats.map((format) => [command, format.name, format] as const),
)

test.each(all)('%s writes %s', (command, name, { extension }) => {
  const file = join(scratch(), `q.${extension}`)
  const { code, stderr } = interleave([command, 'models/quiz1.ilv', '--format', name, '--out', file])
  expect(code, stderr).toBe(0)
  expect(readFileSync(file, 'latin1').trimStart()).toMatch(beginnings[extension] ?? /^$/)
})

test.each(all)('%s selects a format by the extension of %s', (command, _, { extension }) => {
  const file = join(scratch(), `q.${extension}`)
  expect(interleave([command, 'models/quiz1.ilv', '--out', file]).code).toBe(0)
  expect(readFileSync(file, 'latin1').trimStart()).toMatch(beginnings[extension] ?? /^$/)
})

test.each(Object.entries(commands))('%s refuses an unknown extension and names the known ones', (command, formats) => {
  const file = join(scratch(), 't.docx')
  const { code, stderr } = interleave([command, 'models/quiz1.ilv', '--out', file])
  expect(code).toBe(2)
  expect(stderr).toContain('unknown extension')
  for (const { extension } of formats) expect(stderr).toContain(`.${extension}`)
  expect(existsSync(file)).toBe(false)
})

/** What a record says of its format, the options that ask for it, and the message if the format cannot do it. */
const abilities = [
  { ability: 'steps', options: ['--steps'], refusal: '--steps needs a picture format' },
  { ability: 'animates', options: ['--animate'], refusal: '--animate needs SVG' },
  { ability: 'sized', options: ['--width', '800'], refusal: '--width is for pictures' },
  { ability: 'sized', options: ['--aspect', '16:9'], refusal: '--aspect is for pictures' },
] as const

const withPictures = all.filter(([command]) => command !== 'slides')
const asked = abilities.flatMap((each) => withPictures.map(([command, name, format]) => [command, name, format, each] as const))

test.each(asked)('%s in %s can what its record says', (command, name, format, { ability, options, refusal }) => {
  const out = join(scratch(), `q.${format.extension}`)
  const { code, stderr } = interleave([command, 'models/quiz1.ilv', '--format', name, '--out', out, ...options])
  const able = format[ability] === true
  expect(code, stderr).toBe(able ? 0 : 2)
  if (!able) expect(stderr).toContain(refusal)
})
