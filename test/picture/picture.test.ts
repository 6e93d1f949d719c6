import { describe, expect, test } from 'vitest'
import { framed } from '../../src/picture/frame.ts'
import { latexEscaped } from '../../src/picture/latex.ts'
import { type Colour, type Theme, themeNames, themes, threadStyles } from '../../src/picture/theme.ts'
import { linesWithin, textWidth } from '../../src/picture/wrap.ts'
import { counter } from '../counter.ts'

/** The contrast of two colours by WCAG 2, from 1 to 21. */
function contrast(one: Colour, other: Colour): number {
  const luminance = (colour: Colour): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (light + 0.05) / (dark + 0.05)
}

/** Every colour of text with what it may stand on. */
function pairsOf({ paper, ink, faint, fresh, strokes, verdicts }: Theme): [string, Colour, Colour][] {
  const texts = [['ink', ink], ...strokes.map(({ colourName, textColour }) => [colourName, textColour] as const)] as const
  const tints = Object.values(verdicts).flatMap(({ pale, fill }) => [pale, fill])
  return [
    ...texts.flatMap(([name, text]) =>
      [paper, fresh, ...Object.values(verdicts).map(({ pale }) => pale)].map(
        (ground) => [name, text, ground] as [string, Colour, Colour],
      ),
    ),
    ...tints.map((ground): [string, Colour, Colour] => ['ink', ink, ground]),
    ['faint', faint, paper],
    ...Object.entries(verdicts).flatMap(([grade, { line, pale }]) =>
      [paper, pale].map((ground) => [grade, line, ground] as [string, Colour, Colour]),
    ),
  ]
}

test.each(themeNames)('every text of theme %s can be read on all that it stands on', (name) => {
  const weak = pairsOf(themes[name]).filter(([, text, ground]) => contrast(text, ground) < 4.5)
  expect(weak.map(([what, text, ground]) => `${what} ${text} on ${ground}: ${contrast(text, ground).toFixed(2)}`)).toEqual([])
})

test.each([
  ['light', 21],
  ['dark', 21],
  ['print', 12],
] as const)('theme %s tells %i threads apart', (name, count) => {
  const styles = threadStyles(counter(count, 1), themes[name])
  expect(new Set(styles.map(({ colour, line, head }) => `${colour} ${line} ${head}`)).size).toBe(count)
})

test('print has no colour', () => {
  const colours = JSON.stringify(themes.print).match(/#[0-9A-F]{6}/g) ?? []
  expect(colours.length).toBeGreaterThan(10)
  for (const colour of colours) expect(colour).toMatch(/^#(..)\1\1$/)
})

describe('a frame', () => {
  const svg = '<svg xmlns="x" viewBox="0 0 200 100" width="200pt" height="100pt"><rect stroke-width="3" width="5"/></svg>'
  test.each([
    [{ width: null, aspect: null }, 'viewBox="0 0 200 100" width="200pt" height="100pt"'],
    [{ width: 400, aspect: null }, 'viewBox="0 0 200 100" width="400" height="200"'],
    [{ width: null, aspect: 1 }, 'viewBox="0 -50 200 200" width="200" height="200"'],
    [{ width: 400, aspect: 4 }, 'viewBox="-100 0 400 100" width="400" height="100"'],
  ])('%j', (frame, root) => {
    const made = framed(svg, frame, '#ABCDEF')
    expect(made).toContain(root)
    expect(made).toContain('<rect stroke-width="3" width="5"/>')
    expect(made.includes('fill="#ABCDEF"')).toBe(frame.width !== null || frame.aspect !== null)
  })
})

describe('lines of a text', () => {
  const font = { size: 10, bold: false }
  test.each([
    ['', ['']],
    ['short', ['short']],
    ['some words that go on', ['some', 'words that', 'go on']],
    ['abcdefghijklmnopqrstuvwxyz', ['abcdefghijkl', 'mnopqrstuv', 'wxyz']],
  ])('%j', (text, lines) => {
    expect(linesWithin(text, 53, font)).toEqual(lines)
    for (const line of lines) expect(textWidth(line, font)).toBeLessThanOrEqual(53)
    expect(linesWithin(text, 53, font).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
  })
})

test.each([
  ['a_b & 100 % #1 ~ ^', 'a\\_b \\& 100 \\% \\#1 \\textasciitilde{} \\textasciicircum{}'],
  ['\\end{x}$', '\\textbackslash{}end\\{x\\}\\$'],
  ['0 → 1 ✗ ➜ 2', '0 $\\rightarrow$ 1 $\\times$ $\\Rightarrow$ 2'],
  [
    'x -- y `a` "b" \'c\'',
    'x -{}- y \\textasciigrave{}a\\textasciigrave{} {\\char34}b{\\char34} \\textquotesingle{}c\\textquotesingle{}',
  ],
  ['a\nb\u202Ec', 'a b\\textperiodcentered{}c'],
])('LaTeX: %j', (text, escaped) => {
  expect(latexEscaped(text)).toBe(escaped)
})
