/** Returns two elements of one array in the order of their indexes: `fork[min(i, j)]`, `fork[max(i, j)]`. Null if they are none. */
export function lesserIndexFirst(one: string, other: string): readonly [string, string] | null {
  const [, array, i] = /^([\w.]+)\[(.+)\]$/.exec(one) ?? []
  const [, same, j] = /^([\w.]+)\[(.+)\]$/.exec(other) ?? []
  if (array === undefined || array !== same || i === j || i === undefined || j === undefined) return null
  if (/\b(min|max)\(/.test(i + j)) return null
  return [`${array}[min(${i}, ${j})]`, `${array}[max(${i}, ${j})]`]
}
