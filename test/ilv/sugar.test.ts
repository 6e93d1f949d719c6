import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { readInstructionText } from '../../src/language/ilv/read.ts'
import { locationText, operationText } from '../../src/program/print.ts'
import { isSilent, type Program } from '../../src/program/program.ts'

function program(text: string): Program {
  const read = readInstructionText({ name: 'test.ilv', text })
  if (!read.ok) throw new Error(read.errors.map((each) => `${each.message} (${each.hint ?? ''})`).join('\n'))
  return read.value
}

/** The instructions of a code as text; silent ones in parentheses. */
function listing(read: Program, code = 0): string[] {
  return (read.codes[code]?.instructions ?? []).map((each) => {
    const text = operationText(read, code, each)
    return isSilent(each) ? `(${text})` : text
  })
}

function listed(
  body: string,
  head = 'shared x\nshared y\nshared a[3]\nsemaphore s = 1 max 1\nlock m[2]\ncondition c\n',
): string[] {
  return listing(program(`${head}thread T:\n${body}`))
}

describe('assignments are loads, a local step and a store', () => {
  test.each([
    ['x = 5', ['store x, 5']],
    ['x = y', ['load tmp, y', 'store x, tmp']],
    ['x = x + 1', ['load tmp, x', 'add tmp, 1', 'store x, tmp']],
    ['x += 1', ['load tmp, x', 'add tmp, 1', 'store x, tmp']],
    ['x -= y', ['load tmp, x', 'load tmp2, y', 'set tmp, tmp - tmp2', 'store x, tmp']],
    ['x *= 2', ['load tmp, x', 'set tmp, tmp * 2', 'store x, tmp']],
    ['r = x', ['load r, x']],
    ['r = 1', ['set r, 1']],
    ['r = x + 1', ['load tmp, x', 'set r, tmp + 1']],
    ['r += x', ['load tmp, x', 'add r, tmp']],
    ['let r = x + 1', ['load tmp, x', '(let r, tmp + 1)']],
    ['r = 2\nx = r + 1', ['set r, 2', 'store x, r + 1']],
    ['a[1] = 0', ['store a[1], 0']],
    ['a[x] = y', ['load tmp, x', 'load tmp2, y', 'store a[tmp], tmp2']],
    ['a[x] += 1', ['load tmp, x', 'load tmp2, a[tmp]', 'add tmp2, 1', 'store a[tmp], tmp2']],
    ['r = a[a[x]]', ['load tmp, x', 'load tmp, a[tmp]', 'load r, a[tmp]']],
    [
      'x = max(a)',
      [
        'load tmp, a[0]',
        'load tmp2, a[1]',
        '(let tmp, max(tmp, tmp2))',
        'load tmp2, a[2]',
        'set tmp, max(tmp, tmp2)',
        'store x, tmp',
      ],
    ],
    ['x = max(x, 7)', ['load tmp, x', 'set tmp, max(tmp, 7)', 'store x, tmp']],
    ['x = len(a)', ['store x, 3']],
  ])('%s', (text, expected) => {
    expect(listed(text)).toEqual(expected)
  })

  test('`tmp` of the text stays as it is', () => {
    expect(listed('set tmp, 1\nx += tmp')).toEqual(['set tmp, 1', 'load tmp_, x', 'add tmp_, tmp', 'store x, tmp_'])
  })

  test('the lesson’s counter has as many states and interleavings as in instructions', async () => {
    const short = await check(program('shared balance\nthread A, B:\n  balance += 1'))
    expect([short.stats.states, `${short.stats.interleavings}`]).toEqual([22, '20'])
  })
})

