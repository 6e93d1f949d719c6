/** A file without its folders, except that of a package whose `__init__.py` it is. */
export function fileName(path: string): string {
  return path
    .split(/[\\/]/)
    .slice(path.endsWith('__init__.py') ? -2 : -1)
    .join('/')
}

/** A line, and its file if that has to be told. */
interface Place {
  readonly line: number
  readonly file?: string | undefined
}

/** A line as text: `line 3`, or `line 3 of pool.py` if that is not the file that is executed. */
export function lineText({ line, file }: Place): string {
  return file === undefined ? `line ${line}` : `line ${line} of ${fileName(file)}`
}

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
