import type { PythonStep } from './agent.ts'

/** The steps that tables show: not that a thread begins and ends, which is no line of the program. */
export function rowsOf(steps: readonly PythonStep[]): number[] {
  return steps.flatMap(({ line }, index) => (line === undefined ? [] : [index]))
}

/** The number of the row of a step, from 1. */
export function rowNumber(steps: readonly PythonStep[], step: number): number {
  return rowsOf(steps).filter((index) => index <= step).length
}

/** The column of a step: its task, or its thread if that runs no task. */
export function actorOf({ thread, task }: PythonStep): number {
  return task ?? thread
}

/** What a step accesses, as its text has it: `counter` of `read counter`. */
export function placeOf({ text = '' }: PythonStep): string {
  return text.replace(/^(read|write|delete) /, '')
}

/** Whether a step writes memory. */
export function isWrite({ accesses }: PythonStep): boolean {
  return accesses.some(({ kind }) => kind === 'write')
}

/**
 * Whether a step reads or writes a variable. Methods of containers, and of libraries, happen as a whole in CPython; one of them is a
 * read by `[…]` that may change what it reads.
 */
export function isPlain(step: PythonStep): boolean {
  const [kind] = /^(read|write|delete)(?= )/.exec(step.text ?? '') ?? []
  return kind !== undefined && (kind !== 'read' || !isWrite(step))
}

/** The places in the text of two steps, as a key. */
export function sitesOf(one: PythonStep | undefined, other: PythonStep | undefined): string {
  return `${one?.site},${other?.site}`
}
