import { kindText } from '../findings/kinds.ts'
import type { ProblemRule } from './problem.ts'

/** Returns what a rule is called. */
export function ruleText(rule: ProblemRule): string {
  switch (rule) {
    case 'expectation':
      return 'an `expect` line does not hold'
    case 'incomplete':
      return 'not everything was explored or judged'
    case 'input':
      return 'the model cannot be read'
    default:
      return kindText(rule)
  }
}
