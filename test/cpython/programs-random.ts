import type { Example } from './programs.ts'

/** Programs with random values, of which few are explored, others and those after a seed are the same; and with orders that are chance. */
export const drawing: readonly Example[] = [
  {
    name: 'draws of two threads',
    text: `import random, threading
log = []
def work(): log.append(random.choice('ab'))
t = threading.Thread(target=work); t.start(); log.append(random.randint(1, 2)); t.join()
`,
    found: [
      "log=['a', 1]",
      "log=['a', 2]",
      "log=['b', 1]",
      "log=['b', 2]",
      "log=[1, 'a']",
      "log=[1, 'b']",
      "log=[2, 'a']",
      "log=[2, 'b']",
    ],
  },
  {
    name: 'draws without threads',
    text: `from random import randrange, sample
a = randrange(0, 6, 2)
b = sample([1, 2], 2)
`,
    found: ['a=0 b=[1, 2]', 'a=0 b=[2, 1]', 'a=2 b=[1, 2]', 'a=2 b=[2, 1]', 'a=4 b=[1, 2]', 'a=4 b=[2, 1]'],
  },
  {
    name: 'a choice of what another thread appends to',
    text: `import random, threading
xs = [1]
def work(): xs.append(2)
t = threading.Thread(target=work); t.start(); x = random.choice(xs); t.join()
`,
    found: ['x=1 xs=[1, 2]', 'x=2 xs=[1, 2]'],
  },
  {
    name: 'a list that is shuffled while another thread appends to it',
    text: `import random, threading
xs = [1, 2]
def work(): xs.append(3)
t = threading.Thread(target=work); t.start(); random.shuffle(xs); t.join()
`,
    large: true,
    found: ['123', '132', '213', '231', '312', '321'].map((each) => `xs=[${[...each].join(', ')}]`),
  },
  {
    name: 'a loop that ends by a draw, of which only so many are explored',
    text: `import random
n = 0
while random.choice((True, False)):
    n += 1
n = min(n, 5)
`,
    found: ['n=0', 'n=1', 'n=2', 'n=3', 'n=4', 'n=5'],
  },
  {
    name: 'a seed of the program',
    text: `import random
random.seed(3)
x = random.randint(1, 3)
y = random.Random(3).randint(1, 3)
random.seed()
z = random.randint(1, 2)
`,
    found: ['x=1 y=1 z=1', 'x=1 y=1 z=2'],
  },
  {
    name: 'a seed that another thread may give before',
    text: `import random, threading
t = threading.Thread(target=random.seed, args=(3,)); t.start(); x = random.randint(1, 3); t.join()
`,
    found: ['x=1', 'x=2', 'x=3'],
  },
  {
    name: 'draws that raise, and draws of nothing else',
    text: `import random
try: random.choice([])
except IndexError: x = random.choice([7])
try: random.randint(2, 1)
except ValueError: y = random.sample(population=(4, 5), k=1)
`,
    found: ['x=7 y=[4]', 'x=7 y=[5]'],
  },
  {
    name: 'tasks as they are completed, by one worker',
    large: true,
    text: `from concurrent.futures import ThreadPoolExecutor, as_completed
def f(k):
    return k
with ThreadPoolExecutor(1) as pool:
    order = [each.result() for each in as_completed([pool.submit(f, k) for k in range(2)])]
`,
    found: ['order=[0, 1]', 'order=[1, 0]'],
  },
  {
    name: 'tasks as they are completed: what has ended before comes in any order',
    large: true,
    text: `from concurrent.futures import Future, as_completed
fs = [Future() for _ in range(3)]
for k, each in enumerate(fs): each.set_result(k)
order = ''.join(str(each.result()) for each in as_completed(fs))
del fs
`,
    found: ['012', '021', '102', '120', '201', '210'].map((each) => `order='${each}'`),
  },
  {
    name: 'what ends later comes as it ends',
    large: true,
    text: `import threading
from concurrent.futures import Future, as_completed
fs = [Future() for _ in range(3)]
fs[2].set_result(2)
def work():
    fs[1].set_result(1)
    fs[0].set_result(0)
t = threading.Thread(target=work)
waiting = as_completed(fs)
order = str(next(waiting).result())
t.start()
order += ''.join(str(each.result()) for each in waiting)
t.join()
del fs, t, waiting
`,
    found: ["order='210'"],
  },
  {
    name: 'the sets of futures that wait returns have no order',
    large: true,
    text: `from concurrent.futures import ThreadPoolExecutor, wait
def f(k):
    return k
with ThreadPoolExecutor(1) as pool:
    done, left = wait([pool.submit(f, k) for k in range(2)])
order = [each.result() for each in done]
one = done.pop().result()
count = len(done), len(left)
del done, left, pool
`,
    found: [0, 1].flatMap((one) => ['[0, 1]', '[1, 0]'].map((order) => `count=(1, 0) one=${one} order=${order}`)),
  },
  {
    name: 'a float that is compared at once',
    text: `import random
P = 0.3
a = random.random() < P
b = 0.5 <= random.random()
c = [random.random() < 1, random.random() >= 0, random.random() > 1, random.random() < 0]
from random import random
d = not random() > 0.9
`,
    found: [false, true].flatMap((a) =>
      [false, true].flatMap((b) =>
        [false, true].map((d) =>
          `P=0.3 a=${a} b=${b} c=[true, true, false, false] d=${d}`.replaceAll('true', 'True').replaceAll('false', 'False'),
        ),
      ),
    ),
  },
  {
    name: 'a loop of attempts that ends by chance',
    text: `import random
n = 0
while random.random() < 0.5:
    n += 1
n = min(n, 3)
`,
    found: ['n=0', 'n=1', 'n=2', 'n=3'],
  },
  {
    name: 'choices of few, and those that have no weight',
    text: `import random
a = random.choices('xy', k=2)
b = random.choices([1, 2, 3], [1, 0, 2])
c = random.choices((4, 5), cum_weights=[1, 1])
try: random.choices([1], [2], cum_weights=[2])
except TypeError: d = random.choices([6], k=0)
`,
    found: ['xx', 'xy', 'yx', 'yy'].flatMap((a) => [1, 3].map((b) => `a=['${[...a].join("', '")}'] b=[${b}] c=[4] d=[]`)),
  },
  {
    name: 'another function of the name random',
    text: `class Dice:
    def random(self): return 4
dice = Dice()
def random(): return 5
a, b = dice.random() < 5, random() < 5
del dice
`,
    found: ['a=True b=False'],
  },
]
