import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { interleave, scratch } from './command.ts'

const quiz1 = 'models/quiz1.ilv'

describe('check', () => {
  test('answers quiz 1', async () => {
    const { code, stdout, stderr } = interleave(['check', quiz1])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    await expect(stdout).toMatchFileSnapshot('golden/check-quiz1.txt')
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
    expect(stdout).not.toContain('\u001b')
  })

  test.each(['quiz2', 'deadlock', 'cas_loop', 'check_then_act', 'bounded_buffer_if', 'wrong_release', 'loop'])(
    'answers %s',
    async (name) => {
      const { stdout } = interleave(['check', `models/${name}.ilv`])
      await expect(stdout).toMatchFileSnapshot(`golden/check-${name}.txt`)
      for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
    },
  )

  test('gives the JSON report', async () => {
    const { stdout } = interleave(['check', quiz1, '--json'])
    const report = JSON.parse(stdout)
    report.stats.elapsedMs = 0
    await expect(JSON.stringify(report, null, 1)).toMatchFileSnapshot('golden/check-quiz1.json')
  })

  test('a model that says nothing is a question: it is answered, unless --strict', () => {
    const racy = 'shared x = 0\nthread A, B:\n load r, x\n store x, r + 1\n'
    const asked = interleave(['check', '-'], { input: racy })
    expect(asked.code).toBe(0)
    expect(asked.stdout).toContain('ANSWER  1 of 2 final values is wrong (1); lost update; data race')
    expect(asked.stdout).toContain('a failure only with --strict')
    const strict = interleave(['check', '-', '--strict'], { input: racy })
    expect(strict.code).toBe(1)
    expect(strict.stdout).toContain('FAIL  1 of 2 final values is wrong (1); lost update, data race')
    expect(interleave(['check', '-', '--json'], { input: racy }).stdout).toContain('"verdict":"answered"')
  })

  test('a value that a serial execution gives says if a lost update leads to it, too', () => {
    const withdrawals = `shared balance = 100
thread A:
  load r, balance
  if r >= 80:
    store balance, r - 80
  end
thread B:
  load r, balance
  if r >= 50:
    store balance, r - 50
  end
`
    const { stdout } = interleave(['check', '-'], { input: withdrawals })
    expect(stdout).toContain('20 and 50 are also reached by executions in which an update is lost')
    expect(stdout).toContain("interleave trace - --finding lost-update --final 'balance == 20'")
    expect(JSON.parse(interleave(['check', '-', '--json'], { input: withdrawals }).stdout).outcomes).toMatchObject([
      { final: { balance: 20 }, serial: true, afterLostUpdate: true },
      { final: { balance: 50 }, serial: true, afterLostUpdate: true },
    ])
    const chosen = ['trace', '-', '--finding', 'lost-update', '--final']
    const shown = interleave([...chosen, 'balance == 20'], { input: withdrawals })
    expect(shown.code).toBe(0)
    expect(shown.stdout).toMatch(/stale: read at \d, changed at \d/)
    expect(shown.stdout).toContain('all threads have ended')
    const none = interleave([...chosen, 'balance == 100'], { input: withdrawals })
    expect(none).toMatchObject({ code: 1, stdout: '' })
    expect(none.stderr).toContain('no update is lost before such a final state in any interleaving')
    const counter = 'shared x = 0\nthread A, B:\n load r, x\n store x, r + 1\n'
    expect(interleave(['check', '-'], { input: counter }).stdout).not.toContain('also reached')
  })

  test.each([
    ['an assertion', 'thread A:\n load r, x\n assert r == 0\nthread B:\n store x, 1\n'],
    ['an invariant', 'thread A, B:\n load r, x\n store x, r + 1\ninvariant x <= 2\n'],
    ['a critical section', 'thread A, B:\n critical:\n  load r, x\n  store x, r + 1\n end\n'],
    ['an expectation', 'thread A, B:\n load r, x\n store x, r + 1\nexpect possible x == 2\n'],
  ])('a model with %s says what is right, so that an error fails it', (_, code) => {
    const { code: exit, stdout } = interleave(['check', '-'], { input: `shared x = 0\n${code}` })
    expect(exit).toBe(1)
    expect(stdout).toContain('if this is meant:  `expect ')
  })

  test('what `expect outcomes` accepts is not called wrong', () => {
    const racy = 'shared x = 0\nthread A, B:\n load r, x\n store x, r + 1\n'
    const lines = 'expect outcomes x = {1, 2}\n'
    const { stdout, code } = interleave(['check', '-'], { input: racy + lines })
    expect(code).toBe(1)
    expect(stdout).toContain('FAIL  lost update, data race\n  if this is meant:  `expect lost-update` and `expect data-race`')
    expect(stdout).not.toContain('wrong')
    expect(interleave(['check', '-', '--json'], { input: racy + lines }).stdout).not.toContain('"grade":"wrong"')
  })

  test('exits with 1 on an error that no `expect` names, and on an `expect` that does not hold', () => {
    const racy = 'shared x = 0\nthread A, B:\n load r, x\n store x, r + 1\n'
    const expected = `${racy}expect lost-update\nexpect data-race\n`
    expect(interleave(['check', '-'], { input: `${racy}expect lost-update\n` }).code).toBe(1)
    expect(interleave(['check', '-'], { input: expected }).code).toBe(0)
    const { code, stdout } = interleave(['check', '-'], { input: `${expected}expect outcomes x = {2}\n` })
    expect(code).toBe(1)
    expect(stdout).toContain('expect outcomes x = {2} (line 7): also possible: 1')
  })

  test('exits with 3 at a limit, says which, and never says PASS', () => {
    const { code, stdout } = interleave(['check', 'models/locked.ilv', '--max-states', '5'])
    expect(code).toBe(3)
    expect(stdout).toContain('the limit of 5 states was reached (--max-states)')
    expect(stdout).not.toContain('PASS')
    const racy = 'shared x = 0\nthread A, B:\n load r, x\n store x, r + 1\nexpect no data-race\n'
    expect(interleave(['check', '-', '--max-states', '9'], { input: racy }).code).toBe(1) // an error outranks the limit
  })

  test('takes several models, and the worst code counts', () => {
    const { code, stdout } = interleave(['check', quiz1, 'models/locked.ilv', '--quiet'])
    expect(code).toBe(0)
    expect(stdout.split('\n')).toEqual([
      `${quiz1}: PASS  as expected: lost update and data race`,
      'models/locked.ilv: PASS  every interleaving is right',
      '',
    ])
    expect(interleave(['check', quiz1, 'models/locked.ilv', '--json', '--max-states', '7']).code).toBe(3)
  })

  test('observes what it is told to', () => {
    const { stdout } = interleave(['check', quiz1, '--observe', 'A.tmp, balance', '--json'])
    const finals = JSON.parse(stdout).outcomes.map((each: { final: unknown }) => each.final)
    expect(finals).toEqual([
      { 'A.tmp': 1, balance: 1 },
      { 'A.tmp': 1, balance: 2 },
      { 'A.tmp': 2, balance: 2 },
    ])
  })

  test('stops at Ctrl-C with what was found so far', async () => {
    const { spawn } = await import('node:child_process')
    const big = 'shared x = 0\nthread A, B, C, D:\n repeat 50:\n load r, x\n add r, 1\n store x, r\n end\n'
    // The first checkpoint tells that states are being explored.
    const checkpoint = join(scratch(), 'first')
    const more = ['--engine', 'wasm', '--checkpoint', checkpoint, '--checkpoint-every', '100ms']
    const child = spawn(process.execPath, ['dist/cli.cjs', 'check', '-', '--json', ...more])
    child.stdin.end(big)
    let stdout = ''
    child.stdout.on('data', (data) => {
      stdout += data
    })
    const looking = setInterval(() => {
      if (!existsSync(checkpoint)) return
      clearInterval(looking)
      child.kill('SIGINT')
    }, 20)
    const code = await new Promise((resolve) => child.on('close', resolve))
    expect(code).toBe(130)
    const report = JSON.parse(stdout)
    expect(report).toMatchObject({ complete: false, limit: 'the exploration was interrupted' })
    expect(report.stats.states).toBeGreaterThan(1000)
  }, 30_000)
})

