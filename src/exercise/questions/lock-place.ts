import type { Instruction, Program } from '../../program/program.ts'
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

/** Returns the lines in which threads read or write variables that several of them use. */
function sharedLines({ codes, threads }: Program): ReadonlySet<number> {
  const users = new Map<number, number>()
  for (const { code } of threads) {
    for (const variable of new Set(codes[code]?.instructions.flatMap(variableOf))) {
      users.set(variable, (users.get(variable) ?? 0) + 1)
    }
  }
  const isShared = (each: Instruction): boolean => variableOf(each).some((variable) => (users.get(variable) ?? 0) > 1)
  return new Set(codes.flatMap(({ instructions }) => instructions.filter(isShared).map(({ line }) => line)))
}

function variableOf(instruction: Instruction): readonly number[] {
  return 'place' in instruction ? [instruction.place.variable] : []
}

/**
 * Returns the changes that somebody may take for right: those that put a line under the lock in which something shared is touched,
 * and first those of which the first and the last line are such ones.
 */
function plausible(changes: readonly Change[], touching: ReadonlySet<number>): readonly Change[] {
  const touched = changes.filter(
    ({ guards }) => guards !== null && [...touching].some((line) => guards.first <= line && line <= guards.last),
  )
  const isTight = ({ guards }: Change): boolean => guards !== null && touching.has(guards.first) && touching.has(guards.last)
  return [...touched.filter(isTight), ...touched.filter((each) => !isTight(each))]
}

/** Other ranges under the same lock, each with what is still wrong then. */
async function wrongPlaces(
  { source, language, investigation, trial, chance }: Subject,
  right: Change,
): Promise<readonly Answer[]> {
  const touching = sharedLines(investigation.result.program)
  const catalogue = catalogueOf(source, language, () => true)
  const goal = goalOf(investigation, null)
  const { guards } = right
  const others = catalogue?.guards.filter((each) => each.guards?.name === guards?.name && each.says !== right.says) ?? []
  const answers: Answer[] = []
  for (const each of plausible(chance.shuffled(others), touching)) {
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