describe('conditions read what they need', () => {
  test.each([
    ['if x == 1:\ny = 2\nend', ['load tmp, x', '(branch not tmp == 1, @3)', 'store y, 2']],
    ['if x == 1 and y == 2:\nend', ['load tmp, x', '(branch not tmp == 1, @4)', 'load tmp, y', '(branch not tmp == 2, @4)']],
    ['if x == 1 or y == 2:\nend', ['load tmp, x', '(branch tmp == 1, @4)', 'load tmp, y', '(branch not tmp == 2, @4)']],
    ['if not (x == 1 or y == 2):\nend', ['load tmp, x', '(branch tmp == 1, @4)', 'load tmp, y', '(branch tmp == 2, @4)']],
    ['while x != y:\nend', ['load tmp, x', 'load tmp2, y', '(branch not tmp != tmp2, @4)', '(jump @0)']],
    ['assert x == 0', ['load tmp, x', '(assert tmp == 0)']],
    [
      'if any i in 1..2: a[i] == 1:\nend',
      ['load tmp, a[1]', '(branch tmp == 1, @4)', 'load tmp, a[2]', '(branch not tmp == 1, @4)'],
    ],
    [
      'r = x == 1 and y == 2',
      [
        'load tmp, x',
        '(branch not tmp == 1, @6)',
        'load tmp, y',
        '(branch not tmp == 2, @6)',
        '(let tmp, 1)',
        '(jump @7)',
        '(let tmp, 0)',
        'set r, tmp',
      ],
    ],
    // The first components are read once, though they are compared twice.
    [
      'if (x, 1) < (y, 2):\nend',
      ['load tmp, x', 'load tmp2, y', '(branch tmp < tmp2, @4)', '(branch not (tmp == tmp2 and 1 < 2), @4)'],
    ],
  ])('%s', (text, expected) => {
    expect(listed(text)).toEqual(expected)
  })

  test.each([
    ['await all i: a[i] == 0', 'await a[0] == 0 and a[1] == 0 and a[2] == 0'],
    ['await any i != 1: a[i] == 0', 'await a[0] == 0 or a[2] == 0'],
    ['await sum(a) == 2', 'await a[0] + a[1] + a[2] == 2'],
    ['await (sum i < 2: a[i] * i) == 2', 'await a[0] * 0 + a[1] * 1 == 2'],
    ['await (sum i: (a[i] == 2)) == 1', 'await (a[0] == 2) + (a[1] == 2) + (a[2] == 2) == 1'],
    ['await x > max i in 1..2: a[i]', 'await x > max(a[1], a[2])'],
    ['await (x, 1) <= (y, 2)', 'await x < y or x == y and 1 <= 2'],
    ['await (x, y) != (1, 2)', 'await x != 1 or y != 2'],
    ['await all(a)', 'await a[0] != 0 and a[1] and a[2]'],
  ])('%s is one step', (text, expected) => {
    expect(listed(text)).toEqual([expected])
  })
})

describe('other notations', () => {
  test.each([
    ['P(s)', 'sem_acquire s'],
    ['V(s)', 'sem_release s'],
    ['wait s', 'sem_acquire s'],
    ['signal(s)', 'sem_release s'],
    ['down s', 'sem_acquire s'],
    ['up s', 'sem_release s'],
    ['signal c', 'notify c'],
    ['broadcast c', 'notify_all c'],
    ['acquire(m[1])', 'acquire m[1]'],
    ['wait(c, m[0])', 'wait c, m[0]'],
    ['unlock m[0]', 'release m[0]'],
  ])('%s', (text, expected) => {
    expect(listed(text)).toEqual([expected])
  })

  test('traces show the words of the text', () => {
    const [first] = program('semaphore s = 1\nthread T:\n  P(s)   # comment').codes[0]?.instructions ?? []
    expect(first?.text).toBe('P(s)')
  })
})

