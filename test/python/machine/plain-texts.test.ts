import { expect, test } from 'vitest'
import type { Argument } from '../../../src/language/python/machine/plain/arguments.ts'
import { characterTests } from '../../../src/language/python/machine/plain/characters.ts'
import { parseTemplate } from '../../../src/language/python/machine/plain/template.ts'
import { Bytes, Float } from '../../../src/language/python/machine/values.ts'
import { type Case, differences, List } from './plain-cases.ts'
import { bytes, chosen, numbers, random, someNumber, someText } from './plain-values.ts'

/** Compares cases with CPython; at most so many may be refused. */
function same(cases: readonly Case[], mayRefuse = 0): void {
  const { different, refused } = differences(cases)
  expect(different.slice(0, 20)).toEqual([])
  expect(refused).toBeLessThanOrEqual(mayRefuse)
}

const plainMethods = ['upper', 'lower', 'title', 'capitalize', 'casefold', 'swapcase', ...characterTests.keys()]
const bound = (next: () => number): Argument => chosen(next, [0, 1, 2, -1, -2, 3, 9, -9, null, 10n ** 20n])

test('what characters are, and their cases', () => {
  const next = random(11)
  // Later versions of Unicode than that of CPython 3.11 changed these.
  const changed = 'ƛɤʕ'
  const characters = Array.from({ length: 0x850 }, (_, point) => String.fromCodePoint(point)).filter(
    (character) => !changed.includes(character),
  )
  const letters = [...'ǅǆᾳßŉΣﬁﬀⅷⓐ①一千億٣²₅Ⅷ𝟘ꭰᏸაᲐ℘℮·'].flatMap((letter) => [letter, `a${letter}`, `${letter}a`])
  const texts = [...characters, ...letters, ...Array.from({ length: 500 }, () => someText(next))]
  same(
    texts.flatMap((text) => plainMethods.map((name): Case => [`.${name}`, [text]])),
    40,
  )
})

test('searching, replacing and splitting', () => {
  const next = random(12)
  const text = (): string =>
    Array.from({ length: Math.floor(next() * 9) }, () => chosen(next, ['a', 'b', ' ', '\n', '😀', '\t', '\r\n'])).join('')
  const part = (): string =>
    text()
      .slice(0, 2)
      .replace(/[\ud800-\udbff]$/, '')
  const searching = ['find', 'rfind', 'index', 'rindex', 'count', 'startswith', 'endswith']
  const cases = Array.from({ length: 700 }, (): Case[] => [
    ...searching.flatMap((name): Case[] => [
      [`.${name}`, [text(), part()]],
      [`.${name}`, [text(), part(), bound(next), bound(next)]],
      [`.${name}`, [bytes(text()), bytes(part()), bound(next), bound(next)]],
    ]),
    ...['split', 'rsplit'].flatMap((name): Case[] => [
      [`.${name}`, [text()]],
      [`.${name}`, [text(), chosen(next, [null, part()]), Math.floor(next() * 5) - 1]],
      [`.${name}`, [text()], { maxsplit: 1 }],
      [`.${name}`, [bytes(text()), chosen(next, [null, bytes(part())]), Math.floor(next() * 5) - 1]],
    ]),
    ...['partition', 'rpartition', 'removeprefix', 'removesuffix'].flatMap((name): Case[] => [
      [`.${name}`, [text(), part()]],
      [`.${name}`, [bytes(text()), bytes(part())]],
    ]),
    ...['strip', 'lstrip', 'rstrip'].flatMap((name): Case[] => [
      [`.${name}`, [text()]],
      [`.${name}`, [text(), part()]],
      [`.${name}`, [bytes(text()), chosen(next, [null, bytes(part())])]],
    ]),
    ['.replace', [text(), part(), part()]],
    ['.replace', [text(), part(), '-', Math.floor(next() * 4) - 1]],
    ['.replace', [bytes(text()), bytes(part()), bytes('--')]],
    ['.splitlines', [text()]],
    ['.splitlines', [text(), true]],
    ['.startswith', [text(), [part(), 'b', part()]]],
    ['.endswith', [text(), ['a', part()], bound(next)]],
    ['.join', [part(), new List(text(), 'x', part())]],
    ['.join', [part(), text()]],
  ]).flat()
  const spaces = ['\x1c a\x1d\x85b\u2028c\u3000', '\n\r\n\r\v\f\x1e'].flatMap((spaced): Case[] =>
    ['split', 'rsplit', 'strip', 'splitlines'].flatMap((name): Case[] => [
      [`.${name}`, [spaced]],
      ['.split', [bytes(spaced)]],
    ]),
  )
  same([...cases, ...spaces])
})

