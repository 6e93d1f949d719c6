/** A fault of this program, never of its input. The command line reports it and exits with 70. */
export class Bug extends Error {
  override name = 'Bug'
}

/** Marks a place that exact types rule out. */
export function unreachable(value: never): never {
  throw new Bug(`unexpected ${JSON.stringify(value)}`)
}

/** `value`, which an invariant of ours says is there. `what` names the invariant in the report of the bug. */
export function present<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Bug(`missing: ${what}`)
  return value
}
