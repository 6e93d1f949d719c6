import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { check, exploreSpace } from '../src/check/check.ts'
import { exploreWithMemories } from '../src/check/monitored-spaces.ts'
import { type CheckOptions, defaultOptions } from '../src/check/options.ts'
import type { CheckResult } from '../src/check/result.ts'
import { reducedSubject } from '../src/check/subject.ts'
import { callText } from '../src/findings/non-linearizable.ts'
import { readModel } from '../src/language/read.ts'
import { figureSvg } from '../src/picture/svg.ts'
import { themes } from '../src/picture/theme.ts'
import { encodeProgram } from '../src/program/codec.ts'
import { barsOf, historyText, positionsOf, type ShownHistory, triedTexts } from '../src/report/history-text.ts'
import { asciiSymbols, plainStyle, styleOf, unicodeSymbols } from '../src/report/style.ts'
import { tableMarkdown } from '../src/report/table-formats.ts'
import { tableHtml } from '../src/report/table-html.ts'
import { traceFigure } from '../src/report/trace-figure.ts'
import { traceTable } from '../src/report/trace-table.ts'

async function checked(name: string, text: string, options: Partial<CheckOptions> = {}): Promise<CheckResult> {
  const read = await readModel({ name, text })
  if (!read.ok) throw new Error(read.errors.map((each) => each.message).join('\n'))
  return check(read.value.program, options)
}

function model(name: string): string {
  return readFileSync(join(import.meta.dirname, '../models', name), 'utf8')
}

/** The histories without explanation, one for each operation. */
function historiesOf({ findings, program }: CheckResult): ShownHistory[] {
  return findings.flatMap(({ detail }) => (detail.kind === 'non-linearizable' ? [{ ...detail, program }] : []))
}

/** `Far read() → 0, sequentially consistent` for each operation without explanation. */
function said(result: CheckResult): string[] {
  return historiesOf(result).map(({ calls, call, sequentiallyConsistent, program }) => {
    const unexplained = calls[call]
    if (unexplained === undefined) return 'none'
    const consistent = sequentiallyConsistent ? 'sequentially consistent' : 'not sequentially consistent'
    return `${program.threads[unexplained.thread]?.name} ${callText(unexplained)}, ${consistent}`
  })
}

describe('models', () => {
  test.each([
    ['linearizable_queue.ilv', []],
    ['michael_scott.ilv', []],
    ['treiber_stack.ilv', []],
    ['treiber_tagged.ilv', []],
    ['approaches/lock_free.ilv', []],
    ['approaches/lock_free.py', []],
    ['replicated_register.ilv', ['Far read() → 0, sequentially consistent']],
    ['reserving_queue.ilv', ['Fast dequeue() → 0, not sequentially consistent']],
    ['treiber_aba.ilv', ['Fast pop() → 2, not sequentially consistent']],
  ])('%s', async (name, expected) => {
    expect(said(await checked(name, model(name)))).toEqual(expected)
  })
})

const counter = (increment: string): string => `
shared n = 0
lock m
thread A, B:
  op next:
    ${increment}
    return r + 1
  end
`

