import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { root } from './cli/command.ts'

test('every command and output in the documents is what the tool prints', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/docs.mjs', '--check'], { cwd: root, encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(status).toBe(0)
}, 300_000)

test('the library example answers', () => {
  const { stdout } = spawnSync(process.execPath, ['examples/library.mjs'], { cwd: root, encoding: 'utf8' })
  expect(stdout).toContain('balance = 1: 18 of 20 interleavings\nbalance = 2: 2 of 20 interleavings\nlost update on balance')
})
