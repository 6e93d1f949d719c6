import { errorAt } from '../../base/diagnostic.ts'
import { failure, type Result, success } from '../../base/result.ts'
import { didYouMean } from '../../base/suggest.ts'
import { listed } from '../../base/words.ts'
import { threadName } from '../../program/print.ts'
import type { Program } from '../../program/program.ts'
import { needOfOthers, withOnly } from '../../program/some-threads.ts'

/** `deposit:2` of `--threads`: a thread or a function, and how many of that name. */
export interface ThreadChoice {
  readonly name: string
  /** Null: one of a function, or all of the threads that a text declares under one name. */
  readonly count: number | null
}

/** A program of which only some threads start, and what a reader should know about that. */
export interface Chosen {
  readonly program: Program
  readonly notes: readonly string[]
}

/**
 * Returns a program in which only the chosen threads start: `A`, `P[0]`, all of `P`, or the first two of them, `P:2`. `option`
 * is the name of the control that chose them.
 */
export function withChosenThreads(program: Program, choices: readonly ThreadChoice[], option: string): Result<Chosen> {
  const mistake = (message: string, hint: string | null): Result<Chosen> =>
    failure([errorAt(null, null, `${option}: ${message}`, hint)])
  const kept = new Set<number>()
  for (const { name, count } of choices) {
    const found = threadsNamed(program, name)
    const names = program.threads.map((each) => each.name)
    if (found.length === 0)
      return mistake(`no thread \`${name}\``, didYouMean(name, names) ?? `the threads are ${listed(names)}`)
    if (count !== null && count > found.length) {
      return mistake(
        `${count} threads of \`${name}\`, of which there are ${found.length}`,
        'the program declares how many there are',
      )
    }
    for (const thread of found.slice(0, count ?? found.length)) kept.add(thread)
  }
  const need = needOfOthers(program, kept)
  if (need !== null) {
    const [thread, other] = [threadName(program, need.thread), threadName(program, need.other)]
    return mistake(`${thread} starts or awaits ${other} (line ${need.line}), which is left out`, `name ${other} too`)
  }
  const names = [...kept].sort((a, b) => a - b).map((thread) => threadName(program, thread))
  const about = program.expectations.length === 0 ? '' : '; `expect` lines are about all threads, so they are not judged'
  return success({
    program: withOnly(program, kept),
    notes: [`only ${listed(names)} ${names.length === 1 ? 'starts' : 'start'}${about}`],
  })
}

function threadsNamed({ threads }: Program, name: string): number[] {
  const exact = threads.findIndex((each) => each.name === name)
  if (exact >= 0) return [exact]
  return threads.flatMap((each, thread) => (each.name.startsWith(`${name}[`) ? [thread] : []))
}
