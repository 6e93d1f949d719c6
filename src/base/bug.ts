/** A fault of this program, never of its input. The command line reports it and exits with 70. */
export class Bug extends Error {
  override name = 'Bug'
}

/** Marks code that exact types rule out. */
export function unreachable(value: never): never {
  throw new Bug(`unexpected ${JSON.stringify(value)}`)
}

/** Returns `value`, which an invariant guarantees to be present, or throws a `Bug` that names the invariant by `what`. */
export function present<T>(value: T | undefined | null, what: string): T {
  if (value === undefined || value === null) throw new Bug(`missing: ${what}`)
  return value
}