describe('arrays of threads and locks', () => {
  test('`me` and `N` are known in each thread, and codes that do not differ are one', () => {
    const read = program('shared a[3]\nthread P[3]:\n  a[me] = N\nthread Q[2]:\n  a[0] = 1\nthread A, B:\n  a[me] = 2')
    expect(read.threads.map(({ name, code }) => [name, code])).toEqual([
      ['P[0]', 0],
      ['P[1]', 1],
      ['P[2]', 2],
      ['Q[0]', 3],
      ['Q[1]', 3],
      ['A', 4],
      ['B', 5],
    ])
    expect([0, 1, 2, 3, 4, 5].flatMap((code) => listing(read, code))).toEqual([
      'store a[0], 3',
      'store a[1], 3',
      'store a[2], 3',
      'store a[0], 1',
      'store a[0], 2',
      'store a[1], 2',
    ])
  })

  test('a name of the text has its own meaning', () => {
    const read = program('const N = 7\nshared me = 1\nthread A, B:\n  me = N')
    expect(listing(read)).toEqual(['store me, 7'])
  })

  test('a computed index chooses among copies of the instruction', () => {
    expect(listed('choose r, 0..2\nacquire m[r]')).toEqual([
      'choose r, 0..2',
      '(branch r != 0, @4)',
      'acquire m[0]',
      '(jump @8)',
      '(branch r != 1, @7)',
      'acquire m[1]',
      '(jump @8)',
      'store m[r], 0',
    ])
  })

  test.each([
    ['semaphore s[3] = 1, 0, 2', [1, 0, 2]],
    ['semaphore s[3] = 2', [2, 2, 2]],
    ['const K = 4\nsemaphore s[2] = K, 0 max K', [4, 0]],
  ])('%s', (text, initials) => {
    const { semaphores } = program(`${text}\nthread T:\n  P(s[1])`)
    expect(semaphores.map(({ initial }) => initial)).toEqual(initials)
  })

  test.each([
    ['semaphore s[3] = 1, 0', '`s`: expected 3 values, found 2'],
    ['semaphore s = 1, 0', '`s`: expected 1 value, found 2'],
    ['semaphore s[2] = 1, -1', '-1 is too small'],
    ['semaphore s[2] = 0, 2 max 1', 'the greatest value cannot be 1'],
  ])('%s is refused', (text, message) => {
    const read = readInstructionText({ name: 'test.ilv', text: `${text}\nthread T:\n  yield` })
    expect(read.ok ? [] : read.errors.map((each) => each.message)).toEqual([message])
  })

  test('an index that no element has is a finding', async () => {
    const result = await check(program('lock m[2]\nthread T:\n  choose r, 0..2\n  acquire m[r]\n  release m[r]'))
    expect(result.findings.map(({ kind }) => kind)).toEqual(['index'])
    expect(result.outcomes.length).toBe(1)
  })
})

describe('several declarations in a line', () => {
  test('each name has its own value, or that of the group', () => {
    const text =
      'const N = 2, M = N + 1\nshared x, y = 7, a[M] = 4, 5, 6, z = 1\nsemaphore s = 1, t = 2\nbarrier b = 2, c = 3\nthread T:\n  yield'
    const { shared, semaphores, barriers } = program(text)
    expect(shared.map(({ name, initial }) => [name, ...initial])).toEqual([
      ['x', 7],
      ['y', 7],
      ['a', 4, 5, 6],
      ['z', 1],
    ])
    expect(semaphores.map(({ name, initial }) => [name, initial])).toEqual([
      ['s', 1],
      ['t', 2],
    ])
    expect(barriers.map(({ name, parties }) => [name, parties])).toEqual([
      ['b', 2],
      ['c', 3],
    ])
  })

  test.each([
    ['const K = 1, 2', 'expected one value'],
    ['const K = 1, L[2] = 2', 'a constant is no array'],
    ['shared x = 1, 2', '`x`: expected 1 value, found 2'],
    ['shared x = 1, y = 2, 3', '`y`: expected 1 value, found 2'],
    ['semaphore s = 1, t = -1', '-1 is too small'],
    ['barrier b = 2, c = 0', '0 is too small'],
    ['shared x = 1, x = 2', '`x` is already declared, as a shared variable'],
  ])('%s', (text, message) => {
    const read = readInstructionText({ name: 'test.ilv', text: `${text}\nthread T:\n  yield` })
    expect(read.ok ? [] : read.errors.map((each) => each.message)).toEqual([message])
  })
})

