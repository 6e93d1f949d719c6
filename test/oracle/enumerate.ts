// Small programs in instruction text: every instruction with every form of operand at every place in which an instruction
// can stand. What stands around it (values of registers, other threads) is drawn.

import type { Draw } from '../random/programs.ts'

/** An instruction, or a few lines that belong together, and where it stands. */
export interface Case {
  readonly instruction: readonly string[]
  readonly place: (typeof places)[number]
}

const declarations = [
  'shared x = 1',
  'atomic y = 2',
  'shared w = 2 mod 3',
  'shared a[3] = 4, 5, 6',
  'shared o = 0',
  'lock m',
  'lock mr reentrant',
  'lock mt transferable',
  'semaphore s = 1',
  'semaphore z = 0 max 1',
  'condition c',
  'barrier b = 2',
  'barrier one = 1',
  'channel ch',
  'channel full capacity 1',
  'lock mf fair',
  'semaphore sf = 1 fair',
  'condition cf fifo',
]

const extremes = ['0', '1', '-1', '2147483647', '-2147483648']
const values = [...extremes, '2', '-3', '31', '32']
const locks = ['m', 'mr', 'mt', 'mf']
const semaphores = ['s', 'z', 'sf']

/** Locations: plain, atomic, counting, and elements by constant, register and expression, some outside. */
const locations = ['x', 'y', 'w', 'a[0]', 'a[2]', 'a[p]', 'a[q]', 'a[p + q]', 'a[1 // p]']

/** Expressions over the registers `p` and `q`, whose values are drawn. */
const operands = [
  ...extremes,
  'p',
  'p + 1',
  'p - q',
  'p * q',
  '-p',
  '~p',
  'not p',
  '7 // p',
  'q % p',
  '1 << p',
  'p >> q',
  'p and 1 // q',
]

const binary = ['+', '-', '*', '//', '%', '<<', '>>', '&', '|', '^', '==', '!=', '<', '<=', '>', '>=', 'and', 'or']

function product(left: readonly string[], right: readonly string[], join: (one: string, other: string) => string): string[] {
  return left.flatMap((one) => right.map((other) => join(one, other)))
}

/** Accesses: each location with each operand. */
function accesses(): string[] {
  const each = (join: (x: string, e: string) => string): string[] => product(locations, operands, join)
  return [
    ...locations.map((x) => `load r, ${x}`),
    ...each((x, e) => `store ${x}, ${e}`),
    ...each((x, e) => `fetch_add r, ${x}, ${e}`),
    ...each((x, e) => `fetch_max r, ${x}, ${e}`),
    ...each((x, e) => `fetch_min r, ${x}, ${e}`),
    ...each((x, e) => `exchange r, ${x}, ${e}`),
    ...each((x, e) => `cas r, ${x}, ${e}, q`),
    ...each((x, e) => `cas r, ${x}, 1, ${e}`),
    ...each((x, e) => `await ${x} == ${e}`),
  ]
}

/** Local and silent instructions with each operand, and each operator with each form of its two. */
function computations(): string[] {
  const forms = [...product(binary, ['p', '-3', '31'], (op, e) => `q ${op} ${e}`), ...binary.map((op) => `-7 ${op} p`)]
  const nested = [
    '(p < q) + (q < p)',
    'p or 1 // p',
    'not (p and q)',
    '-(p // q) * q + p % q',
    'p - q - p',
    '(p + q) // 2',
    'r + 1',
  ]
  const all = [...operands, ...forms, ...nested]
  const inner = all.flatMap((e) => [`set r, ${e}`, `let r, ${e}`, `assert ${e}`])
  return [...inner, ...operands.flatMap((e) => [`add r, ${e}`, `add q, ${e}`])]
}

/** Locks, semaphores, conditions, barriers, threads, and what has no operand. */
function others(): string[] {
  return [
    ...['acquire ', 'release ', 'try_acquire r, ', 'locked r, ', 'wait c, ', 'wait r, c, '].flatMap((op) =>
      locks.map((lock) => op + lock),
    ),
    ...['sem_acquire ', 'sem_try_acquire r, ', 'sem_release '].flatMap((op) => semaphores.map((each) => op + each)),
    ...['send ch, p', 'send full, 1 // q', 'receive r, ch', 'receive r, q, full', 'receive full', 'close ch', 'close full'],
    ...['notify cf', 'notify_all cf', 'wait cf, mf', 'wait r, cf, m'],
    ...['notify c', 'notify_all c', 'barrier_wait b', 'barrier_wait one', 'spawn U', 'spawn A', 'spawn P'],
    ...['join U', 'join A', 'join P', 'choose r, 0..2', 'choose r, -1..0', 'choose r, 5..5'],
    ...['fence', 'yield', 'progress', 'raise ValueError', 'halt'],
    ...['await x == y', 'await a[x] > p', 'await w', 'await 7 // (x - 1)', 'await p and x', 'await a[y + p] or q'],
  ]
}

