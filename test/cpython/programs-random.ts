import type { Example } from './programs.ts'

/** Programs that draw random values: few are explored, others and those after a seed are the same in each execution. */
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
]
