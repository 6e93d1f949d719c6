// Keys of what observers look for. An engine that shows them only the states where something may be found asks by key
// what it need not look for any more.

/** The key of a data race: one is reported for each variable and pair of source lines. */
export function raceKeyOf(variable: number, oneLine: number, otherLine: number): string {
  return `race ${variable}/${Math.min(oneLine, otherLine)}/${Math.max(oneLine, otherLine)}`
}

/** A lock acquired while another is held. */
export function nestingKeyOf(held: number, acquired: number): string {
  return `nesting ${held}/${acquired}`
}

/** A lock still held when a thread has ended; the line of its last `acquire` there. */
export function exitKeyOf(mutex: number, line: number): string {
  return `exit ${mutex}/${line}`
}

/** A thread ended by an exception. */
export function crashKeyOf(line: number, exception: string): string {
  return `crash ${line}/${exception}`
}

export function invariantKeyOf(invariant: number): string {
  return `invariant ${invariant}`
}