describe('trace', () => {
  test('replays a schedule, and says where one stops fitting', async () => {
    const { stdout, code } = interleave(['trace', quiz1, '--schedule', 'A B A*2 B*2'])
    expect(code).toBe(0)
    await expect(stdout).toMatchFileSnapshot('golden/trace-quiz1.txt')
    const misfit = interleave(['trace', 'models/locked.ilv', '--schedule', 'A B'])
    expect(misfit).toMatchObject({ code: 2, stdout: '' })
    expect(misfit.stderr).toBe('error: --schedule does not fit at step 2 (B): B is blocked at `acquire m`\n  here A can step\n')
  })

  test('finds a witness for a final value, or says that there is none', () => {
    const { stdout } = interleave(['trace', quiz1, '--final', 'balance == 2', '--json'])
    expect(JSON.parse(stdout).schedule).toBe('A*3 B*3')
    const none = interleave(['trace', quiz1, '--final', 'balance == 3'])
    expect(none.code).toBe(1)
    expect(none.stderr).toContain('no final state has balance == 3 in any interleaving')
  })

  test('a condition on what a Python program prints makes it observed', () => {
    const input = `import threading
def f(c):
    print(c)
for c in ("a", "b"):
    threading.Thread(target=f, args=(c,)).start()
`
    const { stdout } = interleave(['trace', '-', '--final', "output == 'b\\na\\n'"], { input })
    expect(stdout).toContain("print(c) ➜ 'b\\n'")
    expect(stdout).toContain("  'b\\n' → 'b\\na\\n'")
    const shown = interleave(['trace', '-', '--show', 'output.count("a")', '--random', '1', '--format', 'markdown'], { input })
    expect(shown.stdout).toMatch(/output\.count\("a"\)[\s\S]* 0 → 1/)
    expect(interleave(['trace', '-', '--final', 'output == "c"'], { input }).code).toBe(1)
  })

  test.each(['markdown', 'csv', 'latex', 'html', 'svg'])('writes %s', async (format) => {
    const { stdout } = interleave(['trace', quiz1, '--finding', 'lost-update', '--format', format])
    await expect(stdout).toMatchFileSnapshot(`golden/trace-quiz1.${format}`)
  })

  test('gives the same random execution for the same seed', () => {
    const run = (seed: string): string => interleave(['trace', quiz1, '--random', seed]).stdout
    expect(run('7')).toBe(run('7'))
    expect(new Set(['1', '2', '3', '4', '5', '6'].map(run)).size).toBeGreaterThan(1)
  })

  test('folds what repeats', () => {
    const { stdout } = interleave(['trace', 'models/locked.ilv', '--final', 'balance == 2'])
    expect(stdout).not.toContain('⟳')
    const loop = interleave(['trace', 'models/loop.ilv', '--set', 'N=20', '--final', 'balance == 40'])
    expect(loop.stdout).toContain('⟳ ×19')
  })
})

