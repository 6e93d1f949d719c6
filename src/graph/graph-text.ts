import type { Awaited } from '../analysis/finding.ts'
import { waitsIn } from '../analysis/waits.ts'
import { present, unreachable } from '../base/bug.ts'
import { valueIn } from '../check/holds.ts'
import { channelsOf, channelText } from '../program/channels.ts'
import { liveRegisters } from '../program/dataflow.ts'
import { denotedText, variableText, withMeanings } from '../program/denote.ts'
import { shownNames, shownValues } from '../program/heap.ts'
import { expressionText, observableText, registerName, stepText, threadName } from '../program/print.ts'
import { type Choice, instructionAt, isUnnamed, type Observable, type Program, type Value } from '../program/program.ts'
import { type Queue, threadsInLine } from '../program/queues.ts'
import { registerText } from '../report/register-text.ts'
import { shownBy, shownValueText } from '../semantics/shown.ts'
import { Status } from '../space/layout.ts'
import { type Label, valueAt } from '../space/space.ts'
import { shortened } from './escape.ts'
import { sharedValues } from './groups.ts'
import { type Drawable, isTerminal, transitionsFrom } from './transitions.ts'

const longestName = 32
const longestValue = 28
const longestInstruction = 44
/** Values are put on one line if it is at most this long. */
const lineWidth = 26

export function shortName(name: string): string {
  return shortened(name, longestName)
}

/** Writes the states of a program as the text of boxes and arrows. */
export class Words {
  private readonly drawable: Drawable
  private readonly program: Program
  /**
   * Shared variables that have another value in some state than in the initial state. The others do not distinguish
   * states.
   */
  readonly variables: readonly number[]
  private readonly live: readonly (readonly ReadonlySet<number>[])[]

  constructor(drawable: Drawable) {
    this.drawable = drawable
    this.program = drawable.space.program
    this.variables = changingVariables(drawable)
    this.live = this.program.codes.map(liveRegisters)
  }

  /** Returns the shared values of a state; a value that changes up to the state `later` as `0 → 1`. */
  shared(state: number, later: number = state): string[] {
    const [before, after] = [sharedValues(this.drawable, state), sharedValues(this.drawable, later)]
    const texts = this.variables.map((variable) => {
      const { name } = present(this.program.shared[variable], 'variable')
      const text = (values: readonly (readonly number[])[]): string =>
        shortened(variableText(this.program, variable, values), longestValue)
      const [from, to] = [text(before), text(after)]
      return `${shortName(name)} = ${from === to ? from : `${from} → ${to}`}`
    })
    return packed(texts, lineWidth)
  }

  /** Returns what the reader wants to see besides: an expression and its value in a state. */
  shown(state: number): string[] {
    return shownBy(this.program).map(({ text, expression }) => {
      const value = valueIn(this.drawable.space, state, expression)
      return `${shortName(text)}: ${value === null ? '?' : shownValueText(expression, value)}`
    })
  }

  /** Returns the holders of locks, the remaining permits of semaphores, and who stands in line for them, and messages in channels. */
  holders(state: number): string[] {
    const { space } = this.drawable
    const { layout } = space
    const locks = this.program.mutexes.flatMap(({ name }, mutex) => {
      const owner = valueAt(space, state, layout.owner(mutex)) - 1
      const depth = valueAt(space, state, layout.depth(mutex))
      const line = this.line(state, { kind: 'lock', index: mutex })
      if (owner < 0) return line === '' ? [] : [`${shortName(name)} is free${line}`]
      return [`${shortName(name)} held by ${this.thread(owner)}${depth > 1 ? ` (${depth} times)` : ''}${line}`]
    })
    const semaphores = this.program.semaphores.map(
      ({ name }, index) =>
        `${shortName(name)} = ${valueAt(space, state, layout.semaphore(index))}${this.line(state, { kind: 'semaphore', index })}`,
    )
    const conditions = this.program.conditions.flatMap(({ name }, index) => {
      const line = this.line(state, { kind: 'condition', index })
      return line === '' ? [] : [`${shortName(name)}${line}`]
    })
    const channels = channelsOf(this.program).flatMap(({ name, capacity }, channel) => {
      const messages = Array.from({ length: valueAt(space, state, layout.messages(channel)) }, (_, index) =>
        valueAt(space, state, layout.message(channel, index)),
      )
      const text = channelText(messages, valueAt(space, state, layout.closed(channel)) === 1, capacity)
      return text === '' ? [] : [`${shortName(name)} = ${text}`]
    })
    return [...locks, ...packed(semaphores, lineWidth), ...conditions, ...packed(channels, lineWidth)]
  }

