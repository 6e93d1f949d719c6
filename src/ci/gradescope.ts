import { counted } from '../base/words.ts'
import type { Json } from '../report/check-json.ts'
import { type Case, casesOf } from './cases.ts'
import type { CheckedFile, Problem } from './problem.ts'

/**
 * Returns `results.json` of an autograder of Gradescope (gradescope-autograders.readthedocs.io): a point for each `expect` line, and
 * one for each file in which nothing else is wrong. What fails nothing elsewhere takes no point either: a finding in a model that
 * does not say what is right, unless the user is strict.
 */
export function gradescopeOf(files: readonly CheckedFile[]): Json {
  const tests = files.flatMap((file) => casesOf(file).map((each) => testOf(file, each)))
  const passed = tests.filter(({ status }) => status === 'passed').length
  return {
    output: `${counted(passed, 'test')} of ${tests.length} passed`,
    execution_time: Math.round(files.reduce((sum, { elapsedMs }) => sum + elapsedMs, 0) / 1000),
    tests,
  }
}

interface GradescopeTest {
  readonly [name: string]: Json
  readonly name: string
  readonly max_score: number
  readonly score: number
  readonly status: 'passed' | 'failed'
  readonly output: string
}

function testOf({ file }: CheckedFile, { name, skipped, problems }: Case): GradescopeTest {
  const isPassed = !skipped && problems.every(({ level }) => level === 'warning')
  const output = skipped ? 'not decided: a limit was reached' : problems.map(problemText).join('\n\n')
  return { name: `${file}: ${name}`, max_score: 1, score: isPassed ? 1 : 0, status: isPassed ? 'passed' : 'failed', output }
}

function problemText({ message, file, line, details }: Problem): string {
  const place = line === null ? file : `${file}:${line}`
  return `${place}: ${message}${details === '' ? '' : `\n\n${details}`}`
}