describe('show, graph, compare, completion', () => {
  test('show prints instructions beside their source, and JSON that every command reads', async () => {
    await expect(interleave(['show', 'models/loop.ilv']).stdout).toMatchFileSnapshot('golden/show-loop.txt')
    const json = interleave(['show', quiz1, '--json']).stdout
    const { code, stdout } = interleave(['check', '-', '--quiet'], { input: json })
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'stdin: PASS  as expected: lost update and data race\n' })
  })

  test('graph draws into out/ or where it is told, and refuses what cannot be', () => {
    const cwd = scratch()
    const model = join(process.cwd(), quiz1)
    expect(interleave(['graph', model], { cwd }).stdout).toContain('wrote out/quiz1.svg')
    expect(readFileSync(join(cwd, 'out/quiz1.svg'), 'utf8')).toContain('balance = 2')
    const drawn = interleave(['graph', model, '--highlight', 'lost-update', '--out', 'q.dot'], { cwd })
    expect(drawn.code).toBe(0)
    expect(readFileSync(join(cwd, 'q.dot'), 'utf8')).toMatch(/penwidth = ["]?3/)
    const refusals: readonly [string[], string][] = [
      [['--out', 'nowhere/q.svg'], 'no such directory: nowhere'],
      [['--out', 'q.jpg'], 'unknown extension'],
      [['--highlight', 'deadlock'], 'nothing found that shows it'],
      [['--highlight', 'dead lock'], 'expected a condition'],
    ]
    for (const [args, message] of refusals) {
      const { code, stderr } = interleave(['graph', model, ...args], { cwd })
      expect(code).toBe(2)
      expect(stderr).toContain(message)
    }
  })

  test('compare puts models side by side', async () => {
    const args = ['compare', quiz1, 'models/quiz2.ilv', 'models/locked.ilv', 'models/fetch_add.ilv', 'models/cas_loop.ilv']
    await expect(interleave(args).stdout).toMatchFileSnapshot('golden/compare.txt')
    await expect(interleave([...args, '--format', 'markdown']).stdout).toMatchFileSnapshot('golden/compare.md')
  })

  test('compare tells models of one name apart, and writes pages and JSON', () => {
    const args = ['compare', 'models/approaches/cas.ilv', 'models/approaches/cas.py', '--forever']
    const page = interleave([...args, '--format', 'html']).stdout
    for (const text of ['cas.ilv', 'cas.py', 'lock-free', 'not wait-free, since', 'Contention: unbounded']) {
      expect(page).toContain(text)
    }
    const { models } = JSON.parse(interleave([...args, '--format', 'json']).stdout)
    expect(models.map((each: { guarantee: string }) => each.guarantee)).toEqual(['lock-free', 'lock-free'])
    for (const { contention, withOneMoreThread } of models) {
      expect([contention.length, withOneMoreThread.length]).toEqual([2, 3])
    }
  })

  test('what no order explains is drawn as bars in every format', async () => {
    const model = 'models/replicated_register.ilv'
    await expect(interleave(['check', model]).stdout).toMatchFileSnapshot('golden/replicated_register.txt')
    for (const [format, ending] of [
      ['markdown', 'md'],
      ['svg', 'svg'],
      ['html', 'html'],
      ['json', 'json'],
    ] as const) {
      const { stdout } = interleave(['trace', model, '--finding', 'non-linearizable', '--format', format])
      await expect(stdout).toMatchFileSnapshot(`golden/replicated_register.${ending}`)
    }
  })

  test('what was not looked for is not said to be absent', () => {
    const asked = (...args: readonly string[]): string => interleave(['trace', ...args, '--finding', 'non-linearizable']).stderr
    expect(asked(quiz1)).toBe(
      `${quiz1}: non-linearizable was not judged: no operation returns anything (\`return e\`), so there is nothing to compare\n`,
    )
    expect(asked('models/treiber_tagged.ilv', '--reduce', 'all')).toBe(
      'models/treiber_tagged.ilv: non-linearizable was not judged: the exploration was reduced; --reduce none looks for it\n',
    )
    expect(asked('models/treiber_tagged.ilv')).toBe(
      'models/treiber_tagged.ilv: there is no non-linearizable in any interleaving\n',
    )
  })

  test('what a look at endless executions needs is refused beyond the limit of memory', () => {
    const philosophers = Array.from({ length: 6 }, (_, index) => {
      const [left, right] = [`f${index}`, `f${(index + 1) % 6}`]
      const polite = `acquire ${left}\n try_acquire both, ${right}\n if not both:\n release ${left}\n end`
      return `thread P${index}:\n while 1:\n ${polite}\n if both:\n release ${right}\n release ${left}\n progress\n end\n end`
    })
    const input = `lock f0, f1, f2, f3, f4, f5\n${philosophers.join('\n')}\n`
    const { code, stdout } = interleave(['check', '-', '--quiet', '--reduce', 'none', '--max-memory', '12M'], { input })
    expect(stdout).toMatch(
      /^stdin: INCOMPLETE {2}all states were explored, but the analysis of endless executions takes about \d+ MiB/,
    )
    expect(code).toBe(3)
  })

  test('completion and help are there', () => {
    expect(interleave(['completion']).stdout).toContain('interleave')
    for (const command of [
      'check',
      'fix',
      'exercise',
      'show',
      'stress',
      'replay',
      'trace',
      'graph',
      'compare',
      'page',
      'slides',
      'serve',
      'site',
      'link',
      'export',
    ]) {
      const { stdout, code } = interleave([command, '--help'])
      expect(code).toBe(0)
      expect(stdout).toContain('Examples:')
    }
    const completed = (...words: string[]): string[] =>
      interleave(['--get-yargs-completions', 'interleave', ...words]).stdout.split('\n')
    expect(completed('sli')).toContain('slides')
    expect(completed('slides', '--the')).toContain('--theme')
    expect(completed('trace', '--theme', '')).toEqual(expect.arrayContaining(['light', 'dark', 'print']))
  })
})