test('layout, translation and encoding', () => {
  const next = random(13)
  const codecs = ['utf-8', 'ascii', 'latin-1', 'UTF8', 'iso-8859-1']
  const handlers = ['strict', 'ignore', 'replace', 'xmlcharrefreplace', 'backslashreplace', 'foo']
  const bytesOf = (): Bytes =>
    new Bytes(
      Array.from({ length: Math.floor(next() * 5) }, () =>
        String.fromCharCode(
          chosen(next, [
            65,
            0x80,
            0xbf,
            0xc2,
            0xe0,
            0xa0,
            0xed,
            0xe2,
            0xf0,
            0x90,
            0xf4,
            0xff,
            0x9f,
            0xc0,
            0xf5,
            Math.floor(next() * 256),
          ]),
        ),
      ).join(''),
    )
  const cases = Array.from({ length: 1500 }, (): Case[] => [
    ...['center', 'ljust', 'rjust'].flatMap((name): Case[] => [
      [`.${name}`, [someText(next), Math.floor(next() * 14) - 1]],
      [`.${name}`, [someText(next), Math.floor(next() * 14), chosen(next, ['*', '😀', 'ab', ''])]],
    ]),
    ['.zfill', [chosen(next, ['-', '+', '']) + someText(next), Math.floor(next() * 10)]],
    ['.expandtabs', [someText(next) + someText(next), Math.floor(next() * 6) - 1]],
    ['.expandtabs', [someText(next)]],
    ['.encode', [someText(next), chosen(next, codecs), chosen(next, handlers)]],
    ['.encode', [someText(next)]],
    ['.decode', [bytesOf(), chosen(next, codecs), chosen(next, ['strict', 'ignore', 'replace', 'foo'])]],
    ['.decode', [bytesOf()]],
    ['.hex', [bytesOf()]],
    ['.hex', [bytesOf(), chosen(next, [':', '-', bytes('.')]), Math.floor(next() * 7) - 3]],
    [
      '.translate',
      [
        someText(next),
        new Map<string | number, Argument>([
          [97, 'xx'],
          [98, null],
          [65, 0x1f600],
          [48, chosen(next, [-1, 65, true])],
        ]) as Argument,
      ],
    ],
    ['.translate', [someText(next), chosen<Argument>(next, ['xyz', ['a', 66], 5, null])]],
    ['.maketrans', ['', someText(next), someText(next), someText(next)]],
  ]).flat()
  const tables: Argument[] = [
    new Map<string, Argument>([
      ['a', 'b'],
      ['é', null],
    ]),
    new Map<number, Argument>([[1, 2]]),
    new Map<string, Argument>([['ab', 1]]),
    new Map([[new Float(1), 1]]),
    1,
    'a',
  ]
  same([...cases, ...tables.map((table): Case => ['.maketrans', ['', table]])])
})

test('wrong arguments of methods', () => {
  const names =
    'upper isdigit strip lstrip rstrip split rsplit splitlines partition rpartition join replace find rfind index rindex count startswith endswith center ljust rjust zfill expandtabs removeprefix removesuffix translate maketrans encode format_map'
  const wrong: Argument[] = [1, null, new Float(1.5), 'a', '', bytes('a'), ['a', 1], 10n ** 30n, -1, true]
  const lists = [[], ...wrong.map((one) => [one]), ...wrong.flatMap((one) => wrong.map((two) => [one, two]))]
  const more = [
    ['a', 'b', 1],
    ['a', 'b', 'c', 'd'],
    ['a', 'b', 1, 2, 3],
    ['a', 1, 'x'],
  ]
  const cases = names
    .split(' ')
    .flatMap((name): Case[] => [
      ...[...lists, ...more].map((args): Case => [`.${name}`, ['aXa', ...args]]),
      [`.${name}`, ['a'], { x: 1 }],
      [`.${name}`, ['a', 'b'], { x: 1 }],
      [`.${name}`, ['a', 'b'], { sep: 'a' }],
    ])
  const ofBytes = [
    ...'decode hex upper strip split join replace find index count startswith partition removeprefix'.split(' '),
  ].flatMap((name) => [...lists, ...more].map((args): Case => [`.${name}`, [bytes('aXa'), ...args]]))
  same([...cases, ...ofBytes], 400)
})

const specPieces = {
  align: ['', '', '<', '>', '^', '=', '*<', '0^', 'é=', '<<'],
  sign: ['', '', '+', '-', ' '],
  z: ['', '', '', 'z'],
  alternate: ['', '', '#'],
  zero: ['', '', '0'],
  width: ['', '', '1', '5', '12', '25'],
  grouping: ['', '', '', ',', '_'],
  precision: ['', '', '.0', '.1', '.2', '.5', '.10', '.17', '.30', '.'],
}

function someSpec(next: () => number, types: readonly string[]): string {
  return (
    Object.values(specPieces)
      .map((pieces) => chosen(next, pieces))
      .join('') + chosen(next, types)
  )
}

