import type { CheckedFile, Problem } from './problem.ts'

/** What a report counts as one test: an `expect` line, or all that no line names. */
export interface Case {
  readonly name: string
  /** Whether it is open, because of a limit. */
  readonly skipped: boolean
  readonly problems: readonly Problem[]
}

/** Returns the tests of a file: one for each `expect` line, and one for everything that no line names. */
export function casesOf({ expectations, problems }: CheckedFile): readonly Case[] {
  const ofLine = (line: number) => (each: Problem) => each.rule === 'expectation' && each.line === line
  const lines = new Set(expectations.map(({ line }) => line))
  return [
    ...expectations.map(({ text, line, holds }) => {
      return { name: `expect ${text} (line ${line})`, skipped: holds === null, problems: problems.filter(ofLine(line)) }
    }),
    {
      name: 'nothing else is wrong',
      skipped: false,
      problems: problems.filter(({ rule, line }) => rule !== 'expectation' || line === null || !lines.has(line)),
    },
  ]
}
