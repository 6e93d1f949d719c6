import type { CheckedFile, Problem } from './problem.ts'

/** The findings that a team knows and has not removed yet: they fail no check. */
export interface Baseline {
  readonly schema: typeof baselineSchema
  readonly problems: readonly KnownProblem[]
}

export const baselineSchema = 'interleave/baseline@1'

/** What a problem is known by: no line numbers, so that it is the same when lines have moved. */
export interface KnownProblem {
  readonly file: string
  readonly rule: string
  readonly lines: readonly string[]
}

/** Returns the baseline with the problems of some files. A limit or an unreadable text cannot be known. */
export function baselineOf(files: readonly CheckedFile[]): Baseline {
  const known = files
    .flatMap(({ problems }) => problems.filter(isKnowable))
    .map(({ file, rule, lines }) => ({ file, rule, lines }))
  return { schema: baselineSchema, problems: known }
}

/** Parses a baseline; returns null if the text is none. */
export function baselineIn(text: string): Baseline | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  return isBaseline(value) ? value : null
}

function isBaseline(value: unknown): value is Baseline {
  if (typeof value !== 'object' || value === null || !('schema' in value) || !('problems' in value)) return false
  return value.schema === baselineSchema && Array.isArray(value.problems) && value.problems.every(isKnownProblem)
}

function isKnownProblem(value: unknown): value is KnownProblem {
  if (typeof value !== 'object' || value === null || !('file' in value) || !('rule' in value) || !('lines' in value))
    return false
  const { file, rule, lines } = value
  return (
    typeof file === 'string' &&
    typeof rule === 'string' &&
    Array.isArray(lines) &&
    lines.every((line) => typeof line === 'string')
  )
}

/** Returns the files with the problems that are not known, and how many were. Each entry stands for one problem. */
export function unknownIn(files: readonly CheckedFile[], { problems }: Baseline): { files: CheckedFile[]; known: number } {
  const left = new Map<string, number>()
  for (const each of problems) left.set(identityOf(each), (left.get(identityOf(each)) ?? 0) + 1)
  let known = 0
  const isUnknown = (problem: Problem): boolean => {
    const identity = identityOf(problem)
    const more = left.get(identity) ?? 0
    if (!isKnowable(problem) || more === 0) return true
    left.set(identity, more - 1)
    known++
    return false
  }
  return { files: files.map((each) => ({ ...each, problems: each.problems.filter(isUnknown) })), known }
}

/** Returns what a problem is known by, as a text. */
export function identityOf({ file, rule, lines }: KnownProblem): string {
  return JSON.stringify([file, rule, ...lines])
}

function isKnowable({ rule }: Problem): boolean {
  return rule !== 'incomplete' && rule !== 'input'
}
