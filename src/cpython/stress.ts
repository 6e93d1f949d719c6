import { grouped } from '../base/grouped.ts'
import { counted } from '../base/words.ts'
import { padded, type Style, widthOf, wrapped } from '../report/style.ts'

/** What many ordinary executions of a file came to. */
export interface Stressed {
  /** The version of the interpreter. */
  readonly python: string
  readonly seconds: number
  readonly names: readonly string[]
  readonly seen: readonly SeenEnd[]
  /** Executions that had not ended when they were given up. */
  readonly stuck: number
  /** The values that are possible, as the model says; null if that is not known. */
  readonly possible: readonly (readonly string[])[] | null
  /** Whether the model has an execution that never ends. */
  readonly mayDeadlock: boolean
}

/** Executions that ended alike. */
export interface SeenEnd {
  readonly values: readonly string[]
  /** The types of the exceptions that ended threads. */
  readonly exceptions: readonly string[]
  readonly runs: number
}

/** Returns what was seen beside what can happen, and why the rest was not seen. */
export function stressText(name: string, stressed: Stressed, style: Style): string {
  const { python, seconds, seen, stuck, possible, names, mayDeadlock } = stressed
  const runs = seen.reduce((sum, each) => sum + each.runs, 0) + stuck
  const text = (values: readonly string[]): string => (values.length === 1 ? (values[0] ?? '') : `(${values.join(', ')})`)
  const rows = seen.map((each) => ({ value: text(each.values), what: runsText(each), isNew: isNewTo(possible, each) }))
  const missing = (possible ?? []).filter((values) => !seen.some((each) => isSame(each.values, values)))
  const unseen = missing.map((values) => ({ value: text(values), what: 'not seen, but possible', isNew: false }))
  const never = stuck > 0 ? [{ value: 'never ends', what: counted(stuck, 'run'), isNew: false }] : []
  const deadlock =
    mayDeadlock && stuck === 0 ? [{ value: 'never ends', what: 'not seen, but possible (deadlock)', isNew: false }] : []
  const all = [...rows, ...never, ...unseen, ...deadlock]
  const width = Math.min(40, Math.max(...all.map(({ value }) => widthOf(value))))
  const lines = all.map(({ value, what, isNew }) => {
    const line = `  ${padded(value, width)}   ${what}${isNew ? ': not among what the model says' : ''}`
    return isNew ? style.paint.red(line) : line
  })
  const title = `Final values of ${names.length === 1 ? names[0] : `(${names.join(', ')})`}`
  const head = `${name}: ${counted(runs, 'run')} in ${Math.round(seconds)} s with CPython ${python}, which changed threads as often as it can.`
  const why = unseen.length + deadlock.length > 0 ? [wrapped(whyUnseen(python), style.width, '  ')] : []
  const unknown =
    possible === null
      ? [wrapped('What else is possible is not known here: `interleave check --real` says it.', style.width, '  ')]
      : []
  return `${[wrapped(head, style.width, '  '), [style.paint.bold(title), ...lines].join('\n'), ...why, ...unknown].join('\n\n')}\n`
}

function runsText({ runs, exceptions }: SeenEnd): string {
  return [`${grouped(runs)} ${runs === 1 ? 'run' : 'runs'}`, ...(exceptions.length > 0 ? [exceptions.join(', ')] : [])].join(
    '; ',
  )
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index])
}

function isNewTo(possible: Stressed['possible'], { values, exceptions }: SeenEnd): boolean {
  return possible !== null && exceptions.length === 0 && !possible.some((each) => isSame(each, values))
}

/** Why ordinary executions do not show what is possible. The places of changes: CPython's evaluation loop. */
function whyUnseen(python: string): string {
  const [, minor = 0] = python.split('.').map(Number)
  if (minor >= 10)
    return 'Why: from 3.10 on, CPython with a global lock changes threads only at calls and at jumps back, never within a statement such as `counter += 1`, and a short thread ends before it changes at all. Earlier versions, free-threaded builds and other interpreters change elsewhere too.'
  return 'Why: the interpreter changes threads after a time, and the steps that must come between are short. More runs, or longer loops, may show it.'
}

/** Returns the same as JSON: `interleave/stress@1`. */
export function stressJson(name: string, { python, seconds, names, seen, stuck, possible, mayDeadlock }: Stressed): object {
  const named = (values: readonly string[]): Record<string, string> =>
    Object.fromEntries(names.map((each, index) => [each, values[index] ?? '']))
  return {
    schema: 'interleave/stress@1',
    model: name,
    python,
    seconds,
    seen: seen.map(({ values, exceptions, runs }) => ({ final: named(values), exceptions, runs })),
    stuck,
    possible: possible?.map(named) ?? null,
    mayDeadlock,
  }
}