  /** Returns ` (B, C wait)` for those that stand in line for something; nothing if nobody does. */
  private line(state: number, queue: Queue): string {
    const { space } = this.drawable
    const { layout } = space
    const names = threadsInLine(this.program, queue, (thread) => ({
      pc: valueAt(space, state, layout.pc(thread)),
      rank: valueAt(space, state, layout.rank(thread)),
      asleep: valueAt(space, state, layout.status(thread)) === Status.sleeping,
    })).map((thread) => this.thread(thread))
    return names.length === 0 ? '' : ` (${names.join(', ')} ${names.length === 1 ? 'waits' : 'wait'})`
  }

  /** Returns what a thread is about to do, or why it does nothing. */
  next(state: number, thread: number): string {
    const { space } = this.drawable
    const status = valueAt(space, state, space.layout.status(thread))
    if (status === Status.unstarted) return 'not started'
    if (status === Status.finished) return 'done'
    const pc = valueAt(space, state, space.layout.pc(thread))
    const text = instructionAt(this.program, thread, pc) === null ? '' : this.instruction(thread, pc)
    if (status === Status.failed) return `failed at ${text}`
    const steps = transitionsFrom(this.drawable, state)
    if (state >= space.expanded || steps.some((each) => each.label.thread === thread)) {
      return status === Status.waking ? `wakes from ${text}` : `${text}${this.registers(state, thread, pc)}`
    }
    if (isTerminal(space, state) && this.program.threads[thread]?.daemon === true) return 'cut off'
    return this.waiting(state, thread) ?? text
  }

  private waiting(state: number, thread: number): string | null {
    const [wait] = waitsIn(this.drawable.space, state, [thread])
    return wait === undefined ? null : this.awaited(wait.awaited, state, thread)
  }

  private awaited(awaited: Awaited, state: number, thread: number): string {
    const { mutexes, conditions, semaphores, barriers } = this.program
    const named = (list: readonly { readonly name: string }[], index: number): string =>
      shortName(present(list[index], 'name').name)
    switch (awaited.kind) {
      case 'mutex':
        return `waits for ${named(mutexes, awaited.mutex)}${this.heldBy(awaited.heldBy, state, thread)}`
      case 'condition':
        return `asleep on ${named(conditions, awaited.condition)}`
      case 'semaphore':
        return `waits for ${named(semaphores, awaited.semaphore)}`
      case 'barrier':
        return `waits at ${named(barriers, awaited.barrier)}`
      case 'channel':
        return shortened(
          `waits: ${this.instruction(thread, valueAt(this.drawable.space, state, this.drawable.space.layout.pc(thread)))}`,
          longestInstruction,
        )
      case 'thread':
        return `waits for ${this.thread(awaited.thread)} to end`
      case 'turn':
        return `not its turn: ${this.instruction(thread, valueAt(this.drawable.space, state, this.drawable.space.layout.pc(thread)))}`
      case 'until':
        return `waits: ${this.condition(state, thread)}`
      default:
        return unreachable(awaited)
    }
  }

  /** Shown in deadlocks only: other boxes name all holders. In a failed end, a lock that a thread waits for may be free. */
  private heldBy(holder: number, state: number, thread: number): string {
    if (holder < 0 || !isTerminal(this.drawable.space, state)) return ''
    return `, held by ${holder === thread ? 'itself' : this.thread(holder)}`
  }