describe('mistakes get one clear message and exit code 2', () => {
  const cwd = scratch()
  const write = (name: string, content: string | Buffer): string => {
    writeFileSync(join(cwd, name), content)
    return name
  }
  mkdirSync(join(cwd, 'folder'))
  const manyLines = Array.from({ length: 100 }, (_, row) => {
    const names = Array.from({ length: 100 }, (__, index) => `T${row}_${index}`)
    return `thread ${names.join(', ')}:\n load r, x`
  })
  const cases: readonly [string, string, string][] = [
    ['an empty file', write('empty.ilv', ''), 'this file is empty'],
    ['a binary file', write('binary.ilv', Buffer.from([0x7f, 0x45, 0, 1, 2, 255])), 'expected a text file'],
    ['text in another encoding', write('latin1.ilv', Buffer.from([0x23, 0xe4, 0x0a])), 'expected a text file'],
    ['a folder without models', 'folder', 'folder: no models found'],
    ['no file', 'quizz1.ilv', 'no such file: quizz1.ilv'],
    ['a line of a megabyte', write('long.ilv', `thread A:\n set r, ${'1 + '.repeat(250_000)}1\n`), 'this line is too long'],
    ['a word of a megabyte', write('word.ilv', 'a'.repeat(1_000_000)), 'this line is too long'],
    ['deep nesting', write('deep.ilv', `thread A:\n set r, ${'('.repeat(900)}1${')'.repeat(900)}\n`), 'nested too deeply'],
    ['10,000 threads', write('many.ilv', `shared x = 0\n${manyLines.join('\n')}`), 'the program has 10,000 threads'],
    ['no thread', write('none.ilv', 'shared x = 0\n'), 'this file declares no threads'],
    ['no JSON', write('no.json', '{"schema": '), 'expected JSON'],
    ['other JSON', write('other.json', '{}'), 'schema'],
    ['deep JSON', write('deep.json', `${'['.repeat(100_000)}`), 'nested too deeply'],
  ]
  test.each(cases)('%s', (_, name, message) => {
    const { code, stdout, stderr } = interleave(['check', name], { cwd })
    expect(stderr).toContain(message)
    expect(stderr).not.toMatch(/\n {4}at /)
    expect(stderr.length).toBeLessThan(2000)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  })

  test.runIf(process.getuid?.() !== 0)('an unreadable file', () => {
    chmodSync(join(cwd, write('secret.ilv', 'thread A:\n')), 0)
    expect(interleave(['check', 'secret.ilv'], { cwd })).toMatchObject({ code: 2 })
  })

  test.each([
    [['chekc', 'x'], 'check'],
    [['check'], '`check` needs a model'],
    [['check', 'x', '--frobnicate'], 'frobnicate'],
    [['check', quiz1, '--timeout', 'soon'], 'expected a duration'],
    [['check', quiz1, '--set', 'N'], 'expected a name and an integer'],
    [['check', quiz1, '--set', 'N=3'], 'unknown constant `N`'],
    [['check', quiz1, '--observe', 'blance'], 'did you mean `balance`?'],
    [['check', quiz1, '--max-states', '0'], 'expected a positive integer'],
    [['trace', quiz1, '--finding', 'lost-udpate'], 'did you mean `lost-update`?'],
    [['trace', quiz1, '--schedule', 'A C'], 'unknown thread `C`'],
  ])('%j', (args, message) => {
    const { code, stderr } = interleave(args)
    expect(code).toBe(2)
    expect(stderr).toContain(message)
  })

  test('no arguments print a short help with three examples', () => {
    const { code, stdout } = interleave([])
    expect(code).toBe(0)
    expect(stdout.match(/^ {2}interleave /gm)).toHaveLength(3)
  })

  test('with --json, mistakes are JSON on standard output', () => {
    write('broken.ilv', 'shared x\nthread A:\n    laod r, x\n    x = 1\n    foo\n')
    const { code, stdout, stderr } = interleave(['check', 'broken.ilv', '--json'], { cwd })
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' })
    const { errors } = JSON.parse(stdout) as { errors: readonly object[] }
    expect(errors).toHaveLength(2)
    expect(errors[0]).toEqual({
      file: 'broken.ilv',
      line: 3,
      column: 5,
      message: 'unknown instruction `laod`',
      hint: 'did you mean `load`?',
    })
    const usage = interleave(['check', quiz1, '--fairnes', 'strong', '--json'])
    expect({ code: usage.code, errors: (JSON.parse(usage.stdout) as { errors: unknown }).errors }).toEqual({
      code: 2,
      errors: [
        { file: null, line: null, column: null, message: 'unknown option `--fairnes`', hint: 'did you mean `--fairness`?' },
      ],
    })
  })

  test('an unused output file is not touched by a mistake', () => {
    writeFileSync(join(cwd, 'keep.svg'), 'mine')
    interleave(['graph', write('bad.ilv', 'thread A:\n laod r, x\n'), '--out', 'keep.svg'], { cwd })
    expect(readFileSync(join(cwd, 'keep.svg'), 'utf8')).toBe('mine')
    expect(existsSync(join(cwd, 'out'))).toBe(false)
  })
})

