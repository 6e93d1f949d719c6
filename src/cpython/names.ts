/**
 * Names for threads as reports have them: `main`, `work`, `work-2`. Python calls them `MainThread` and, from 3.10 on,
 * `Thread-1 (work)`.
 */
export function threadNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return names.map((name, index) => {
    const target = /^Thread-\d+ \((.*)\)$/.exec(name)?.[1]
    const short = index === 0 && name === 'MainThread' ? 'main' : (target ?? name).replace(/\s+/g, '_') || 'thread'
    const count = (seen.get(short) ?? 0) + 1
    seen.set(short, count)
    return count === 1 ? short : `${short}-${count}`
  })
}
