import { describe, expect, test } from 'vitest'
import { outcomes } from './ends.ts'

const two = `
a = threading.Thread(target=f, name='a')
b = threading.Thread(target=f, name='b')
`

const differs = 'the number of a thread or process differs from run to run'

const table: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'threads that may have the same number, one after the other, as keys',
    `seen = {}\ndef f(): seen[threading.get_ident()] = 1\n${two}a.start(); b.start(); a.join(); b.join()\nn = len(seen)\n`,
    ['n=1', 'n=2'],
  ],
  [
    'threads that are there together have different numbers',
    `e = threading.Event()\ndef f(): e.wait()\n${two}a.start(); b.start()\nsame = a.ident == b.ident\nown = a.ident == threading.get_ident()\ne.set()\n`,
    ['same=False own=False'],
  ],
  [
    'a thread has no number before its start, and knows its own',
    `found = []\ndef f(): found.append(threading.get_ident() == threading.current_thread().ident)\n${two}before = a.ident\na.start()\na.join()\nafter = a.ident is None\n`,
    ['found=[True] after=False'],
  ],
  [
    'how many threads there are',
    `e = threading.Event()\ndef f(): e.wait()\n${two}a.start(); b.start()\nx = threading.active_count()\ne.set()\na.join()\ny = threading.active_count()\nb.join()\nz = threading.active_count()\n`,
    ['x=3 y=1 z=1', 'x=3 y=2 z=1'],
  ],
  [
    'which threads there are',
    `e = threading.Event()\ndef f(): e.wait()\n${two}a.start(); b.start()\nx = ','.join(t.name for t in threading.enumerate())\ne.set()\n`,
    ["x='MainThread,a,b'"],
  ],
  [
    'is_alive while a thread is at its last step',
    `x = {}\ndef f(): x['k'] = 1\n${two}a.start()\ny = str('k' in x) + str(a.is_alive())\n`,
    ["y='FalseFalse'", "y='FalseTrue'", "y='TrueFalse'", "y='TrueTrue'"],
  ],
  [
    'names of threads that threads start',
    `names = {}\ndef g(): pass\ndef f():\n    t = threading.Thread(target=g)\n    names['t'] = t.name\n${two}c = threading.Thread(target=f)\nc.start()\nc.join()\n`,
    ["names={'t': 'Thread-2 (g)'}"],
  ],
  ['printing a number', `def f(): str(threading.get_ident())\n${two}a.start()\n`, [`30 ${differs}`]],
  ['computing with a number', `def f(): threading.get_ident() + 1\n${two}a.start()\n`, [`30 ${differs}`]],
  ['comparing a number with an integer', `def f(): threading.get_ident() == 5\n${two}a.start()\n`, [`30 ${differs}`]],
  ['ordering numbers', `def f(): sorted([os.getpid(), 1])\n${two}a.start()\n`, [`30 ${differs}`]],
]

describe('numbers of threads, and the threads that there are', () => {
  test.each(table)('%s', async (_, text, expected) => {
    const shown = expected.flatMap((each) => [...each.matchAll(/(\w+)=/g)].map(([, name = '']) => name))
    expect(await outcomes(text, shown)).toEqual([...expected].sort())
  })
})
