import type { Json } from '../report/check-json.ts'
import { identityOf } from './baseline.ts'
import type { CheckedFile, Problem, ProblemStep } from './problem.ts'
import { ruleText } from './rules.ts'

/** Returns a log in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS). */
export function sarifOf(files: readonly CheckedFile[], version: string): Json {
  const problems = files.flatMap((each) => each.problems)
  const rules = [...new Set(problems.map((each) => each.rule))].sort()
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'interleave', version, rules: rules.map((id) => ({ id, shortDescription: { text: ruleText(id) } })) },
        },
        columnKind: 'utf16CodeUnits',
        results: problems.map((problem) => resultOf(problem, rules.indexOf(problem.rule))),
      },
    ],
  }
}

function resultOf(problem: Problem, ruleIndex: number): Json {
  const { rule, level, message, file, line, column, details, steps } = problem
  return {
    ruleId: rule,
    ruleIndex,
    level,
    message: { text: details === '' ? message : `${message}\n\n${details}` },
    locations: [{ physicalLocation: placeOf(file, line, column) }],
    ...(steps.length === 0
      ? {}
      : { codeFlows: [{ threadFlows: [{ locations: steps.map((step, index) => flowOf(file, step, index)) }] }] }),
    partialFingerprints: { 'interleaveProblem/v1': identityOf(problem) },
  }
}

function flowOf(file: string, { line, text }: ProblemStep, index: number): Json {
  return { executionOrder: index + 1, location: { physicalLocation: placeOf(file, line, null), message: { text } } }
}

function placeOf(file: string, line: number | null, column: number | null): Json {
  const region = line === null ? {} : { region: { startLine: line, ...(column === null ? {} : { startColumn: column }) } }
  return { artifactLocation: { uri: encodeURI(file).replace(/[?#]/g, encodeURIComponent) }, ...region }
}
