import type { Grade } from '../analysis/finding.ts'
import { present, unreachable } from '../base/bug.ts'
import { gradeSigns, type Ink, type ThreadStyle } from '../picture/theme.ts'
import { shownNames } from '../program/heap.ts'
import { failureKinds } from '../program/program.ts'
import { Status } from '../space/layout.ts'
import { valueAt } from '../space/space.ts'
import { type Drawing, endOf } from './drawing.ts'
import { shortened } from './escape.ts'
import type { LabelStyle } from './graph-options.ts'
import type { Words } from './graph-text.ts'
import type { Group } from './groups.ts'
import type { Line, Run } from './model.ts'
import { Ending } from './reach.ts'
import { isTerminal, transitionsFrom } from './transitions.ts'

/** Maximum lines of steps in the box of a chain; further steps are only counted. */
const mostChainSteps = 6
/** Maximum lines of outcomes in a box. */
const mostOutcomes = 5
const longestOutcomes = 40

/** Returns the state whose values a box shows: the last of a chain and of states merged by access, else any. */
export function shownState({ merge, hidden }: Drawing, group: Group): number {
  const shown = merge === 'chains' || merge === 'access' || (merge === null && hidden.size > 0) ? group.at(-1) : group[0]
  return present(shown, 'state of a group')
}

/** Returns the text of a box. */
export function linesOf(drawing: Drawing, group: Group, label: LabelStyle): Line[] {
  const state = shownState(drawing, group)
  const ends = endLines(drawing, state, label)
  const lines =
    isTerminal(drawing.drawable.space, state) && drawing.merge !== 'chains' ? ends : innerLines(drawing, group, label, ends)
  return group.length > 1 ? [...lines, ...countLine(drawing, group)] : lines
}

function countLine({ label, merge, hidden }: Drawing, group: Group): Line[] {
  return label === 'none' || merge === 'chains' || hidden.size > 0 ? [] : [small(`${group.length} states`)]
}

function innerLines(drawing: Drawing, group: Group, label: LabelStyle, ends: readonly Line[]): Line[] {
  const { merge, words } = drawing
  const state = shownState(drawing, group)
  if (label === 'none') return [...ends]
  if (merge === 'outcome') return outcomeLines(drawing, group)
  if (merge === 'chains') {
    const values = ends.length > 0 ? ends : words.shared(present(group[0], 'state'), state).map(large)
    const held = ends.length > 0 ? [] : [...words.shown(state), ...words.holders(state)].map(small)
    return [...values, ...held, ...(label === 'full' ? chainLines(drawing, group) : [])]
  }
  if (label === 'changes') return state === 0 ? words.shared(state).map(large) : []
  const values = words.shared(state).map(large)
  if (merge === 'shared') return values // of the registers, states that are merged have different values
  const shared = [...values, ...words.shown(state).map(small), ...words.holders(state).map(small)]
  return label === 'full'
    ? [...shared, ...threadLines(drawing, state), ...hiddenLine(drawing, state)]
    : [...shared, ...hiddenLine(drawing, state)]
}

function threadLines({ words, threads, hidden }: Drawing, state: number): Line[] {
  return threads.flatMap((style, thread) =>
    hidden.has(thread) ? [] : [threadLine(style, words, thread, words.next(state, thread))],
  )
}

/** The threads that have lines, in their order. */
function shownThreads({ threads, hidden }: Drawing): number[] {
  return [...threads.keys()].filter((thread) => !hidden.has(thread))
}

function threadLine(style: ThreadStyle, words: Words, thread: number, text: string): Line {
  const colour = style.textColour
  return {
    size: 'normal',
    runs: [
      { text: `${words.thread(thread)}  `, colour, bold: true },
      { text, colour, bold: false },
    ],
  }
}

function chainLines({ drawable, words, threads }: Drawing, group: Group): Line[] {
  const steps = group.slice(0, -1).map((state) => present(transitionsFrom(drawable, state)[0], 'step of a chain').label)
  const shown = steps.length <= mostChainSteps ? steps : steps.slice(0, mostChainSteps - 1)
  const lines = shown.map((label) =>
    threadLine(present(threads[label.thread], 'thread'), words, label.thread, words.step(label)),
  )
  return steps.length > shown.length ? [...lines, small(`… ${steps.length - shown.length} more steps`)] : lines
}

/** Returns how many transitions lead out of the picture. */
function hiddenLine({ drawable, isDrawn }: Drawing, state: number): Line[] {
  const hidden = transitionsFrom(drawable, state).filter(({ to }) => !isDrawn(to)).length
  if (hidden > 0) return [small(hidden === 1 ? '… 1 step not drawn' : `… ${hidden} steps not drawn`)]
  return state >= drawable.space.expanded ? [small('… not explored further')] : []
}

