/** The title of a scenario: the name of its file without folders, ending and underscores. */
export function titleOf(name: string): string {
  return lastSegment(name)
    .replace(/\.(ilv|py|json)$/, '')
    .replace(/_/g, ' ')
}

/** The titles of scenarios; where two were the same, the files' names tell them apart. */
export function titlesOf(names: readonly string[]): string[] {
  const titles = names.map(titleOf)
  if (new Set(titles).size === names.length) return titles
  const files = names.map(lastSegment)
  return new Set(files).size === names.length ? files : [...names]
}

/** The name of a file without its folders, which are no one's business on a slide. */
export function lastSegment(name: string): string {
  return name.split(/[\\/]/).at(-1) ?? name
}