describe('for', () => {
  test.each([
    ['0..2', 3],
    ['2..0', 0],
    ['1..1', 1],
    ['n..n + 2', 3],
  ])('in %s has %i rounds', async (range, rounds) => {
    const text = `shared x\nthread T:\n  set n, 5\n  for i in ${range}:\n    x += 1\n    assert i >= 0\n  end`
    const result = await check(program(text))
    expect(result.outcomes.map(({ final }) => final)).toEqual([[rounds]])
  })

  test('the bounds are read once, before the first round', async () => {
    const text = 'shared x = 2\nshared count\nthread T:\n  for i in 1..x:\n    x += 1\n    count += 1\n  end'
    const result = await check(program(text))
    expect(result.outcomes.map(({ final }) => final)).toEqual([[4, 2]])
  })
})

describe('def with parameters and a result', () => {
  const text = `
shared out
def twice(v) -> r:
    if v > 2:
        return 100
    end
    r = v + v
end
def both(a, b) -> r:
    s = twice(a)
    r = twice(b)
    r += s
end
thread T:
    v = 7
    x = both(1, 2)
    out = twice(5)
    out += twice(1)
    twice(9)
    call twice(2)
    assert v == 7 and x == 6`

  test('has local names, and returns its result', async () => {
    const result = await check(program(text))
    expect(result.findings).toEqual([])
    expect(result.outcomes.map(({ final }) => final)).toEqual([[102]])
  })

  test('arguments are evaluated before any parameter is set', async () => {
    const swap = 'shared x = 1\nshared y = 2\nshared z\ndef f(a, b) -> r:\n  r = a * 10 + b\nend\nthread T:\n  z = f(y, x)'
    const result = await check(program(swap))
    expect(result.outcomes.map(({ final }) => final)).toEqual([[1, 2, 21]])
  })
})

