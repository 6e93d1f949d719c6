import fc from 'fast-check'
import { expect, test } from 'vitest'
import { check } from '../../src/check/check.ts'
import { readInstructionText } from '../../src/language/ilv/read.ts'
import type { Program } from '../../src/program/program.ts'
import { type Draw, drawn } from '../random/programs.ts'
import { type Case, endings, type Model, type Operation } from './go.ts'

const runs = Number(process.env.INTERLEAVE_RANDOM_PROGRAMS ?? 250)

function programOf(text: string): Program {
  const read = readInstructionText({ name: 'test.ilv', text })
  if (!read.ok) throw new Error(`${read.errors.map((each) => each.message).join('; ')}\n${text}`)
  return read.value
}

function model(draw: Draw): Model {
  const capacities = [0, draw(3) === 0 ? 1 : 0]
  const single = (): Case => {
    const channel = draw(capacities.length)
    return draw(2) === 0 ? { op: 'send', channel, value: draw(9) } : { op: 'receive', channel }
  }
  const operation = (): Operation => {
    const kind = draw(8)
    if (kind < 4) return single()
    if (kind === 7) return { op: 'close', channel: draw(capacities.length) }
    return { op: 'select', cases: Array.from({ length: 1 + draw(2) }, single), otherwise: draw(2) === 0 }
  }
  const threads = Array.from({ length: 2 + draw(2) }, () => Array.from({ length: 1 + draw(3) }, operation))
  return { capacities, threads }
}

/** Instruction text of a model. What an operation gives is put into registers: which case it was, the message, whether there was one. */
function textOf({ capacities, threads }: Model): string {
  const lines = capacities.map((capacity, channel) => `channel c${channel}${capacity === 0 ? '' : ` capacity ${capacity}`}`)
  threads.forEach((operations, thread) => {
    lines.push(`thread T${thread}:`)
    operations.forEach((operation, at) => {
      const one = (each: Case): string =>
        each.op === 'send' ? `send c${each.channel}, ${each.value}` : `receive r${at}, ok${at}, c${each.channel}`
      if (operation.op === 'close') lines.push(`close c${operation.channel}`, `let case${at}, 200`)
      else if (operation.op !== 'select') lines.push(one(operation), `let case${at}, ${operation.op === 'send' ? 100 : 1}`)
      else {
        lines.push('select:')
        operation.cases.forEach((each, index) => {
          lines.push(`case ${one(each)}:`, `let case${at}, ${each.op === 'send' ? 100 + index : 1 + index}`)
        })
        if (operation.otherwise) lines.push('else:', `let case${at}, 300`)
        lines.push('end')
      }
    })
  })
  return `${lines.join('\n')}\n`
}

/** The ways in which the program of a model ends, in the words of `endings`. */
async function endingsOf(shown: Model, program: Program): Promise<Set<string>> {
  const names = program.threads.flatMap(({ code }, thread) =>
    (program.codes[code]?.registers ?? []).map((_, register) => ({ kind: 'register', thread, register }) as const),
  )
  const { outcomes, stopped, findings } = await check(program, { observed: names, reduce: [] })
  const found = new Set<string>()
  const textOfEnd = (values: readonly unknown[]): string => {
    const value = (thread: number, name: string): number => {
      const register = program.codes[program.threads[thread]?.code ?? -1]?.registers.indexOf(name) ?? -1
      const at = names.findIndex((each) => each.thread === thread && each.register === register)
      return at === -1 ? 0 : Number(values[at])
    }
    const logs = shown.threads.map((operations, thread) =>
      operations.flatMap((_, at) => {
        const taken = value(thread, `case${at}`)
        if (taken === 0) return []
        if (taken === 300) return ['else']
        if (taken === 200) return ['closed']
        if (taken >= 100) return [`${taken - 100}`]
        return [`${taken - 1}:${value(thread, `ok${at}`) === 0 ? 'none' : value(thread, `r${at}`)}`]
      }),
    )
    return logs.map((log) => log.join(' ')).join(' | ')
  }
  for (const { final } of outcomes) found.add(`ended ${textOfEnd(final)}`)
  for (const { kind, final } of stopped) if (kind === 'deadlock') found.add(`asleep ${textOfEnd(final)}`)
  if (findings.some(({ kind }) => kind === 'channel-misuse')) found.add('failed')
  return found
}

