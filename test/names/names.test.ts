import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { deckFormats } from '../../src/cli/deck-formats.ts'
import { graphFormats } from '../../src/cli/graph-formats.ts'
import { traceFormats } from '../../src/cli/trace-formats.ts'
import { interleave } from '../cli/command.ts'
import { hostileModel, hostileNames } from './hostile-model.ts'

/** Control characters other than line ends, and characters that change the direction of text. */
const control = /[\p{Cc}\p{Bidi_Control}]/u

/** What no format may contain outside of JSON and code blocks, where it is text. */
const live = /<img|<script>hacked|<svg onload|<\/textarea><\/style>|\nevil \[|\]\]>&amp;&#60;|" ?onmouseover=/

function expectTame(text: string): void {
  expect(text.replace(/\r?\n/g, ' ')).not.toMatch(control)
}

type Judge = (text: string, name: string) => void

const judges: Readonly<Record<string, Judge>> = {
  txt: expectTame,
  json: (text) => {
    expectTame(text)
    JSON.parse(text)
  },
  csv: (text) => {
    expectTame(text)
    expect(text).not.toMatch(/(^|,|\n)"?[=@+]/)
  },
  tex: (text) => {
    expectTame(text)
    expect(text).not.toMatch(/\\input|(?<!\\)[$#]\^/)
  },
  md: (text) => {
    expectTame(text)
    // Code shows markup as text.
    expect(text.replace(/^(`{3,}).*\n[\s\S]*?^\1$/gm, '').replace(/^Schedule: `.*`$|(?<!\\)`[^`\n]*`/gm, '')).not.toMatch(
      /<(img|script|svg|\/)/,
    )
  },
  html: (text) => {
    const shown = text.replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, '')
    expect(shown).not.toMatch(live)
    expectTame(shown)
  },
  svg: (text) => {
    expectTame(text)
    expect(text).not.toMatch(live)
  },
  dot: (text) => {
    expectTame(text)
    expect(text).not.toMatch(live)
  },
  mmd: (text) => {
    expectTame(text)
    expect(text).not.toMatch(/%%\{init: \{"x|\nevil|<img|<script/)
  },
}

const formats = [
  ...traceFormats.map((each) => ['trace', each] as const),
  ...graphFormats.map((each) => ['graph', each] as const),
  ...deckFormats.map((each) => ['slides', each] as const),
].filter(([, { isBinary }]) => isBinary !== true)

describe.each(Object.entries(hostileNames))('names: %s', (_, name) => {
  const { folder, model } = hostileModel(name)

  test.each(formats)('$0', (command, { name: format, extension }) => {
    const out = `${command}-${format}.${extension}`
    const { code, stdout, stderr } = interleave([command, model, '--format', format, '--out', out], { cwd: folder })
    expect(code, stderr).toBe(0)
    expectTame(stdout + stderr)
    judges[extension]?.(readFileSync(join(folder, out), 'utf8'), name)
  })

  test.each([
    [['check', model], 'txt', 1],
    [['check', model, '--json'], 'json', 1],
    [['check', model, '--quiet'], 'txt', 1],
    [['show', model], 'txt', 0],
    [['show', model, '--json'], 'json', 0],
    [['compare', model, model], 'txt', 0],
    [['compare', model, model, '--format', 'markdown'], 'md', 0],
    [['compare', model, model, '--format', 'html'], 'html', 0],
    [['compare', model, model, '--format', 'json'], 'json', 0],
    [['trace', model, '--schedule', name], 'txt', 2],
    [['trace', model, '--finding', name], 'txt', 2],
    [['check', model, '--observe', name], 'txt', null],
  ] as const)('%j', (args, form, expected) => {
    const { code, stdout, stderr } = interleave(args, { cwd: folder })
    if (expected !== null) expect(code, stderr).toBe(expected)
    expectTame(stderr)
    expect(stderr).not.toMatch(/\n {4}at |interleave bug/)
    if (code !== 2) judges[form]?.(stdout, name)
  })

  test('page', () => {
    const { code, stderr } = interleave(['page', model, '--out', 'page.html'], { cwd: folder })
    expect(code, stderr).toBe(0)
    judges.html?.(readFileSync(join(folder, 'page.html'), 'utf8'), name)
  })

  test('nothing is written anywhere else', () => {
    const inside = readdirSync(folder)
    expect(inside.filter((each) => !/^(model|trace|graph|slides|page)[\w-]*\.\w+$/.test(each))).toEqual([])
    expect(existsSync(join(folder, '../../x'))).toBe(false)
  })
})

test('JSON keeps names that JavaScript objects have', () => {
  for (const name of ['__proto__', 'constructor']) {
    const { folder, model } = hostileModel(name)
    const report = JSON.parse(interleave(['check', model, '--json'], { cwd: folder }).stdout)
    expect(Object.keys(report.outcomes[0].final)).toEqual([name])
  }
})

test('texts of Python programs are shown as Python shows them', () => {
  const code = 'import threading\nx = ""\ndef f():\n    global x\n    x = "\\x1b[31m\\u202e\\n<img>"\n'
  const input = `${code}threading.Thread(target=f).start()\n`
  const { stdout } = interleave(['check', '-'], { input })
  expectTame(stdout)
  expect(stdout).toContain("'\\x1b[31m\\u202e\\n<img>'")
})

test('a name with control characters is refused, in a message without any', () => {
  const { folder, model } = hostileModel('\u001b[31m')
  const { code, stdout, stderr } = interleave(['check', model], { cwd: folder })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expectTame(stderr)
})
