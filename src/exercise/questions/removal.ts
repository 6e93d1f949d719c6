import { findingSentence, kindText } from '../../findings/kinds.ts'
import type { FindingKind } from '../../program/program.ts'
import { outlineOf } from '../../repair/catalogue.ts'
import { applied, removed } from '../../repair/edits.ts'
import { placesIn } from '../../repair/outline.ts'
import type { Explored } from '../../repair/trial.ts'
import type { Answer, Question } from '../sheet.ts'
import type { Subject } from '../subject.ts'

/** What can go wrong, as answers name it. */
const asked: readonly FindingKind[] = ['lost-update', 'data-race', 'deadlock']
const mostQuestions = 2

/** A synchronisation operation without which the program is another one. */
interface Removal {
  readonly line: number
  readonly text: string
  readonly explored: Explored
}

/** Asks what becomes possible if a line that synchronises is removed. */
export async function removalQuestions(subject: Subject): Promise<readonly Question[]> {
  const removals: Removal[] = []
  for (const { line, text } of subject.chance.shuffled(syncLines(subject))) {
    if (removals.length === mostQuestions) break
    const changed = applied(subject.source.text, [removed(line)])
    const explored = await subject.trial({ name: subject.source.name, text: changed.text }, null)
    if (explored?.result.complete === true) removals.push({ line, text, explored })
  }
  return removals.map((each) => question(subject, each))
}

/** The lines with an operation on a lock, a semaphore or the like that can be left out. */
function syncLines({ source, language }: Subject): readonly { readonly line: number; readonly text: string }[] {
  const outline = outlineOf(source, language)
  if (outline === null) return []
  return [...placesIn(outline.blocks)].flatMap(({ block, statement: { sync, first, last } }) => {
    const isOne = sync !== null && first === last && sync.kind !== 'start' && sync.kind !== 'join'
    return isOne && block.statements.length > 1 ? [{ line: first, text: sync.text }] : []
  })
}

function question(subject: Subject, { line, text, explored }: Removal): Question {
  const { findings, program } = explored.result
  const before = new Set(subject.investigation.result.findings.map(({ kind }) => kind))
  const found = (kind: FindingKind): boolean =>
    findings.some((each) => each.kind === kind || (kind === 'deadlock' && each.kind === 'stuck-thread'))
  const answers = asked.map(
    (kind): Answer => ({
      text: `a ${kindText(kind)}`,
      isRight: found(kind),
      why: found(kind)
        ? `Some interleaving of the changed program shows it${before.has(kind) ? ', as before' : ''}.`
        : 'No interleaving of the changed program shows it.',
    }),
  )
  const none = {
    text: 'none of these',
    isRight: answers.every(({ isRight }) => !isRight),
    why: 'All interleavings of the changed program were explored.',
  }
  const shown = findings.find(({ kind }) => asked.includes(kind))
  return {
    kind: 'choice',
    title: `Without line ${line}`,
    text: `Line ${line}, \`${text}\`, is removed. What is possible then?`,
    several: true,
    answers: [...answers, none],
    explanation:
      shown === undefined
        ? 'The changed program has none of these mistakes.'
        : `In the changed program: ${findingSentence(program, shown)}.`,
  }
}