test(`${runs} random programs end as the operations of Go on channels do, which put threads to sleep`, {
  timeout: 600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(drawn(model), async (made) => {
      const found = await endingsOf(made, programOf(textOf(made)))
      expect([...found].sort()).toEqual([...endings(made)].sort())
    }),
    { numRuns: runs, seed: Number(process.env.INTERLEAVE_SEED ?? 20261129) },
  )
})

const within = (body: string): string => `channel c\nchannel d[2]\nshared x\nlock m\nthread A:\n${body}\n`

test.each([
  ['send x, 1', '`x` is a shared variable, not a channel', 'did you mean `c`?'],
  ['send c', '`send` takes 2 operands, not 1 operand', 'write `send c, e`'],
  ['send d, 1', '`d` is an array of channels', 'write one of them: `d[0]`'],
  ['receive c, r', '`c` is a channel, not a register', 'rename the register: write `receive r, c`'],
  ['c <- 1', 'unexpected `<`', 'write `send c, e`'],
  ['r = <-c', 'unexpected `<`', 'write `receive r, c`, or `receive r, ok, c`'],
  ['select:\nend', 'this `select` has no `case`', 'write `case receive r, c:` below it'],
  ['case send c, 1:', '`case` without a `select`', 'write `select:` above the first `case`'],
  ['select:\ncase acquire m:\nend', '`acquire` is not a case', 'a case is `case receive r, c:` or `case send c, e:`'],
  ['select:\ncase send c, 1:\nelse:\ncase send c, 2:\nend', '`case` after `else`', 'put the `else` last'],
  ['select:\ncase r := <-c:\nend', 'unexpected `=`', 'write `case receive r, c:` or `case send c, e:`'],
  ['atomic:\nsend c, 1\nend', '`send` is not allowed in an `atomic` block', 'end the block before it'],
  [
    'let i, 1\nselect:\ncase send d[i], 1:\nend',
    'which of the channels `d` is meant must be known beforehand in a case',
    'write a case for each: `d[0]`, `d[1]`',
  ],
])('%s is refused', (body, message, hint) => {
  const read = readInstructionText({ name: 'test.ilv', text: within(body) })
  const errors = read.ok ? [] : read.errors
  expect(errors.map((each) => [each.message, each.hint]).slice(0, 1)).toEqual([[message, hint]])
})

test('an unknown channel is refused', () => {
  const read = readInstructionText({
    name: 'test.ilv',
    text: 'thread A:\nsend c, 1\nreceive r, d\nselect:\ncase send c, 1:\nend\n',
  })
  expect(read.ok ? [] : read.errors.map(({ message }) => message)).toEqual([
    'unknown channel `c`',
    'unknown channel `d`',
    'unknown channel `c`',
  ])
})

test('a channel that holds too many messages is refused', () => {
  const read = readInstructionText({ name: 'test.ilv', text: 'channel c capacity 99\nthread A:\nsend c, 1\n' })
  expect(read.ok ? [] : read.errors.map(({ message }) => message)).toEqual(['a channel cannot hold 99 messages'])
})

test('a deadlock says who waits to send what, and for whom', async () => {
  const { findings, program } = await check(
    programOf('channel c\nchannel d\nthread A:\nsend c, 3\nthread B:\nselect:\ncase receive r, d:\ncase send d, 1:\nend\n'),
  )
  const { findingSentence } = await import('../../src/findings/kinds.ts')
  expect(findings.map((each) => findingSentence(program, each))).toEqual([
    'deadlock (channel): A waits to send 3 on c (nobody receives) and B waits to receive from d or send 1 on d (nobody is on the other side); no thread can continue',
  ])
})
