import fc from 'fast-check'
import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { readInstructionText } from '../../src/language/ilv/read.ts'
import { defaultRules, instructionAt, type Program } from '../../src/program/program.ts'
import { type Enumeration, enumerate } from '../../src/semantics/enumerate.ts'
import type { State } from '../../src/semantics/state.ts'
import { isEnabled } from '../../src/semantics/step.ts'
import { type Draw, drawn } from '../random/programs.ts'

// How often threads overtake each other, compared with an oracle that knows of no components: it follows every execution of
// the reference interpreter with a bit for 'waits', and raises the number of entries from each place until nothing changes.
// It tells where a thread is by the lines of the text, not by registers.

interface Protocol {
  readonly text: string
  /** The last line of the doorway; null without one. */
  readonly doorway: number | null
  readonly first: number
  readonly last: number
}

const before: readonly string[] = [
  'flag[me] = 1',
  'turn = me',
  'turn = 1 - me',
  'await turn == me or not flag[1 - me]',
  'await not flag[1 - me]',
  'acquire m',
  'exchange old, taken, 1\nif old:\njump again\nend',
  'fetch_add mine, next, 1',
  'await serving == mine',
  'if flag[1 - me]:\nflag[me] = 0\njump again\nend',
  'while turn != me and flag[1 - me]:\nend',
]
const after: readonly string[] = ['flag[me] = 0', 'turn = 1 - me', 'release m', 'taken = 0', 'serving += 1']

function protocol(draw: Draw): Protocol {
  const lines = ['atomic flag[2] = 0', 'atomic turn = 0', 'atomic taken = 0', 'lock m transferable']
  lines.push('atomic next = 0 mod 2', 'atomic serving = 0 mod 2', 'thread P[2]:', 'let mine = 0', 'let old = 0')
  const loop = ['', 'while true:', 'while true:', 'repeat 3:'][draw(4)] ?? ''
  if (loop !== '') lines.push(loop)
  const add = (from: readonly string[], most: number): void => {
    for (let count = draw(most + 1); count > 0; count--) lines.push(...(from[draw(from.length)] ?? '').split('\n'))
  }
  if (draw(3) === 0) lines.push('yield')
  lines.push('again:')
  let doorway: number | null = null
  if (draw(2) === 0) {
    lines.push('doorway:')
    const inner = ['flag[me] = 1', 'turn = 1 - me', 'fetch_add mine, next, 1', 'exchange old, taken, 1']
    add(inner, 1)
    doorway = lines.push(inner[draw(inner.length)] ?? '')
    lines.push('end')
    if (draw(3) === 0) lines.push('if old:', 'jump again', 'end')
  }
  add(before, 3)
  lines.push('critical:')
  const first = lines.push('yield')
  let last = first
  if (draw(3) === 0) last = lines.push('turn = 1 - me')
  lines.push('end')
  add(after, 2)
  if (loop !== '') lines.push('end')
  return { text: lines.join('\n'), doorway, first, last }
}

/** The line of the next instruction of a thread; 0 if it has ended. */
function lineOf(program: Program, state: State, thread: number): number {
  const { pc, status } = state.threads[thread] ?? { pc: -1, status: 'finished' }
  return status === 'finished' ? 0 : (instructionAt(program, thread, pc)?.line ?? 0)
}

function mostEntries(program: Program, { states, transitions }: Enumeration, where: Protocol, waits: number): number {
  const enters = 1 - waits
  const isIn = (line: number): boolean => line >= where.first && line <= where.last
  const isBlocked = (state: number): boolean => {
    const current = states[state]
    if (current === undefined) return false
    const line = lineOf(program, current, waits)
    return line > 0 && line < where.first && !isEnabled(program, current, waits, defaultRules)
  }
  const begins = (state: number): boolean => where.doorway === null && isBlocked(state)
  // Places: a state, and whether the thread waits there.
  const edges: { from: number; to: number; weight: number }[] = []
  for (const { from, to, step } of transitions) {
    const lineBefore = lineOf(program, states[from] as State, waits)
    const lineAfter = lineOf(program, states[to] as State, waits)
    const other = [states[from], states[to]].map((each) => lineOf(program, each as State, enters))
    const isOwn = step.thread === waits
    const weight = step.thread === enters && other[1] === where.first ? 1 : 0
    const isFirst = where.doorway === null ? lineBefore < where.first : lineBefore === where.doorway
    for (const bit of [0, 1]) {
      let next = bit === 1 || (isOwn && isFirst && lineBefore > 0)
      if (lineAfter === 0 || isIn(lineAfter)) next = false
      // Behind the section of a program without a loop nobody comes back to it.
      if (!/while true|repeat/.test(where.text) && lineAfter > where.last) next = false
      edges.push({
        from: 2 * from + bit,
        to: 2 * to + (next || (begins(to) && lineAfter > 0) ? 1 : 0),
        weight: bit === 1 ? weight : 0,
      })
    }
  }
  const start = begins(0) ? 1 : 0
  const reached = new Set([start])
  for (let size = -1; size !== reached.size; ) {
    size = reached.size
    for (const { from, to } of edges) if (reached.has(from)) reached.add(to)
  }
  const limit = reached.size + 1
  const most = new Map([...reached].map((place) => [place, 0]))
  for (let changed = true; changed; ) {
    changed = false
    for (const { from, to, weight } of edges) {
      // Only while the thread waits: what comes later does not count.
      if (from % 2 === 0 || !reached.has(from)) continue
      const value = weight + (to % 2 === 1 ? (most.get(to) ?? 0) : 0)
      if (value <= (most.get(from) ?? 0)) continue
      if (value > limit) return Number.POSITIVE_INFINITY
      most.set(from, value)
      changed = true
    }
  }
  return Math.max(0, ...[...most].map(([place, value]) => (place % 2 === 1 ? value : 0)))
}

const runs = Math.ceil(Number(process.env.INTERLEAVE_RANDOM_PROGRAMS ?? 2000) / 4)
const seed = Number(process.env.INTERLEAVE_SEED ?? 20261129)

test('random protocols: what the components say, the oracle counts', { timeout: 7_200_000 }, async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(drawn(protocol), async (where) => {
      const read = readInstructionText({ name: 'random.ilv', text: where.text })
      if (!read.ok) throw new Error(`${where.text}\n${read.errors.map(({ message }) => message).join('\n')}`)
      const enumeration = enumerate(read.value, 1500)
      if (enumeration === null) return
      const { overtaking } = await check(read.value, { reduce: [] })
      const [found] = overtaking ?? []
      const expected = [0, 1].map((waits) => mostEntries(read.value, enumeration, where, waits))
      expect(found?.pairs.map(({ most }) => most)).toEqual(expected)
      found?.witness?.() // certifies it
      for (const each of expected) seen.add(`${where.doorway === null ? 'without' : 'with'} ${Math.min(each, 9)}`)
    }),
    { numRuns: runs, seed },
  )
  for (const doorway of ['with', 'without']) {
    for (const bound of [0, 1, 2, 9]) expect(seen).toContain(`${doorway} ${bound}`)
  }
})
