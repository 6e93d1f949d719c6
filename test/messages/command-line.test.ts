import { describe, expect, test } from 'vitest'
import { chosenCommand } from '../../src/cli/command-line.ts'
import { Misuse } from '../../src/cli/failure.ts'

/** Runs a command in this process; returns what is wrong with it, with the place in an option's value. */
async function wrongWith(args: readonly string[]): Promise<string> {
  try {
    const run = await chosenCommand(args, '0', 80)
    await run?.()
    return 'nothing'
  } catch (error) {
    if (!(error instanceof Misuse)) throw error
    return error.text
  }
}

const model = 'models/quiz1.ilv'

const cases: readonly (readonly [args: readonly string[], message: string, hint: string])[] = [
  [['chek', model], '`chek` is no command and no file', 'did you mean `check`?'],
  [
    ['wat'],
    '`wat` is no command and no file',
    'the commands are check, fix, exercise, show, replay, stress, trace, graph, compare, page, slides, serve, lsp, mcp, site, link, export, completion',
  ],
  [['check'], '`check` needs a model', 'write, for example, `interleave check models/quiz1.ilv`'],
  [['graph'], '`graph` needs a model', 'write, for example, `interleave graph models/quiz1.ilv`'],
  [['check', model, '--fairnes', 'strong'], 'unknown option `--fairnes`', 'did you mean `--fairness`?'],
  [['check', model, '--quite'], 'unknown option `--quite`', 'did you mean `--quiet`?'],
  [['check', model, '--xyzzy'], 'unknown option `--xyzzy`', 'see `interleave check --help`'],
  [['check', model, '--max-stats=5'], 'unknown option `--max-stats`', 'did you mean `--max-states`?'],
  [['check', model, '-json'], 'unknown option `-json`', 'write `--json`, with two dashes'],
  [['graph', model, '-f', 'svg'], 'unknown option `-f`', 'did you mean `--format`, `--full`, `--font-size` or `--fairness`?'],
  [
    ['check', model, '--fairness', 'stron'],
    '`--fairness stron`: unknown value',
    'did you mean `strong`? the values are none, weak and strong',
  ],
  [
    ['graph', model, '--theme', 'drak'],
    '`--theme drak`: unknown value',
    'did you mean `dark`? the values are light, dark and print',
  ],
  [
    ['graph', model, '--format', 'sgv'],
    '`--format sgv`: unknown value',
    'did you mean `svg`? the values are dot, svg, png, pdf and mmd',
  ],
  [
    ['check', model, '--engine', 'wsm'],
    '`--engine wsm`: unknown value',
    'did you mean `wasm`? the values are auto, plain and wasm',
  ],
  [
    ['check', model, '--language', 'pyton'],
    '`--language pyton`: unknown value',
    'did you mean `python`? the values are ilv, python, assembly and json',
  ],
  [['check', model, '--color', 'yes'], '`--color yes`: unknown value', 'the values are auto, always and never'],
  [
    ['trace', model, 'models/locked.ilv'],
    'unexpected argument `models/locked.ilv`',
    '`trace` takes one model; `check` and `compare` take several',
  ],
  [
    ['export', model],
    '`export` needs the option `--to`',
    'write, for example, `--to promela`; the values are promela, tla and murphi',
  ],
  [['trace', model, '--final'], '`--final` needs a value', "write, for example, `--final 'x == 1'`"],
  [['graph', model, '--out'], '`--out` needs a value', 'write, for example, `--out out/model.svg`'],
  [
    ['trace', model, '--final', 'x', '--finding', 'data-race'],
    '`--finding data-race` and `--final` exclude each other',
    'leave one of them out',
  ],
  [['graph', model, '--theme', 'dark', '--theme', 'light'], '`--theme` is given more than once', 'leave all but one out'],
  [['trace', model, '--expect', 'many'], '`--expect many`: expected a number', 'write, for example, `--expect 12`'],
  [['graph', model, '--width=wide'], '`--width=wide`: expected a number', 'write, for example, `--width 12`'],
  [['trace', model, '--finding', 'lostupdate'], '--finding lostupdate: unknown kind of finding', 'did you mean `lost-update`?'],
  [
    ['trace', model, '--random', 'x'],
    '--random x: expected an integer or `uniform`',
    'write, for example, `--random 7` or `--random uniform:7`',
  ],
  [
    ['check', model, '--max-states', 'many'],
    '--max-states many: expected a positive integer',
    'write, for example, `--max-states 1M`',
  ],
  [['check', model, '--timeout', 'soon'], '--timeout soon: expected a duration', 'write, for example, `--timeout 30s`'],
  [['check', model, '--set', 'N'], '--set N: expected a name and an integer', 'write, for example, `--set N=3`'],
  [
    ['check', model, '--reduce', 'smmetry'],
    '--reduce smmetry: unknown reduction `smmetry`',
    'expected `auto`, `none`, `all`, or some of local, atomic, ample, symmetry, objects',
  ],
  [
    ['graph', model, '--highlight', 'lost-updat'],
    '--highlight lost-updat: unknown kind of finding',
    'did you mean `lost-update`?',
  ],
  [['trace', 'models/quiz1.lv'], 'no such file: models/quiz1.lv', 'did you mean models/quiz1.ilv?'],
]

describe('the command line says what it expected', () => {
  test.each(cases)('%j', async (args, message, hint) => {
    expect(await wrongWith(args)).toBe(`error: ${message}\n  ${hint}`)
  })
})

test.each([
  ['README.md', 'expected a model, found a `.md` file that is no Python either, as which it was read'],
  [
    'src/language/python/mistakes/joins.ts',
    'expected a model, found a `.ts` file that is no Python either, as which it was read',
  ],
  ['package.json', 'schema: expected "interleave/program@1", so this JSON is not a program'],
])('a file of another kind is one mistake: %s', async (file, message) => {
  const said = await wrongWith(['show', file])
  expect(said).toContain(`${file}: error: ${message}`)
  expect(said.match(/error: /g)).toHaveLength(1)
})

const values: readonly (readonly [args: readonly string[], place: string, message: string, hint: string])[] = [
  [['--final', 'balance ='], '--final:1:9', 'expected a condition, found `=`', 'write, for example, `x == 1 and y > 0`'],
  [['--final', 'balanc == 1'], '--final:1:1', 'unknown shared variable `balanc`', 'did you mean `balance`?'],
  [['--final', 'x = 1'], '--final:1:1', 'unknown shared variable `x`', 'known here: `balance`'],
  [['--final', 'A.x == 1'], '--final:1:1', 'thread `A` has no register `x`', 'known here: `A.tmp`'],
  [
    ['--observe', 'balance balance'],
    '--observe:1:9',
    'expected names with commas between them, found `balance`',
    'write, for example, `x, a[0], A.tmp`',
  ],
  [['--observe', 'C.tmp'], '--observe:1:1', 'unknown thread `C`', 'did you mean `A`?'],
  [['--schedule', 'C'], '--schedule:1:1', 'unknown thread `C`', 'did you mean `A`?'],
]

describe('a mistake in the value of an option has a place', () => {
  test.each(values)('%j', async (args, place, message, hint) => {
    const [first, , , last] = (await wrongWith(['trace', model, ...args])).split('\n')
    expect([first, last]).toEqual([`${place}: error: ${message}`, `  ${hint}`])
  })
})

test.each([[[model, '--strict']], [['models/approaches', '--strict']], [['--strict', model]]])(
  '%j is a check without its command',
  async (args) => {
    expect(await chosenCommand(args, '0', 80)).not.toBeNull() // only `check` has this option
  },
)
