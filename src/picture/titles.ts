/** Returns the title of a scenario: its file name without folders, extension and underscores. */
export function titleOf(name: string): string {
  return lastSegment(name)
    .replace(/\.(ilv|py|json)$/, '')
    .replace(/_/g, ' ')
}

/** Returns the titles of scenarios, or their file names if two titles are equal and the file names differ. */
export function titlesOf(names: readonly string[]): string[] {
  const titles = names.map(titleOf)
  if (new Set(titles).size === names.length) return titles
  const files = names.map(lastSegment)
  return new Set(files).size === names.length ? files : [...names]
}

/** Returns the name of a file without its folders, which do not belong on a slide. */
export function lastSegment(name: string): string {
  return name.split(/[\\/]/).at(-1) ?? name
}
