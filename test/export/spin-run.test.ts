import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { interleave, scratch } from '../cli/command.ts'
import { isInstalled } from './spin.ts'

describe.skipIf(!isInstalled)('check --with spin', { timeout: 60_000 }, () => {
  test('shows a deadlock that SPIN found as a trace', () => {
    const { stdout, code } = interleave(['check', 'models/deadlock.ilv', '--with', 'spin'])
    expect(stdout).toContain("A deadlock. SPIN's trail, replayed and certified:")
    expect(stdout).toContain('schedule: B A\n     then no thread can step: a deadlock')
    expect(code).toBe(1)
  })

  test('shows a step that fails', () => {
    const { stdout, code } = interleave(['check', 'models/wrong_release.ilv', '--with', 'spin', '--json'])
    const { problem, schema } = JSON.parse(stdout)
    expect([schema, problem.kind, problem.schedule]).toEqual(['interleave/spin@1', 'failure', 'Meddler'])
    expect(code).toBe(1)
  })

  test('shows how an invariant is violated, with the choices that the threads make', () => {
    const file = join(scratch(), 'choices.ilv')
    writeFileSync(file, 'shared x = 0\nthread A, B:\n  x += 1\n  choose r, 0..2\n  x += r\ninvariant x < 5\ninvariant x < 6\n')
    const { stdout, code } = interleave(['check', file, '--with', 'spin'])
    expect(stdout).toContain('Violated: invariant x < 5.')
    expect(stdout).toMatch(/schedule: .*[AB]=2/)
    expect(code).toBe(1)
  })

  test('says what holds, in as many states as there are', () => {
    const { stdout, code } = interleave(['check', 'models/peterson.ilv', '--with', 'spin'])
    expect(stdout).toContain('SPIN explored 50 states, 70 transitions.\n\nNo deadlock, no failed step.\nHolds: expect outcomes')
    expect(code).toBe(0)
  })

  test('a swarm that finds nothing is no answer', () => {
    const { stdout, code } = interleave(['check', 'models/peterson.ilv', '--with', 'spin', '--swarm', '2'])
    expect(stdout).toContain('SPIN searched in 2 orders, partially')
    expect(code).toBe(3)
    expect(interleave(['check', 'models/deadlock.ilv', '--with', 'spin', '--swarm', '2', '-q']).stdout).toContain('A deadlock.')
  })
})

test('without SPIN, the message says how to get it', () => {
  const { stderr, code } = interleave(['check', 'models/quiz1.ilv', '--with', 'spin'], { env: { PATH: scratch() } })
  expect(stderr).toContain('error: SPIN is not installed\n  on Debian and Ubuntu: `apt-get install spin`')
  expect(code).toBe(2)
})

test('what goes with another tool does not go without', () => {
  expect(interleave(['check', 'models/quiz1.ilv', '--swarm', '3']).stderr).toContain('--swarm is for --with spin')
  expect(interleave(['check', 'models/lock_order.py', '--real', '--with', 'spin']).stderr).toContain('exclude each other')
})

describe('export', () => {
  test('prints a model, or writes it with its configuration', () => {
    expect(interleave(['export', 'models/quiz1.ilv', '--to', 'promela']).stdout).toContain('active [2] proctype A_B()')
    const folder = scratch()
    const { stderr } = interleave(['export', 'models/quiz1.ilv', '--to', 'tla', '--out', join(folder, 'Quiz.tla')])
    expect(stderr).toContain('Quiz.cfg')
    expect(readFileSync(join(folder, 'Quiz.tla'), 'utf8')).toMatch(/^---- MODULE Quiz ----\n/)
    expect(readFileSync(join(folder, 'Quiz.cfg'), 'utf8')).toMatch(/^SPECIFICATION Spec\n/)
  })

  test('refuses what it cannot say, and shows where', () => {
    const { stderr, code } = interleave(['export', 'models/loops/two_loops.ilv', '--to', 'promela'])
    expect(stderr).toMatch(/^models\/loops\/two_loops.ilv:7:9: error: tasks of an event loop cannot be exported, as A is one\n/)
    expect(stderr).toContain('^')
    expect(code).toBe(2)
  })
})
