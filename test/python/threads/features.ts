/** A source of numbers below a bound. */
export type Draw = (below: number) => number

/** One thing that threads share: how it is made, what they do with it, and what is looked at in the end. */
export interface Feature {
  readonly name: string
  readonly setup: readonly string[]
  /** Statements of a thread, each with lines of its own. `NUMBER` is a small expression, `TARGET` a variable. */
  readonly statements: readonly (readonly string[])[]
  /** Expressions that the main thread stores when the others have ended. */
  readonly shows: readonly string[]
}

const lines = (...texts: string[]): string[][] => texts.map((text) => text.split('\n'))

const numbers: Feature = {
  name: 'numbers',
  setup: [],
  statements: lines(
    'x += 1',
    'y -= NUMBER',
    'y = x',
    'x = y + 1',
    'x, y = y, x',
    'x = x * 2 + y',
    'p = x\ny = p + 1',
    'x = max(x, y)',
    'y = min(y, x, 1)',
    'if x > y:\n    y += 1\nelse:\n    x -= 1',
    'x = y if x else 3',
    'y = x and y',
    'x = x or y or 2',
    'flag = x < y <= 3',
    'flag = not flag',
    'flag = x == y or flag',
    'y = -x',
    'x = abs(y - 2)',
    'x = y = NUMBER',
    'p = (x, y)\nx = p[1]',
    'p, y = y, p + 1',
    'y = x // 2 + x % 2',
    'x = 10 // y',
    "name = 'b' if name == 'a' else 'a'",
    "if name != 'a':\n    x = 7\nname = 'c'",
    'x = bool(y) + 1',
    'x = (p := y) + p',
    'for v in (x, y):\n    p += v\nx = p',
    'for i, v in enumerate([y, x]):\n    p += i * v\ny = p',
    'x = sum([x, y])',
    'assert x < 5',
  ),
  shows: [],
}

const list: Feature = {
  name: 'list',
  setup: ['data = [1, 2]'],
  statements: lines(
    'data[0] += 1',
    'data[1] += x',
    'data[p % 2] = NUMBER',
    'data[0], data[1] = data[1], data[0]',
    'data[-1] = 5',
    'x = data[1]',
    'x = data[0] + data[-1]',
    'y = data[data[0] % 2]',
    'data[data[1] % 2] = y',
    'for v in data:\n    p += v\nx = p',
    'for i, v in enumerate(data):\n    data[i] = v + 1',
    'flag = 2 in data',
    'p, w = data[0], data[1]\nx = p - w',
    'data[0] = data[1] = NUMBER',
    'data[2] = 1',
  ),
  shows: ['data[0]', 'data[1]'],
}

const grown: Feature = {
  name: 'grown',
  setup: ['grown = [3]'],
  statements: lines(
    'grown.append(NUMBER)',
    'if len(grown) > 0:\n    p = grown.pop()',
    'if grown:\n    x = grown.pop(0)',
    'x = len(grown)',
    'grown.insert(0, x)',
    'flag = 3 in grown',
    'grown.clear()',
    'for v in grown:\n    p += v\ny = p',
    'try:\n    grown.remove(3)\nexcept ValueError:\n    y = 9',
    'try:\n    x = grown[1]\nexcept IndexError:\n    x = -1',
    'grown.append(len(grown))',
    'while grown:\n    p += grown.pop()\nx = p',
    'x = grown.count(3)',
    'grown.extend([1, 2])',
    'grown += [4]',
    'x = grown.pop()',
    'if not grown:\n    grown.append(8)',
  ),
  shows: ['len(grown)', 'grown[0] if len(grown) > 0 else -1', 'grown[-1] if len(grown) > 0 else -1'],
}

const swapped: Feature = {
  name: 'swapped lists',
  setup: ['short = [1]', 'long = [2, 3]'],
  statements: lines(
    'short, long = long, short',
    'short = long',
    'short.append(NUMBER)',
    'short += [5]',
    'long.extend([x])',
    'x = len(long)',
    'short[0] += 1',
    'p = short\np[0] = 7',
    'flag = short is long',
    'if short:\n    y = short[0]',
  ),
  shows: ['len(short)', 'short[0]', 'len(long)', 'short is long'],
}

const dict: Feature = {
  name: 'dict',
  setup: ["d = {'k': 1, 'm': 2}"],
  statements: lines(
    "d['k'] += 1",
    "d['m'] = d['k']",
    "x = d.get('k')",
    "x = d.get('z', 4)",
    'for k in d:\n    d[k] += 1',
    'for k, v in d.items():\n    p += v\nx = p',
    "if 'k' in d:\n    d['k'] = NUMBER",
    "d['k'], d['m'] = d['m'], d['k']",
    "flag = d['k'] == d['m']",
    "try:\n    x = d['z']\nexcept KeyError:\n    x = -1",
    "p = 'k' if x > 0 else 'm'\nd[p] -= 1",
    'for v in d.values():\n    y += v',
  ),
  shows: ["d['k']", "d['m']"],
}

