/** Empties a list. Setting a length is slow even if it stays 0: it took a sixth of the plain engine's time. */
export function empty(list: unknown[]): void {
  if (list.length > 0) list.length = 0
}
