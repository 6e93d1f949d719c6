import { expect, test } from 'vitest'
import { interleave } from './command.ts'

const model = 'models/lock_fairness.ilv'
const light = `atomic light = 0
shared seen = 0
thread Blinker:
    while true:
        light = 1
        light = 0
    end
thread Waiter:
    await light == 1
    seen = 1
expect light == 1 leads-to seen == 1
expect always light <= 1
expect always seen == 0
expect no starvation
`

test('an execution that disproves an `expect` line is shown with its loop', async () => {
  const { code, stdout } = interleave(['check', '-'], { input: light })
  expect(code).toBe(1)
  await expect(stdout).toMatchFileSnapshot('golden/check-light.txt')
  for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80)
})

test('--fairness says which infinite executions count', () => {
  const starving = (...options: string[]): string => interleave(['check', model, ...options]).stdout
  expect(starving()).toContain('each of P[0] and P[1] may never make progress, while others do.')
  expect(starving('--fairness', 'none')).toContain('others do\n  (the execution need not be fair).')
  expect(starving('--fairness', 'none')).toContain('trace models/lock_fairness.ilv --fairness none --finding starvation')
  expect(starving('--fairness', 'strong')).not.toContain('starvation:')
  const { code, stderr } = interleave(['check', model, '--fairness', 'unfair'])
  expect(code).toBe(2)
  expect(stderr).toContain('none, weak and strong')
  expect(interleave(['trace', model, '--fairness', 'strong', '--finding', 'starvation']).stderr).toContain(
    'there is no starvation',
  )
})

test('trace --expect shows the execution that decides a line', () => {
  const traced = (line: string): ReturnType<typeof interleave> => interleave(['trace', '-', '--expect', line], { input: light })
  expect(traced('11').stdout).toContain('from here on, forever:')
  expect(traced('11').stdout).toContain('light == 1, but seen == 1 never comes')
  expect(traced('12').stderr).toContain('`expect always light <= 1` holds: no single execution shows that')
  expect(traced('13').stdout).toContain('seen == 0 is false')
  expect(traced('14').stderr).toContain('does not hold: there is one')
  expect(traced('1').code).toBe(2)
  expect(traced('1').stderr).toContain('there is no `expect` line in line 1')
  const { stdout } = interleave(['trace', model, '--expect', '21'])
  expect(stdout).toContain('waits from here on')
  expect(stdout).toContain('enters')
})

test('the JSON report has the executions, and how often threads overtake each other', () => {
  const report = JSON.parse(interleave(['check', '-', '--json'], { input: light }).stdout)
  const [leads, , always] = report.expectations
  expect(leads).toMatchObject({ holds: false, schedule: expect.any(String), cycleFrom: expect.any(Number) })
  expect(always).not.toHaveProperty('cycleFrom')
  const { overtaking } = JSON.parse(interleave(['check', model, '--json']).stdout)
  const pair = (waits: string, enters: string): object => ({ waits, enters, atMost: 'unbounded' })
  expect(overtaking).toMatchObject([
    { section: '', atMost: 'unbounded', pairs: [pair('P[0]', 'P[1]'), pair('P[1]', 'P[0]')], cycleFrom: expect.any(Number) },
  ])
})

test('an overtaking that is forbidden is shown', async () => {
  const { stdout } = interleave(['check', '-'], {
    input: 'lock m\nthread P[2]:\nrepeat 3:\nacquire m\ncritical:\nyield\nend\nrelease m\nend\nexpect overtaking <= 1\n',
  })
  await expect(stdout).toMatchFileSnapshot('golden/check-overtaking.txt')
})