test.each([
  ['a return leaves the loops of its `def`, not those around the call', 'repeat 3:\nx = f(1)\ncount += x\nend', [2, 6]],
  [
    'a return leaves the loops of its operation, not those around it',
    'repeat 3:\nop a:\nload r, x\nif r < 9:\nreturn r\nend\nyield\nend\nfetch_add q, count, 1\nend',
    [0, 3],
  ],
  ['names are those of the thread in a `def` that another one calls', 'set v, 4\ncall g', [4, 0]],
])('%s', async (_, body, expected) => {
  const defs =
    'def f(v) -> r:\nrepeat 4:\nfor i in 1..3:\nif i == 2:\nreturn 2\nend\nend\nend\nend\n' +
    'def g:\ncall h(7)\nend\ndef h(w):\nx = v\nend\n'
  const text = `shared x\nshared count\n${body.includes('call g') ? defs : defs.slice(0, defs.indexOf('def g'))}thread T:\n${body}`
  const result = await check(program(text))
  expect(result.outcomes.map(({ final }) => final)).toEqual([expected])
  const [outcome] = result.outcomes
  const end = outcome?.witness().steps.at(-1)?.after.threads[0]?.registers ?? []
  const names = program(text).codes[0]?.registers ?? []
  const counters = names.flatMap((name, index) => (/^(#|i$)/.test(name) ? [end[index]] : []))
  expect(counters.every((value) => value === 0)).toBe(true)
})

test.each([
  [
    'nested quantifiers',
    'shared x\nthread A:\n  x = 1\ninvariant all i in 0..199: all j in 0..199: x >= 0',
    'this has too many values',
  ],
  [
    'two computed indices',
    'condition c[300]\nlock m[300]\nthread A:\n  choose r, 0..9\n  wait c[r], m[r]',
    '`m` has too many elements for a second computed index',
  ],
  [
    'many threads with long codes',
    `shared x\ndef d0:\n  x = me\nend\n${Array.from({ length: 16 }, (__, index) => `def d${index + 1}:\n  call d${index}\n  call d${index}\nend\n`).join('')}thread P[300]:\n  call d16`,
    'the threads together have more than 500,000 instructions',
  ],
])('limits: %s', (_, text, message) => {
  const read = readInstructionText({ name: 'test.ilv', text })
  expect(read.ok ? [] : read.errors.map((each) => each.message)).toEqual([message])
})

describe('mistakes', () => {
  test.each([
    ['x = twice(1)', '`twice` is no function of expressions', 'a `def` is called alone'],
    ['acquire m', '`m` is an array of locks', 'write one of them: `m[0]`'],
    ['acquire m[2]', '`m` has no element 2', 'm[0] to m[1]'],
    ['acquire s[0]', '`s` is a semaphore, not a lock', ''],
    ['P(m[0])', '`m` is a lock, not a semaphore', 'did you mean `s`?'],
    ['P(q)', 'unknown semaphore `q`', 'did you mean `s`?'],
    ['V', 'unknown instruction `V`', 'write `V(s)`'],
    ['print "a" + x', 'texts cannot be added', 'write a comma'],
    ['while True:\nend', 'unknown name `True`', 'did you mean `true`?'],
    ['lock m', '`m` is already declared, as a lock', 'to take it, write `acquire m`'],
    ['again:\nx = 1\nend', '`end` without a block to end', 'the label in line 7 begins no block'],
    ['m = 1', '`m` is a lock, which cannot be assigned', ''],
    ['a = 1', '`a` is an array', 'name one of its elements'],
    ['let x = 1', '`let` sets registers only', ''],
    ['r = (1, 2)', 'a pair can only be compared with a pair', ''],
    ['await (x, 1) < (y, 2, 3)', 'these pairs cannot be combined like this', ''],
    ['await (max i in 2..1: a[i]) == 0', 'this `max` is over no values', ''],
    ['await all a: a[0] == 0', '`a` has a meaning already', ''],
    ['await any i in 0..500: i == 0', 'this has too many values', ''],
    ['await sum i: a[i] == 2', 'it is not clear what this `sum` is over', '(sum i: …) == …'],
    ['for x in 0..2:\nend', '`x` is a shared variable', ''],
    ['store x, y', '`y` is a shared variable', ''],
    ['sum(a)', 'unknown instruction `sum`', ''],
  ])('%s', (body, message, hint) => {
    const text = `shared x\nshared y\nshared a[3]\nsemaphore s = 1\nlock m[2]\nthread T:\n${body}`
    const read = readInstructionText({ name: 'test.ilv', text })
    const errors = read.ok ? [] : read.errors
    expect(errors.map((each) => each.message)).toContainEqual(expect.stringContaining(message))
    expect(errors.map((each) => each.hint ?? '').join('\n')).toContain(hint)
    for (const each of errors) expect(each.span).not.toBeNull()
  })
})

describe('random expressions', () => {
  type Tree =
    | { kind: 'number'; value: number }
    | { kind: 'name'; name: 'x' | 'y' | 'p' }
    | { kind: 'element'; index: Tree }
    | { kind: 'not'; of: Tree }
    | { kind: 'two'; operator: string; left: Tree; right: Tree }
    | { kind: 'pairs'; operator: string; parts: [Tree, Tree, Tree, Tree] }

  const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({ kind: fc.constant('number' as const), value: fc.integer({ min: 0, max: 4 }) }),
      fc.record({ kind: fc.constant('name' as const), name: fc.constantFrom('x' as const, 'y' as const, 'p' as const) }),
      fc.record({ kind: fc.constant('element' as const), index: tie('tree') }),
      fc.record({ kind: fc.constant('not' as const), of: tie('tree') }),
      fc.record({
        kind: fc.constant('two' as const),
        operator: fc.constantFrom('+', '-', '*', '==', '<', '>=', 'and', 'or', 'max', 'min'),
        left: tie('tree'),
        right: tie('tree'),
      }),
      fc.record({
        kind: fc.constant('pairs' as const),
        operator: fc.constantFrom('<', '<=', '==', '!=', '>', '>='),
        parts: fc.tuple(tie('tree'), tie('tree'), tie('tree'), tie('tree')),
      }),
    ),
  }))

  function text(each: Tree): string {
    switch (each.kind) {
      case 'number':
        return `${each.value}`
      case 'name':
        return each.name
      case 'element':
        return `a[(${text(each.index)}) % 3]`
      case 'not':
        return `(not ${text(each.of)})`
      case 'two':
        if (each.operator === 'max' || each.operator === 'min')
          return `${each.operator}(${text(each.left)}, ${text(each.right)})`
        return `(${text(each.left)} ${each.operator} ${text(each.right)})`
      case 'pairs': {
        const [a, b, c, d] = each.parts.map(text)
        return `((${a}, ${b}) ${each.operator} (${c}, ${d}))`
      }
    }
  }

  const memory: Readonly<Record<string, number>> = { x: 2, y: -1, p: 3 }
  const array = [5, 0, 7]

  /** The value, by a direct reading of the text; `reads` receives what is read, in order. */
  function value(each: Tree, reads: string[]): number {
    const of = (inner: Tree): number => value(inner, reads)
    switch (each.kind) {
      case 'number':
        return each.value
      case 'name':
        if (each.name !== 'p') reads.push(each.name)
        return memory[each.name] ?? 0
      case 'element': {
        const index = of(each.index)
        const at = ((index % 3) + 3) % 3
        reads.push(`a[${at}]`)
        return array[at] ?? 0
      }
      case 'not':
        return Number(of(each.of) === 0)
      case 'two': {
        const left = of(each.left)
        if (each.operator === 'and') return left === 0 ? 0 : Number(of(each.right) !== 0)
        if (each.operator === 'or') return left !== 0 ? 1 : Number(of(each.right) !== 0)
        const right = of(each.right)
        return calculated(each.operator, left, right)
      }
      case 'pairs': {
        const [a, b, c, d] = each.parts
        const [first, other] = [of(a), of(c)]
        if (first !== other)
          return calculated(
            each.operator === '==' || each.operator === '!=' ? each.operator : each.operator.slice(0, 1),
            first,
            other,
          )
        return calculated(each.operator, of(b), of(d))
      }
    }
  }

  function calculated(operator: string, left: number, right: number): number {
    const results: Readonly<Record<string, number>> = {
      '+': left + right,
      '-': left - right,
      '*': left * right,
      '==': Number(left === right),
      '!=': Number(left !== right),
      '<': Number(left < right),
      '<=': Number(left <= right),
      '>': Number(left > right),
      '>=': Number(left >= right),
      max: Math.max(left, right),
      min: Math.min(left, right),
    }
    return results[operator] ?? Number.NaN
  }

  test('give what they say, and read what they need in the order of the text', async () => {
    await fc.assert(
      fc.asyncProperty(tree, fc.constantFrom('assigned', 'stored', 'tested'), async (each, form) => {
        const reads: string[] = []
        const expected = value(each, reads)
        fc.pre(Math.abs(expected) < 2 ** 31)
        const line = { assigned: `r = ${text(each)}`, stored: `out = ${text(each)}`, tested: `if ${text(each)}:\nr = 1\nend` }[
          form
        ]
        const made = program(
          `shared x = 2\nshared y = -1\nshared a[3] = 5, 0, 7\nshared out\nthread T:\nlet p, 3\nlet r, 0\n${line}`,
        )
        const result = await check(made, {
          observed: [
            { kind: 'register', thread: 0, register: 1 },
            { kind: 'shared', variable: 3, element: null },
          ],
        })
        if (result.findings.some(({ kind }) => kind === 'overflow')) return
        const [outcome] = result.outcomes
        const wanted = { assigned: [expected, 0], stored: [0, expected], tested: [Number(expected !== 0), 0] }[form]
        expect(outcome?.final, line).toEqual(wanted)
        const executed = [...(outcome?.witness().steps ?? [])].flatMap((step) => step.executed)
        const read = executed.filter(({ location, wrote }) => location !== null && !wrote)
        expect(
          read.map(({ location }) => (location === null ? '' : locationText(made, location))),
          line,
        ).toEqual(reads)
      }),
      { numRuns: 300, seed: 20261129 },
    )
  })
})
