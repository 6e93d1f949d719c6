import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { unreachable } from '../base/bug.ts'
import { counted } from '../base/words.ts'
import type { CheckResult } from '../check/result.ts'
import { type Baseline, baselineIn, baselineOf, unknownIn } from '../ci/baseline.ts'
import { githubOf } from '../ci/github.ts'
import { gitlabOf } from '../ci/gitlab.ts'
import { gradescopeOf } from '../ci/gradescope.ts'
import { junitOf } from '../ci/junit.ts'
import { type CheckedFile, inputProblems, problemsOf } from '../ci/problem.ts'
import { sarifOf } from '../ci/sarif.ts'
import type { CiFormat } from './ci-formats.ts'
import { commandLine } from './controls.ts'
import { Exit, Misuse, misuse, reportMisuse, worst, writeMisuse } from './failure.ts'
import { fileError, writeOutput } from './files.ts'
import { interruptionExit } from './host.ts'
import { jsonText } from './json-text.ts'

declare const INTERLEAVE_VERSION: string

/** What to do with the problems of all models. */
export interface CiOptions {
  /** Null: the reports of the models, as they are checked. */
  readonly format: CiFormat | null
  readonly baseline: string | undefined
  readonly writeBaseline: string | undefined
}

/** Checks models by `check` and reports what they have together; returns the exit code. */
export async function runForCi(
  models: readonly string[],
  check: (name: string) => Promise<CheckResult>,
  options: CiOptions,
): Promise<number> {
  const known = options.baseline === undefined ? null : readBaseline(options.baseline)
  const checked: CheckedFile[] = []
  for (const name of models) {
    checked.push(await checkedFile(name, check, options.format === null ? reportMisuse : writeMisuse))
    if (interruptionExit() !== null) break
  }
  if (options.writeBaseline !== undefined)
    writeOutput(options.writeBaseline, `${JSON.stringify(baselineOf(checked), null, 2)}\n`)
  // What was just written is known.
  const found = unknownIn(checked, known ?? (options.writeBaseline === undefined ? nothing : baselineOf(checked)))
  if (options.format !== null) process.stdout.write(formatted(found.files, options.format))
  const note =
    found.known === 0 ? '' : `note: ${counted(found.known, 'finding is', 'findings are')} in the baseline and no failure\n`
  process.stderr.write(note)
  return interruptionExit() ?? worst(found.files.map(exitOfFile))
}

const nothing: Baseline = { schema: 'interleave/baseline@1', problems: [] }

/** Checks a model. Mistakes in it are reported by `tell` at once, and are problems of the file too. */
async function checkedFile(
  name: string,
  check: (name: string) => Promise<CheckResult>,
  tell: (error: Misuse) => void,
): Promise<CheckedFile> {
  const file = relative('', name).split(sep).join('/')
  try {
    const result = await check(name)
    const expectations = result.expectations.map(({ expectation: { text, line }, holds }) => ({ text, line, holds }))
    return { file, elapsedMs: result.stats.elapsedMs, expectations, problems: problemsOf(result, file, commandLine) }
  } catch (error) {
    if (!(error instanceof Misuse)) throw error
    tell(error)
    return { file, elapsedMs: 0, expectations: [], problems: inputProblems(error.diagnostics, file) }
  }
}

function formatted(files: readonly CheckedFile[], format: CiFormat): string {
  switch (format) {
    case 'sarif':
      return `${jsonText(sarifOf(files, INTERLEAVE_VERSION))}\n`
    case 'gradescope':
      return `${jsonText(gradescopeOf(files))}\n`
    case 'junit':
      return junitOf(files)
    case 'github':
      return githubOf(files)
    case 'gitlab':
      return `${jsonText(gitlabOf(files, (text) => createHash('sha256').update(text).digest('hex')))}\n`
    default:
      return unreachable(format)
  }
}

/** Returns the exit code that the problems of a file give, as docs/contract.md defines them. */
function exitOfFile({ problems }: CheckedFile): number {
  if (problems.some(({ rule }) => rule === 'input')) return Exit.misuse
  if (problems.some(({ level, rule }) => level === 'error' && rule !== 'incomplete')) return Exit.found
  return problems.some(({ rule }) => rule === 'incomplete') ? Exit.limit : Exit.ok
}

function readBaseline(path: string): Baseline {
  const baseline = baselineIn(textOf(path))
  if (baseline === null) throw misuse(`--baseline ${path}: expected a baseline`, 'write one with `--write-baseline`')
  return baseline
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw fileError(error, path, 'read')
  }
}
