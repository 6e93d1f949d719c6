import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { interleave, scratch } from '../cli/command.ts'

/** The texts of each slide of a file of PowerPoint, and the names of its pictures, read with the zip reader of Python. */
function contentsOf(file: string): { slides: string[]; media: string[] } {
  const script = `
import json, re, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
names = sorted((n for n in z.namelist() if re.fullmatch(r'ppt/slides/slide\\d+.xml', n)), key=lambda n: int(re.sub(r'\\D', '', n)))
from xml.etree import ElementTree
texts = [' '.join(e.text or '' for e in ElementTree.fromstring(z.read(n)).iter() if e.tag.endswith('}t')) for n in names]
print(json.dumps({'slides': texts, 'media': [n for n in z.namelist() if n.startswith('ppt/media/') and not n.endswith('/')]}))
`
  return JSON.parse(execFileSync('python3', ['-c', script, file], { encoding: 'utf8' }))
}

test('slides for PowerPoint have their texts as texts, and no picture but the state graph', () => {
  const file = join(scratch(), 'deck.pptx')
  const { code, stderr } = interleave(['slides', 'models/quiz1.ilv', '--title', 'Races <&>', '--out', file])
  expect(stderr).toMatch(/^(note: .* below 12 pt; .*\n)*$/)
  expect(code).toBe(0)
  expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK')
  const { slides, media } = contentsOf(file)
  expect(slides[0]).toBe('Races <&>')
  const all = slides.join('\n')
  for (const text of [
    'load tmp, balance',
    'Which final values of balance are possible, and which other ends?',
    'lost update on balance',
    'schedule: A*2 B*3 A',
  ])
    expect(all.replace(/\s+/g, '')).toContain(text.replace(/\s+/g, ''))
  expect(slides.at(-1)).toContain('18 of 20')
  expect(media).toHaveLength(1)
})

test('names from the program are text there too', () => {
  const folder = scratch()
  const model = join(folder, 'names.py')
  writeFileSync(
    model,
    'import threading\nx = "<a:t>"\ndef f():\n    global x\n    x = "]]>&"\nt = threading.Thread(target=f)\nt.start()\n',
  )
  const file = join(folder, 'names.pptx')
  expect(interleave(['slides', model, '--out', file]).code).toBe(0)
  expect(contentsOf(file).slides.join(' ')).toContain(']]>&')
})

test('a trace for PowerPoint is a slide with its texts', () => {
  const file = join(scratch(), 'trace.pptx')
  expect(interleave(['trace', 'models/quiz1.ilv', '--finding', 'lost-update', '--out', file]).code).toBe(0)
  const { slides, media } = contentsOf(file)
  expect(slides).toHaveLength(1)
  expect(media).toEqual([])
  expect(slides[0]).toContain('stale: read at 1, changed at 5')
})
