import { check } from '../../src/check/check.ts'
import type { CheckResult } from '../../src/check/result.ts'
import { type PythonOptions, readPython } from '../../src/language/python/read.ts'
import { denoted, denotedText } from '../../src/program/denote.ts'

/** Reads and checks a program; its errors are thrown as text. */
export async function checkPython(text: string, options: Partial<PythonOptions> = {}): Promise<CheckResult> {
  const model = readPython({ name: 'test.py', text }, options)
  if (!model.ok) throw new Error(model.errors.map(({ message, hint }) => `${message}; ${hint}`).join('\n'))
  return check(model.value.program, { maxStates: 200_000 })
}

/** The outcomes of a program, as `x=1 y=True`, and after `!` the kinds of its errors, deadlocks with their class. */
export async function shows(text: string, options: Partial<PythonOptions> = {}): Promise<string[]> {
  const { program, observed, outcomes, findings, complete } = await checkPython(text, options)
  if (!complete) return ['incomplete']
  const lines = outcomes.map(({ final }) =>
    observed
      .map((name, index) => {
        const variable = name.kind === 'shared' ? program.shared[name.variable]?.name : ''
        return `${variable}=${denotedText(denoted(program, name, final[index] ?? 0))}`
      })
      .join(' '),
  )
  const kinds = findings.flatMap(({ kind, severity, detail }) => {
    if (severity === 'warning') return []
    if (detail.kind === 'deadlock') return [`! ${detail.class}`]
    return [detail.kind === 'uncaught-exception' ? `! ${detail.exception}` : `! ${kind}`]
  })
  return [...lines, ...new Set(kinds)]
}