describe('operations', () => {
  test('a racy counter gives a number twice', async () => {
    const [history, ...others] = historiesOf(await checked('x.ilv', counter('load r, n\n store n, r + 1')))
    expect(others).toEqual([])
    expect(history?.calls.map((each) => callText(each))).toEqual(['next() → 1', 'next() → 1'])
    expect(history === undefined ? [] : triedTexts(history)).toEqual([
      'one at a time: next() → 1, then next() gives 2',
      'not sequentially consistent either: no order that preserves only the order within each thread explains it',
    ])
  })

  test.each([
    ['an atomic increment', 'fetch_add r, n, 1'],
    ['one under a lock', 'acquire m\n load r, n\n store n, r + 1\n release m'],
    ['one in an atomic block', 'atomic:\n load r, n\n store n, r + 1\n end'],
  ])('%s does not', async (_, increment) => {
    expect(said(await checked('x.ilv', counter(increment)))).toEqual([])
  })

  test('one that has not ended may have taken effect, or not', async () => {
    const text = `
atomic x = 0
thread W:
  op write(1):
    store x, 1
    yield
  end
thread R, S:
  op read:
    load r, x
    return r
  end
`
    expect(said(await checked('x.ilv', text))).toEqual([])
  })

  test('one that waits for another takes effect after it', async () => {
    const text = `
atomic full = 0
atomic item = 0
thread Giver:
  op put(7):
    store item, 7
    store full, 1
  end
thread Taker:
  op take:
    await full == 1
    load r, item
    return r
  end
`
    expect(said(await checked('x.ilv', text))).toEqual([])
  })

  test('steps outside of operations that change what these read count, those that only read do not', async () => {
    const text = (outside: string): string => `
atomic x = 0
thread A:
  ${outside}
thread B:
  op read:
    load r, x
    return r
  end
`
    expect(said(await checked('x.ilv', text('store x, 5')))).toEqual([])
    expect(said(await checked('x.ilv', text('load s, x')))).toEqual([])
  })

  test('a choice within one may go either way', async () => {
    const text = 'atomic x\nthread A, B:\n op roll:\n  choose r, 1..6\n  store x, r\n  return r\n end\n'
    expect(said(await checked('x.ilv', text))).toEqual([])
  })
})

describe('what is not judged', () => {
  const expecting = (text: string): string => `${text}expect no non-linearizable\n`

  test('operations that give nothing back', async () => {
    const result = await checked('x.ilv', expecting('shared x\nthread A, B:\n op inc:\n  load r, x\n  store x, r + 1\n end\n'))
    expect(result.expectations.map(({ holds, why }) => [holds, why])).toEqual([
      [null, { kind: 'unjudged', reason: { kind: 'no results' } }],
    ])
    expect(result.verdict).not.toBe('pass')
  })

  test('operations that start or join threads', async () => {
    const text = 'shared x\nthread A:\n op all:\n  spawn B\n  join B\n  return 1\n end\nthread B unstarted:\n store x, 1\n'
    const { unjudged } = await checked('x.ilv', text)
    expect(unjudged).toEqual([
      {
        kind: 'non-linearizable',
        reason: {
          kind: 'operations',
          why: 'an operation contains a `spawn` (line 4), so it cannot be executed alone',
        },
      },
    ])
  })

  test('operations inside one another, which only the JSON form can have', async () => {
    const read = await readModel({ name: 'x.ilv', text: counter('fetch_add r, n, 1') })
    if (!read.ok) throw new Error('unreadable')
    const program = structuredClone(encodeProgram({ ...read.value.program, source: null }))
    const [code] = program.codes
    const begin = code?.instructions[0]
    if (begin === undefined) throw new Error('no code')
    const nested = { ...program, codes: [{ ...code, instructions: [begin, ...(code?.instructions ?? [])] }] }
    const { unjudged, findings } = await checked('x.json', JSON.stringify(nested))
    expect(unjudged.map(({ reason }) => reason)).toEqual([
      { kind: 'operations', why: 'operations are nested, or a jump leaves one' },
    ])
    expect(findings.map(({ kind }) => kind)).toEqual([])
  })

  test('a reduced exploration', async () => {
    const { unjudged } = await checked('x.ilv', counter('fetch_add r, n, 1'), { reduce: ['local', 'atomic', 'ample'] })
    expect(unjudged.map(({ reason }) => reason)).toEqual([{ kind: 'reduced' }])
  })

  test('what a limit cuts off: that is said, and what was found so far stands', async () => {
    const read = await readModel({ name: 'x.ilv', text: model('michael_scott.ilv') })
    if (!read.ok) throw new Error('unreadable')
    const options = { ...defaultOptions, maxStates: 100 }
    const { program } = read.value
    const full = reducedSubject(program, [], options.rules, [])
    const known = await exploreSpace(program)
    const cut = await exploreWithMemories({ known, isReduced: false, full, reduced: () => full }, options, 0)
    expect(cut).toEqual({ findings: [], limit: { kind: 'states', limit: 100 }, unjudged: [] })
  })
})

