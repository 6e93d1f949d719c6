import { numbers } from '../random-programs.ts'
import type { Draw } from './features.ts'
import type { ThreadedProgram } from './programs.ts'

const setup = `import queue
import threading
from collections import OrderedDict


class Node:
    def __init__(self, value, below=None):
        self.value = value
        self.below = below


class Request:
    def __init__(self, value):
        self.value = value
        self.lock = threading.Lock()
        self.done = threading.Event()
        self.parts = [value]


def adder(node):
    def add(by):
        node.value += by
        return node
    return add


def show(x, depth=4):
    if depth == 0:
        return '…'
    if isinstance(x, Node):
        return f'N({x.value},{show(x.below, depth - 1)})'
    if isinstance(x, Request):
        return f'R({x.value},{x.done.is_set()},{x.parts})'
    if isinstance(x, (list, tuple)):
        return '[' + ','.join(show(y, depth - 1) for y in x) + ']'
    if isinstance(x, dict):
        return '{' + ','.join(f'{k}:{show(v, depth - 1)}' for k, v in x.items()) + '}'
    return f'set of {len(x)}' if isinstance(x, set) else 'f' if callable(x) else str(x)


a = None
b = Node(0)
items = []
table = OrderedDict()
q = queue.Queue(2)
m = threading.Lock()`

/** Statements on objects that come and go. `K` is a small number; \`n\` and \`x\` are local variables that may be \`None\`. */
const statements: readonly string[] = [
  'a = Node(K, b)',
  'a = Node(K)',
  'b = Node(K)',
  'a = Node(K, a)\nif a is not None: a = a.below',
  'a = None',
  'b = a',
  'a, b = b, a',
  'n = a',
  'n = b',
  'n = Node(K, n)',
  'if n is not None: n.value += 1',
  'if n is not None: n.value = K',
  'if n is not None: n.below = b',
  'if n is not None: n.below = None',
  'if n is not None: n = n.below',
  'x = n is b',
  'x = n.value if n is not None else -1',
  'items.append(Node(K))',
  'items.append(n)',
  'n = items.pop() if items else None',
  'items.clear()',
  'items[:] = [n]',
  'x = len(items)',
  'table[K] = Node(K)',
  'table[K] = n',
  'n = table.pop(K, None)',
  'n = table.get(K)',
  'if table: table.popitem(last=False)',
  'q.put(Node(K))',
  'q.put((K, n))',
  'n = q.get()[1]',
  'n = q.get()',
  'a = Node(K)\nb = Node(K, a)\na = None',
  'a = adder(n)(K) if isinstance(n, Node) else None',
  'a = Request(K)',
  'if isinstance(n, Request): n.done.set()',
  'if isinstance(n, Request): n.done.wait()',
  'if isinstance(n, Request):\n    with n.lock: n.value += 1',
  'if isinstance(n, Request): n.parts.append(K)',
  'with m: a = Node(K, a)',
  'with m: n, a = a, None',
  'b = [n, Node(K)]',
  'b = {K: n}',
  'n = set()\nn.add(Node(K))\na = n\nx = len(n)',
  'a = None if n is None else (n, K)',
]

/** A tiny program of threads that make objects for each other. `rounds`: how often each does so; null is for ever. */
export function objectProgram(seed: number, rounds: number | null = 1): ThreadedProgram {
  const draw = numbers(seed)
  const count = rounds === 1 && draw(4) === 0 ? 3 : 2
  const bodies = Array.from({ length: count }, () => chosen(draw, count === 3 ? 2 : 1 + draw(3)))
  const results = bodies.map((_, index) => `x${index}`)
  const shown = ['show(a)', 'show(b)', 'show(items)', 'show(table)', 'a is b']
  const text = [
    setup,
    ...results.map((name) => `${name} = None`),
    ...shown.map((_, index) => `r${index} = None`),
    ...bodies.flatMap((body, index) => worker(body, index, rounds)),
    `ts = [threading.Thread(target=t) for t in (${bodies.map((_, index) => `work${index}`).join(', ')},)]`,
    'for t in ts: t.start()',
    'for t in ts: t.join()',
    ...shown.map((each, index) => `r${index} = ${each}`),
    '',
  ].join('\n')
  return { text, names: [...results, ...shown.map((_, index) => `r${index}`)], sameFreedom: true }
}

function chosen(draw: Draw, length: number): string[] {
  return Array.from({ length }, () => (statements[draw(statements.length)] ?? '').replaceAll('K', `${draw(2)}`))
}

function worker(body: readonly string[], index: number, rounds: number | null): string[] {
  const loop = rounds === null ? 'while True:' : `for _ in range(${rounds}):`
  const lines = body.flatMap((each) => each.split('\n'))
  return [
    `def work${index}():`,
    `    global a, b, x${index}`,
    '    n = x = None',
    `    ${loop}`,
    ...lines.map((line) => `        ${line}`),
    `    x${index} = x`,
  ]
}
