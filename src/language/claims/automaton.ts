/**
 * A deterministic automaton over texts. `next[state]` gives the next state by the index of the class of a character; the
 * classes are those of `classOf`, and one more for all other characters, the last.
 */
export interface Automaton {
  readonly start: number
  readonly accepting: readonly number[]
  readonly next: readonly (readonly number[])[]
  readonly classOf: ReadonlyMap<string, number>
}

/** What a pattern is made of. */
type Pattern =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'one'; readonly characters: ReadonlySet<string>; readonly negated: boolean }
  | { readonly kind: 'sequence' | 'either'; readonly left: Pattern; readonly right: Pattern }
  | { readonly kind: 'many'; readonly of: Pattern }

/** The most states of an automaton. */
const mostStates = 500

/**
 * Returns the automaton of a regular expression that has to match the whole text: characters, `.`, `[abc]`, `[^a-z]`, `*`,
 * `+`, `?`, `|`, parentheses, and `\` before a special character. `.` stands for all characters but those in `notDot`. Returns a message if it is something else. By derivatives:
 * Brzozowski, *Derivatives of Regular Expressions*, J. ACM 11(4), 1964.
 */
export function automatonOf(text: string, notDot: readonly string[] = []): Automaton | { readonly problem: string } {
  const parser = new PatternParser([...text], notDot)
  const pattern = parser.read()
  if (pattern === null) return { problem: parser.problem }
  const characters = [...new Set(charactersOf(pattern))]
  const states = new Map<string, number>([[keyOf(pattern), 0]])
  const patterns = [pattern]
  const next: number[][] = []
  for (let state = 0; state < patterns.length; state++) {
    const here = patterns[state] ?? nothing
    next.push(
      [...characters, null].map((character) => {
        const after = derivative(here, character)
        const known = states.get(keyOf(after))
        if (known !== undefined) return known
        states.set(keyOf(after), patterns.push(after) - 1)
        return patterns.length - 1
      }),
    )
    if (patterns.length > mostStates) return { problem: 'this pattern is too large' }
  }
  const accepting = patterns.flatMap((each, state) => (matchesEmpty(each) ? [state] : []))
  return { start: 0, accepting, next, classOf: new Map(characters.map((each, index) => [each, index])) }
}

const nothing: Pattern = { kind: 'nothing' }
const empty: Pattern = { kind: 'empty' }

class PatternParser {
  problem = ''
  private readonly characters: readonly string[]
  private readonly notDot: readonly string[]
  private at = 0
  private depth = 0

  constructor(characters: readonly string[], notDot: readonly string[]) {
    this.notDot = notDot
    this.characters = characters
  }

  read(): Pattern | null {
    const pattern = this.either()
    if (pattern !== null && this.at < this.characters.length) return this.fail(`unexpected \`${this.here}\``)
    return pattern
  }

  private get here(): string {
    return this.characters[this.at] ?? ''
  }

  private fail(problem: string): null {
    if (this.problem === '') this.problem = problem
    return null
  }

  private either(): Pattern | null {
    let left = this.sequence()
    while (left !== null && this.here === '|') {
      this.at++
      const right = this.sequence()
      left = right === null ? null : either(left, right)
    }
    return left
  }

  private sequence(): Pattern | null {
    let left: Pattern = empty
    while (this.at < this.characters.length && this.here !== '|' && this.here !== ')') {
      const right = this.repeated()
      if (right === null) return null
      left = sequence(left, right)
    }
    return left
  }

  private repeated(): Pattern | null {
    let pattern = this.atom()
    for (; pattern !== null && ['*', '+', '?'].includes(this.here); this.at++) {
      if (this.here === '*') pattern = many(pattern)
      else if (this.here === '+') pattern = sequence(pattern, many(pattern))
      else pattern = either(pattern, empty)
    }
    return pattern
  }

  private atom(): Pattern | null {
    const character = this.here
    this.at++
    if (character === '(') return this.group()
    if (character === '[') return this.set()
    if (character === '.') return { kind: 'one', characters: new Set(this.notDot), negated: true }
    if (character === '\\') return one(this.escaped())
    if ('*+?{}^$'.includes(character))
      return this.fail(`\`${character}\` has a meaning that is not supported here; write \`\\${character}\``)
    return one(character)
  }

  private group(): Pattern | null {
    if (++this.depth > 50) return this.fail('this pattern is nested too deeply')
    const inner = this.either()
    this.depth--
    if (inner === null) return null
    if (this.here !== ')') return this.fail('a `(` has no `)`')
    this.at++
    return inner
  }

