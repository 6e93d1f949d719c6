import { describe, expect, test } from 'vitest'
import { positionAt } from '../../../src/base/source.ts'
import { readUnfolded } from '../../../src/language/python/unfolding/read.ts'

/** The refusals of a program: line and message. */
function refusals(text: string): string[] {
  const read = readUnfolded({ name: 'program.py', text })
  if (read.ok) return []
  return (read.errors ?? []).map(({ message, span }) => `${span === null ? 0 : positionAt(text, span.start).line}: ${message}`)
}

const start = 'import threading\n'
const end = 't = threading.Thread(target=f)\nt.start()\n'

const table: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'unknown modules, names of modules, builtins and methods, in the order of the text',
    `import socket\nimport os\nfrom multiprocessing import cpu_count\nclass A:\n    def __del__(self): pass\n${start}def f():\n    os.fork()\n    open('x')\n${end}`,
    [
      '1: the module `socket` is not supported',
      '3: `cpu_count` is not supported',
      '5: `__del__` is not supported: CPython calls it when it likes',
      '8: `os.fork` is not supported',
      '9: `open` is not supported',
    ],
  ],
  [
    'what execution comes to, and what follows it',
    `import os\n${start}def f():\n    x = input()\n    os.fork()\n    eval('1')\n${end}`,
    ['4: `input` is not supported', '5: `os.fork` is not supported', '6: `eval` is not supported'],
  ],
  [
    'bits of a flag that have no name',
    `from enum import IntFlag\nclass P(IntFlag):\n    R = 4\n${start}def f():\n    x = P.R | 8\n${end}`,
    ['6: `an IntFlag in which bits have no name` is not supported'],
  ],
  [
    'only what execution comes to, if the text shows no more',
    `${start}def f():\n    str(threading.get_ident())\n${end}`,
    ['3: the number of a thread or process differs from run to run'],
  ],
  ['nothing of what is never executed', `import os\n${start}def g():\n    os.fork()\n    open('x')\ndef f(): pass\n${end}`, []],
  [
    'no name that the program defines itself',
    `import socket\nimport os\nimport json as path\n${start}def open(x): return x\ndef f(os):\n    os.fork()\n    open('x')\n${end}`,
    ['1: the module `socket` is not supported'],
  ],
  [
    'a name that a module has under another path',
    `import socket, os.path, concurrent.futures\n${start}def f():\n    os.path.join('a', 'b')\n    concurrent.futures.wait([])\n${end}`,
    ['1: the module `socket` is not supported'],
  ],
]

describe('all refusals of a program at once', () => {
  test.each(table)('%s', (_, text, expected) => {
    expect(refusals(text)).toEqual(expected)
  })
})

const processes = `from multiprocessing import *\nimport threading\n`

const ofProcesses: readonly (readonly [string, string, string])[] = [
  [
    'a lock of threads',
    `lock = threading.Lock()\ndef f():\n    with lock: pass\n`,
    '5: a lock of `threading` is copied into each process, so that it keeps none out',
  ],
  [
    'threads of a process',
    `def f():\n    threading.Thread(target=print).start()\n`,
    '4: threads of a process other than the first are not supported',
  ],
  [
    'a function without a name',
    `q = SimpleQueue()\ndef f():\n    q.put(lambda: 1)\n`,
    '5: a function without a name in its module cannot be sent to another process',
  ],
  [
    'a lock that is sent',
    `q, lock = SimpleQueue(), Lock()\ndef f():\n    q.put(lock)\n`,
    '5: an object of `Lock` cannot be sent to another process',
  ],
  [
    'the number of a process',
    `def f():\n    str(current_process().pid)\n`,
    '4: the number of a thread or process differs from run to run',
  ],
]

describe('what processes cannot do here is refused at its place', () => {
  test.each(ofProcesses)('%s', (_, text, expected) => {
    expect(refusals(`${processes}${text}p = Process(target=f)\np.start()\np.join()\n`)).toEqual([expected])
  })
})
