import { patternParts } from '../syntax/names.ts'
import type { Case, Expr, Pattern } from '../syntax/tree.ts'
import { failAt } from './failure.ts'

/** Refuses what CPython's compiler rejects in the cases of a `match`. */
export function checkCases(cases: readonly Case[]): void {
  cases.forEach(({ pattern, guard }, index) => {
    boundBy(pattern)
    checkParts(pattern)
    if (guard === null && index < cases.length - 1) checkReachable(pattern)
  })
}

/** Refuses a pattern that always fits where another follows. */
function checkReachable(pattern: Pattern): void {
  if (alwaysFits(pattern))
    failAt(pattern.span.start, pattern.span.end, 'this pattern always fits, so that none after it is tried')
}

function alwaysFits(pattern: Pattern): boolean {
  if (pattern.kind === 'capture') return true
  if (pattern.kind === 'as') return alwaysFits(pattern.pattern)
  const last = pattern.kind === 'or' ? pattern.alternatives.at(-1) : undefined
  return last !== undefined && alwaysFits(last)
}

/** The names that a pattern binds, each of which only once. */
function boundBy(pattern: Pattern): Set<string> {
  const found = new Set<string>()
  const add = (name: string | null): void => {
    if (name === null) return
    if (found.has(name)) failAt(pattern.span.start, pattern.span.end, `this pattern binds \`${name}\` twice`)
    found.add(name)
  }
  if (pattern.kind === 'or') return boundByAlternatives(pattern.alternatives)
  for (const part of patternParts(pattern)) boundBy(part).forEach(add)
  if (pattern.kind === 'capture' || pattern.kind === 'rest' || pattern.kind === 'as') add(pattern.name)
  if (pattern.kind === 'mapping') add(pattern.rest)
  return found
}

function boundByAlternatives(alternatives: readonly Pattern[]): Set<string> {
  const [first = new Set<string>(), ...others] = alternatives.map(boundBy)
  others.forEach((names, index) => {
    const isSame = names.size === first.size && [...names].every((name) => first.has(name))
    const { start, end } = alternatives[index + 1]?.span ?? { start: 0, end: 0 }
    if (!isSame) failAt(start, end, 'alternative patterns bind different names')
  })
  return first
}

function checkParts(pattern: Pattern): void {
  const { start, end } = pattern.span
  switch (pattern.kind) {
    case 'or':
      pattern.alternatives.slice(0, -1).forEach(checkReachable)
      break
    case 'sequence':
      if (pattern.items.filter(({ kind }) => kind === 'rest').length > 1)
        failAt(start, end, 'two patterns with `*` in a sequence')
      break
    case 'class':
      if (hasTwice(pattern.keywords.map(({ name }) => name))) failAt(start, end, 'an attribute stands twice in this pattern')
      break
    case 'mapping':
      if (hasTwice(pattern.entries.flatMap(({ key }) => keyText(key) ?? [])))
        failAt(start, end, 'a key stands twice in this pattern')
      break
    case 'value':
    case 'capture':
    case 'rest':
    case 'as':
      break
  }
  patternParts(pattern).forEach(checkParts)
}

function hasTwice(texts: readonly string[]): boolean {
  return new Set(texts).size < texts.length
}

/** Equal texts for keys that Python says are equal; null for what is known only when the program runs. */
function keyText(key: Expr): string | null {
  switch (key.kind) {
    case 'number':
    case 'float':
    case 'bigint':
      return `number ${key.value === 0 ? 0 : key.value}`
    case 'constant':
      return key.value === null ? 'None' : `number ${Number(key.value)}`
    case 'string':
      return `string ${key.value}`
    case 'bytes':
      return `bytes ${key.text}`
    default: // a dotted name
      return null
  }
}