  private set(): Pattern | null {
    const negated = this.here === '^'
    if (negated) this.at++
    const characters = new Set<string>()
    while (this.here !== ']') {
      if (this.at >= this.characters.length) return this.fail('a `[` has no `]`')
      const first = this.member()
      if (this.here !== '-' || this.characters[this.at + 1] === ']') characters.add(first)
      else {
        this.at++
        const last = this.member()
        const [low, high] = [first.codePointAt(0) ?? 0, last.codePointAt(0) ?? 0]
        if (high < low || high - low > 200) return this.fail(`the range \`${first}-${last}\` is empty or too large`)
        for (let code = low; code <= high; code++) characters.add(String.fromCodePoint(code))
      }
    }
    this.at++
    return { kind: 'one', characters, negated }
  }

  private member(): string {
    const character = this.here
    this.at++
    return character === '\\' ? this.escaped() : character
  }

  private escaped(): string {
    const character = this.here
    this.at++
    return character === 'n' ? '\n' : character === 't' ? '\t' : character
  }
}

function one(character: string): Pattern {
  return { kind: 'one', characters: new Set([character]), negated: false }
}

function sequence(left: Pattern, right: Pattern): Pattern {
  if (left.kind === 'nothing' || right.kind === 'nothing') return nothing
  if (left.kind === 'empty') return right
  if (right.kind === 'empty') return left
  return left.kind === 'sequence'
    ? { kind: 'sequence', left: left.left, right: sequence(left.right, right) }
    : { kind: 'sequence', left, right }
}

/** A choice in a fixed order, without repetitions, so that there are finitely many derivatives. */
function either(left: Pattern, right: Pattern): Pattern {
  const parts = new Map([...alternatives(left), ...alternatives(right)].map((each) => [keyOf(each), each]))
  parts.delete(keyOf(nothing))
  const [first = nothing, ...others] = [...parts].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each)
  return others.reduce<Pattern>((chain, each) => ({ kind: 'either', left: chain, right: each }), first)
}

function alternatives(pattern: Pattern): Pattern[] {
  return pattern.kind === 'either' ? [...alternatives(pattern.left), ...alternatives(pattern.right)] : [pattern]
}

function many(of: Pattern): Pattern {
  return of.kind === 'many' || of.kind === 'empty' || of.kind === 'nothing'
    ? of.kind === 'many'
      ? of
      : empty
    : { kind: 'many', of }
}

function keyOf(pattern: Pattern): string {
  switch (pattern.kind) {
    case 'nothing':
    case 'empty':
      return pattern.kind
    case 'one':
      return `${pattern.negated ? '!' : ''}${JSON.stringify([...pattern.characters].sort())}`
    case 'sequence':
    case 'either':
      return `(${keyOf(pattern.left)} ${pattern.kind} ${keyOf(pattern.right)})`
    case 'many':
      return `${keyOf(pattern.of)}*`
  }
}

function charactersOf(pattern: Pattern): string[] {
  switch (pattern.kind) {
    case 'nothing':
    case 'empty':
      return []
    case 'one':
      return [...pattern.characters]
    case 'sequence':
    case 'either':
      return [...charactersOf(pattern.left), ...charactersOf(pattern.right)]
    case 'many':
      return charactersOf(pattern.of)
  }
}

function matchesEmpty(pattern: Pattern): boolean {
  switch (pattern.kind) {
    case 'nothing':
    case 'one':
      return false
    case 'empty':
    case 'many':
      return true
    case 'sequence':
      return matchesEmpty(pattern.left) && matchesEmpty(pattern.right)
    case 'either':
      return matchesEmpty(pattern.left) || matchesEmpty(pattern.right)
  }
}

/** What remains to be matched after a character; null stands for any that the pattern does not name. */
function derivative(pattern: Pattern, character: string | null): Pattern {
  switch (pattern.kind) {
    case 'nothing':
    case 'empty':
      return nothing
    case 'one': {
      const named = character !== null && pattern.characters.has(character)
      return named !== pattern.negated ? empty : nothing
    }
    case 'sequence': {
      const first = sequence(derivative(pattern.left, character), pattern.right)
      return matchesEmpty(pattern.left) ? either(first, derivative(pattern.right, character)) : first
    }
    case 'either':
      return either(derivative(pattern.left, character), derivative(pattern.right, character))
    case 'many':
      return sequence(derivative(pattern.of, character), pattern)
  }
}
