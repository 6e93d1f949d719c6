import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { interleave, scratch } from '../cli/command.ts'
import { interpreters } from './agent.ts'

const folder = scratch()
const site = join(folder, 'site-packages')

function written(name: string, text: string): string {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

// A package as one is installed: parts that import each other, a class of `dataclasses`, a lock of its own.
written('site-packages/tiny/__init__.py', 'from .core import Cache, cached\n')
written(
  'site-packages/tiny/core.py',
  `import dataclasses
import functools
import threading

from . import limits


@dataclasses.dataclass
class Entry:
    value: "int"
    uses: int = 0


class Cache:
    def __init__(self):
        self.most = limits.MOST
        self.entries = {}
        self.misses = 0
        self.lock = threading.Lock()

    def get(self, key, make):
        entry = self.entries.get(key)
        if entry is None:
            self.misses += 1
            entry = self.entries[key] = Entry(make(key))
        return entry.value

    def safe(self, key, make):
        with self.lock:
            return self.get(key, make)

    def __getitem__(self, key):
        return self.get(key, str)


def cached(cache):
    def wrap(function):
        @functools.wraps(function)
        def call(key):
            return cache.get(key, function)
        return call
    return wrap
`,
)
written('site-packages/tiny/limits.py', 'MOST = 4\n')
written('site-packages/giver/__init__.py', 'import collections\n\ndef chain():\n    return collections.ChainMap({"x": 0})\n')

const threads = `ts = [threading.Thread(target=work) for _ in range(2)]
for t in ts: t.start()
for t in ts: t.join()
`

interface Checked {
  readonly code: number | null
  readonly finals: readonly string[]
  readonly stdout: string
  readonly stderr: string
}

/** Checks a program that works in two threads and has a result. */
function checked(name: string, lines: string, ...options: readonly string[]): Checked {
  const file = written(name, `import threading\n${lines}${threads}result = str(result())\n`)
  const env = { PYTHONPATH: site }
  const { code, stdout, stderr } = interleave(['check', file, '--real', '--observe', 'result', '--all', ...options], { env })
  const [, table = ''] = /^Final values of result\n((?: {2}.*\n)*)/m.exec(stdout) ?? []
  const finals = [...table.matchAll(/^ {2}(['"])(.*)\1(?: |$)/gm)].map(([, , value = '']) => value)
  return { code, finals, stdout: stdout.replace(/\s+/g, ' '), stderr: stderr.replaceAll(folder, '') }
}

const cache = `from tiny import Cache, cached
cache = Cache()
@cached(cache)
def square(n): return n * n
def work(): return square(3)
def result(): return cache.misses
`

const locked = `import tiny
cache = tiny.Cache()
def work(): return cache.safe(3, str)
def result(): return cache.misses
`

const nested = `import tiny
cache = tiny.Cache()
def work(): return cache.safe(3, lambda key: cache.safe(4, str))
def result(): return cache.misses
`

const chained = `from collections import ChainMap
names = ChainMap({"x": 0})
def work(): names["x"] = names["x"] + 1
def result(): return names["x"]
`

const given = `from collections import ChainMap
import giver
names = giver.chain()
def work(): names["x"] = names.get("x") + 1
def result(): return names["x"], isinstance(names, ChainMap)
`

describe('within modules that are traced every schedule is explored', () => {
  test.each([
    // Both miss, and one of the updates of the count is lost or none.
    ['cache', cache, ['tiny'], ['1', '2']],
    ['under its lock', locked, ['tiny'], ['1']],
    // As it is, a call of the package is one step.
    ['not traced', cache, [], ['1']],
    ['collections', chained, ['collections'], ['1', '2']],
    ['collections, not traced', chained, [], ['1', '2']],
    // An object of the original of a module that is traced, made by a package that is not.
    ['an original', given, ['collections'], ['(1, False)', '(2, False)']],
    ['two modules', cache, ['tiny', 'dataclasses'], ['1', '2']],
  ])('%s', (_, lines, modules, finals) => {
    const found = checked('program.py', lines, ...modules.flatMap((each) => ['--trace-module', each]))
    expect(found.finals).toEqual(finals)
    expect(found.code).toBe(0)
  })

  test('a lock that the package takes twice is found, with its place', () => {
    const { stdout, finals } = checked('nested.py', nested, '--trace-module', 'tiny')
    expect(finals).toEqual([])
    expect(stdout).toContain("work waits for lock 'cache.lock' in line 29 of core.py, which it has itself")
  })
})

test('calls of a package that is not traced are told, with what traces it', () => {
  const lines = 'import tiny\ncache = tiny.Cache()\ndef work(): cache["a"]\ndef result(): return cache.misses\n'
  const { stdout } = checked('untraced.py', lines)
  expect(stdout).toContain('taken to change what they are given: tiny.core.Cache.__getitem__ (line 4)')
  expect(stdout).toContain('note: `--trace-module tiny` explores what they do, step by step')
  expect(checked('untraced.py', lines, '--trace-module', 'tiny').stdout).not.toContain('--trace-module')
})

test.each([
  ['queue', '`queue` cannot be traced: its operations are steps already'],
  ['logging', '`logging` cannot be traced: its operations are steps already'],
  ['math', '`math` cannot be traced: it is written in C, and each call of it is one step'],
  ['_heapq', '`_heapq` cannot be traced: it is written in C, and each call of it is one step'],
  ['os', '`os` cannot be traced: the interpreter itself uses it'],
  ['tinny', 'there is no module `tinny`; did you mean `tiny`?'],
  ['tiny.core', '`tiny.core` is a part of `tiny`: write `--trace-module tiny`'],
  ['heapq', 'neither the file nor another traced module imports `heapq`'],
  ['helper', '`helper` lies beside the file and is traced already'],
])('--trace-module %s is refused', (name, message) => {
  written('helper.py', '')
  const { code, stderr } = checked('refused.py', `import helper\n${cache}`, '--trace-module', name)
  expect({ code, stderr }).toEqual({ code: 2, stderr: `/refused.py: error: --trace-module: ${message}\n` })
})

/** One more version, whose library is written otherwise. */
const pythons = ['python3', ...interpreters(['3.13.0'])]

test.each(pythons)('modules of the library do what they do when they are not traced: %s', (python) => {
  const lines = `import collections, configparser, contextlib, functools, heapq, statistics, string, textwrap
Point = collections.namedtuple("Point", "x y")
words = collections.Counter("abca")
settings = configparser.ConfigParser()
settings.read_string("[a]\\nb = 1\\n")
@functools.singledispatch
def kind(value): return "other"
@kind.register
def _(value: int): return "number"
@functools.lru_cache
def twice(n): return 2 * n
@functools.total_ordering
class Version:
    def __init__(self, n): self.n = n
    def __lt__(self, other): return self.n < other.n
    def __eq__(self, other): return self.n == other.n
@contextlib.contextmanager
def noted(): yield words.most_common(1)
def work(): words.update("z")
def result():
    with noted() as common:
        return [
            Point(1, y=2), words["z"], common, settings["a"]["b"], kind(1), kind("a"), twice(2), Version(2) >= Version(1),
            list(heapq.merge([1, 3], [2])), heapq.nlargest(2, [1, 3, 2]), statistics.mean([1, 2, 6]),
            string.Template("$a b").substitute(a=1), textwrap.shorten("a b c d", 5, placeholder="..."),
            collections.ChainMap({}, {1: 2})[1],
        ]
`
  const modules = ['collections', 'configparser', 'contextlib', 'functools', 'heapq', 'statistics', 'string', 'textwrap']
  const plain = checked('library.py', lines, '--python', python)
  const traced = checked('library.py', lines, '--python', python, ...modules.flatMap((each) => ['--trace-module', each]))
  expect(plain.finals).toHaveLength(1)
  expect({ finals: traced.finals, code: traced.code }).toEqual({ finals: plain.finals, code: 0 })
})
