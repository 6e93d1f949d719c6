import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { interleave, root } from '../cli/command.ts'
import { answerOf, counterModel, keeping } from './counter.ts'
import { mounted, sealed, unmount } from './mounted.ts'
import { shell, stackTrace } from './processes.ts'

const quiz1 = join(root, 'models/quiz1.ilv')
const small = mounted('size=64k')
const closed = mounted('size=64k')
afterAll(() => [small, closed].forEach(unmount))

describe.skipIf(small === null)('a full disk', () => {
  const folder = small ?? ''

  test('costs an exploration its checkpoints, not its answer', () => {
    const { model } = counterModel(4)
    const plain = interleave(['check', model, ...keeping])
    const file = join(folder, 'kept')
    const full = interleave(['check', model, ...keeping, '--checkpoint', file, '--checkpoint-every', '10ms'])
    expect(answerOf(full.stdout)).toEqual(answerOf(plain.stdout))
    expect(full.stderr).toMatch(/^cannot write a checkpoint: the disk is full; /)
    expect(full.stderr.split('\n').length).toBe(2)
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([])
  })

  test.each(['graph', 'trace', 'slides', 'page'])('%s says so, and an earlier file stays as it was', (command) => {
    const name = command === 'slides' || command === 'page' ? 'q.html' : 'q.pdf'
    writeFileSync(join(folder, 'filler'), '')
    writeFileSync(join(folder, name), 'earlier')
    try {
      writeFileSync(join(folder, 'filler'), Buffer.alloc(2 ** 20))
    } catch {
      // It is full now.
    }
    const { code, stderr } = interleave([command, quiz1, '--out', join(folder, name)])
    expect({ code, stderr: stderr.replace(/^note: .* below 12 pt; .*\n/, '') }).toEqual({
      code: 2,
      stderr: `error: cannot write ${join(folder, name)}\n  no space is left on the device\n`,
    })
    expect(readFileSync(join(folder, name), 'utf8')).toBe('earlier')
    expect(readdirSync(folder).filter((each) => each.endsWith('.part'))).toEqual([])
  })
})

describe.skipIf(closed === null)('a read-only folder', () => {
  const folder = closed ?? ''

  test.each([
    ['graph', ['--out', 'q.svg']],
    ['graph', []], // creates `out`
    ['trace', ['--out', 'q.csv']],
    ['check', ['--checkpoint', 'kept', '--engine', 'wasm', '--max-states', '5']],
  ])('%s %j is refused or warned of, without a stack trace', (command, args) => {
    sealed(folder)
    const { code, stderr } = interleave([command, quiz1, ...args], { cwd: folder })
    expect(stderr).toMatch(/^(error: )?cannot (write|create) .*(EROFS|read-only)/)
    expect(stderr).not.toMatch(stackTrace)
    expect(code).toBe(command === 'check' ? 3 : 2)
  })
})

test.skipIf(!existsSync('/dev/full')).each(['check', 'check --json', 'trace', 'show', 'compare', 'trace --format svg'])(
  '%s: standard output that cannot be written is one message',
  async (command) => {
    const { code, stderr } = await shell(`interleave ${command} '${quiz1}' > /dev/full`)
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'error: cannot write standard output\n  no space is left on the device\n',
    })
  },
)

test.each([
  ['check models/*.ilv', 'head -n 1'],
  ['check --json models/lock_free.ilv models/michael_scott.ilv', 'head -c 10'],
  ['trace models/quiz1.ilv', 'head -n 1'],
  ['graph models/michael_scott.ilv --max-states 5k --format dot', 'true'],
  ['show models/michael_scott.ilv --json', 'true'],
  ['check none.ilv 2>&1', 'true'],
])('%s | %s ends without a message', async (command, reader) => {
  const { stderr } = await shell(`interleave ${command} | ${reader}`)
  expect(stderr).not.toMatch(stackTrace)
  expect(stderr.replace(/^(wrote|note:) .*\n|^error: .*\n( {2}.*\n)*/gm, '')).toBe('')
})
