import { describe, expect, test } from 'vitest'
import { check } from '../../../src/check/check.ts'
import { readUnfolded } from '../../../src/language/python/unfolding/read.ts'
import { denoted } from '../../../src/program/denote.ts'
import { python } from '../cpython.ts'
import { processPrograms } from './programs.ts'

/** Executes programs some times, in files since processes need them, and prints for each all that they printed. */
const runner = `
import json, subprocess, sys, tempfile, os

found = []
with tempfile.TemporaryDirectory() as folder:
    for number, text in enumerate(json.load(sys.stdin)):
        path = os.path.join(folder, f'program{number}.py')
        with open(path, 'w') as file:
            file.write(text)
        found.append(path)
    runs = [[subprocess.Popen([sys.executable, path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) for _ in range(2)] for path in found]
    print(json.dumps([[each.communicate(timeout=50)[0] for each in some] for some in runs]))
`

const observed: readonly (readonly string[])[] = JSON.parse(
  python(runner, JSON.stringify(processPrograms.map(({ text }) => text)), '.', 120_000),
)

/** All that a program can print. */
async function outputs(text: string): Promise<string[]> {
  const read = readUnfolded({ name: 'program.py', text }, { observeOutput: true })
  if (!read.ok) throw new Error(read.errors?.map(({ message }) => message).join('\n') ?? 'nothing to execute')
  const { program } = read.value
  const result = await check(program, { maxStates: 200_000 })
  expect(result.complete).toBe(true)
  const at = result.observed.findIndex((each) => each.kind === 'shared' && program.shared[each.variable]?.name === 'output')
  const observable = result.observed[at]
  if (observable === undefined) throw new Error('the output is not observed')
  return [...new Set(result.outcomes.map(({ final }) => `${denoted(program, observable, final[at] ?? 0)}`))].sort()
}

describe('processes', () => {
  test.each(processPrograms.map((each, index) => ({ ...each, index })))('$name', async ({ text, outputs: expected, index }) => {
    for (const output of observed[index] ?? ['nothing']) expect(expected).toContain(output)
    expect(await outputs(text)).toEqual([...expected].sort())
  })
})
