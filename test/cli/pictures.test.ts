import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { Resvg } from '@resvg/resvg-js'
import { describe, expect, test } from 'vitest'
import { interleave, scratch } from './command.ts'

const quiz1 = 'models/quiz1.ilv'
const lost = [quiz1, '--finding', 'lost-update'] as const

/** Runs a command that writes into a folder of its own, and gives what it wrote, by name. */
function written(args: readonly string[], out: string): Map<string, Buffer> {
  const folder = scratch()
  const { code, stderr } = interleave([...args, '--out', join(folder, out)])
  expect(stderr).not.toMatch(/error/)
  expect(code).toBe(0)
  return new Map(
    readdirSync(folder)
      .sort()
      .map((name) => [name, readFileSync(join(folder, name))]),
  )
}

function only(files: Map<string, Buffer>): Buffer {
  expect(files.size).toBe(1)
  return [...files.values()][0] ?? Buffer.of()
}

const signatures = { png: '\u0089PNG', pdf: '%PDF' } as const

/** Width and height in pixels. */
function sizeOf(png: Buffer): [number, number] {
  return [png.readUInt32BE(16), png.readUInt32BE(20)]
}

describe('a trace', () => {
  test.each([
    ['light', 'svg'],
    ['dark', 'svg'],
    ['print', 'svg'],
    ['print', 'html'],
    ['dark', 'html'],
    ['light', 'tikz'],
    ['print', 'tikz'],
  ])('in theme %s as %s', async (theme, format) => {
    const { stdout } = interleave(['trace', ...lost, '--theme', theme, '--format', format])
    await expect(stdout).toMatchFileSnapshot(`golden/trace-quiz1-${theme}.${format}`)
  })

  test('with a deadlock, in a narrow lane for each of three threads', async () => {
    const { stdout } = interleave(['trace', 'models/philosophers.ilv', '--theme', 'print', '--format', 'svg'])
    await expect(stdout).toMatchFileSnapshot('golden/trace-philosophers-print.svg')
  })

  test.each(['svg', 'tikz', 'html', 'markdown'])('with the operations that no order explains, as %s', async (format) => {
    const args = ['trace', 'models/treiber_aba.ilv', '--finding', 'non-linearizable', '--theme', 'dark', '--format', format]
    await expect(interleave(args).stdout).toMatchFileSnapshot(`golden/trace-treiber_aba-dark.${format}`)
  })

  test.each(['png', 'pdf'] as const)('as %s, told by the ending', (format) => {
    const picture = only(written(['trace', ...lost], `q.${format}`))
    expect(picture.subarray(0, 4).toString('latin1')).toBe(signatures[format])
  })

  test.each([
    ['md', '| \\# | A | B | balance |'],
    ['csv', '#,A,B,balance'],
    ['tex', '\\begin{tabular}'],
    ['html', '<!doctype html>'],
    ['json', '{"schema":"interleave/trace@1"'],
    ['txt', '  #  A '],
  ])('as what the ending .%s tells', (ending, start) => {
    const text = only(written(['trace', ...lost], `q.${ending}`)).toString()
    expect(text.slice(0, start.length)).toBe(start)
  })

  test('has the width and the shape that are asked for', () => {
    expect(sizeOf(only(written(['trace', ...lost, '--width', '960', '--aspect', '16:9'], 'q.png')))).toEqual([960, 540])
    expect(sizeOf(only(written(['trace', ...lost, '--aspect', '1', '--width', '500'], 'q.png')))).toEqual([500, 500])
    const svg = only(written(['trace', ...lost, '--width', '800', '--aspect', '4:3'], 'q.svg')).toString()
    expect(svg).toMatch(/<svg [^>]*width="800" height="600"/)
    const pdf = only(written(['trace', ...lost, '--width', '800', '--aspect', '4:3'], 'q.pdf')).toString('latin1')
    expect(pdf).toContain('/MediaBox [0 0 600 450]')
  })

  test('is the same PDF each time', () => {
    const pdf = (): string => only(written(['trace', ...lost], 'q.pdf')).toString('latin1')
    expect(pdf()).toBe(pdf())
  })

  test.each([
    ['svg', '<svg'],
    ['png', signatures.png],
    ['pdf', signatures.pdf],
    ['tex', '% Needs'],
  ])('--steps writes %s for each step', (ending, start) => {
    const files = written(['trace', ...lost, '--steps', ...(ending === 'tex' ? ['--format', 'tikz'] : [])], `q.${ending}`)
    expect([...files.keys()]).toEqual([0, 1, 2, 3, 4, 5, 6].map((step) => `q-${step}.${ending}`))
    for (const content of files.values()) expect(content.toString('latin1').startsWith(start)).toBe(true)
  })

  test('--steps flips: all stays at its place, one row more each time, and a band behind the latest', () => {
    const figures = [...written(['trace', ...lost, '--steps'], 'q.svg').values()].map((each) => each.toString().split('\n'))
    const band = /<rect [^>]*height="33"/
    for (const [step, figure] of figures.entries()) {
      const later = new Set(figures[step + 1] ?? figure)
      expect(figure.filter((line) => !band.test(line)).every((line) => later.has(line))).toBe(true)
      const texts = figure.filter((line) => line.startsWith('<text')).length
      if (step > 0) expect(texts).toBeGreaterThan(figures[step - 1]?.filter((line) => line.startsWith('<text')).length ?? 0)
      expect(figure.filter((line) => band.test(line)).length).toBe(step === 0 ? 0 : 1)
    }
  })

  test('--animate writes one SVG that moves, and is whole where nothing moves', async () => {
    const { stdout } = interleave(['trace', ...lost, '--animate'])
    await expect(stdout).toMatchFileSnapshot('golden/trace-quiz1-animated.svg')
    expect(stdout).toContain('prefers-reduced-motion:reduce')
    const still = interleave(['trace', ...lost, '--format', 'svg']).stdout
    const pixels = (svg: string): Buffer => new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng()
    expect(pixels(stdout).equals(pixels(still))).toBe(true)
  })

  test.each([
    [['--steps', '--format', 'csv'], '--steps needs a picture format'],
    [['--animate', '--format', 'png'], '--animate needs SVG'],
    [['--animate', '--steps'], '--animate and --steps exclude each other'],
    [['--format', 'svg', '--width', '3'], '--width: expected a number of pixels from 16 to 12,000'],
    [['--format', 'svg', '--width', 'wide'], '`--width wide`: expected a number'],
    [['--format', 'svg', '--aspect', '16:0'], '--aspect 16:0: expected an aspect ratio'],
    [['--format', 'svg', '--aspect', 'wide'], '--aspect wide: expected an aspect ratio'],
    [['--format', 'svg', '--theme', 'drak'], 'did you mean `dark`?'],
    [['--width', '800'], '--width is for pictures'],
    [['--format', 'tikz', '--aspect', '16:9'], '--aspect is for pictures'],
  ])('is refused with %j', (options, message) => {
    const { code, stdout, stderr } = interleave(['trace', quiz1, ...options])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
  })
})