const deque: Feature = {
  name: 'deque',
  setup: ['dq = deque([1, 2])'],
  statements: lines(
    'dq.append(NUMBER)',
    'dq.appendleft(x)',
    'if dq:\n    x = dq.popleft()',
    'y = dq.pop()',
    'x = len(dq)',
    'if len(dq) > 1:\n    dq.append(dq.popleft())',
    'try:\n    x = dq.popleft()\nexcept IndexError:\n    x = 0',
    'x = dq[0]',
  ),
  shows: ['len(dq)', 'dq[0] if len(dq) > 0 else -1'],
}

const boxSetup = [
  'class Box:',
  '    made = 0',
  '    def __init__(self, value=1):',
  '        self.value = value',
  '        self.next = None',
  '    def add(self, amount=1):',
  '        self.value += amount',
  '        return self.value',
  '    @property',
  '    def twice(self):',
  '        return self.value * 2',
  '    @staticmethod',
  '    def plus(one, other=1):',
  '        return one + other',
  'box = Box(1)',
  'spare = Box(value=5)',
]

const box: Feature = {
  name: 'box',
  setup: boxSetup,
  statements: lines(
    'box.value += 1',
    'x = box.add(2)',
    'box.add()',
    'x = box.twice',
    'Box.made += 1',
    'box, spare = spare, box',
    'box = spare',
    'if box is spare:\n    x = 4',
    'box.value, spare.value = spare.value, box.value',
    'x = Box.plus(x, other=box.value)',
    'box.next = spare',
    'if box.next is not None:\n    box.next.value += 1',
    'box.next = None',
    'p = box\np.value -= 1',
    'for v in (box, spare):\n    v.value += 1',
    'p = box.add\np(3)',
  ),
  shows: ['box.value', 'spare.value', 'box is spare', 'Box.made'],
}

const reference: Feature = {
  name: 'reference',
  setup: ['class Node:', '    def __init__(self, n):', '        self.n = n', 'node = Node(7)', 'ref = None'],
  statements: lines(
    'if ref is None:\n    ref = node',
    'if ref is not None:\n    ref.n += 1',
    'ref = None',
    'ref = node',
    'p = ref\nif p is not None:\n    x = p.n',
    'ref.n = 2',
    'x = ref.n if ref else -1',
    'flag = ref is None',
    'node.n -= 1',
    'ref = Node(NUMBER)',
  ),
  shows: ['ref is None', 'node.n'],
}

const closure: Feature = {
  name: 'closure',
  setup: [
    'def counter(start):',
    '    n = start',
    '    def up(by=1):',
    '        nonlocal n',
    '        n += by',
    '        return n',
    '    return up',
    'up = counter(0)',
    'down = counter(5)',
  ],
  statements: lines(
    'x = up()',
    'up(2)',
    'up(by=-1)',
    'y = up(down(-1))',
    'down()',
    'p = counter(NUMBER)\nx = p() + p()',
    'p = lambda v: v + y\nx = p(1)',
  ),
  shows: ['up(0)', 'down(0)'],
}

const pair: Feature = {
  name: 'dataclass',
  setup: ['@dataclass(order=True)', 'class Pair:', '    n: int', '    m: int = 2', 'pair = Pair(1)', 'twin = Pair(1, m=2)'],
  statements: lines(
    'pair.n += 1',
    'pair.m = twin.n',
    'flag = pair == Pair(1, 2)',
    'flag = pair == twin',
    'flag = pair < twin',
    'pair, twin = twin, pair',
    'pair = Pair(x)',
    'x = pair.n + pair.m',
    'pair.n, pair.m = pair.m, pair.n',
  ),
  shows: ['pair.n', 'pair.m', 'twin.n', 'pair is twin'],
}

const call: Feature = {
  name: 'calls',
  setup: [
    'def helper(a, b=2, *, c=3):',
    '    global y',
    '    y = a - b',
    '    return y + c',
    'def leave(k):',
    '    global x',
    '    for i in range(2):',
    '        try:',
    '            if k == i:',
    '                return x',
    '            x += 1',
    '        finally:',
    '            if k == 2:',
    '                break',
    '    return -1',
    'def give(k=x):',
    '    try:',
    '        if k > 0:',
    "            raise ValueError('given')",
    '        return 1',
    '    except ValueError:',
    '        return 2',
    '    else:',
    '        return 3',
    '    finally:',
    '        helper(k)',
    'def fact(n):',
    '    return 1 if n == 0 else n * fact(n - 1)',
    'def apply(g, v):',
    '    return g(v)',
  ],
  statements: lines(
    'x = helper(x)',
    'x = helper(x, c=y)',
    'x = helper(b=x, a=y)',
    'y = leave(0)',
    'y = leave(1) + leave(NUMBER)',
    'y = leave(2)',
    'x = give()',
    'x = give(y)',
    'x += give(k=0)',
    'x = fact(3) + y',
    'x = apply(helper, y)',
    'x = apply(lambda v: v + x, 2)',
    'y = x + helper(1) * x',
  ),
  shows: [],
}

