import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { interleave, scratch } from '../cli/command.ts'

const folder = scratch()
let written = 0

/** Writes a program and returns its file. */
function fileOf(...lines: readonly string[]): string {
  const file = join(folder, `program${written++}.py`)
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}

const start = ['import threading', 'n = 0', 'def work(by=1):', '    global n', '    n += by']

describe('threads have the names in executions that they have in the model', () => {
  test.each([
    [
      'variables',
      ['a = threading.Thread(target=work)', 'b = threading.Thread(target=work)', 'a.start(); b.start(); a.join(); b.join()'],
    ],
    [
      'names of their own, and a lambda',
      [
        'ts = [threading.Thread(target=work, name="the first")]',
        'last = threading.Thread(target=lambda: work(2))',
        'for t in ts + [last]: t.start()',
        'last.join(); ts[0].join()',
      ],
    ],
    [
      'one variable for several',
      ['t = threading.Thread(target=work)', 't.start(); t.join()', 't = threading.Thread(target=work)', 't.start(); t.join()'],
    ],
    [
      'variables of functions, and a class',
      [
        'class Worker(threading.Thread):',
        '    def run(self): work()',
        'def main():',
        '    one = Worker()',
        '    ts = [Worker(), threading.Thread(target=work)]',
        '    one.start()',
        '    for t in ts: t.start()',
        '    for t in ts + [one]: t.join()',
        'main()',
      ],
    ],
    [
      'threads of a pool',
      [
        'from concurrent.futures import ThreadPoolExecutor',
        'with ThreadPoolExecutor(max_workers=2) as pool:',
        '    pool.submit(work)',
        '    pool.submit(work)',
      ],
    ],
  ])('%s', (_, lines) => {
    const file = fileOf(...start, ...lines)
    const { model } = JSON.parse(interleave(['check', file, '--json']).stdout)
    const { threads } = JSON.parse(interleave(['check', file, '--real', '--json', '--max-states', '1']).stdout)
    expect(threads).toEqual(model.threads)
  })

  test('tasks', () => {
    const lines = [
      'import asyncio',
      'async def f(): await asyncio.sleep(0)',
      'async def main(): await asyncio.gather(f(), f())',
    ]
    const file = fileOf(...lines, 'asyncio.run(main())')
    const { model } = JSON.parse(interleave(['check', file, '--json']).stdout)
    const { threads } = JSON.parse(interleave(['check', file, '--real', '--json', '--max-states', '1']).stdout)
    expect(threads).toEqual(model.threads)
    expect(threads).toEqual(['main', 'f', 'f-2'])
  })
})

const two = [
  'a = threading.Thread(target=work)',
  'b = threading.Thread(target=work)',
  'a.start(); b.start(); a.join(); b.join()',
]

describe('a file fails in executions where its model fails', () => {
  test.each([
    ['it says nothing', [], [], 0],
    ['--strict', [], ['--strict'], 1],
    ['an assertion that fails', ['assert n == 2'], [], 1],
    ['another kind is meant', ['# expect: lost-update'], [], 1],
    ['what is found is meant', ['# expect: lost-update', '# expect: data-race'], ['--strict'], 0],
  ])('%s', (_, lines, options, code) => {
    const file = fileOf(...start, ...two, ...lines)
    expect(interleave(['check', file, ...options]).code).toBe(code)
    expect(interleave(['check', file, '--real', ...options]).code).toBe(code)
  })
})

test('the step that raises is marked, not what the thread does on the way out', () => {
  const file = fileOf(
    'import threading',
    'lock = threading.Lock()',
    'items = [1]',
    'def take():',
    '    with lock:',
    '        items.pop()',
    'a = threading.Thread(target=take)',
    'b = threading.Thread(target=take)',
    'a.start(); b.start(); a.join(); b.join()',
  )
  const { stdout } = interleave(['check', file, '--real'])
  expect(stdout).toContain('pop from items = [] ✗')
  expect(stdout).not.toMatch(/release lock ✗/)
})
