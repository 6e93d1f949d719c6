import { describe, expect, test } from 'vitest'
import { parts } from '../../src/language/python/library/registry.ts'
import { dequeClass, dictClass, listClass } from '../../src/language/python/objects/container-methods.ts'
import type { ClassEntry } from '../../src/language/python/objects/object-class.ts'
import type { Parameter } from '../../src/language/python/objects/signature.ts'
import { signature } from '../../src/language/python/objects/signature.ts'
import { python } from './cpython.ts'

describe('parameters as Python writes them', () => {
  test.each([
    ['', []],
    ['a', [{ name: 'a', passing: 'either', fallback: null }]],
    [
      'a, /, b=1',
      [
        { name: 'a', passing: 'positional', fallback: null },
        { name: 'b', passing: 'either', fallback: '1' },
      ],
    ],
    ['*, a=None', [{ name: 'a', passing: 'keyword', fallback: 'None' }]],
    [
      '*args, a, **more',
      [
        { name: 'args', passing: 'rest', fallback: null },
        { name: 'a', passing: 'keyword', fallback: null },
        { name: 'more', passing: 'rest-keywords', fallback: null },
      ],
    ],
  ])('%j', (text, parameters) => {
    expect(signature(text)).toEqual(parameters)
  })
})

/** Prints the parameters of functions and methods; null where CPython does not know them itself. */
const script = `
import importlib, inspect, json, sys
sys.path.insert(0, ".")
asked = json.load(sys.stdin)
def imported(module):
    try:
        return importlib.import_module(module) is not None
    except ImportError:
        return False
# Packages are bound by their first name; what is no module is a class in one.
for path in ["collections", "concurrent.futures", "interleave", "queue", "threading", *asked]:
    module = path.split("(")[0].rpartition(".")[0]
    for name in (path, module):
        if name.replace(".", "").isidentifier() and imported(name):
            globals()[name.split(".")[0]] = sys.modules[name.split(".")[0]]
pool = concurrent.futures.ThreadPoolExecutor(1)
kinds = ["positional", "either", "rest", "keyword", "rest-keywords"]
def parameters(path):
    try:
        found = inspect.signature(eval(path)).parameters.values()
    except ValueError:
        return None
    return [[p.name, kinds[p.kind], p.default is not p.empty] for p in found]
print(json.dumps([parameters(path) for path in asked]))
`

/** Python's own objects whose methods are compared, by the constructor of the class. */
const examples: Readonly<Record<string, string>> = {
  'threading.Thread': 'threading.Thread()',
  'threading.Condition': 'threading.Condition()',
  'threading.Semaphore': 'threading.Semaphore()',
  'threading.Event': 'threading.Event()',
  'threading.Barrier': 'threading.Barrier(1)',
  'queue.Queue': 'queue.Queue()',
  'concurrent.futures.ThreadPoolExecutor': 'pool',
  'interleave.AtomicInt': 'interleave.AtomicInt(0)',
}

/** `super().__init__` means nothing outside a class; of `RLock` CPython passes on whatever it is given. */
const hidden: ReadonlySet<string> = new Set(['super().__init__', 'threading.RLock'])

/** Classes that are written as displays, or as several of one part. */
const displays: readonly (readonly [string, ClassEntry])[] = [
  ['[]', listClass],
  ['{}', dictClass],
  ['collections.deque()', dequeClass],
]

function signatures(): [string, readonly Parameter[]][] {
  const own = displays.flatMap(([example, { signatures: methods }]) =>
    [...methods].map(([name, list]): [string, readonly Parameter[]] => [`${example}.${name}`, list]),
  )
  return [...own, ...signaturesOfParts()]
}

function signaturesOfParts(): [string, readonly Parameter[]][] {
  return parts.flatMap(({ entries, classes = [] }) => {
    const functions = entries.flatMap((entry): [string, readonly Parameter[]][] =>
      entry.kind === 'function' && !hidden.has(entry.path) ? [[entry.path, entry.parameters]] : [],
    )
    const example = functions.map(([path]) => examples[path]).find((each) => each !== undefined)
    const [first] = classes
    if (example === undefined || first === undefined) return functions
    return [
      ...functions,
      ...[...first.signatures].map(([name, list]) => [`${example}.${name}`, list] as [string, readonly Parameter[]]),
    ]
  })
}

/** Whether there is a default is compared, not which: versions of CPython write some of them otherwise. */
test('parameters are those of CPython', () => {
  const own = signatures()
  const root = new URL('../../models/approaches/', import.meta.url).pathname
  const answer = python(script, JSON.stringify(own.map(([path]) => path)), root)
  const known: ([string, string, boolean][] | null)[] = JSON.parse(answer)
  const compared = own.filter((_, index) => known[index] !== null)
  expect(compared.length).toBeGreaterThan(40)
  const ours = compared.map(([path, list]) => [path, list.map((each) => [each.name, each.passing, each.fallback !== null])])
  const theirs = known.flatMap((list, index) => (list === null ? [] : [[own[index]?.[0], list]]))
  expect(ours).toEqual(theirs)
})
