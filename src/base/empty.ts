/** Empties a list. Setting a length is slow even where it stays 0: a sixth of the plain engine's time went into that. */
export function empty(list: unknown[]): void {
  if (list.length > 0) list.length = 0
}
