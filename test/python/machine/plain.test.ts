import { expect, test } from 'vitest'
import { Float } from '../../../src/language/python/machine/values.ts'
import { type Case, differences } from './plain-cases.ts'
import { bytes, chosen, numbers, random, smallInts, someNumber, someText } from './plain-values.ts'

/** Compares cases with CPython; at most so many may be refused. */
function same(cases: readonly Case[], mayRefuse = 0): void {
  const { different, refused } = differences(cases)
  expect(different.slice(0, 20)).toEqual([])
  expect(refused).toBeLessThanOrEqual(mayRefuse)
}

const operators = ['+', '-', '*', '/', '//', '%', '**', '<<', '>>', '&', '|', '^']

test('operators on numbers', () => {
  const pairs = numbers.flatMap((a) => numbers.map((b) => [a, b] as const))
  const cases = [...operators, 'compare', 'divmod'].flatMap((op) => pairs.map((pair): Case => [op, pair]))
  same(cases, 2500)
})

test('operators on random numbers', () => {
  const next = random(1)
  const cases = Array.from({ length: 6000 }, (): Case => {
    const op = chosen(next, [...operators.filter((each) => each !== '**' && each !== '<<'), 'compare', 'divmod'])
    return [op, [someNumber(next), someNumber(next)]]
  })
  same(cases)
})

test('powers', () => {
  const next = random(2)
  const float = (): Float => new Float((next() - 0.3) * 10 ** Math.floor(next() * 6))
  const small = (): number => Math.floor(next() * 40) - 12
  const cases = Array.from({ length: 1500 }, (): Case[] => [
    ['**', [small(), small()]],
    ['**', [float(), small()]],
    ['**', [new Float(Math.abs(float().value)), new Float((next() - 0.5) * 20)]],
    ['pow3', [small(), small(), small()]],
    ['<<', [small(), small()]],
  ]).flat()
  same(cases, 1000)
})

test('unary operators, hashes, texts and methods of numbers', () => {
  const next = random(3)
  const values = [...numbers, ...Array.from({ length: 1000 }, () => someNumber(next))]
  const operations = ['u-', 'u+', 'u~', 'hash', 'repr', 'str', 'int', 'float', '.as_integer_ratio', '.conjugate', 'round']
  const cases = values.flatMap((value) => operations.map((op): Case => [op, [value]]))
  const own = values.flatMap((value): Case[] =>
    value instanceof Float
      ? [
          ['.is_integer', [value]],
          ['.hex', [value]],
        ]
      : [
          ['.bit_length', [value]],
          ['.bit_count', [value]],
          ['.to_bytes', [value, 9], { signed: true }],
          ['.to_bytes', [value, 8, 'little']],
        ],
  )
  same([...cases, ...own], 2)
})

test('round', () => {
  const next = random(4)
  const random1 = Array.from({ length: 4000 }, (): Case => ['round', [someNumber(next), Math.floor(next() * 12) - 5]])
  const halves = Array.from({ length: 3000 }, (): Case => {
    const places = Math.floor(next() * 6) - 1
    return ['round', [new Float((Math.floor(next() * 20000) - 10000 + 0.5) / 10 ** places), places]]
  })
  const extremes = numbers.flatMap((value) =>
    [-400, -309, -308, -1, 0, 1, 15, 16, 17, 308, 323, 324, 400].map((n): Case => ['round', [value, n]]),
  )
  same([...random1, ...halves, ...extremes])
})

test('texts to numbers', () => {
  const next = random(5)
  const pieces = [
    '0',
    '1',
    '9',
    '12',
    '_',
    ' ',
    '\n',
    '+',
    '-',
    '.',
    'e',
    'E5',
    'x',
    '0x',
    '0b',
    '0o',
    'f',
    'z',
    'inf',
    'nan',
    '٣',
    '\u2003',
    '\x1c',
    '00',
  ]
  const text = (): string => Array.from({ length: Math.floor(next() * 5) }, () => chosen(next, pieces)).join('')
  const cases = Array.from({ length: 3000 }, (): Case[] => [
    ['int', [text()]],
    ['int', [text(), chosen(next, [0, 2, 8, 10, 16, 36, 1, 37, -1])]],
    ['float', [text()]],
  ]).flat()
  const others = [null, true, new Float(1.5), bytes('12'), bytes('x'), '1'.repeat(4301), '0'.repeat(5000), '1e400'].flatMap(
    (value): Case[] => [
      ['int', [value]],
      ['int', [value, 10]],
      ['int', ['5', value]],
      ['float', [value]],
    ],
  )
  same([...cases, ...others])
})