/** Returns what a box says about an end; nothing for a state with successors. */
function endLines(drawing: Drawing, state: number, label: LabelStyle): Line[] {
  const { drawable, result, words } = drawing
  const end = endOf(drawing, state)
  if (end === null) return []
  const values = (): Line[] => (label === 'none' ? [] : words.shared(state).map(large))
  switch (end.kind) {
    case 'final': {
      const sign = gradeSigns[end.grade]
      const outcome = drawing.outcomeOf(state)
      const text = outcome === null ? words.shared(state).join(', ') : words.outcome(result.observed, outcome.final)
      const shown = label === 'none' ? [] : words.shown(state).map(small)
      return [large(label === 'none' || text === '' ? sign : `${sign} ${text}`), ...shown]
    }
    case 'deadlock':
      return [
        large('deadlock'),
        ...values(),
        ...(label === 'none' ? [] : words.shown(state).map(small)),
        ...(label === 'none' || label === 'changes' ? [] : threadLines(drawing, state)),
      ]
    case 'failed': {
      const kind = failureKinds[valueAt(drawable.space, state, drawable.space.layout.failure) - 1] ?? 'assertion'
      const failed = threadLines(drawing, state).filter((_, shown) =>
        isFailed(drawing, state, shownThreads(drawing)[shown] ?? -1),
      )
      return [large(failureWords[kind]), ...values(), ...(label === 'none' || label === 'changes' ? [] : failed)]
    }
    default:
      return unreachable(end)
  }
}

const failureWords: Readonly<Record<(typeof failureKinds)[number], string>> = {
  assertion: 'assertion failed',
  'division-by-zero': 'division by zero',
  index: 'index out of range',
  overflow: 'overflow',
  'lock-misuse': 'lock misuse',
  'thread-misuse': 'thread misuse',
  'channel-misuse': 'channel misuse',
  divergence: 'endless silent loop',
}

function isFailed({ drawable: { space } }: Drawing, state: number, thread: number): boolean {
  return valueAt(space, state, space.layout.status(thread)) === Status.failed
}

/** Returns the reachable ends, right ones first, so that truncation never removes the last right one. */
function outcomeLines(drawing: Drawing, group: Group): Line[] {
  const ends = drawing.reach?.endsFrom(present(group[0], 'state')) ?? []
  const texts = [...gradesInOrder.flatMap((grade) => outcomeTexts(drawing, ends, grade)), ...otherTexts(ends)]
  if (ends.length === 0) return [large('never ends')]
  if (ends.length === 1) return [small('only one end is left'), ...texts.map(large)]
  const shown = texts.length <= mostOutcomes ? texts : texts.slice(0, mostOutcomes - 1)
  const rest = texts.length - shown.length
  return [small('still possible'), ...shown.map(large), ...(rest > 0 ? [large(`… ${rest} more`)] : [])]
}

const gradesInOrder: readonly Grade[] = ['right', 'not-serial', 'wrong']

/** Returns the outcomes of a grade among ends: a line each, or one line for all if only one name is observed. */
function outcomeTexts({ result, words }: Drawing, ends: readonly number[], grade: Grade): string[] {
  const outcomes = ends.flatMap((end) => {
    const outcome = result.outcomes[end - Ending.firstOutcome]
    return outcome?.grade === grade ? [outcome] : []
  })
  const [first, ...others] = outcomes.map(({ final }) => words.outcome(result.observed, final))
  if (first === undefined) return []
  const sign = gradeSigns[grade]
  if (shownNames(result.program, result.observed).length !== 1) return [first, ...others].map((text) => `${sign} ${text}`)
  const values = outcomes.slice(1).map(({ final }) => words.values(result.observed, final))
  return [`${sign} ${shortened([first, ...values].join(', '), longestOutcomes)}`]
}

function otherTexts(ends: readonly number[]): string[] {
  const names = [
    [Ending.deadlock, 'deadlock'],
    [Ending.failed, 'failure'],
    [Ending.unexplored, 'not explored'],
  ] as const
  return names.flatMap(([end, name]) => (ends.includes(end) ? [name] : []))
}

function large(text: string): Line {
  return { size: 'large', runs: [run(text, 'ink', true)] }
}

function small(text: string): Line {
  return { size: 'small', runs: [run(text, 'faint', false)] }
}

function run(text: string, colour: Ink, bold: boolean): Run {
  return { text, colour, bold }
}
