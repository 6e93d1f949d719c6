import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Ran, root, scratch } from '../cli/command.ts'

// The Python package, installed from the checkout as a user does, without a network.

let installed = ''

beforeAll(() => {
  const source = join(scratch(), 'python') // building writes into the folder
  cpSync(join(root, 'python'), source, { recursive: true })
  installed = scratch()
  const options = ['--no-index', '--no-deps', '--quiet', '--disable-pip-version-check']
  execFileSync('python3', ['-m', 'pip', 'install', ...options, '--target', installed, source], { stdio: 'pipe' })
})

function python(...args: readonly string[]): Ran {
  const env = { ...process.env, PYTHONPATH: installed, INTERLEAVE: join(root, 'dist/cli.cjs'), PYTHONDONTWRITEBYTECODE: '1' }
  const { status, stdout, stderr } = spawnSync('python3', args, { cwd: root, encoding: 'utf8', env })
  return { code: status, stdout, stderr }
}

/** Executes code and returns what it prints, or the type and the text of what it raises. */
function result(code: string): string {
  const whole = `import interleave\ntry:\n  print(${code})\nexcept Exception as error:\n  print(type(error).__name__, error)`
  const { stdout, stderr } = python('-c', whole)
  expect(stderr).toBe('')
  return stdout.trimEnd()
}

test('the module has one source', () => {
  const text = (path: string): string => readFileSync(join(root, path), 'utf8')
  expect(text('python/interleave/_atomic.py')).toBe(text('models/approaches/interleave.py'))
  expect(text('python/build_wheel.py')).toContain(`VERSION = "${JSON.parse(text('package.json')).version}"`)
})

test('models run in CPython with the installed module', () => {
  expect(python('models/approaches/atomic.py')).toMatchObject({ code: 0, stderr: '' })
  expect(result('interleave.AtomicInt(3).fetch_add(2)')).toBe('3')
})

describe('check', () => {
  test.each([
    { code: "interleave.check('models/locked.ilv').outcomes", says: /^\(\{'balance': 2\},\)$/ },
    { code: "interleave.check('models/quiz1.ilv', outcomes={'balance': [2, 1]}).verdict", says: /^pass$/ },
    { code: "interleave.check('models/loop.ilv', set=['N=2'], outcomes={'balance': [2, 3, 4]}).states", says: /^\d+$/ },
    {
      code: "interleave.check('models/lesson.py', threads='deposit_racy:2', bound=1, strict=False).verdict",
      says: /^answered$/,
    },
    {
      code: "interleave.check('models/lesson.py', threads='deposit_racy:2', bound=1)",
      says: /^AssertionError [\s\S]*lost update on balance[\s\S]*write balance = 1 ✗[\s\S]*FAIL/,
    },
    {
      code: "interleave.check('models/quiz1.ilv', outcomes={'balance': [2, 3]})",
      says: /^AssertionError possible, but not expected: balance = 1\nexpected, but not possible: balance = 3\n\n[\s\S]*Final values/,
    },
    {
      code: "interleave.check('models/quiz1.ilv', outcomes={'blance': [2]})",
      says: /^ValueError `blance` is not observed; observed are balance/,
    },
    { code: "interleave.check('models/quiz1.ilv', max_states=5)", says: /^AssertionError [\s\S]*INCOMPLETE/ },
    { code: "interleave.check('models/missing.ilv')", says: /^ValueError [\s\S]*models\/missing\.ilv/ },
    { code: "interleave.check('models/quiz1.ilv', timeuot='3s')", says: /^ValueError [\s\S]*timeuot/ },
    { code: "interleave.check('models/quiz1.ilv').findings[0].schedule", says: /^A\*2 B\*3 A$/ },
  ])('$code', ({ code, says }) => expect(result(code)).toMatch(says))
})

test.skipIf(python('-c', 'import pytest').code !== 0)('pytest has the fixture', () => {
  const file = join(scratch(), 'test_model.py')
  cpSync(join(root, 'test/python/fixture_of_pytest.py'), file)
  const { stdout, code } = python('-m', 'pytest', '-q', '-p', 'no:cacheprovider', file)
  expect(stdout).toContain('1 failed, 1 passed')
  expect(stdout).toContain('lost update on balance')
  expect(code).toBe(1)
})