test('functions of `math`', () => {
  const next = random(6)
  const unaryFunctions =
    'floor ceil trunc sqrt isqrt factorial log log2 log10 exp sin cos tan asin acos atan fabs degrees radians isnan isinf isfinite modf'
  const names = unaryFunctions.split(' ').map((name) => `math.${name}`)
  const small = (): Float => new Float((next() - 0.5) * 10 ** Math.floor(next() * 4 - 1))
  const values = [...numbers, null, 'a', ...Array.from({ length: 60 }, small)]
  const ofOne = names.flatMap((op) => values.map((value): Case => [op, [value]]))
  const pairs = Array.from({ length: 300 }, (): Case[] => [
    ['math.atan2', [small(), small()]],
    ['math.fmod', [small(), small()]],
    ['math.pow', [small(), small()]],
    ['math.pow', [small(), Math.floor(next() * 9)]],
    ['math.copysign', [small(), small()]],
    ['math.hypot', [small(), small()]],
    ['math.hypot', [small(), small(), small()]],
    ['math.log', [small(), Math.floor(next() * 4)]],
    ['math.isclose', [small(), small()], { rel_tol: new Float(next()) }],
    ['math.gcd', [someNumber(next, true), someNumber(next, true)]],
    ['math.lcm', [someNumber(next, true), someNumber(next, true), 6]],
    ['math.comb', [Math.floor(next() * 60), Math.floor(next() * 40)]],
    ['math.perm', [Math.floor(next() * 60), Math.floor(next() * 40)]],
  ]).flat()
  const edges = ['atan2', 'fmod', 'pow', 'hypot', 'copysign', 'isclose', 'gcd', 'lcm', 'log', 'comb', 'perm'].flatMap((name) =>
    smallInts.flatMap((a) =>
      [...smallInts, new Float(Number.NaN), new Float(Infinity), new Float(-0)].map((b): Case => [`math.${name}`, [a, b]]),
    ),
  )
  const counts = names
    .flatMap((op): Case[] => [
      [op, []],
      [op, [1, 2, 3]],
      [op, [1], { x: 1 }],
    ])
    .filter(([op]) => op !== 'math.log')
  same([...ofOne, ...pairs, ...edges, ...counts], 900)
})

test('exact sums', () => {
  const next = random(9)
  const sums = Array.from({ length: 800 }, (): Case => ['math.fsum', [Array.from({ length: 6 }, () => someNumber(next))]])
  const edges = numbers.flatMap((a) => numbers.map((b): Case => ['math.fsum', [[a, b, new Float(0.1)]]]))
  same([...sums, ...edges])
})

test('powers of two and ten', () => {
  const twos = Array.from({ length: 200 }, (_, n): Case => ['math.log2', [2n ** BigInt(n + 60)]])
  const tens = Array.from({ length: 23 }, (_, n): Case => ['math.log10', [new Float(10 ** n)]])
  same([...twos, ...tens])
})

test('`repr` of strings', () => {
  const next = random(7)
  const all = Array.from({ length: 0x850 }, (_, point): Case => ['repr', [String.fromCodePoint(point)]])
  const random1 = Array.from({ length: 500 }, (): Case[] => [
    ['repr', [someText(next)]],
    ['ascii', [someText(next)]],
    ['repr', [bytes(someText(next))]],
  ]).flat()
  same([...all, ...random1])
})

test('sequences of characters', () => {
  const next = random(8)
  const index = (): number | null => chosen(next, [null, 0, 1, -1, 2, -2, 5, -9, 40, -40])
  const cases = Array.from({ length: 3000 }, (): Case[] => [
    ['len', [someText(next)]],
    ['index', [someText(next), index() ?? 3]],
    ['index', [bytes(someText(next)), index() ?? 3]],
    ['slice', [someText(next), index(), index(), index()]],
    ['slice', [bytes(someText(next)), index(), index(), index()]],
    ['indices', [index(), index(), index(), Math.floor(next() * 6)]],
    ['compare', [someText(next), someText(next)]],
    ['repeat', [someText(next), chosen(next, [0, -1, 1, 3, true])]],
  ]).flat()
  const huge: Case[] = [
    ['slice', ['abc', 10n ** 30n, null, -1]],
    ['slice', ['abc', null, null, 10n ** 30n]],
    ['slice', ['abc', -(10n ** 30n), 10n ** 30n, null]],
    ['slice', ['abc', 'x', null, null]],
    ['repeat', ['a', 10n ** 30n]],
  ]
  same([...cases, ...huge])
})
