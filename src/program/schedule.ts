import { didYouMean } from '../base/suggest.ts'
import { threadName } from './print.ts'
import type { Choice, Move, Program, Schedule } from './program.ts'

/** Returns a move of a schedule as text: `A`, `A=3` (the value chosen), `A>B` (the sleeper woken). */
export function moveText(program: Program, { thread, choices }: Move): string {
  const choice = (each: Choice): string => (each.kind === 'value' ? `=${each.value}` : `>${threadName(program, each.thread)}`)
  return threadName(program, thread) + choices.map(choice).join('')
}

/**
 * Returns a schedule as text: equal moves in a row are `A*3`.
 *
 * @example
 * ```js
 * scheduleText(program, [{ thread: 0, choices: [] }, { thread: 0, choices: [] }, { thread: 1, choices: [] }]) // "A*2 B"
 * ```
 */
export function scheduleText(program: Program, schedule: Schedule): string {
  const words: { text: string; count: number }[] = []
  for (const move of schedule) {
    const text = moveText(program, move)
    const last = words.at(-1)
    if (last?.text === text) last.count++
    else words.push({ text, count: 1 })
  }
  return words.map(({ text, count }) => (count === 1 ? text : `${text}*${count}`)).join(' ')
}

/** A word of a schedule that cannot be read, and where. */
export interface ScheduleMistake {
  readonly start: number
  readonly end: number
  readonly message: string
  readonly hint: string | null
}

/** The most moves that a schedule may have. */
const mostMoves = 1_000_000

/**
 * Parses the text of a schedule. Names may hold any characters but white space, so the longest name that fits counts.
 *
 * @example
 * ```js
 * readSchedule(program, 'A*2 B').moves.map(({ thread }) => thread) // [0,0,1]
 * ```
 */
export function readSchedule(program: Program, text: string): { moves: Move[]; mistake: ScheduleMistake | null } {
  const moves: Move[] = []
  for (const match of text.matchAll(/\S+/g)) {
    const [word] = match
    const [, body = '', times] = /^(.*?)(?:\*(\d+))?$/.exec(word) ?? []
    const at = { start: match.index, end: match.index + word.length }
    const move = readMove(program, body)
    if (move === null) return { moves, mistake: { ...at, ...explain(program, body) } }
    const count = times === undefined ? 1 : Number(times)
    if (moves.length + count > mostMoves) {
      return { moves, mistake: { ...at, message: 'this schedule is too long', hint: `the limit is ${mostMoves} steps` } }
    }
    for (let round = 0; round < count; round++) moves.push(move)
  }
  return { moves, mistake: null }
}

function readMove(program: Program, text: string): Move | null {
  const named = program.threads
    .map(({ name }, thread) => ({ name, thread }))
    .filter(({ name }) => text.startsWith(name))
    .sort((one, other) => other.name.length - one.name.length)
  for (const { name, thread } of named) {
    const choices = readChoices(program, text.slice(name.length))
    if (choices !== null) return { thread, choices }
  }
  return null
}

function readChoices(program: Program, text: string): Choice[] | null {
  if (text === '') return []
  const value = /^=(-?\d+)/.exec(text)
  if (value !== null) {
    const rest = readChoices(program, text.slice(value[0].length))
    return rest === null ? null : [{ kind: 'value', value: Number(value[1]) }, ...rest]
  }
  if (!text.startsWith('>')) return null
  for (const [thread, { name }] of program.threads.entries()) {
    const rest = text.startsWith(name, 1) ? readChoices(program, text.slice(1 + name.length)) : null
    if (rest !== null) return [{ kind: 'wake', thread }, ...rest]
  }
  return null
}

function explain(program: Program, word: string): { message: string; hint: string | null } {
  const name = /^[^=>*]*/.exec(word)?.[0] ?? ''
  const names = program.threads.map((each) => each.name)
  if (names.includes(name)) {
    return {
      message: `\`${word}\` is not a step`,
      hint: 'write `A`, `A*3`, `A=2` (with the chosen value) or `A>B` (with the thread that A wakes)',
    }
  }
  return { message: `unknown thread \`${name}\``, hint: didYouMean(name, names) }
}
