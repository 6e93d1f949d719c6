import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { attributes } from '../python/machine/library/attributes.ts'
import { classes } from '../python/machine/library/classes.ts'
import { dataClasses } from '../python/machine/library/data-classes.ts'
import { enumerations } from '../python/machine/library/enumerations.ts'
import { functions } from '../python/machine/library/functions.ts'
import { metaclasses } from '../python/machine/library/metaclasses.ts'
import { moreFunctions } from '../python/machine/library/more-functions.ts'
import { types } from '../python/machine/library/types.ts'
import { valueClasses } from '../python/machine/library/value-classes.ts'
import { Agent, interpreters } from './agent.ts'
import { matching, tricky } from './tricky.ts'

const corpus = [...attributes, ...classes, ...dataClasses, ...enumerations, ...functions, ...metaclasses]
const more = [...moreFunctions, ...types, ...valueClasses]

/** Imports the modules one after another, and prints what each printed and how it ended. */
function importing(count: number): string {
  const each = Array.from(
    { length: count },
    (_, index) => `
out = io.StringIO()
problem = None
try:
    with contextlib.redirect_stdout(out):
        import case_${index}
except BaseException as e:
    problem = f'{type(e).__name__}: {e}'
print(json.dumps([out.getvalue(), problem]))
`,
  )
  return `import contextlib, io, json\n${each.join('')}`
}

/** What each program prints, executed as it is and rewritten. Addresses of objects are taken out. */
async function printed(texts: readonly string[], python: string): Promise<{ plain: string[]; rewritten: string[] }> {
  const files = Object.fromEntries(texts.map((text, index) => [`case_${index}.py`, text]))
  const agent = new Agent(importing(texts.length), files, python)
  try {
    expect(await agent.line()).not.toHaveProperty('error')
    const answer = await agent.run({ maxSteps: 1_000_000, observe: [] })
    expect(answer).toMatchObject({ end: 'done', outcome: { exceptions: [] } })
    const env = { ...process.env, PYTHONHASHSEED: '0' }
    const { stdout } = spawnSync(python, ['-B', 'program.py'], { cwd: agent.folder, encoding: 'utf8', env })
    const lines = (text: string) =>
      text
        .replaceAll(/0x[0-9a-f]+/g, '0x')
        .trimEnd()
        .split('\n')
    return { plain: lines(stdout), rewritten: lines(answer.outcome.output ?? '') }
  } finally {
    agent.close()
  }
}

test('what rewritten programs print is what they print as they are', async () => {
  const { plain, rewritten } = await printed([...corpus, ...more, ...tricky], 'python3')
  expect(plain.length).toBe(corpus.length + more.length + tricky.length)
  expect(rewritten).toEqual(plain)
})

test.each(interpreters(['3.9.18', '3.10.13', '3.11.7', '3.12.1', '3.13.0']))('the same with %s', async (python) => {
  const { plain, rewritten } = await printed(python.includes('3.9') ? tricky : [...tricky, ...matching], python)
  expect(plain.every((line) => line.startsWith('['))).toBe(true)
  expect(rewritten).toEqual(plain)
})

test('no program of the corpus ends by a mistake of its own', async () => {
  const { plain } = await printed([...tricky, ...matching], 'python3')
  for (const line of plain) expect(line).toMatch(/, null\]$/)
})
