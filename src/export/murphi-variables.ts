import type { Model, Variable } from './model.ts'
import { isByThread } from './tla-steps.ts'

/** Returns the indices of an array; null if a variable is none. */
export function indicesOf(model: Model, variable: Variable): string | null {
  if (variable.length !== null) return `0..${variable.length - 1}`
  if (!isByThread(variable)) return null
  const owner = model.processes.find(({ locals }) => locals.includes(variable))
  return `${owner?.threads[0] ?? 0}..${owner?.threads.at(-1) ?? 0}`
}

/** Returns the assignments that give a variable its first value. */
export function initialise(model: Model, variable: Variable): string[] {
  const [first = 0] = variable.initial
  const indices = indicesOf(model, variable)
  if (indices === null) return [`  ${variable.name} := ${first};`]
  const [low = '0'] = indices.split('..')
  return variable.initial.map((value, index) => `  ${variable.name}[${Number(low) + index}] := ${value};`)
}