const starred: Feature = {
  name: 'star arguments',
  setup: ['def several(first, *others):', '    return first + len(others)'],
  statements: lines('x = several(x, y, 3)', 'y = several(*(1, 2))', 'x = several(y)'),
  shows: [],
}

const derived: Feature = {
  name: 'inheritance',
  setup: [
    'class Base:',
    '    def __init__(self, n):',
    '        self.n = n',
    '    def grow(self):',
    '        self.n += self.step()',
    '    def step(self):',
    '        return 1',
    'class Derived(Base):',
    '    def __init__(self, n):',
    '        super().__init__(n)',
    '        self.k = 2',
    '    def step(self):',
    '        return self.k',
    'thing = Derived(1)',
  ],
  statements: lines('thing.grow()', 'thing.k += 1', 'x = thing.n', 'flag = isinstance(thing, Base)'),
  shows: ['thing.n', 'thing.k'],
}

const semaphore: Feature = {
  name: 'semaphore',
  setup: ['sem = threading.Semaphore(1)'],
  statements: lines(
    'with sem:\n    x += 1',
    'sem.acquire()',
    'sem.release()',
    'sem.acquire()\nx = y\ny = x + 1\nsem.release()',
  ),
  shows: [],
}

const event: Feature = {
  name: 'event',
  setup: ['ev = threading.Event()'],
  statements: lines('ev.set()', 'y += 1\nev.set()', 'ev.wait()\nx = y', 'flag = ev.is_set()', 'ev.clear()'),
  shows: ['ev.is_set()'],
}

const condition: Feature = {
  name: 'condition',
  setup: ['cond = threading.Condition()', 'ready = 0'],
  statements: lines(
    'with cond:\n    while ready == 0:\n        cond.wait()\n    ready -= 1\nx += 1',
    'with cond:\n    ready += 1\n    cond.notify()',
    'ready += 1\nwith cond:\n    cond.notify_all()',
    'with cond:\n    if ready == 0:\n        cond.wait()\n    ready = 0',
    'cond.acquire()\nready = 1\ncond.notify(1)\ncond.release()',
    'with cond:\n    cond.wait_for(lambda: ready > 0)\n    y = 5',
    'cond.notify()',
  ),
  shows: ['ready'],
}

const queues: Feature = {
  name: 'queue',
  setup: ['q = queue.Queue(1)', 'stack = queue.LifoQueue()'],
  statements: lines(
    'q.put(NUMBER)',
    'x = q.get()',
    'try:\n    y = q.get_nowait()\nexcept queue.Empty:\n    y = -1',
    'try:\n    q.put(x, block=False)\nexcept queue.Full:\n    flag = True',
    'stack.put(x)',
    'stack.put(NUMBER)',
    'if not stack.empty():\n    y = stack.get()',
    'x = q.qsize()',
    'q.put(x)\ny = q.get()',
  ),
  shows: ['q.qsize()', 'stack.qsize()'],
}

/** What is printed is looked at in every program. */
const printing: Feature = {
  name: 'printing',
  setup: [],
  statements: lines(
    'print(x)',
    'print("a", y, end=" ")',
    "print(name, flag, x, sep='-')",
    'print(f"{y}!", end="")',
    'print(f"{name}={x - 10}")',
    'print((x, flag, name), y < 2)',
    'p = x\nprint(p, p + 1, p)',
    'for v in range(2):\n    print(v, x, end=",")',
    'print()',
    'if x > 1:\n    print("more", x % 2)\nelse:\n    print("less")',
    'print(x if flag else None)',
    'print("%d of %s" % (y, name), end=";")',
  ),
  shows: [],
}

/** What the programs are made of; those that come more than once are drawn more often. */
export const features: readonly Feature[] = [
  list,
  grown,
  swapped,
  dict,
  deque,
  box,
  reference,
  closure,
  pair,
  call,
  call,
  semaphore,
  event,
  condition,
  condition,
  queues,
  printing,
  printing,
]

/** What the subset may refuse altogether: drawn rarely. */
export const rare: readonly Feature[] = [starred, derived]

/** What every program has. */
export const always: Feature = numbers