test('`format`', () => {
  const next = random(14)
  const intTypes = ['', 'd', 'b', 'o', 'x', 'X', 'c', 'n', 'e', 'f', 'g', '%', 's', 'y', '\x01', 'é', 'dd']
  const floatTypes = ['', '', 'e', 'E', 'f', 'F', 'g', 'G', '%', 'n', 'd', 's', 'ff']
  const simple = (types: readonly string[]): string =>
    chosen(next, ['', '8', '-<9', '012', '+']) + chosen(next, ['', '.0', '.1', '.3', '.12']) + chosen(next, types)
  const cases = Array.from({ length: 4000 }, (): Case[] => [
    ['format', [someNumber(next), someSpec(next, intTypes)]],
    ['format', [chosen(next, numbers), someSpec(next, floatTypes)]],
    ['format', [someNumber(next), simple(floatTypes)]],
    ['format', [new Float((Math.floor(next() * 2000) + 0.5) / 10 ** Math.floor(next() * 5)), simple(floatTypes)]],
    ['format', [someText(next), someSpec(next, ['', 's', 's', 'd'])]],
    ['format', [someText(next), simple(['', 's'])]],
  ]).flat()
  const others = [null, bytes('a'), true].flatMap((value) => ['', '5', 's', 'x'].map((spec): Case => ['format', [value, spec]]))
  const extremes = ['99999999999999999999', '.99999999999f', '.99999999999999999999f', 'x<=+5', '٣', ',,', '_,', ',_'].flatMap(
    (spec): Case[] => [
      ['format', [1, spec]],
      ['format', [new Float(1.5), spec]],
      ['format', ['a', spec]],
    ],
  )
  same([...cases, ...others, ...extremes])
})

test('`%` on strings', () => {
  const next = random(15)
  const types = ['s', 'r', 'a', 'd', 'i', 'u', 'f', 'F', 'e', 'E', 'g', 'G', 'x', 'X', 'o', 'c', '%', 'y', 'é', 'ld']
  const directive = (): string =>
    `%${chosen(next, ['', '', '', '-', '+', ' ', '0', '#', '-0', '+ #'])}${chosen(next, ['', '', '5', '12', '*'])}${chosen(next, ['', '', '.2', '.0', '.', '.10', '.*'])}${chosen(next, types)}`
  const value = (): Argument =>
    chosen<() => Argument>(next, [
      () => someNumber(next),
      () => someNumber(next),
      () => someText(next),
      () => chosen(next, numbers),
      () => null,
      () => bytes('ab'),
      () => 65,
      () => 'x',
    ])()
  const cases = Array.from({ length: 6000 }, (): Case[] => [
    ['percent', [`a${directive()}b`, [value()]]],
    ['percent', [directive(), value()]],
    ['percent', [`${directive()}|${directive()}`, [value(), chosen(next, [value(), 7])]]],
    ['percent', [directive(), [4, value()]]],
  ]).flat()
  const map: Argument = new Map<string, Argument>([
    ['a', 1],
    ['b(c)', 'x'],
    ['é', new Float(1.5)],
  ])
  const keyed = [
    '%(a)s',
    '%(b(c))5s|',
    '%(é).2f %(a)d',
    '%(x)s',
    '%(a',
    '%(a)',
    '%(',
    '%(a)s %s',
    '%s',
    'abc',
    '%(a)%',
    '%(a)y',
  ].flatMap((template): Case[] => [
    ['percent', [template, template === '%s' ? 1 : map]],
    ['percent', [template, [1]]],
    ['percent', [template, 1]],
  ])
  const edges = ['%', '%5', '%%', '%5%', 'a', '%s %s', '%99999999999999999999d', '%.99999999999d', ''].flatMap((template) =>
    [[], [1], [1, 2], [1, 2, 3]].map((args): Case => ['percent', [template, args]]),
  )
  same([...cases, ...keyed, ...edges], 60)
})

test('`str.format`', () => {
  const next = random(16)
  const pieces = [
    '{',
    '}',
    '{{',
    '}}',
    '{}',
    '{0}',
    '{1}',
    '{a}',
    '{!r}',
    '{:>5}',
    '{0:{1}}',
    '{:{}}',
    'x',
    '[0]',
    ':',
    '!',
    '{0[1]}',
    '{a!s:^7}',
    '{2}',
    '{b}',
    '{:{:{}}}',
  ]
  const template = (): string => Array.from({ length: 1 + Math.floor(next() * 4) }, () => chosen(next, pieces)).join('')
  const cases = Array.from({ length: 5000 }, (): Case[] => {
    const text = template()
    return [
      ['.format', [text, 'ab', 5], { a: 'k' }],
      ['.format', [text]],
      ['.format_map', [text, new Map([['a', 'k']])]],
    ]
  }).flat()
  const fixed = [
    '{0[]}',
    '{0.}',
    '{0[a}',
    '{0[0]x}',
    '{-1}',
    '{0x}',
    '{a{b}}',
    '{[0]}',
    '{99999999999999999999}',
    '{0[99999999999999999999]}',
    '{:a{}b}',
    '{!}',
    '{0!',
    '{0!rx}',
    '{0!x}',
    '{0!\x01}',
    '{:',
    '{0[0][0]}',
    '{0[5]}',
    '{0[a]}',
    '{1[0]}',
  ]
  same([...cases, ...fixed.map((text): Case => ['.format', [text, 'ab', 5]])])
})

test('templates are taken apart', () => {
  expect(parseTemplate('a{{{0.x[1]!r:>{w}}{b}')).toEqual([
    'a{',
    { field: '0.x[1]', conversion: 'r', spec: '>{w}' },
    { field: 'b', conversion: '', spec: '' },
  ])
})
