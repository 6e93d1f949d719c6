import { present } from '../base/bug.ts'
import type { Meaning, Observable, Program, Value } from './program.ts'

/** A value as the source language has it: integers, and what certain integers stand for there. */
export type Denoted = number | Meaning | readonly Denoted[]

/** What the value of an observable stands for in the source language. */
export function denoted(program: Program, observable: Observable, value: Value): Denoted {
  if (observable.kind === 'register') return value
  return meaningIn(program, observable.variable, value)
}

/** What a value of a shared variable, or of one of its elements, stands for. */
export function meaningIn(program: Program, variable: number, value: Value): Denoted {
  const { meanings } = present(program.shared[variable], 'variable')
  if (meanings === undefined) return value
  const meaning = (each: number): Denoted => (Object.hasOwn(meanings, `${each}`) ? (meanings[`${each}`] ?? null) : each)
  return typeof value === 'number' ? meaning(value) : value.map(meaning)
}

/** A denoted value as a report shows it, in the notation of Python: `3`, `True`, `None`, `'red'`, `[1, 2]`. */
export function denotedText(value: Denoted): string {
  if (typeof value === 'number') return `${value}`
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (value === null) return 'None'
  if (typeof value === 'string') return `'${value.replace(/[\\']/g, '\\$&')}'`
  return `[${value.map(denotedText).join(', ')}]`
}
