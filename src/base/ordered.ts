/**
 * Returns the last of the first `count` positions of an ascending list whose entry is at most a value; 0 if there is
 * none.
 */
export function lastAtMost(list: ArrayLike<number>, value: number, count: number = list.length): number {
  let low = 0
  let high = count
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if ((list[middle] ?? Number.POSITIVE_INFINITY) <= value) low = middle
    else high = middle
  }
  return low
}
