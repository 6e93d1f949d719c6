import { catalogueOf } from '../../repair/catalogue.ts'
import type { Change } from '../../repair/change.ts'
import { applied, areApart } from '../../repair/edits.ts'
import { defectsOf, goalOf } from '../../repair/goal.ts'
import { repair } from '../../repair/repair.ts'
import { defectsText } from '../../repair/words.ts'
import type { Answer, Question } from '../sheet.ts'
import type { Subject } from '../subject.ts'

/** Milliseconds for the search for a repair. */
const patienceMs = 5000
const wrongAnswers = 3

/** Asks which lines must be under a lock. Wrong answers are other ranges, explored and found wanting. */
export async function lockPlaceQuestion(subject: Subject): Promise<readonly Question[]> {
  const { source, language, investigation, trial, clock, interrupted } = subject
  const search = {
    kinds: null,
    most: 1,
    timeoutMs: patienceMs,
    clock,
    interrupted,
    onProgress: () => {},
    only: 'lock',
  } as const
  const found = await repair(source, language, investigation, trial, search)
  if (typeof found === 'string') return []
  const [best] = found.proposals
  const [change] = best?.candidate.changes ?? []
  if (best === undefined || change === undefined || change.guards === null || best.candidate.changes.length > 1) return []
  const wrong = await wrongPlaces(subject, change)
  if (wrong.length < 2) return []
  const right: Answer = {
    text: change.says,
    isRight: true,
    why: 'All interleavings of the changed program were explored, and nothing is wrong in any.',
  }
  return [
    {
      kind: 'choice',
      title: 'Where the lock belongs',
      text: 'Which of these changes is enough to make the program right?',
      several: false,
      answers: subject.chance.shuffled([right, ...wrong]),
      explanation: `What belongs together must be under one lock as a whole, in each thread: ${change.says}.`,
    },
  ]
}

/** Other ranges under the same lock, each with what is still wrong then. */
async function wrongPlaces(
  { source, language, investigation, trial, chance }: Subject,
  right: Change,
): Promise<readonly Answer[]> {
  const catalogue = catalogueOf(source, language, () => true)
  const goal = goalOf(investigation, null)
  const { guards } = right
  const others = catalogue?.guards.filter((each) => each.guards?.name === guards?.name && each.says !== right.says) ?? []
  const answers: Answer[] = []
  for (const each of chance.shuffled(others)) {
    if (answers.length === wrongAnswers) break
    const edits = [...each.edits, ...each.requires.flatMap((needed) => needed.edits)]
    if (!areApart(edits)) continue
    const edited = applied(source.text, edits)
    const explored = await trial({ name: source.name, text: edited.text }, null)
    const defects = explored === null ? [] : defectsOf(goal, explored, edited.origins, false)
    // What deadlocks at once is nothing that anybody would choose.
    const isCertain = explored?.result.complete === true
    if (isCertain && defects.length > 0 && defects.every((each) => each.kind !== 'finding' || !each.isNew))
      answers.push({ text: each.says, isRight: false, why: `There is still something wrong: ${defectsText(defects)}.` })
  }
  return answers
}