/** Several lines that belong together. */
const compounds: readonly (readonly string[])[] = [
  ['branch p, over', 'store x, 6', 'over:'],
  ['jump over', 'store x, 6', 'over:'],
  ['again:', 'fetch_add q, x, 1', 'branch q < 3, again'],
  ['again:', 'branch p == 1, again'],
  ['again:', 'jump again'],
  ['while r < 1:', 'load r, x', 'end'],
  ['while q == 2:', 'choose q, 1..2', 'end'],
  ['repeat 2:', 'fetch_add r, x, p', 'end'],
  ['if p > q:', 'store x, 3', 'elif p == q:', 'store y, 3', 'else:', 'load r, a[p]', 'end'],
  ['op f(p):', 'load r, x', 'return r', 'end'],
  ['op f:', 'if p:', 'return', 'end', 'store x, q', 'end'],
  ['spawn U', 'spawn U'],
  ['spawn U', 'join U'],
  ['choose r, 0..1', 'choose q, 0..1'],
  ['acquire mr', 'acquire mr', 'release mr'],
  ['acquire mr', 'acquire mr', 'wait r, c, mr', 'release mr'],
  ['acquire m', 'wait c, m', 'release m'],
  ['acquire m', 'wait r, c, m', 'release m'],
  ['acquire m', 'notify c', 'release m'],
  ['call helper', 'call helper'],
  ['atomic:', 'fetch_add r, x, 1', 'store a[r], 1 // p', 'end'],
  ['atomic:', 'acquire m', 'choose r, 0..1', 'notify c', 'end'],
  ['atomic:', 'sem_acquire z', 'store x, p', 'end'],
  ['atomic:', 'await x == 1', 'store x, 0', 'end'],
  ['atomic:', 'store x, 4', 'if p:', 'raise ValueError', 'end', 'spawn U', 'store y, 1 // q', 'end'],
  ['atomic:', 'store x, 4', 'branch q, over', 'halt', 'over:', 'choose r, 0..1', 'assert r', 'end'],
  ['atomic:', 'end'],
  ['acquire mf', 'wait r, cf, mf', 'release mf'],
  ['acquire mf', 'store x, 2', 'release mf'],
  ['sem_acquire sf', 'store x, 2', 'sem_release sf'],
  ['atomic:', 'acquire mf', 'store x, p', 'end', 'release mf'],
  ['send full, p', 'send full, q', 'receive r, full'],
  ['close ch', 'close ch'],
  ['close full', 'receive r, q, full'],
  ['select:', 'case receive r, ch:', 'store x, r', 'case send full, p:', 'store y, q', 'end'],
  ['select:', 'case receive r, q, ch:', 'store x, r', 'else:', 'store y, 6', 'end'],
  ['select:', 'case send ch, q:', 'store x, 3', 'case receive r, ch:', 'else:', 'end'],
]

/** Each instruction with each form of its operands. */
export function instructions(): (readonly string[])[] {
  return [...accesses(), ...computations(), ...others()].map((line): readonly string[] => [line]).concat(compounds)
}

/** Where an instruction stands. */
export const places = [
  'straight',
  'atomic',
  'atomic, not first',
  'loop',
  'branch',
  'operation',
  'plain lock held',
  'reentrant lock held twice',
  'transferable lock held',
  'after a barrier',
  'in a thread that another one starts',
  'in a thread that another one joins',
  'in a daemon',
] as const

