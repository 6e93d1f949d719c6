import { markup } from '../picture/markup.ts'
import { type Case, casesOf } from './cases.ts'
import type { CheckedFile, Problem } from './problem.ts'

/**
 * Returns a report in the XML form of JUnit, as Jenkins and GitLab read it: a suite for each file, with a case for each `expect`
 * line and one for everything that no line names.
 */
export function junitOf(files: readonly CheckedFile[]): string {
  const suites = files.map(suiteOf)
  const total = (count: (suite: Suite) => number): number => suites.reduce((sum, each) => sum + count(each), 0)
  const head = countsText({
    tests: total((each) => each.tests),
    failures: total((each) => each.failures),
    errors: total((each) => each.errors),
    skipped: null,
    seconds: total((each) => each.seconds),
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="interleave" ${head}>\n${suites.map((each) => each.text).join('')}</testsuites>\n`
}

interface Suite {
  readonly text: string
  readonly tests: number
  readonly failures: number
  readonly errors: number
  readonly seconds: number
}

function suiteOf(checked: CheckedFile): Suite {
  const { file, elapsedMs } = checked
  const cases = casesOf(checked)
  const counts = {
    tests: cases.length,
    failures: cases.filter((each) => each.problems.some(isFailure)).length,
    errors: cases.filter((each) => each.problems.some(isError)).length,
    skipped: cases.filter((each) => each.skipped).length,
    seconds: elapsedMs / 1000,
  }
  const inner = cases.map((each) => caseText(file, each)).join('')
  return { ...counts, text: `  <testsuite name="${markup(file)}" ${countsText(counts)}>\n${inner}  </testsuite>\n` }
}

function caseText(file: string, { name, skipped, problems }: Case): string {
  const head = `    <testcase name="${markup(name)}" classname="${markup(file)}" time="0"`
  const inner = [...(skipped && problems.length === 0 ? ['      <skipped/>\n'] : []), ...problems.map(problemText)].join('')
  return inner === '' ? `${head}/>\n` : `${head}>\n${inner}    </testcase>\n`
}

function problemText(problem: Problem): string {
  const { rule, message, file, line, details } = problem
  const place = line === null ? file : `${file}:${line}`
  const said = `${place}: ${message}${details === '' ? '' : `\n\n${details}`}`
  const inner = said.split('\n').map(markup).join('\n')
  if (!isFailure(problem) && !isError(problem)) return `      <system-out>${inner}</system-out>\n`
  const element = isError(problem) ? 'error' : 'failure'
  return `      <${element} type="${rule}" message="${markup(message)}">${inner}</${element}>\n`
}

/** An error is what kept the check from an answer. */
function isError({ rule }: Problem): boolean {
  return rule === 'input' || rule === 'incomplete'
}

function isFailure(problem: Problem): boolean {
  return problem.level === 'error' && !isError(problem)
}

interface Counts {
  readonly tests: number
  readonly failures: number
  readonly errors: number
  readonly skipped: number | null
  readonly seconds: number
}

function countsText({ tests, failures, errors, skipped, seconds }: Counts): string {
  const more = skipped === null ? '' : ` skipped="${skipped}"`
  return `tests="${tests}" failures="${failures}" errors="${errors}"${more} time="${seconds.toFixed(3)}"`
}
