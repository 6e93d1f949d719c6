import type { Fairness } from '../program/program.ts'

/** Returns what to add to a sentence about an infinite execution that says in which way it is fair; it is weakly if nothing. */
export function fairnessRemark(fairness: Fairness): string {
  switch (fairness) {
    case 'none':
      return ' (the execution need not be fair)'
    case 'weak':
      return ''
    case 'strong':
      return ' (the execution is strongly fair)'
  }
}
