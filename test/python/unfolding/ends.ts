import { expect } from 'vitest'
import { check } from '../../../src/check/check.ts'
import { readUnfolded } from '../../../src/language/python/unfolding/read.ts'
import { denoted, denotedText } from '../../../src/program/denote.ts'

/** The values of variables that a program can end with, or where and why it is refused. */
export async function outcomes(text: string, shown: readonly string[]): Promise<string[]> {
  const read = readUnfolded({ name: 'program.py', text: `import threading, os\n${text}` })
  if (!read.ok) return (read.errors ?? []).map(({ message, span }) => `${span === null ? '' : `${span.start} `}${message}`)
  const { program } = read.value
  const result = await check(program)
  expect(result.complete).toBe(true)
  const rows = result.outcomes.map(({ final }) =>
    result.observed
      .flatMap((each, index) => {
        const name = each.kind === 'shared' ? program.shared[each.variable]?.name : undefined
        return name === undefined || !shown.includes(name)
          ? []
          : [`${name}=${denotedText(denoted(program, each, final[index] ?? 0))}`]
      })
      .join(' '),
  )
  return [...new Set(rows)].sort()
}