describe('a state graph', () => {
  test('--steps needs a picture format that flip: the same boxes at the same places', () => {
    const files = written(['graph', quiz1, '--steps'], 'q.svg')
    expect([...files.keys()]).toEqual([0, 1, 2, 3, 4, 5, 6].map((step) => `q-${step}.svg`))
    const svgs = [...files.values()].map((each) => each.toString())
    const places = svgs.map((svg) => svg.match(/<text [^>]*? x="[^"]*" y="[^"]*"/g))
    expect(places[0]?.length).toBeGreaterThan(60)
    for (const each of places) expect(each).toEqual(places[0])
    const thick = svgs.map((svg) => svg.match(/<path [^>]*fill="none"[^>]*stroke-width="3"/g)?.length ?? 0)
    expect(thick).toEqual([0, 1, 2, 3, 4, 5, 6])
    for (const svg of svgs.slice(0, -1)) expect(svg.match(/fill="#fff3b8"/g)?.length).toBe(1) // where one is now
  })

  test('--steps tells its files', () => {
    const folder = scratch()
    const out = join(folder, 'q.dot')
    const { stdout } = interleave(['graph', quiz1, '--steps', '--highlight', 'balance == 2', '--out', out, '--json'])
    const { files } = JSON.parse(stdout)
    expect(files.map((each: string) => basename(each))).toEqual([0, 1, 2, 3, 4, 5, 6].map((step) => `q-${step}.dot`))
    for (const each of files) expect(existsSync(each)).toBe(true)
  })

  test('--animate lets the trace grow in one SVG', () => {
    const svg = only(written(['graph', quiz1, '--animate'], 'q.svg')).toString()
    expect(svg.match(/@keyframes ilv-s\d+_\d+_\d/g)?.length).toBe(6)
    expect(svg.match(/@keyframes ilv-s\d+\{/g)?.length).toBe(7)
    expect(svg).toContain('prefers-reduced-motion:reduce')
    for (const [, id = ''] of svg.matchAll(/\n?#(s[\d_]+) :is/g)) expect(svg).toContain(`id="${id}"`)
  })

  test('is framed as asked, and dark to its edges', () => {
    const png = only(written(['graph', quiz1, '--theme', 'dark', '--width', '800', '--aspect', '16:9'], 'q.png'))
    expect(sizeOf(png)).toEqual([800, 450])
    const svg = only(written(['graph', quiz1, '--theme', 'dark', '--width', '800', '--aspect', '16:9'], 'q.svg')).toString()
    expect(svg).toMatch(/<svg width="800" height="450"/)
    expect(svg).not.toMatch(/"(#ffffff|white)"/i)
  })
})

test('page refuses what cannot be read, and writes nothing', () => {
  const folder = scratch()
  const { code, stderr } = interleave(['page', 'models/quiz3.ilv', '--out', join(folder, 'x.html')])
  expect(code).toBe(2)
  expect(stderr).toContain('no such file: models/quiz3.ilv')
  expect(readdirSync(folder)).toEqual([])
})
