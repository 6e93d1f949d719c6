import { lineAt, type Source } from '../base/source.ts'
import {
  type Expectation,
  type Fairness,
  type FindingKind,
  fairnesses,
  type Instruction,
  type Program,
} from '../program/program.ts'
import type { ExpectationResult, Finding, Verdict } from './result.ts'

/** What a verdict is given on. */
export interface Judged {
  readonly program: Program
  readonly findings: readonly Finding[]
  readonly expectations: readonly ExpectationResult[]
  readonly complete: boolean
  /** Which executions count as fair. */
  readonly fairness: Fairness
}

/**
 * Returns the verdict. An error that no `expect` line names is a failure of a program that says what is right. One that says
 * nothing is a question: what is possible? It has an answer, unless the user is `strict`.
 */
export function verdictOf(judged: Judged, strict: boolean): Verdict {
  const { program, expectations, complete } = judged
  const wrong = surprisingKinds(judged).length > 0
  const refuted = expectations.some((each) => each.holds === false)
  if (refuted || (wrong && (strict || saysWhatIsRight(program)))) return 'fail'
  if (!complete || expectations.some((each) => each.holds !== true)) return 'incomplete'
  return wrong ? 'answered' : 'pass'
}

/** Returns the kinds of errors that were found and that no `expect` line names. */
export function surprisingKinds({ findings, expectations, fairness }: Omit<Judged, 'program' | 'complete'>): FindingKind[] {
  const expected = new Set(expectations.flatMap(({ expectation }) => expectedKind(expectation, fairness) ?? []))
  const errors = findings.filter((each) => each.severity === 'error').map((each) => each.kind)
  return [...new Set(errors)].filter((kind) => !expected.has(kind))
}

/** Returns the kind of finding that an expectation says is there, or null. */
function expectedKind(expectation: Expectation, used: Fairness): FindingKind | null {
  if (expectation.kind === 'finding') {
    // What happens only in executions that are less fair does not say that it happens in these.
    const { fairness = used } = expectation
    return expectation.present && fairnesses.indexOf(fairness) >= fairnesses.indexOf(used) ? expectation.finding : null
  }
  return expectation.kind === 'deadlocks' && expectation.values.length > 0 ? 'deadlock' : null
}

/** Whether a program contains an expectation, an invariant, a critical section, or an assertion. */
function saysWhatIsRight({ expectations, invariants, codes, source }: Program): boolean {
  if (expectations.length > 0 || invariants.length > 0) return true
  return codes.some(({ instructions }) =>
    instructions.some(
      (each) => (each.op === 'assert' && isWritten(each, source)) || (each.op === 'raise' && each.exception === assertionError),
    ),
  )
}

/** Whether the text of the program has an assertion there: lists and queues of Python have some of their own. */
function isWritten({ span }: Instruction, source: Source | null): boolean {
  return (
    source === null || span === null || !source.name.endsWith('.py') || /\bassert\b/.test(lineAt(source.text, span.start).text)
  )
}

/** What Python's `assert` raises. */
const assertionError = 'AssertionError'
