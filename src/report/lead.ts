/** Returns the first paragraph of the comment or docstring at the top of a program, without expectations; null if there is none. */
export function leadOf(text: string): string | null {
  const lines = text.replaceAll('\r\n', '\n').split('\n')
  const docstring = /^\s*("""|''')([\s\S]*?)\1/.exec(text.replaceAll('\r\n', '\n'))?.[2]
  if (docstring !== undefined) return firstParagraph(docstring.split('\n'))
  const top = lines.findIndex((each) => !each.startsWith('#'))
  const comment = (top < 0 ? lines : lines.slice(0, top)).filter((each) => !/^#\s*expect:/.test(each) && !each.startsWith('#!'))
  return firstParagraph(comment.map((each) => each.replace(/^#+ ?/, '')))
}

function firstParagraph(lines: readonly string[]): string | null {
  const start = lines.findIndex((each) => each.trim() !== '')
  if (start < 0) return null
  const rest = lines.slice(start)
  const end = rest.findIndex((each) => each.trim() === '')
  return (end < 0 ? rest : rest.slice(0, end)).map((each) => each.trim()).join(' ')
}
