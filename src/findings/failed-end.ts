import { failuresIn } from '../analysis/terminal-states.ts'
import { present } from '../base/bug.ts'
import { memoized } from '../base/memoized.ts'
import { lineAt } from '../base/source.ts'
import { readableText, threadName } from '../program/print.ts'
import { type FailureKind, type Instruction, instructionAt, type Program } from '../program/program.ts'
import type { StateSpace } from '../space/space.ts'
import { candidatesOf, type FindingRule, type Search } from './rule.ts'

/** A step that failed, which ended the execution. */
export interface FailedEnd<Kind extends FailureKind> {
  readonly kind: Kind
  readonly thread: number
  /** The failing instruction, as text, and what was wrong with its values. */
  readonly instruction: string
  readonly explanation: string
}

/** Makes the rule of a kind of failure: these differ only in their names and in the details of the reference interpreter. */
export function failedEnd<Kind extends FailureKind>(kind: Kind, name: string): FindingRule<FailedEnd<Kind>> {
  return {
    kind,
    name,
    severity: 'error',
    inReducedSpaces: true,
    searches: [failedEnds(kind)],
    explain: (program, { detail, lines }) => failureText(program, detail, lines),
    marks: (_, { explanation }, { last }) => new Map([[last, explanation]]),
  }
}

const failuresOf = memoized((space: StateSpace) => failuresIn(space).all())

/** Returns the failed ends of a kind. */
export function failedEnds<Kind extends FailureKind>(kind: Kind): Search<FailedEnd<Kind>> {
  return {
    in: 'ends',
    find: (space) => {
      const failures = failuresOf(space).filter(([first]) => first?.info.kind === kind)
      return candidatesOf(failures, ({ thread: failed, line }, { program, state, named }) => {
        const { failure, threads } = state
        const thread = named(failed)
        if (failure?.kind !== kind || failure.thread !== thread) return null
        const instruction = present(instructionAt(program, thread, threads[thread]?.pc ?? -1), 'failed instruction')
        if (kind !== 'divergence' && instruction.line !== line) return null
        const text = wordsOf(program, thread, instruction)
        const detail = { kind, thread, instruction: text, explanation: failure.detail }
        return { detail, threads: [thread], lines: [line] }
      })
    },
  }
}

/** Returns an instruction as text; a jump as the source has it, since readers know no positions of instructions. */
function wordsOf(program: Program, thread: number, instruction: Instruction): string {
  const text = readableText(program, present(program.threads[thread], 'thread').code, instruction)
  const { source } = program
  return 'target' in instruction && instruction.span !== null && source !== null
    ? (lineAt(source.text, instruction.span.start).text.split('#')[0]?.trim() ?? text)
    : text
}

export function failureText(
  program: Program,
  { thread, instruction, explanation }: FailedEnd<FailureKind>,
  lines: readonly number[],
): string {
  return `in ${threadName(program, thread)}, \`${instruction}\` (line ${lines[0] ?? 0}): ${explanation}`
}