describe('names from the input', () => {
  const hostile = ['__proto__', 'constructor', '"];}', '</script><img/src=x/onerror=alert(1)>']
  const program = (name: string): string =>
    JSON.stringify({
      schema: 'interleave/program@1',
      source: null,
      shared: [{ name, length: null, initial: [0], atomic: false }],
      mutexes: [],
      semaphores: [],
      conditions: [],
      barriers: [],
      codes: [
        {
          registers: [`${name}r`],
          instructions: [
            { op: 'load', to: 0, place: { variable: 0, index: null }, line: 1, span: null },
            { op: 'store', place: { variable: 0, index: null }, value: { kind: 'constant', value: 1 }, line: 2, span: null },
          ],
        },
      ],
      threads: [`${name}A`, `${name}B`].map((each) => ({ name: each, code: 0, start: 'running', daemon: false })),
      invariants: [],
      expectations: [],
    })

  test.each(hostile)('%s', (name) => {
    const input = program(name)
    const report = JSON.parse(interleave(['check', '-', '--json'], { input }).stdout)
    expect(Object.keys(report.outcomes[0].final)).toEqual([name])
    const html = interleave(['trace', '-', '--format', 'html'], { input }).stdout
    expect(html).not.toContain('<img')
    expect(html).not.toContain('</script')
    const cwd = scratch()
    interleave(['graph', '-', '--out', 'g.svg'], { input, cwd })
    const svg = readFileSync(join(cwd, 'g.svg'), 'utf8')
    expect(svg).not.toContain('<img')
    expect(svg).not.toContain('</script')
    const { schedule } = report.findings[0]
    expect(interleave(['trace', '-', '--schedule', schedule], { input: input }).code).toBe(0)
  })
})