describe('a history', () => {
  const shown = async (): Promise<ShownHistory> => {
    const [history] = historiesOf(await checked('x.ilv', model('replicated_register.ilv')))
    if (history === undefined) throw new Error('no history')
    return history
  }

  test('on the terminal, as bars', async () => {
    expect(
      historyText(await shown(), plainStyle)
        .split('\n')
        .slice(0, 3),
    ).toEqual([
      '  Writer  ├──────────── write(1) ────────────…',
      '  Near      ├ read() → 1 ┤',
      '  Far                       ├ read() → 0 ✗ ┤',
    ])
  })

  test('in ASCII', async () => {
    const style = { ...plainStyle, symbols: asciiSymbols }
    expect(historyText(await shown(), style)).toMatch(/^[ -~\n]*$/)
  })

  test('where there is no room, as a list', async () => {
    const narrow = styleOf({ color: false, unicode: true, width: 40 })
    expect(
      historyText(await shown(), narrow)
        .split('\n')
        .slice(0, 3),
    ).toEqual(['  Writer  write(1)  (from step 1 on)', '  Near    read() → 1  (step 2)', '  Far     read() → 0 ✗  (step 3)'])
  })

  test('bars hold their texts, and those that do not overlap in time do not overlap', async () => {
    const bars = barsOf(await shown(), unicodeSymbols)
    const positions = positionsOf(bars, ({ text }) => text.length + 4, 2)
    for (const { from, to, text } of bars.bars) {
      expect((positions[to ?? bars.places] ?? 0) - (positions[from] ?? 0)).toBeGreaterThanOrEqual(text.length + 4)
    }
    expect([...positions].sort((a, b) => a - b)).toEqual(positions)
  })

  test('names that look like markup are text in every format', async () => {
    const read = await readModel({ name: 'x.ilv', text: model('replicated_register.ilv') })
    if (!read.ok) throw new Error('unreadable')
    const hostile = '<script>`|x`</script>'
    const json = JSON.stringify(encodeProgram(read.value.program)).replaceAll(
      '"name":"read"',
      `"name":${JSON.stringify(hostile)}`,
    )
    const { findings, program } = await checked('x.json', json)
    const finding = findings.find(({ kind }) => kind === 'non-linearizable')
    if (finding === undefined) throw new Error('not found')
    const table = traceTable(program, finding, unicodeSymbols)
    for (const text of [
      tableHtml(table, 't', themes.light),
      figureSvg(traceFigure(table, { title: 't', theme: themes.light })),
    ]) {
      expect(text).not.toContain('<script>')
      expect(text).toContain('&#60;script&#62;')
    }
    const [fence = ''] = tableMarkdown(table).split('\n')
    expect(fence).toBe('```text')
    expect(
      tableMarkdown(table)
        .split('\n')
        .filter((line) => line === '```'),
    ).toHaveLength(1)
  })
})

describe('mistakes', () => {
  test.each([
    ['thread A:\n op a:\n op b:\n end\n end\n', 'the operation `b` is inside of `a`'],
    ['thread A:\n return 1\n', '`return` outside of an operation'],
    ['thread A:\n op a:\n atomic:\n return 1\n end\n end\n', '`return` cannot leave an `atomic` block'],
    ['thread A:\n op a:\n return 1, 2\n end\n', '`return` takes 1 operand, not 2 operands'],
    ['thread A:\n op a(x y):\n end\n', 'unexpected `y`'],
    ['thread A:\n op a(q):\n end\n', 'unknown name `q`'],
  ])('%j', async (text, message) => {
    const read = await readModel({ name: 'x.ilv', text })
    expect(read.ok ? [] : read.errors.map((each) => each.message)).toContain(message)
  })
})
