import { expect, test } from 'vitest'
import { fitTexts } from '../../src/graph/fit-texts.ts'
import { widthOf } from '../../src/picture/metrics.ts'

function textOf(text: string, attributes: string): string {
  return fitTexts(`<text x="1" font-family="Helvetica,sans-Serif" ${attributes}>${text}</text>`)
}

test.each([
  ['balance = 100', 'font-size="10.00"', 'balance = 100', 'regular'],
  ['a &lt; b &amp;&#45; c', 'font-size="10.00"', 'a < b &- c', 'regular'],
  ['balance', 'font-weight="bold" font-size="12.00"', 'balance', 'bold'],
] as const)('%s has the width for which there is room', (text, attributes, plain, weight) => {
  const size = Number(/[\d.]+/.exec(attributes)?.[0])
  expect(textOf(text, attributes)).toContain(`textLength="${widthOf(plain, size, weight).toFixed(2)}"`)
  expect(textOf(text, attributes)).toContain(`lengthAdjust="spacingAndGlyphs">${text}</text>`)
})

test.each(['✓ ', 'a  b', ' a', '日本'])('%j, whose width depends on the viewer, is left as it is', (text) => {
  expect(textOf(text, 'font-size="10.00"')).not.toContain('textLength')
})

test('the fonts are those of all pictures', () => {
  expect(textOf('a', 'font-size="10.00"')).toMatch(/font-family="Helvetica, Arial, .*'Liberation Sans', .*sans-serif"/)
})
