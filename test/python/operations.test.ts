import { describe, expect, test } from 'vitest'
import { callText } from '../../src/findings/non-linearizable.ts'
import { readPython } from '../../src/language/python/read.ts'
import { operationText } from '../../src/program/print.ts'
import type { Program } from '../../src/program/program.ts'
import { checkPython } from './run.ts'

function programOf(text: string): Program {
  const read = readPython({ name: 'test.py', text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  return read.value.program
}

/** The marks in the code of a thread, by its name. */
function marksOf(text: string, thread: string): string[] {
  const program = programOf(text)
  const code = program.threads.find(({ name }) => name === thread)?.code ?? -1
  return (program.codes[code]?.instructions ?? [])
    .filter(({ op }) => op === 'op_begin' || op === 'op_end' || op === 'progress')
    .map((each) => operationText(program, code, each))
}

const start = '\nt = threading.Thread(target=work)\nu = threading.Thread(target=work)\nt.start()\nu.start()\n'

function withWork(body: string): string {
  return `import threading\nx = 0\nlock = threading.Lock()\n${body}${start}`
}

describe('calls from the body of a thread are operations', () => {
  test.each([
    [
      'a function with arguments and a result',
      'def add(n, m=2):\n    global x\n    x += n\n    return x\ndef work():\n    add(5)\n',
      ['op add(5, 2):', 'return result2'],
    ],
    ['one that gives nothing back', 'def add():\n    global x\n    x += 1\ndef work():\n    add()\n', ['op add:', 'end of op']],
    [
      'calls within calls are not',
      'def one():\n    global x\n    x += 1\ndef two():\n    one()\n    one()\ndef work():\n    two()\n',
      ['op two:', 'end of op'],
    ],
    ['the body itself is not', 'def work():\n    global x\n    x += 1\n', []],
    [
      'a method, named with its object',
      'class C:\n    def __init__(self):\n        self.n = 0\n    def get(self):\n        return self.n\nc = C()\ndef work():\n    c.get()\n',
      ['op c.get:', 'return 0'],
    ],
    [
      'an exception that leaves it ends it',
      'def fail():\n    if lock.locked():\n        raise ValueError\n    return 5\ndef work():\n    try:\n        fail()\n    except ValueError:\n        pass\n',
      ['op fail:', 'end of op', 'return 5'],
    ],
  ])('%s', (_, body, marks) => {
    expect(marksOf(withWork(body), 't')).toEqual(marks)
  })

  test('a thread that is an object: calls from its run', () => {
    const text =
      'import threading\nx = 0\ndef get():\n    return x\nclass T(threading.Thread):\n    def run(self):\n        get()\nt = T()\nt.start()\n'
    expect(marksOf(text, 't')).toEqual(['op get:', 'return 0'])
  })

  test('calls of the main thread, once it has started others', () => {
    const text = withWork('def get():\n    return x\ndef work():\n    global x\n    x += 1\nget()\n').concat('get()\n')
    expect(marksOf(text, 'main')).toEqual(['op get:', 'return result'])
  })

  test('where a function starts the threads, calls from that', () => {
    const text = `import threading\nx = 0\ndef get():\n    return x\ndef work():\n    global x\n    x += 1\ndef main():\n    get()\n    t = threading.Thread(target=work)\n    t.start()\n    get()\nmain()\n`
    expect(marksOf(text, 'main')).toEqual(['op get:', 'return result2'])
  })

  test('they change no outcome, no count, and no verdict about serial orders', async () => {
    const inline = await checkPython(withWork('def work():\n    global x\n    x += 1\n'))
    const called = await checkPython(withWork('def add():\n    global x\n    x += 1\ndef work():\n    add()\n'))
    const facts = ({ stats, outcomes }: typeof inline): unknown => [
      stats.states,
      stats.interleavings,
      outcomes.map((each) => [each.final, each.serial]),
    ]
    expect(facts(called)).toEqual(facts(inline))
  })
})

describe('linearizability of calls', () => {
  const histories = async (text: string): Promise<string[][]> => {
    const { findings } = await checkPython(text)
    return findings.flatMap(({ detail, severity }) =>
      detail.kind === 'non-linearizable' ? [[severity, ...detail.calls.map((each) => callText(each))]] : [],
    )
  }

  test('a racy counter gives a number twice: a warning, since nobody said that calls take effect at once', async () => {
    const text = withWork('def draw():\n    global x\n    tmp = x + 1\n    x = tmp\n    return tmp\ndef work():\n    draw()\n')
    expect(await histories(text)).toEqual([['warning', 'draw() → 1', 'draw() → 1']])
  })

  test('under a lock it does not', async () => {
    const text = withWork(
      'def draw():\n    global x\n    with lock:\n        x += 1\n        return x\ndef work():\n    draw()\n',
    )
    expect(await histories(text)).toEqual([])
  })

  test('results are shown as Python has them', async () => {
    const text = withWork(
      'def first(name):\n    global x\n    if x == 0:\n        x = 1\n        return True\n    return None\ndef work():\n    first("me")\n',
    )
    expect(await histories(text)).toEqual([['warning', "first('me') → True", "first('me') → True"]])
  })
})

describe('# progress', () => {
  const loop = (lines: string): string => withWork(`def work():\n    while True:\n${lines}`)
  test.each([
    [
      'on a line of its own, after a statement',
      '        lock.acquire()\n        # progress\n        lock.release()\n',
      ['acquire', 'progress', 'release'],
    ],
    [
      'before the first statement',
      '        # progress\n        lock.acquire()\n        lock.release()\n',
      ['progress', 'acquire', 'release'],
    ],
    [
      'after the last, indented as the block is',
      '        lock.acquire()\n        lock.release()\n        # progress\n',
      ['acquire', 'release', 'progress'],
    ],
    [
      'at the end of a line',
      '        lock.acquire()  # progress\n        lock.release()\n',
      ['acquire', 'progress', 'release'],
    ],
    [
      'among other comments',
      '        lock.acquire()\n        # taken\n\n        # progress\n        # so far\n        lock.release()\n',
      ['acquire', 'progress', 'release'],
    ],
    [
      'at the end of an inner block',
      '        lock.acquire()\n        if lock.locked():\n            pass\n            # progress\n        lock.release()\n',
      ['acquire', 'locked', 'branch', 'progress', 'release'],
    ],
    [
      'after an inner block',
      '        lock.acquire()\n        if lock.locked():\n            pass\n        # progress\n        lock.release()\n',
      ['acquire', 'locked', 'progress', 'release'],
    ],
  ])('%s', (_, lines, expected) => {
    const program = programOf(loop(lines))
    const code = program.codes[program.threads.find(({ name }) => name === 't')?.code ?? -1]
    const ops = (code?.instructions ?? []).map(({ op }) => op)
    expect(ops.filter((op) => expected.includes(op))).toEqual(expected)
  })

  test('one that is indented like no block is a mistake', () => {
    const read = readPython({
      name: 'test.py',
      text: loop('        lock.acquire()\n      # progress\n        lock.release()\n'),
    })
    expect(read.ok ? [] : read.errors.map((each) => each.message)).toEqual(['this comment does not belong to a statement'])
  })

  test('a loop that marks its progress starves where it does not come by the mark', async () => {
    const text = withWork(
      'def work():\n    while True:\n        if lock.acquire(blocking=False):\n            # progress\n            lock.release()\n',
    )
    const kinds = async (program: string): Promise<string[]> => (await checkPython(program)).findings.map(({ kind }) => kind)
    expect(await kinds(text)).toEqual(['starvation', 'starvation'])
    expect(await kinds(text.replace('            # progress\n', ''))).toEqual([])
  })
})

describe('# mod', () => {
  const text = (claim: string): string => `${withWork('def work():\n    global x\n    x += 1\n')}${claim}\n`

  test('a variable counts modulo a number', async () => {
    const { outcomes } = await checkPython(text('# mod 2: x\n# expect: possible x == 0'))
    expect(outcomes.map(({ final }) => final)).toEqual([[0], [1]])
  })

  test.each([
    ['# mod 0: x', 'a modulus must be 1 or more'],
    ['# mod 4: y', 'unknown variable `y`'],
  ])('%s is a mistake', (claim, message) => {
    const read = readPython({ name: 'test.py', text: text(claim) })
    expect(read.ok ? [] : read.errors.map((each) => each.message)).toEqual([message])
  })
})
