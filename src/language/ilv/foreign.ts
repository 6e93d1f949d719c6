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

/** By the whole line of an expectation, before what stands at the mistake: its braces are no blocks. */
const ofExpectation: readonly Foreign[] = [
  {
    pattern: /^expect\s+(no\s+)?(data[ _]race|lost[ _]update|lock[ _]order|stuck[ _]thread)s?\b/,
    hint: 'write it with a hyphen: `data-race`, `lost-update`',
  },
  { pattern: /^expect\s+(deadlock[ -]free|no\s+deadlocks)\b/, hint: 'write `expect no deadlock`' },
  { pattern: /^expect\s+mutual\b/, hint: 'put `critical:` … `end` around the section, and write `expect no overlap`' },

  { pattern: /^expect\s+final\s+(values?|states?|outcomes?)\s/, hint: 'write `expect outcomes x = {1, 2}`' },
  { pattern: /^expect\s+outcomes\s*=?\s*\{/, hint: 'say of what: `expect outcomes x = {1, 2}`' },
  { pattern: /^expect\s+deadlock\s+[\w(]/, hint: 'write `expect deadlocks x = {0, 1}`' },
  { pattern: /^expect\s+(outcomes|deadlocks)\b.*\d\s*\.\./, hint: 'list all values: `{1, 2, 3}`' },
  { pattern: /^expect\s+(outcomes|deadlocks)\b[^={]*=\s*[^\s={]/, hint: 'write the values in braces: `x = {1}`' },
  { pattern: /^expect\s+(final|possible|reachable|never)\b.*\sin\s*\{/, hint: 'write `x == 1 or x == 2`' },
  { pattern: /^expect\s+(final|possible|reachable|never)\b[^=!<>]*[^=!<>]=[^=]/, hint: 'write `==` to compare' },
  { pattern: /^expect\s+[^={]+(=|\sin)\s*["{\d]/, hint: 'write `expect outcomes x = {1, 2}`' },
  {
    pattern: /^expect\s+(output\b|\w+\s*([=!<>]=|[<>])\s)/,
    hint: 'say when: `expect final e`, `expect possible e`, `expect always e`',
  },
]

/** By the whole line, as Go writes channels. */
const ofGo: readonly Foreign[] = [
  { pattern: /^case\b.*(<-|:=)/, hint: 'write `case receive r, c:` or `case send c, e:`' },
  { pattern: /^\w[\w[\]]*\s*<-/, hint: 'write `send c, e`' },
  { pattern: /(^|=\s*)<-/, hint: 'write `receive r, c`, or `receive r, ok, c`' },
  { pattern: /\bmake\s*\(\s*chan\b/, hint: 'write `channel c` or `channel c capacity 2`' },
  { pattern: /^chan\s/, hint: 'write `channel c` or `channel c capacity 2`' },
  { pattern: /^default\s*:/, hint: 'write `else:`' },
  { pattern: /^go\s/, hint: 'each `thread` runs from the beginning; one that is `unstarted` waits for `spawn t`' },
]

/** By the whole line. */
const ofLine: readonly Foreign[] = [
  {
    pattern: /^[\w[\]]+\.(acquire|release|lock|unlock|wait|signal|notify|notify_all|notifyAll|await|post|up|down|P|V)\b/,
    hint: 'the instruction comes first: `acquire m`, `release m`, `P(s)`, `V(s)`, `wait c, m`, `notify c`',
  },
  { pattern: /^sem_?(wait|post|signal)\s*\(/i, hint: 'write `P(s)` or `V(s)`' },
  { pattern: /^(pthread_)?mutex_(lock|unlock)\b/, hint: 'write `acquire m` or `release m`' },
  { pattern: /^(pthread_)?cond_(wait|signal|broadcast)\b/, hint: 'write `wait c, m`, `notify c` or `notify_all c`' },
  { pattern: /^cond(var|ition_variable)?\s+\w/, hint: 'write `condition c`' },
  { pattern: /^with\s/, hint: 'write `acquire m` before the lines of the block, and `release m` after them' },
  { pattern: /^(skip|pass|nop|noop)\b/, hint: 'leave it out; `yield` is a step that does nothing' },
  {
    pattern: /^(if|elif|else|while|repeat|for)\b[^:]*:\s*[^\s#]/,
    hint: 'write what follows the `:` on lines of its own, and then `end`',
  },
  { pattern: /^(int|bool|boolean|var|volatile|integer|global)\s+\w/, hint: 'write `shared x = 0`, or `atomic x = 0`' },
  { pattern: /^mutex\s/, hint: 'write `lock m`' },
  { pattern: /^(lock|mutex)\s*\(/, hint: 'write `acquire m`' },
  { pattern: /^else\s+if\b/, hint: 'write `elif` for `else if`' },
  { pattern: /^for\s*\(/, hint: 'write `for i in 0..2:`' },
  { pattern: /^(goto|go to)\s/, hint: 'write `jump L`' },
  { pattern: /^(if|elif|while)\b[^=!<>]*[^=!<>]=[^=]/, hint: 'write `==` to compare' },
  { pattern: /^(process|function|procedure|proc)\s/, hint: 'write `thread A:`, or `def name:` … `end`' },
  { pattern: /^(begin|endif|endwhile|done|fi|od)\b/, hint: 'blocks begin with `:` and end with a line `end`' },
  { pattern: /^\w+(\[[^\]]*\])?\s*(\+\+|--)/, hint: 'write `x += 1` or `x -= 1`' },
  { pattern: /^(sleep|usleep|delay|pause)\b/, hint: 'time plays no role here: leave it out, or write `yield`' },
  { pattern: /^(exit|stop|quit|terminate)\b/, hint: 'write `halt`' },
  { pattern: /^(test_?and_?set|TestAndSet|tas|swap|xchg)\b/i, hint: 'write `exchange r, x, 1`' },
  { pattern: /^recv\b/, hint: 'write `receive r, c`' },
  { pattern: /^until\b/, hint: 'write `while not e:` … `end`, or `await e`' },
  { pattern: /^break\b/, hint: 'write `jump out`, and `out:` on the line behind the `end` of the loop' },
  { pattern: /^continue\b/, hint: 'write `jump next`, and `next:` on the line before the `end` of the loop' },
  { pattern: /^\/\//, hint: 'comments begin with `#`' },
  {
    pattern: /^\w+(\[[^\]]*\])?\s*=\s*[^#]*[^/\s]\s*\/\s*[^/\s]/,
    hint: 'write `//`, which divides integers and leaves out the remainder',
  },
  { pattern: /^\w+(\[[^\]]*\])?\s*=\+/, hint: 'write `x += 2`' },
]

/** Returns what to write instead of another notation, if a line with a mistake at an offset is in one; else null. */
export function foreignHint(line: string, offset: number): string | null {
  const trimmed = line.trimStart()
  const before = line.slice(0, offset)
  // The parser may reject only the second character of an operator.
  const starts = [line.slice(offset), /[!&|+:-]$/.test(before) ? line.slice(offset - 1) : '']
  const found =
    ofExpectation.find(({ pattern }) => pattern.test(trimmed)) ??
    ofGo.find(({ pattern }) => pattern.test(trimmed)) ??
    atMistake.find(({ pattern }) => starts.some((each) => pattern.test(each))) ??
    ofLine.find(({ pattern }) => pattern.test(trimmed))
  return found?.hint ?? null
}
