import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { interleave, type Ran, scratch } from '../cli/command.ts'

// The part of SARIF 2.1.0 (OASIS Standard, sections 3.13 to 3.38) that reports use, with no property beyond those that the
// standard names there. It was written from the text of the standard, since no package has its JSON Schema.

const message = z.strictObject({ text: z.string().min(1) })
const physicalLocation = z.strictObject({
  artifactLocation: z.strictObject({ uri: z.string().regex(/^[\w.~%:/?#[\]@!$&'()*+,;=-]+$/) }),
  region: z.strictObject({ startLine: z.int().positive(), startColumn: z.int().positive().optional() }).optional(),
})
const location = z.strictObject({ physicalLocation, message: message.optional() })
const threadFlow = z.strictObject({
  locations: z.array(z.strictObject({ location, executionOrder: z.int().positive() })).min(1),
})
const result = z.strictObject({
  ruleId: z.string(),
  ruleIndex: z.int().nonnegative(),
  level: z.enum(['none', 'note', 'warning', 'error']),
  message,
  locations: z.array(z.strictObject({ physicalLocation })).min(1),
  codeFlows: z.array(z.strictObject({ threadFlows: z.array(threadFlow).min(1) })).optional(),
  partialFingerprints: z.record(z.string(), z.string()),
})
const driver = z.strictObject({
  name: z.string().min(1),
  version: z.string(),
  rules: z.array(z.strictObject({ id: z.string(), shortDescription: message })),
})

const sarifLog = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z
    .array(
      z.strictObject({ tool: z.strictObject({ driver }), columnKind: z.literal('utf16CodeUnits'), results: z.array(result) }),
    )
    .min(1),
})

/** An entry of a code quality report, as the documentation of GitLab CI describes it. */
const codeQuality = z.array(
  z.strictObject({
    description: z.string().min(1),
    check_name: z.string().min(1),
    fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
    severity: z.enum(['info', 'minor', 'major', 'critical', 'blocker']),
    location: z.strictObject({ path: z.string(), lines: z.strictObject({ begin: z.int().positive() }) }),
  }),
)

const racy = 'shared balance = 0\nthread A, B:\n  load tmp, balance\n  add tmp, 1\n  store balance, tmp\n'
let folder = ''

/** A folder with one model of each verdict, and one that cannot be read; two of them lie deeper. */
beforeAll(() => {
  folder = scratch()
  mkdirSync(join(folder, 'deep/er'), { recursive: true })
  const files = {
    'fails.ilv': `${racy}expect outcomes balance = {2}\n`,
    'asks.ilv': racy,
    'deep/right.ilv': 'shared x\nthread A:\n  store x, 1\nexpect outcomes x = {1}\n',
    'deep/er/a b, 100%.ilv': `${racy}expect no deadlock\n`,
    'broken.txt': 'thread A:\n  laod r, x\n',
    'deep/interleave.py': '',
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
})

function check(...args: readonly string[]): Ran {
  return interleave(['check', ...args], { cwd: folder })
}

describe('SARIF', () => {
  test('is what the standard describes', () => {
    const { code, stdout } = check('fails.ilv', 'asks.ilv', 'deep', '--format', 'sarif')
    expect(code).toBe(1)
    const [run] = sarifLog.parse(JSON.parse(stdout)).runs
    const { results = [], tool } = run ?? {}
    const of = (uri: string) => results.filter(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri === uri)
    expect(of('fails.ilv').map(({ ruleId, level }) => `${level} ${ruleId}`)).toEqual([
      'error lost-update',
      'error data-race',
      'error data-race',
      'error expectation',
    ])
    expect(of('asks.ilv').map(({ level }) => level)).toEqual(['warning', 'warning', 'warning'])
    expect(of('deep/er/a%20b,%20100%25.ilv')).toHaveLength(3)
    expect(of('deep/right.ilv')).toEqual([])
    expect(of('fails.ilv')[0]?.locations[0]?.physicalLocation.region).toEqual({ startLine: 3 })
    expect(of('fails.ilv')[0]?.codeFlows?.[0]?.threadFlows[0]?.locations.map(({ location }) => location.message?.text)).toEqual(
      [
        'A: read balance ➜ 0',
        'A: tmp = 0 + 1',
        'B: read balance ➜ 0',
        'B: tmp = 0 + 1',
        'B: write balance = 1',
        'A: write balance = 1',
      ],
    )
    for (const { ruleId, ruleIndex } of results) expect(tool?.driver.rules[ruleIndex]?.id).toBe(ruleId)
  })

  test('has mistakes in a text, at their place', () => {
    const { code, stdout, stderr } = check('broken.txt', 'deep/right.ilv', '--format', 'sarif')
    expect(code).toBe(2)
    expect(stderr).toContain('broken.txt:2:3: error: unknown instruction `laod`')
    const [result] = sarifLog.parse(JSON.parse(stdout)).runs[0]?.results ?? []
    expect(result?.ruleId).toBe('input')
    expect(result?.locations[0]?.physicalLocation.region).toEqual({ startLine: 2, startColumn: 3 })
  })
})

interface Element {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
}

/** Parses XML by a parser that is not ours. */
function parsed(xml: string): Element {
  const code =
    'import json, sys, xml.etree.ElementTree as e\n' +
    'f = lambda n: {"tag": n.tag, "attributes": n.attrib, "children": [f(c) for c in n]}\n' +
    'print(json.dumps(f(e.fromstring(sys.stdin.buffer.read()))))'
  const { stdout, stderr } = spawnSync('python3', ['-c', code], { input: xml, encoding: 'utf8' })
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

test('JUnit: a suite for each file, a case for each expectation, and sums that are right', () => {
  const { stdout, code } = check('fails.ilv', 'asks.ilv', 'broken.txt', 'deep', '--format', 'junit')
  expect(code).toBe(2)
  const suites = parsed(stdout)
  expect(suites.tag).toBe('testsuites')
  const rows = suites.children.map(({ attributes: { name, tests, failures, errors, skipped } }) => [
    name,
    tests,
    failures,
    errors,
    skipped,
  ])
  expect(rows).toEqual([
    ['fails.ilv', '2', '2', '0', '0'],
    ['asks.ilv', '1', '0', '0', '0'],
    ['broken.txt', '1', '0', '1', '0'],
    ['deep/er/a b, 100%.ilv', '2', '1', '0', '0'],
    ['deep/right.ilv', '2', '0', '0', '0'],
  ])
  expect(suites.attributes).toMatchObject({ tests: '8', failures: '3', errors: '1' })
  for (const { children } of suites.children) {
    for (const each of children) {
      expect(each.tag).toBe('testcase')
      expect(Object.keys(each.attributes)).toEqual(['name', 'classname', 'time'])
      for (const { tag } of each.children) expect(['failure', 'error', 'skipped', 'system-out']).toContain(tag)
    }
  }
})

test('GitHub: a command for each problem, on one line', () => {
  const { stdout, code } = check('fails.ilv', 'deep', '--format', 'github')
  expect(code).toBe(1)
  const lines = stdout.trimEnd().split('\n')
  expect(lines).toHaveLength(7)
  for (const line of lines) expect(line).toMatch(/^::error file=[^:,]+,line=\d+,title=[^:,]+::.+$/)
  expect(lines[0]).toContain('::error file=fails.ilv,line=3,title=lost update::lost update on balance')
  expect(lines[4]).toContain('file=deep/er/a b%2C 100%25.ilv,')
})

test('GitLab: a code quality report whose fingerprints differ', () => {
  const entries = codeQuality.parse(JSON.parse(check('fails.ilv', 'asks.ilv', '--format', 'gitlab').stdout))
  expect(entries.map(({ severity }) => severity)).toEqual(['major', 'major', 'major', 'major', 'minor', 'minor', 'minor'])
  expect(new Set(entries.map(({ fingerprint }) => fingerprint)).size).toBe(entries.length)
})

test.each([
  ['a question', racy, [], true],
  ['a question, with --strict', racy, ['--strict'], false],
  ['what is not meant', `${racy}expect final balance == 2\n`, [], false],
  ['what is meant', `${racy}expect lost-update\nexpect data-race\n`, ['--strict'], true],
  ['a limit', racy, ['--max-states', '2'], false],
])('the exit code, JUnit and Gradescope agree: %s', (_, text, options, passes) => {
  const file = join(scratch(), 'model.ilv')
  writeFileSync(file, text)
  const [junit, gradescope] = ['junit', 'gradescope'].map((format) =>
    interleave(['check', file, '--format', format, ...options]),
  )
  const { tests } = JSON.parse(gradescope?.stdout ?? '') as { readonly tests: readonly { readonly score: number }[] }
  expect(junit?.code === 0).toBe(passes)
  expect(/<(failure|error|skipped)\b/.test(junit?.stdout ?? '')).toBe(!passes)
  expect(tests.every(({ score }) => score === 1)).toBe(passes)
})

describe('a baseline', () => {
  test('findings in it are no failure, wherever their lines are', () => {
    const home = scratch()
    cpSync(folder, home, { recursive: true })
    const run = (...args: readonly string[]): Ran => interleave(['check', 'fails.ilv', ...args], { cwd: home })
    expect(run('--quiet').code).toBe(1)
    expect(run('--quiet', '--write-baseline', 'known.json').code).toBe(0)
    expect(existsSync(join(home, 'known.json'))).toBe(true)
    const text = readFileSync(join(home, 'fails.ilv'), 'utf8')
    writeFileSync(join(home, 'fails.ilv'), `# moved\n\n${text}`)
    const same = run('--format', 'github', '--baseline', 'known.json')
    expect(same).toMatchObject({ code: 0, stdout: '', stderr: 'note: 4 findings are in the baseline and no failure\n' })
    // Another thread, and what it does, is new.
    writeFileSync(join(home, 'fails.ilv'), `${text.replace('expect', 'thread C:\n  store balance, 7\nexpect')}`)
    const more = run('--format', 'github', '--baseline', 'known.json')
    expect(more.code).toBe(1)
    expect(more.stdout).toContain('C')
  })

  test('one that is none is refused', () => {
    writeFileSync(join(folder, 'none.json'), '{"schema": 1}')
    const { code, stderr } = check('fails.ilv', '--baseline', 'none.json')
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'error: --baseline none.json: expected a baseline\n  write one with `--write-baseline`\n',
    })
    expect(check('fails.ilv', '--baseline', 'missing.json')).toMatchObject({ code: 2 })
  })
})

describe('folders and patterns', () => {
  const names = (ran: Ran): string[] =>
    ran.stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.replace(/: \w+ .*/, ''))

  test.each([
    { given: ['deep'], found: ['deep/er/a b, 100%.ilv', 'deep/right.ilv'] },
    { given: ['deep/'], found: ['deep/er/a b, 100%.ilv', 'deep/right.ilv'] },
    { given: ['*.ilv'], found: ['asks.ilv', 'fails.ilv'] },
    { given: ['**/r*.ilv', 'asks.ilv'], found: ['deep/right.ilv', 'asks.ilv'] },
    { given: ['{asks,fails}.ilv', 'asks.ilv'], found: ['asks.ilv', 'fails.ilv'] },
  ])('$given', ({ given, found }) => {
    expect(names(check(...given, '--quiet'))).toEqual(found)
  })

  test('one without models is a mistake', () => {
    expect(check('*.s')).toMatchObject({ code: 2, stderr: expect.stringContaining('*.s: no models found') })
  })
})

test('a format excludes JSON', () => {
  expect(check('asks.ilv', '--json', '--format', 'sarif').stdout).toContain('--format and --json exclude each other')
})