  private condition(state: number, thread: number): string {
    const { space } = this.drawable
    const pc = valueAt(space, state, space.layout.pc(thread))
    const instruction = instructionAt(this.program, thread, pc)
    if (instruction?.op !== 'await') return this.instruction(thread, pc)
    const text = expressionText(this.program, present(this.program.threads[thread], 'thread').code, instruction.until)
    return shortened(`await ${text}`, longestInstruction)
  }

  /** Returns the registers whose values the thread may still read. */
  private registers(state: number, thread: number, pc: number): string {
    const { space } = this.drawable
    const code = present(this.program.threads[thread], 'thread').code
    const live = [...(this.live[code]?.[pc] ?? [])].sort((a, b) => a - b)
    const values = live.flatMap((register) => {
      const name = registerName(this.program, code, register)
      const value = valueAt(space, state, space.layout.register(thread, register))
      const text = registerText(this.program, present(this.program.codes[code], 'code'), register, value, pc)
      return isUnnamed(name) || text === null ? [] : [`${shortName(name)} = ${text}`]
    })
    if (values.length === 0) return ''
    return `  (${shortened(values.join(', '), longestInstruction)})`
  }

  instruction(thread: number, pc: number): string {
    const text = stepText(this.program, present(this.program.threads[thread], 'thread').code, pc)
    return shortened(withMeanings(this.program, text), longestInstruction)
  }

  /** Returns the step of a transition, without its choices. */
  step(label: Label): string {
    const text = this.instruction(label.thread, label.pc)
    switch (label.kind) {
      case 'instruction':
        return text
      case 'reacquire':
        return `wakes from ${text}`
      case 'queue':
        return `waits in line: ${text}`
      case 'spurious-wakeup':
        return `wakes spuriously in ${text}`
      case 'timeout':
        return `times out in ${text}`
      default:
        return unreachable(label.kind)
    }
  }

  choices({ thread, pc, choices }: Pick<Label, 'thread' | 'pc' | 'choices'>): string {
    const selects = instructionAt(this.program, thread, pc)?.op === 'select'
    const text = (choice: Choice): string => {
      if (choice.kind === 'value') return `${selects ? 'case' : 'chooses'} ${choice.value}`
      return `${selects ? 'with' : 'wakes'} ${this.thread(choice.thread)}`
    }
    return choices.map(text).join(', ')
  }

  thread(thread: number): string {
    return shortName(threadName(this.program, thread))
  }

  /** Returns the values of an outcome without their names. */
  values(names: readonly Observable[], values: readonly Value[]): string {
    return shownValues(this.program, names, values).map(denotedText).join(', ')
  }

  /** Returns `balance = 1`, or several names with their values. */
  outcome(names: readonly Observable[], values: readonly Value[]): string {
    const shown = shownValues(this.program, names, values)
    const texts = shownNames(this.program, names).map((name, index) => {
      const text = denotedText(shown[index] ?? null)
      return `${shortName(observableText(this.program, name))} = ${shortened(text, longestValue)}`
    })
    return texts.join(', ')
  }
}

/** Examines only this many states; that suffices for nearly all programs. */
const mostLookedAt = 100_000

function changingVariables(drawable: Drawable): number[] {
  const { space } = drawable
  const initial = sharedValues(drawable, 0)
  const changing = new Set<number>()
  for (let state = 1; state < Math.min(space.count, mostLookedAt) && changing.size < initial.length; state++) {
    for (const [variable, values] of sharedValues(drawable, state).entries()) {
      if (values.some((value, element) => value !== initial[variable]?.[element])) changing.add(variable)
    }
  }
  const isShown = (variable: number): boolean => space.program.shared[variable]?.hidden !== true
  return [...changing].filter(isShown).sort((a, b) => a - b)
}

/** Joins texts with commas into lines of about the given width. */
export function packed(texts: readonly string[], width: number): string[] {
  const lines: string[] = []
  for (const text of texts) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + text.length + 2 <= width) lines[lines.length - 1] = `${last}, ${text}`
    else lines.push(text)
  }
  return lines
}
