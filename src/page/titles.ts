/** The title of a scenario: the name of its file without folders, ending and underscores. */
export function titleOf(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? name
  return last.replace(/\.(ilv|py|json)$/, '').replace(/_/g, ' ')
}
