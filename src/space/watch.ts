// Keys of what observers look for. An engine that shows observers only the states where they may find something asks by
// key which findings it can skip.

/** Returns the key of a data race: observers report one per variable and pair of source lines. */
export function raceKeyOf(variable: number, oneLine: number, otherLine: number): string {
  return `race ${variable}/${Math.min(oneLine, otherLine)}/${Math.max(oneLine, otherLine)}`
}

/** Returns the key of a lock that is acquired while another is held. */
export function nestingKeyOf(held: number, acquired: number): string {
  return `nesting ${held}/${acquired}`
}

/** Returns the key of a lock that a thread still holds when it has ended, with the line of its last `acquire` there. */
export function exitKeyOf(mutex: number, line: number): string {
  return `exit ${mutex}/${line}`
}

/** Returns the key of a thread that an exception ended. */
export function crashKeyOf(line: number, exception: string): string {
  return `crash ${line}/${exception}`
}

export function invariantKeyOf(invariant: number): string {
  return `invariant ${invariant}`
}
