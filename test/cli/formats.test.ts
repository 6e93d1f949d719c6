import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { graphFormatNames, graphFormats } from '../../src/cli/graph-formats.ts'
import { traceFormatNames, traceFormats } from '../../src/cli/trace-formats.ts'
import { interleave, scratch } from './command.ts'

/** How files begin, by extension. */
const beginnings: Readonly<Record<string, RegExp>> = {
  txt: /^#/,
  md: /^\|/,
  csv: /^step,|^"?#/,
  tex: /^\\|^%/,
  html: /^<(!doctype|table|figure|div|meta|section)/i,
  json: /^\{/,
  svg: /^<svg|^<\?xml/,
  png: /^\x89PNG/,
  pdf: /^%PDF/,
  dot: /^(strict )?digraph/,
  mmd: /^(---|flowchart|stateDiagram|%%)/,
}

const written = [
  ...traceFormatNames.map((format) => ['trace', format, traceFormats[format].extension] as const),
  ...graphFormatNames.map((format) => ['graph', format, graphFormats[format].extension] as const),
]

test.each(written)('%s writes %s', (command, format, extension) => {
  const file = join(scratch(), `q.${extension}`)
  const { code, stderr } = interleave([command, 'models/quiz1.ilv', '--format', format, '--out', file])
  expect(code, stderr).toBe(0)
  expect(readFileSync(file, 'latin1').trimStart()).toMatch(beginnings[extension] ?? /^$/)
})

test.each(written)('%s chooses a format by the extension of %s', (command, _, extension) => {
  const file = join(scratch(), `q.${extension}`)
  expect(interleave([command, 'models/quiz1.ilv', '--out', file]).code).toBe(0)
  expect(readFileSync(file, 'latin1').trimStart()).toMatch(beginnings[extension] ?? /^$/)
})

test.each(['trace', 'graph', 'slides'])('%s refuses an unknown extension, and names those that it knows', (command) => {
  const file = join(scratch(), 't.pptx')
  const { code, stderr } = interleave([command, 'models/quiz1.ilv', '--out', file])
  expect(code).toBe(2)
  expect(stderr).toContain('unknown extension')
  expect(stderr).toContain(command === 'slides' ? '.html, .md' : '.svg, .png, .pdf')
  expect(existsSync(file)).toBe(false)
})

test.each(
  written.filter(([command, format]) => {
    return (command === 'trace' ? traceFormats[format as 'svg'] : graphFormats[format as 'svg']).steps !== true
  }),
)('%s has no steps in %s', (command, format) => {
  const { code, stderr } = interleave([command, 'models/quiz1.ilv', '--format', format, '--steps'])
  expect(code).toBe(2)
  expect(stderr).toContain('--steps needs a picture format')
})
