import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { interleave, scratch } from './command.ts'

test('trace --steps writes figures that flip: the same places, one row more each time', () => {
  const folder = scratch()
  const { code, stderr } = interleave(['trace', 'models/quiz1.ilv', '--steps', '--out', join(folder, 'q.svg')])
  expect(stderr).toMatch(/wrote 7 figures/)
  expect(code).toBe(0)
  const names = readdirSync(folder).sort()
  expect(names).toEqual([0, 1, 2, 3, 4, 5, 6].map((step) => `q-${step}.svg`))
  const figures = names.map((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
  for (const [step, figure] of figures.entries()) {
    const later = new Set(figures[step + 1] ?? figure)
    expect(figure.every((line) => later.has(line))).toBe(true)
    if (step > 0) expect(figure.length).toBeGreaterThan(figures[step - 1]?.length ?? 0)
  }
})

test('--steps says what it needs', () => {
  const { code, stderr } = interleave(['trace', 'models/quiz1.ilv', '--steps'])
  expect(code).toBe(2)
  expect(stderr).toContain('--steps writes SVG files')
})

test('page refuses what cannot be read, and writes nothing', () => {
  const folder = scratch()
  const { code, stderr } = interleave(['page', 'models/quiz3.ilv', '--out', join(folder, 'x.html')])
  expect(code).toBe(2)
  expect(stderr).toContain('there is no file models/quiz3.ilv')
  expect(readdirSync(folder)).toEqual([])
})
