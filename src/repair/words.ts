import { listed } from '../base/words.ts'
import { kindText } from '../findings/kinds.ts'
import { namedTexts } from '../program/heap.ts'
import type { Candidate, Change } from './change.ts'
import type { Defect, Goal } from './goal.ts'
import type { Proposal } from './repair.ts'

/** Returns what a candidate does, as a sentence without a full stop: `put line 7 under lock`. */
export function candidateText({ changes }: Candidate): string {
  return listed(changes.map(({ says }) => says))
}

/** Returns why such a change helps, in one sentence. */
export function whyText({ changes }: Candidate): string {
  const kinds = changes.filter((each, index) => changes.findIndex(({ kind }) => kind === each.kind) === index)
  return kinds.map(reasonFor).join(' ')
}

function reasonFor(change: Change): string {
  switch (change.kind) {
    case 'lock':
      return `No other thread that takes \`${change.guards?.name ?? 'the lock'}\` comes between these steps.`
    case 'atomic':
      return `Nothing comes between the read and the write of a single step.${change.says.includes('AtomicInt') ? ' (`AtomicInt` is in the Python package of this tool.)' : ''}`
    case 'lock-order':
      return 'Where all threads take locks in one order, none waits for another in a circle.'
    case 'one-lock':
      return 'Only threads that take the same lock exclude each other.'
    case 'while':
      return 'Before a thread that was woken has the lock again, others may change what it waited for; now it looks again.'
    case 'notify-all':
      return 'The thread that is woken alone may be one that cannot go on; now each looks.'
    case 'move':
    case 'swap':
      return 'Other threads see these steps in this order.'
    case 'remove':
      return 'The operation was one too many.'
    case 'insert':
      return 'The operation was missing.'
    case 'count':
      return 'The number decides how many threads may go on.'
    case 'recheck':
      return 'Between the first test and the lock another thread may have done the same; now the second test sees it.'
    case 'remember':
      return 'A signal that comes before anybody waits is remembered.'
    case 'join':
      return 'What comes behind happens after the threads have ended.'
    case 'declare':
      return 'A function that assigns a name has a variable of its own, unless it declares the name global.'
    case 'discipline':
      return 'The kind of lock decides who gets it.'
  }
}

/** Returns the mistakes that a repair is for: `lost update and data race`. */
export function problemsText({ kinds, claims }: Goal): string {
  return listed([...[...kinds].map(kindText), ...[...claims].map((text) => `\`expect ${text}\` does not hold`)])
}

/** Returns what is left of the mistakes, or is new. */
export function defectsText(defects: readonly Defect[]): string {
  return listed([...new Set(defects.map(defectText))])
}

function defectText(defect: Defect): string {
  switch (defect.kind) {
    case 'finding':
      return kindText(defect.finding.kind) + (defect.isNew ? ' (new)' : '')
    case 'claim':
      return `\`expect ${defect.result.expectation.text}\` does not hold`
    case 'lost outcome':
      return `${defect.texts.join(', ')} is no longer possible`
    case 'lost line':
      return 'some lines are never executed any more'
    case 'incomplete':
      return 'too many states'
  }
}

/** Returns the final values of the changed program, at most `most` of them: `balance = 2`. */
export function valuesText({ explored: { result } }: Pick<Proposal, 'explored'>, most: number): string {
  const { program, observed, outcomes } = result
  const texts = outcomes.map(({ final }) => namedTexts(program, observed, final).join(', '))
  const shown = texts.slice(0, most).join('; ')
  return texts.length > most ? `${shown}; and ${texts.length - most} more` : shown
}

/** Returns a share as a percentage: `31 %`. */
export function shareText(share: number): string {
  const percent = share * 100
  return percent > 0 && percent < 1 ? 'under 1 %' : `${Math.round(percent)} %`
}
