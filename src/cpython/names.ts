/** Names for threads as reports have them: `main`, `work`, `work-2`, as in the model of a program. */
export function threadNames(names: readonly string[]): string[] {
  const seen = new Map<string, number>()
  return names.map((name, index) => {
    const short = index === 0 && name === 'MainThread' ? 'main' : name.replace(/\s+/g, '-') || 'thread'
    const count = (seen.get(short) ?? 0) + 1
    seen.set(short, count)
    return count === 1 ? short : `${short}-${count}`
  })
}
