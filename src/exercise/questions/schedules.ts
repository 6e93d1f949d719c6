import { lastState } from '../../check/certify.ts'
import type { Outcome } from '../../check/result.ts'
import { someTraces } from '../../check/sampled.ts'
import { stepText } from '../../program/print.ts'
import type { Program } from '../../program/program.ts'
import { defaultRules } from '../../program/program.ts'
import { scheduleText } from '../../program/schedule.ts'
import { valuesIn } from '../../semantics/observed.ts'
import { namedMoves } from '../../semantics/outline.ts'
import { isFinal } from '../../semantics/step.ts'
import type { Trace } from '../../semantics/trace.ts'
import type { Answer, Question } from '../sheet.ts'
import { endText, namesText, type Subject } from '../subject.ts'

/** A longer schedule is no question for a person. */
const longest = 40
/** So many interleavings are looked at for wrong answers. */
const looked = 12

/** Asks which of some schedules ends in a certain way: with the outcome that is reached most seldom. */
export function scheduleQuestion(subject: Subject): readonly Question[] {
  const { investigation, chance } = subject
  const { program, observed, outcomes } = investigation.result
  const candidates = outcomes.filter(({ steps }) => steps <= longest)
  const [asked] = [...candidates].sort(byRarity)
  if (asked === undefined || outcomes.length < 2 || observed.length === 0) return []
  const end = endText(program, observed, asked.final)
  const answers = answersFor(subject, asked, end)
  if (answers.length < 3) return []
  return [
    {
      kind: 'choice',
      title: 'Schedules',
      text: `Which of these schedules ends with ${end.includes(' = ') ? end : `${namesText(program, observed, asked.final)} = ${end}`}? (\`A*2 B\` means two steps of A, then one of B. ${stepsText(
        program,
        outcomes.map((each) => each.witness()),
      )})`,
      several: false,
      answers: chance.shuffled(answers),
      explanation: `A shortest schedule that ends with ${end} has ${asked.steps} steps.`,
    },
  ]
}

/** Says what the steps of each thread are, as that of the executions has them in which it takes most. */
function stepsText(program: Program, traces: readonly Trace[]): string {
  const texts = program.threads.flatMap((each, thread) => {
    const taken = traces.map(({ steps }) => steps.filter((step) => step.thread === thread))
    const own = taken.reduce((most, each) => (each.length > most.length ? each : most), [])
    if (own.length === 0) return []
    const named = own.slice(0, mostNamed).map(({ pc }) => `\`${stepText(program, each.code, pc)}\``)
    return [`${each.name}: ${named.join(', ')}${own.length > mostNamed ? ', …' : ''}`]
  })
  return `One after another, the steps are, of ${texts.join('; of ')}.`
}

/** So many steps of a thread are named. */
const mostNamed = 10

function byRarity(one: Outcome, other: Outcome): number {
  const [a, b] = [one.interleavings ?? 0n, other.interleavings ?? 0n]
  if (a !== b) return a < b ? -1 : 1
  return one.steps - other.steps
}

function answersFor({ investigation, chance }: Subject, asked: Outcome, end: string): readonly Answer[] {
  const { program, observed } = investigation.result
  const traces = [
    ...investigation.result.outcomes.map((each) => each.witness()),
    ...someTraces(investigation, looked, defaultRules),
  ]
  const ends = traces
    .filter(({ steps }) => steps.length > 0 && steps.length <= longest)
    .map((trace): Answer & { key: string } => {
      const state = lastState(trace)
      const text = scheduleOf(program, trace)
      if (state.failure !== null)
        return { text, key: text, isRight: false, why: `The execution ends with an error: ${state.failure.detail}.` }
      if (!isFinal(program, state))
        return { text, key: text, isRight: false, why: 'After this schedule no thread can go on: it is a deadlock.' }
      const own = endText(program, observed, valuesIn(program, state, observed))
      return { text, key: text, isRight: own === end, why: `It ends with ${own}.` }
    })
  const right =
    ends.find((each) => each.isRight && each.text === scheduleOf(program, asked.witness())) ??
    ends.find(({ isRight }) => isRight)
  const wrong = ends.filter((each, index) => !each.isRight && ends.findIndex(({ key }) => key === each.key) === index)
  const chosen = chance.some(wrong, 3)
  return right === undefined ? [] : [right, ...chosen].map(({ text, isRight, why }) => ({ text: `\`${text}\``, isRight, why }))
}

function scheduleOf(program: Subject['investigation']['result']['program'], trace: Trace): string {
  return scheduleText(program, namedMoves(trace.steps))
}
