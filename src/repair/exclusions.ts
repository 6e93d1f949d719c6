import type { GuardedRange } from './change.ts'
import { constraintOf, isStillPossible } from './constraint.ts'
import type { Edited } from './edits.ts'
import { type Defect, isOld, mistakeOf, traceOf } from './goal.ts'
import type { Explored } from './trial.ts'

/** Tells which ranges under locks leave a mistake possible. */
interface Exclusion {
  /** As `mistakeOf` names it. */
  readonly mistake: string
  readonly excludes: (guards: readonly GuardedRange[]) => boolean
}

/** What executions of rejected candidates say of others that put ranges under locks: these need not be explored. */
export class Exclusions {
  private readonly all: Exclusion[] = []

  /** Learns from a candidate that puts ranges under locks and still has mistakes. */
  learn(guards: readonly GuardedRange[], edited: Edited, explored: Explored, defects: readonly Defect[]): void {
    // Where critical sections became part of longer ones, the execution is none of the original text.
    if (guards.some(({ isMerged }) => isMerged)) return
    for (const defect of defects.filter(isOld)) {
      const excludes = exclusionOf(defect, explored, edited)
      if (excludes !== null) this.all.push({ mistake: mistakeOf(defect), excludes })
    }
  }

  /** Returns the mistakes that a candidate with these ranges still has, as far as is known. */
  mistakesOf(guards: readonly GuardedRange[]): ReadonlySet<string> {
    return new Set(this.all.flatMap((each) => (each.excludes(guards) ? [each.mistake] : [])))
  }
}

function exclusionOf(defect: Defect, { result: { program } }: Explored, { origins }: Edited): Exclusion['excludes'] | null {
  const trace = traceOf(defect)
  if (trace === null || (defect.kind === 'finding' && waiting.has(defect.finding.kind))) return null
  // Locks may order two accesses of a race without making the execution impossible, but not if they are around neither of them.
  if (defect.kind === 'finding' && defect.finding.kind === 'data-race') {
    const lines = defect.finding.lines.flatMap((line) => origins[line - 1] ?? [])
    return (guards) => !guards.some(({ first, last }) => lines.some((line) => first <= line && line <= last))
  }
  const constraint = constraintOf(program, trace, origins)
  return (guards) => isStillPossible(constraint, guards)
}

/** Findings about threads that wait: a lock around more statements may cause them, and does not make one of their executions impossible. */
const waiting: ReadonlySet<string> = new Set([
  'deadlock',
  'stuck-thread',
  'livelock',
  'starvation',
  'lock-order',
  'lock-held-at-exit',
])
