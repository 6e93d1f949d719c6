import { capital } from '../../base/words.ts'
import { check } from '../../check/check.ts'
import type { CheckResult } from '../../check/result.ts'
import { findingSentence } from '../../findings/kinds.ts'
import { valuesIn } from '../../semantics/observed.ts'
import { initialState } from '../../semantics/step.ts'
import { withAtomicUpdates } from '../atomic-updates.ts'
import type { Answer, Question } from '../sheet.ts'
import { endText, namesText, type Subject, setText } from '../subject.ts'

/** A set of final values that somebody may think possible, and why. */
interface Belief {
  readonly ends: readonly string[]
  readonly why: string
}

/** The most final values that an answer lists. */
const mostEnds = 6

/** Asks which final values are possible. Wrong answers are the sets that common misconceptions lead to. */
export async function valuesQuestion(subject: Subject): Promise<readonly Question[]> {
  const { result } = subject.investigation
  const { program, observed, outcomes } = result
  const [first] = outcomes
  if (first === undefined || outcomes.length > mostEnds || observed.length === 0) return []
  const ends = outcomes.map(({ final }) => endText(program, observed, final))
  const right = answerOf({ ends, why: 'Each of these is where some interleaving ends, and none ends elsewhere.' }, true)
  const wrong: Answer[] = []
  for (const belief of await beliefs(subject, ends)) {
    const answer = answerOf(belief, false)
    if (![right, ...wrong].some(({ text }) => text === answer.text)) wrong.push(answer)
  }
  if (wrong.length < 2) return []
  return [
    {
      kind: 'choice',
      title: 'Final values',
      text: `Which final values of ${namesText(program, observed, first.final)} are possible?`,
      several: false,
      answers: subject.chance.shuffled([right, ...wrong.slice(0, 4)]),
      explanation: explanationOf(result),
    },
  ]
}

function answerOf({ ends, why }: Belief, isRight: boolean): Answer {
  return { text: `exactly ${setText([...new Set(ends)].sort(byNumber))}`, isRight, why }
}

function byNumber(one: string, other: string): number {
  return one.localeCompare(other, 'en', { numeric: true })
}

async function beliefs({ investigation, checking }: Subject, ends: readonly string[]): Promise<readonly Belief[]> {
  const { result } = investigation
  const { program, observed, outcomes } = result
  const serial = outcomes.filter((each) => each.serial === true).map(({ final }) => endText(program, observed, final))
  const rarest = [...outcomes].sort((one, other) => ((one.interleavings ?? 0n) < (other.interleavings ?? 0n) ? -1 : 1))[0]
  const rare = rarest === undefined ? '' : endText(program, observed, rarest.final)
  const initial = endText(program, observed, valuesIn(program, initialState(program), observed))
  const numbers = ends.map(Number).filter((each) => Number.isInteger(each))
  const beyond = numbers.length === ends.length ? `${Math.max(...numbers) + 1}` : null
  const atomic = await atomicEnds(program, observed, checking)
  return [
    ...(atomic === null
      ? []
      : [
          {
            ends: atomic,
            why: 'This takes an update for one step. It is at least a read and a write, and other threads can come between them.',
          },
        ]),
    ...(serial.length === 0
      ? []
      : [
          {
            ends: serial,
            why: serialWhy(program.mutexes.length > 0),
          },
        ]),
    {
      ends: ends.filter((each) => each !== rare),
      why: `\`${rare}\` is possible, too: it needs a certain order, but nothing excludes that order.`,
    },
    { ends: [...ends, initial], why: `\`${initial}\` is the value at the start, and in no interleaving the one at the end.` },
    ...(beyond === null ? [] : [{ ends: [...ends, beyond], why: `No order of the steps gives \`${beyond}\`.` }]),
  ].filter((each) => each.ends.length > 0)
}

function serialWhy(hasLocks: boolean): string {
  return hasLocks
    ? 'This takes the locks for enough. A lock keeps out only threads that take it, and only while it is held.'
    : 'This is what executions give in which one thread ends before the next begins. Threads also take turns in between.'
}

async function atomicEnds(
  program: CheckResult['program'],
  observed: CheckResult['observed'],
  checking: Subject['checking'],
): Promise<readonly string[] | null> {
  const changed = withAtomicUpdates(program)
  if (changed === null) return null
  const { outcomes, complete } = await check(changed, { ...checking, observed })
  return complete ? outcomes.map(({ final }) => endText(program, observed, final)) : null
}

function explanationOf({ program, findings }: CheckResult): string {
  const [first] = findings
  return first === undefined
    ? 'Every order of the steps leads to one of these.'
    : `${capital(findingSentence(program, first))}.`
}
