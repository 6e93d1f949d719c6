/** What a person may write who comes from another notation: how it looks, and what to write here. */
interface Foreign {
  readonly pattern: RegExp
  readonly hint: string
}

/** By what stands at the place of a mistake. */
const atMistake: readonly Foreign[] = [
  { pattern: /^&&/, hint: 'write `and`' },
  { pattern: /^\|\|/, hint: 'write `or`' },
  { pattern: /^!(?!=)/, hint: 'write `not`' },
  { pattern: /^[{}]/, hint: 'blocks begin with `:` and end with a line `end`' },
  { pattern: /^;/, hint: 'write one instruction per line, without `;`' },
  { pattern: /^:=/, hint: 'write `x = e`' },
  { pattern: /^(\+\+|--)/, hint: 'write `x += 1` or `x -= 1`' },
  { pattern: /^(then|do)\b/, hint: 'write `:` instead' },
  { pattern: /^\?/, hint: 'write `if` … `else:` … `end`' },
]

/** By the whole line. */
const ofLine: readonly Foreign[] = [
  { pattern: /^(int|bool|boolean|var|volatile|integer|global)\s+\w/, hint: 'write `shared x = 0`, or `atomic x = 0`' },
  { pattern: /^mutex\s/, hint: 'write `lock m`' },
  { pattern: /^(lock|mutex)\s*\(/, hint: 'write `acquire m`' },
  { pattern: /^else\s+if\b/, hint: 'write `elif x == 0:`' },
  { pattern: /^for\s*\(/, hint: 'write `for i in 0..2:`' },
  { pattern: /^(goto|go to)\s/, hint: 'write `jump L`' },
  { pattern: /^(if|elif|while)\b[^=!<>]*[^=!<>]=[^=]/, hint: 'write `==` to compare' },
  { pattern: /^(process|function|procedure|proc)\s/, hint: 'write `thread A:`, or `def name:` … `end`' },
  { pattern: /^(begin|endif|endwhile|done|fi|od)\b/, hint: 'blocks begin with `:` and end with a line `end`' },
  { pattern: /^\w+(\[[^\]]*\])?\s*(\+\+|--)/, hint: 'write `x += 1` or `x -= 1`' },
  { pattern: /^(break|continue)\b/, hint: 'write `jump L`, and `L:` on the line to continue at' },
]

/** Returns what to write instead of another notation, if a line with a mistake at an offset is in one; else null. */
export function foreignHint(line: string, offset: number): string | null {
  const trimmed = line.trimStart()
  const before = line.slice(0, offset)
  // The parser may reject only the second character of an operator.
  const starts = [line.slice(offset), /[!&|+:-]$/.test(before) ? line.slice(offset - 1) : '']
  const found =
    atMistake.find(({ pattern }) => starts.some((each) => pattern.test(each))) ??
    ofLine.find(({ pattern }) => pattern.test(trimmed))
  return found?.hint ?? null
}
