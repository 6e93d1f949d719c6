import { threadName } from '../program/print.ts'
import { type FailedEnd, failedEnd } from './failed-end.ts'
import type { FindingRule } from './rule.ts'

export const assertion: FindingRule<FailedEnd<'assertion'>> = {
  ...failedEnd('assertion', 'assertion'),
  explain: (program, { detail, lines }) => {
    const [where, line] = [`in ${threadName(program, detail.thread)}`, lines[0] ?? 0]
    // A front end has its own wording for other statements that fail like an assertion.
    if (!detail.instruction.startsWith('assert ')) return `${where}, ${detail.instruction} (line ${line})`
    return `${where}, \`${detail.instruction}\` is false (line ${line})`
  },
}
