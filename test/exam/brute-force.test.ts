import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { explore, type Memory } from './explore.ts'
import { endlessQuestions, longestOutput } from './questions/endless.ts'
import { endingQuestions, spinningQuestions } from './questions.ts'
import { observed } from './steps.ts'

// `models.test.ts` compares the expectations in the models with what the tool finds. Here the same expectations are
// compared with what a search without the tool finds.

const folder = join(import.meta.dirname, '../../models/exam')

function textOf(question: string): string {
  return readFileSync(join(folder, `${question}.ilv`), 'utf8')
}

/** Returns the names and the sorted values of `expect outcomes` or `expect deadlocks`; null if there is no such line. */
function expected(question: string, kind: 'outcomes' | 'deadlocks'): { names: string[]; values: string[] } | null {
  const [, names, values] = new RegExp(`^expect ${kind} (.*?) = \\{(.*)\\}$`, 'm').exec(textOf(question)) ?? []
  if (names === undefined || values === undefined) return null
  const list: unknown = JSON.parse(`[${values.replaceAll('(', '[').replaceAll(')', ']')}]`)
  if (!Array.isArray(list)) throw new Error(`${question}: no list`)
  return { names: names.replace(/[()]/g, '').split(', '), values: sorted(list) }
}

function sorted(values: readonly unknown[]): string[] {
  return [...new Set(values.map((each) => JSON.stringify(each)))].sort()
}

function found(memories: readonly Memory[], names: readonly string[]): string[] {
  return sorted(memories.map((memory) => observed(memory, names)))
}

test.each(Object.entries(endingQuestions))('%s: the answer is what all interleavings give', (name, question) => {
  const { finals, deadlocks } = explore(question)
  const outcomes = expected(name, 'outcomes')
  if (outcomes === null) throw new Error('`expect outcomes` is missing')
  expect(found(finals, outcomes.names)).toEqual(outcomes.values)
  const stopped = expected(name, 'deadlocks')
  expect(found(deadlocks, stopped?.names ?? [])).toEqual(stopped?.values ?? [])
})

describe.each(Object.entries(endlessQuestions))('%s', (name, question) => {
  const { all, finals, deadlocks } = explore(question)
  const outputs = [...new Set(all.map(({ output }) => `${output}`))]
  const pattern = new RegExp(`^(?:${/^invariant output matches \/(.*)\/$/m.exec(textOf(name))?.[1] ?? '(?!)'})$`)

  test('the pattern is that of the outputs, and no output that follows it is missing', () => {
    expect(finals).toEqual([])
    expect(deadlocks).toEqual([])
    const letters = [...new Set(outputs.join(''))]
    let texts = ['']
    for (let length = 1; length <= longestOutput; length++) {
      texts = texts.flatMap((text) => letters.map((letter) => text + letter)).filter((text) => pattern.test(text))
      expect(outputs.filter((output) => output.length === length).sort()).toEqual(texts.sort())
    }
  })
})

test('each exam question is answered here', () => {
  const names = readdirSync(folder).map((name) => name.replace(/\.ilv$/, ''))
  expect([...Object.keys(endingQuestions), ...Object.keys(endlessQuestions), ...spinningQuestions].sort()).toEqual(names.sort())
})
