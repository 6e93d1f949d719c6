import type { Source } from '../base/source.ts'
import type { Edited } from './edits.ts'
import { type Defect, defectsOf, type Goal, mistakesIn } from './goal.ts'
import type { Explored, Trial, TrialLimits } from './trial.ts'

/** What became of a candidate. */
export interface Judged {
  readonly explored: Explored
  readonly defects: readonly Defect[]
}

/** The first stage explores so many states, each further one so many times as many. */
const firstStates = 1500
const growth = 8

/** What candidates are held against. */
export interface Judging {
  readonly source: Source
  readonly goal: Goal
  readonly trial: Trial
  readonly limits: TrialLimits
  /** How many different mistakes the program has, as `mistakeOf` names them. */
  readonly mistakes: number
}

/**
 * Explores a changed text by stages: most candidates show in a small part of their executions that they have all of the mistakes,
 * or a new one. What only takes longer to find is looked for in those that are right as far as that, or better than the program.
 * Null if the text is no program.
 */
export async function judged(edited: Edited, judging: Judging): Promise<Judged | null> {
  const { limits } = judging
  for (let states = firstStates; ; states *= growth) {
    const maxStates = Math.min(states, limits.maxStates)
    const found = await explored(edited, judging, { ...limits, maxStates, quick: true })
    if (found === null || isDecided(found, judging)) return found
    if (found.explored.result.complete) return explored(edited, judging, { ...limits, quick: false })
    if (maxStates === limits.maxStates) return found
  }
}

async function explored(edited: Edited, { source, goal, trial }: Judging, limits: TrialLimits): Promise<Judged | null> {
  const explored = await trial({ name: source.name, text: edited.text }, limits)
  return explored === null ? null : { explored, defects: defectsOf(goal, explored, edited.origins, limits.quick) }
}

/** Whether more states can change nothing. */
function isDecided({ defects }: Judged, { mistakes }: Judging): boolean {
  if (defects.some(({ kind }) => kind === 'incomplete')) return false
  return defects.some((each) => each.kind === 'finding' && each.isNew) || mistakesIn(defects).size >= mistakes
}
