import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { generator } from '../../src/semantics/random.ts'
import { answerOf, claimsOf, counterModel, keeping } from './counter.ts'
import { ended, started } from './processes.ts'

const kills = Number(process.env.INTERLEAVE_KILLS ?? 10)
const seed = Number(process.env.INTERLEAVE_SEED ?? 1)

/** Kills are spread over this time; the exploration of the model takes some 2 s. */
const longestMs = 1500

test.each([
  ['1', answerOf],
  ['2', claimsOf],
])(
  `after kills at random moments a resumed exploration with %s threads gives the same answer`,
  async (workers, answer) => {
    const { folder, model } = counterModel(6)
    const options = ['check', model, ...keeping, '--workers', workers, '--strict']
    const expected = answer((await ended(started(options))).stdout)
    const file = join(folder, 'kept')
    const draw = generator(seed)
    const from = (): string[] => ['--checkpoint-every', '20ms', existsSync(file) ? '--resume' : '--checkpoint', file]
    let resumed = 0
    for (let kill = 0; kill < kills / 2; kill++) {
      if (existsSync(file)) resumed++
      const child = started([...options, ...from()])
      const end = ended(child)
      await setTimeout(draw(longestMs))
      child.kill('SIGKILL')
      const { code, signal, stdout, stderr } = await end
      if (signal === null) expect({ answer: answer(stdout), code }, stderr).toEqual({ answer: expected, code: 1 })
    }
    expect(resumed).toBeGreaterThan(0)
    const last = await ended(started([...options, ...from()]))
    expect(last.stderr).toBe('')
    expect(answer(last.stdout)).toEqual(expected)
    expect(readdirSync(folder).sort()).toEqual(['counter.ilv', 'kept']) // and no parts are left
  },
  3_600_000,
)
