import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { investigate } from '../../src/check/check.ts'
import { readModel } from '../../src/language/read.ts'
import { type Theme, themes } from '../../src/picture/theme.ts'
import { shownCode } from '../../src/slides/code-lines.ts'
import { deckColours, deckSlides } from '../../src/slides/deck.ts'
import { marpDeck } from '../../src/slides/marp.ts'
import { type Scene, sceneOf } from '../../src/slides/scene.ts'
import { interleave, root, scratch } from '../cli/command.ts'

async function sceneFor(file: string, theme: Theme, text = readFileSync(join(root, 'models', file), 'utf8')): Promise<Scene> {
  const read = await readModel({ name: file, text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join())
  const investigation = await investigate(read.value.program)
  const [finding] = investigation.result.findings
  const [outcome] = investigation.result.outcomes
  const shown = finding ?? { trace: outcome?.witness() ?? null, detail: null, cycleFrom: null }
  if (shown.trace === null) throw new Error('nothing to show')
  return sceneOf({
    title: file,
    investigation,
    shown: { ...shown, trace: shown.trace, title: 'a schedule' },
    theme,
    graph: null,
  })
}

describe('a deck, as its golden file', () => {
  test.each(['quiz1.ilv', 'deadlock.ilv', 'bank_account.py'])('%s', async (file) => {
    const scene = await sceneFor(file, themes.light)
    await expect(deckSlides(null, [scene])).toMatchFileSnapshot(`golden/${file}.html`)
    await expect(marpDeck(null, [scene], themes.light, 'out/deck').markdown).toMatchFileSnapshot(`golden/${file}.md`)
  })

  test.each(['light', 'dark', 'print'] as const)('the colours of theme %s', async (name) => {
    const { threads } = await sceneFor('philosophers.ilv', themes[name])
    await expect(deckColours(themes[name], threads)).toMatchFileSnapshot(`golden/colours-${name}.css`)
  })

  test('two models, with a title', async () => {
    const scenes = [await sceneFor('quiz1.ilv', themes.dark), await sceneFor('locked.ilv', themes.dark)]
    const { markdown, pictures } = marpDeck('Locks', scenes, themes.dark, 'out/my deck')
    await expect(markdown).toMatchFileSnapshot('golden/two.md')
    for (const [path] of pictures) expect(markdown).toContain(`(my%20deck${path.slice('out/my deck'.length)})`)
  })
})

describe('what Marp would take for markup', () => {
  const text = '# --- <!-- _class: x --> ![a](b) $x$ `</code>`\nshared x = 0\nthread A:\n    store x, 1 # ```\n'

  test('stays text', async () => {
    const { markdown } = marpDeck('- <script>', [await sceneFor('x.ilv', themes.light, text)], themes.light, 'x')
    expect(markdown).toContain('\n# - &lt;script>\n')
    expect(markdown).toContain('\n\\--- &lt;\\!-- \\_class: x --> \\!\\[a\\](b) \\$x\\$ `</code>`\n')
    expect(markdown).toContain('\n````text\n2  shared x = 0\n')
    expect(markdown).not.toMatch(/<!--|<script/)
    expect(markdown.match(/^---$/gm)?.length).toBe(8) // two around the front matter, and one between each two slides
  })
})

describe('the code on slides', () => {
  test.each([
    ['# Why?\n#\n# Because.\nshared x = 0\nexpect states 3\n', 'Why?', ['shared x = 0']],
    [
      '# A question\n# on two lines\n# expect: outcomes x = {1}\nimport threading\n',
      'A question on two lines',
      ['import threading'],
    ],
    ['import threading\n# a comment\nx = 0\n\n\n\ny = 1\n', null, ['import threading', '# a comment', 'x = 0', '', 'y = 1']],
    ['shared x = 0\n\nexpect x\n\nthread A:\n    store x, 1\n', null, ['shared x = 0', '', 'thread A:', '    store x, 1']],
    ['# only words\n', 'only words', []],
    ['', null, []],
  ])('%j', (source, lead, lines) => {
    const code = shownCode(source, undefined)
    expect(code.lead).toBe(lead)
    expect(code.lines.map((each) => each.text)).toEqual(lines)
  })
})

describe('slides', () => {
  test('writes Markdown for Marp, with the pictures that it shows', () => {
    const folder = scratch()
    const out = join(folder, 'deck.md')
    const { code, stdout, stderr } = interleave(['slides', 'models/quiz1.ilv', '--theme', 'dark', '--out', out, '--json'])
    expect(code).toBe(0)
    expect(stderr).toBe(
      'note: text in the state graph of quiz1 is about 6 pt on a slide, below 12 pt; `interleave graph --around` draws a part of it\n',
    )
    const { file, pictures } = JSON.parse(stdout)
    expect(file).toBe(out)
    expect(pictures.length).toBe(8)
    const markdown = readFileSync(out, 'utf8')
    expect(markdown).toContain('class: invert')
    for (const [, name = ''] of markdown.matchAll(/!\[[^\]]*\]\(([^)]*)\)/g)) expect(existsSync(join(folder, name))).toBe(true)
    expect(readFileSync(join(folder, 'deck-1-states.svg'), 'utf8')).toContain('22 states, complete')
  })

  test('shows the schedule, the finding or the final value that is asked for', () => {
    const deck = (...options: string[]): string => {
      const out = join(scratch(), 'deck.html')
      expect(interleave(['slides', 'models/quiz1.ilv', '--out', out, ...options]).code).toBe(0)
      return readFileSync(out, 'utf8')
    }
    expect(deck('--schedule', 'A B A*2 B*2')).toContain('schedule: A B A*2 B*2')
    expect(deck('--finding', 'data-race')).toContain('<h2>quiz1: data race on balance</h2>')
    expect(deck('--final', 'balance == 2')).toContain('schedule: A*3 B*3')
  })

  test('a program with too many states for a picture has a deck without one', () => {
    const out = join(scratch(), 'deck.html')
    const args = ['slides', 'models/lesson.py', '--threads', 'deposit_safe:2', '--bound', '2000', '--out', out]
    const { code, stderr } = interleave(args)
    expect(code).toBe(0)
    expect(stderr).toBe('note: lesson has too many states for a slide with their graph\n')
    const html = readFileSync(out, 'utf8')
    expect(html).toContain('4000')
    expect(html).toContain('more rounds')
  })

  test('says when not all was explored', () => {
    const out = join(scratch(), 'deck.html')
    const { code } = interleave(['slides', 'models/quiz1.ilv', '--max-states', '10', '--out', out])
    expect(code).toBe(3)
    expect(readFileSync(out, 'utf8')).toContain('Incomplete (the limit of 10 states was reached): 10 states.')
  })

  test.each([
    [['models/quiz1.ilv', 'models/locked.ilv', '--schedule', 'A'], '--schedule fits one model only'],
    [['models/quiz3.ilv'], 'no such file: models/quiz3.ilv'],
    [['models/quiz1.ilv', '--schedule', 'C'], 'C'],
    [['models/quiz1.ilv', '--finding', 'deadlok'], 'did you mean `deadlock`'],
    [['models/quiz1.ilv', '--theme', 'blue'], 'the values are light, dark and print'],
  ])('refuses %j', (args, message) => {
    const folder = scratch()
    const { code, stdout, stderr } = interleave(['slides', ...args, '--out', join(folder, 'deck.html')])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(message)
    expect(readdirSync(folder)).toEqual([])
  })

  test('refuses an ending that tells no format', () => {
    const { code, stderr } = interleave(['slides', 'models/quiz1.ilv', '--out', join(scratch(), 'deck.docx')])
    expect(code).toBe(2)
    expect(stderr).toContain('unknown extension')
  })

  test('has no deck of what does not happen', () => {
    const folder = scratch()
    const args = ['slides', 'models/locked.ilv', '--finding', 'lost-update', '--out', join(folder, 'deck.html')]
    const { code, stderr } = interleave(args)
    expect(code).toBe(1)
    expect(stderr).toContain('there is no lost-update in any interleaving')
    expect(readdirSync(folder)).toEqual([])
  })
})
