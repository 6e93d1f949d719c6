import type { CheckResult } from '../../src/check/result.ts'
import { denoted, denotedText } from '../../src/program/denote.ts'

/** What CPython did under all schedules that were tried. */
export interface Explored {
  readonly complete: boolean
  readonly runs: number
  readonly outcomes: readonly (readonly string[])[]
  readonly exceptions: readonly string[]
  readonly deadlock: boolean
}

/** A program, and the variables in which its outcome is. */
export interface Explorable {
  readonly text: string
  readonly names: readonly string[]
  /** Whether CPython has the same freedom as the checker. */
  readonly sameFreedom: boolean
}

export type Verdict = 'equal' | 'included' | 'limit' | { readonly why: string }

/** Compares what a check found with what CPython did. */
export function compared({ names, sameFreedom }: Explorable, result: CheckResult, theirs: Explored): Verdict {
  const kinds = new Set(result.findings.map(({ kind }) => kind))
  if (!result.complete || kinds.has('overflow')) return 'limit'
  const shown = shownNames(result)
  const absent = names.filter((name) => name.startsWith('r') && !shown.has(name))
  if (absent.length > 0 && theirs.outcomes.length > 0) return { why: `not shown: ${absent.join(', ')}` }
  const looked = names.filter((name) => shown.has(name))
  const parts: (readonly [string, Set<string>, Set<string>])[] = [
    ['outcomes', ourOutcomes(result, looked, shown), theirOutcomes(theirs, names, looked, shownLength(result))],
    ['exceptions', ourExceptions(result), new Set(theirs.exceptions)],
    ['deadlock', new Set(kinds.has('deadlock') ? ['yes'] : []), new Set(theirs.deadlock ? ['yes'] : [])],
  ]
  const isExact = theirs.complete && sameFreedom
  for (const [part, ours, cpython] of parts) {
    const missing = [...cpython].filter((each) => !ours.has(each))
    const extra = isExact ? [...ours].filter((each) => !cpython.has(each)) : []
    if (missing.length > 0) {
      const all = [...ours].slice(0, 5).join(' | ')
      return { why: `${part} (${looked}): only CPython has ${missing.slice(0, 5).join(' | ')}; not ${all}` }
    }
    if (extra.length > 0) return { why: `${part} (${looked}): CPython does not have ${extra.slice(0, 5).join(' | ')}` }
  }
  return isExact ? 'equal' : 'included'
}

/** The observed names, and which value of an outcome each is. */
function shownNames({ program, observed }: CheckResult): Map<string, number> {
  return new Map(
    observed.map((name, index) => [name.kind === 'shared' ? (program.shared[name.variable]?.name ?? '') : '', index]),
  )
}

function ourOutcomes(result: CheckResult, names: readonly string[], shown: ReadonlyMap<string, number>): Set<string> {
  return new Set(
    result.outcomes.map(({ final }) =>
      names
        .map((name) => {
          const index = shown.get(name) ?? 0
          const observed = result.observed[index]
          return observed === undefined ? '' : normal(denotedText(denoted(result.program, observed, final[index] ?? 0)))
        })
        .join(' '),
    ),
  )
}

/** How much of a long output is shown. */
function shownLength({ program }: CheckResult): number {
  const output = program.shared.find(({ text }) => text === 'begin')
  return output === undefined ? Number.POSITIVE_INFINITY : (output.length ?? 0) - 1
}

function theirOutcomes({ outcomes }: Explored, names: readonly string[], looked: readonly string[], most: number): Set<string> {
  const shown = (name: string, value: string): string => (name === 'output' ? cut(value, most) : normal(value))
  return new Set(outcomes.map((values) => looked.map((name) => shown(name, values[names.indexOf(name)] ?? '')).join(' ')))
}

/** A text as `repr` shows it, after so many characters. */
function cut(shown: string, most: number): string {
  const text = shown.slice(1, -1).replace(/\\(.)/g, (_, character: string) => (character === 'n' ? '\n' : character))
  return denotedText(text.length > most ? `${text.slice(0, most)}…` : text)
}

function ourExceptions({ findings }: CheckResult): Set<string> {
  return new Set(
    findings.flatMap(({ kind, detail }) =>
      detail.kind === 'uncaught-exception' ? [detail.exception] : kind === 'assertion' ? ['AssertionError'] : [],
    ),
  )
}

/** A variable that holds integers as well as booleans shows `True` as 1. */
function normal(text: string): string {
  return text === 'True' ? '1' : text === 'False' ? '0' : text
}
