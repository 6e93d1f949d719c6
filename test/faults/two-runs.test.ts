import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root, scratch } from '../cli/command.ts'
import { answerOf, counterModel, keeping } from './counter.ts'
import { ended, started } from './processes.ts'

test('commands that write one picture at once leave one whole picture', async () => {
  const model = join(root, 'models/quiz1.ilv')
  const folder = scratch()
  const args = ['graph', model, '--out', 'q.svg']
  await ended(started(args, folder))
  const alone = readFileSync(join(folder, 'q.svg'), 'utf8')
  const runs = await Promise.all(Array.from({ length: 4 }, () => ended(started(args, folder))))
  for (const { code, stderr } of runs) expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(readFileSync(join(folder, 'q.svg'), 'utf8')).toBe(alone)
  expect(readdirSync(folder)).toEqual(['q.svg'])
})

test('two explorations that write one checkpoint at once leave one to resume from', async () => {
  const { folder, model } = counterModel(5)
  const file = join(folder, 'kept')
  const args = ['check', model, ...keeping, '--workers', '1', '--checkpoint', file, '--checkpoint-every', '10ms', '--strict']
  const runs = await Promise.all([ended(started(args)), ended(started([...args, '--max-states', '500k']))])
  expect(runs.map(({ code, stderr }) => ({ code, stderr }))).toEqual(runs.map(() => ({ code: 1, stderr: '' })))
  expect(readdirSync(folder).sort()).toEqual(['counter.ilv', 'kept'])
  const resumed = await ended(started(['check', model, ...keeping, '--workers', '1', '--resume', file, '--strict']))
  expect(answerOf(resumed.stdout)).toEqual(answerOf(runs[0]?.stdout ?? ''))
})