/** What precedes the instruction in its thread, and what follows it. */
const around: Readonly<Record<Case['place'], readonly [before: readonly string[], after: readonly string[]]>> = {
  straight: [[], []],
  atomic: [['atomic:'], ['end']],
  'atomic, not first': [
    ['atomic:', 'fetch_add k, y, 1'],
    ['store x, k', 'end'],
  ],
  loop: [['repeat 2:'], ['end']],
  branch: [['if q >= p:'], ['else:', 'fetch_add r, x, 1', 'end']],
  operation: [['op g(p):'], ['return r', 'end']],
  'plain lock held': [['acquire m'], ['release m']],
  'reentrant lock held twice': [
    ['acquire mr', 'acquire mr'],
    ['release mr', 'release mr'],
  ],
  'transferable lock held': [['acquire mt'], ['release mt']],
  'after a barrier': [['barrier_wait b'], []],
  'in a thread that another one starts': [[], []],
  'in a thread that another one joins': [[], []],
  'in a daemon': [[], []],
}

/** What another thread does meanwhile. */
const partners: readonly (readonly string[])[] = [
  ['yield'],
  ['store x, 5', 'store a[1], 0'],
  ['acquire m', 'fetch_add t, x, 1', 'release m'],
  ['notify c', 'notify c'],
  ['acquire m', 'notify_all c', 'release m', 'sem_release z'],
  ['barrier_wait b', 'assert t', 'yield'],
  ['barrier_wait b', 'let t, 1', 'store x, t'],
  ['release mt'],
  ['acquire mt', 'wait t, c, mt', 'release mt'],
  ['acquire mr', 'acquire mr', 'release mr'],
  ['acquire m', 'wait c, m', 'store y, 7', 'release m'],
  ['acquire mr', 'wait t, c, mr', 'store o, t + 1', 'release mr'],
  ['await x == 1', 'store y, 3'],
  ['atomic:', 'load t, x', 'store x, t + 1', 'end'],
  ['join A', 'load t, x'],
  ['acquire mf', 'notify cf', 'release mf'],
  ['acquire mf', 'wait cf, mf', 'store y, 7', 'release mf'],
  ['sem_acquire sf', 'load t, y', 'sem_release sf'],
  ['send ch, 8', 'receive t, full'],
  ['receive t, ch', 'store y, t', 'send full, t'],
  ['select:', 'case receive t, ch:', 'store y, t', 'case send ch, 4:', 'end'],
  ['select:', 'case receive t, ch:', 'store y, t', 'case send ch, 4:', 'else:', 'store y, 8', 'end'],
  ['yield', 'close ch'],
  ['spawn U', 'join U'],
  ['try_acquire t, m', 'store y, t', 'raise KeyError'],
]

/** The code of a thread that only a `spawn` starts. */
const unstarted: readonly (readonly string[])[] = [
  ['store x, 9'],
  ['assert 0'],
  ['let t, 1 // 0', 'store x, 8'],
  ['raise ValueError'],
  ['halt'],
  ['barrier_wait b', 'store x, t'],
  ['acquire m', 'store y, 1'],
  ['notify c'],
]

/** Every instruction at every place. */
export function cases(): Case[] {
  return instructions().flatMap((instruction) => places.map((place) => ({ instruction, place })))
}

/** The program of a case; what is drawn does not change the case. */
export function textOf({ instruction, place }: Case, draw: Draw): string {
  const one = <T>(of: readonly T[]): T => {
    const chosen = of[draw(of.length)]
    if (chosen === undefined) throw new Error('nothing to draw from')
    return chosen
  }
  const [before, after] = around[place]
  const body = [`let p, ${one(values)}`, `let q, ${one(values)}`, 'let r, 0', ...before, ...instruction, ...after, 'store o, r']
  const partner = [draw(6) === 0 ? 'thread P daemon:' : 'thread P:', 'let t, 0', ...one(partners)]
  const threads = [...threadOf(place, body), ...partner, 'thread U unstarted:', 'let t, 0', ...one(unstarted)]
  return `${[...declarations, 'def helper:', 'fetch_add r, y, 1', 'end', ...threads].join('\n')}\n`
}

/** The thread A with the instruction in it, or the thread that A starts or joins. */
function threadOf(place: Case['place'], body: readonly string[]): string[] {
  if (place === 'in a thread that another one starts')
    return ['thread A:', 'spawn B', 'join B', 'load k, x', 'thread B unstarted:', ...body]
  if (place === 'in a thread that another one joins')
    return ['thread A:', 'store x, 2', 'join B', 'store y, 0', 'thread B:', ...body]
  return [place === 'in a daemon' ? 'thread A daemon:' : 'thread A:', ...body]
}
