/** The threads of the steps of an execution, in order. */
export type Order = readonly number[]

/**
 * Returns the positions of some executions that differ most from each other: the one with the fewest changes of thread, then
 * again and again the one that is farthest from all chosen before (Gonzalez, Theor. Comput. Sci. 38, 1985). Equal ones are
 * chosen once.
 */
export function mostApart(orders: readonly Order[], count: number, threads: number): number[] {
  const changes = orders.map((order) => order.filter((thread, at) => at > 0 && order[at - 1] !== thread).length)
  const fewest = changes.indexOf(Math.min(...changes))
  if (fewest < 0) return []
  const chosen = [fewest]
  const nearest = orders.map((order) => distance(order, orders[fewest] ?? [], threads))
  while (chosen.length < count) {
    const farthest = nearest.indexOf(Math.max(...nearest))
    if (nearest[farthest] === 0) break
    chosen.push(farthest)
    orders.forEach((order, at) => {
      nearest[at] = Math.min(nearest[at] ?? 0, distance(order, orders[farthest] ?? [], threads))
    })
  }
  return chosen
}

/** Returns how far two executions are apart: over all moments, by how many steps each thread is further in one of them. */
function distance(one: Order, other: Order, threads: number): number {
  const ahead = new Int32Array(threads)
  let sum = 0
  let now = 0
  const move = (thread: number | undefined, by: number): void => {
    if (thread === undefined) return
    const before = ahead[thread] ?? 0
    ahead[thread] = before + by
    now += Math.abs(before + by) - Math.abs(before)
  }
  for (let at = 0; at < Math.max(one.length, other.length); at++) {
    move(one[at], 1)
    move(other[at], -1)
    sum += now
  }
  return sum
}
