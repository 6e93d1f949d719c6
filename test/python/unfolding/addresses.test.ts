import { describe, expect, test } from 'vitest'
import { outcomes } from './ends.ts'

const locks = 'one = threading.Lock()\nother = threading.Lock()\nthird = threading.Lock()\n'

/** Threads that execute `f`, one after the other. */
const inTurn =
  'a = threading.Thread(target=f, args=(0,))\nb = threading.Thread(target=f, args=(1,))\na.start()\na.join()\nb.start()\nb.join()\n'

const table: readonly (readonly [string, string, readonly string[]])[] = [
  [
    'any of two objects may have the lesser address',
    `${locks}r = ['', '']\ndef f(k): r[k] = str(id(one) < id(other))\n${inTurn}x, y = r\n`,
    ["x='False' y='False'", "x='True' y='True'"],
  ],
  [
    'an order is the same for all, and total',
    `${locks}r = [0, 0]\ndef f(k):\n    names = {id(one): 1, id(other): 2, id(third): 3}\n    for each in sorted(names): r[k] = r[k] * 10 + names[each]\n${inTurn}x, y = r\n`,
    ['x=123 y=123', 'x=132 y=132', 'x=213 y=213', 'x=231 y=231', 'x=312 y=312', 'x=321 y=321'],
  ],
  [
    'what two comparisons say, the third one follows from',
    `${locks}r = [0, 0]\ndef f(k): r[k] = (id(one) < id(other)) * 100 + (id(other) < id(third)) * 10 + (id(one) < id(third))\n${inTurn}x = r[0]\n`,
    ['x=0', 'x=10', 'x=100', 'x=101', 'x=11', 'x=111'],
  ],
  [
    'an object has one address',
    `${locks}r = ['', '']\ndef f(k): r[k] = f'{id(one) == id(one)} {id(one) == id(other)} {id(one) <= id(one)} {id(one) > id(one)}'\n${inTurn}x = r[0]\n`,
    ["x='True False True False'"],
  ],
  [
    'locks that are taken in the order of their addresses never wait for each other in a circle',
    `${locks}n = [0]\ndef f(k):\n    pair = (one, other) if k else (other, one)\n    for each in sorted(pair, key=id): each.acquire()\n    n[0] += 1\n    for each in pair: each.release()\na = threading.Thread(target=f, args=(0,))\nb = threading.Thread(target=f, args=(1,))\na.start(); b.start(); a.join(); b.join()\nx = n[0]\n`,
    ['x=2'],
  ],
  [
    'an order of more than six objects',
    `many = [threading.Lock() for _ in range(7)]\ndef f(k): sorted(many, key=id)\n${inTurn}`,
    ['75 the order of the addresses of more than 6 objects is not supported'],
  ],
  [
    'addresses of objects that are made without end',
    `import queue\nq = queue.Queue(2)\nclass Item:\n    def __init__(self): self.lock = threading.Lock()\ndef put():\n    while True: q.put(Item())\ndef get():\n    while True: id(q.get()) < id(q.get())\nthreading.Thread(target=put).start()\nthreading.Thread(target=get).start()\n`,
    ['186 the order of the addresses of more than 6 objects is not supported'],
  ],
  [
    'computing with an address',
    `${locks}def f(k): id(one) + 1\n${inTurn}`,
    ['104 `id` gives an address, which differs from run to run'],
  ],
  [
    'printing an address',
    `${locks}def f(k): str(id(one))\n${inTurn}`,
    ['104 `id` gives an address, which differs from run to run'],
  ],
  [
    'an address before threads start',
    `${locks}x = id(one)\ndef f(k): pass\n${inTurn}`,
    ['98 `id` before threads start gives an address that differs from run to run'],
  ],
  [
    'the address of what only one thread has',
    `def f(k): id([1]) < id([2])\n${inTurn}`,
    ['31 `id` of an object that only one thread has gives an address that differs from run to run'],
  ],
]

describe('addresses', () => {
  test.each(table)('%s', async (_, text, expected) => {
    const shown = expected.flatMap((each) => [...each.matchAll(/(\w+)=/g)].map(([, name = '']) => name))
    expect(await outcomes(text, shown)).toEqual([...expected].sort())
  })
})
