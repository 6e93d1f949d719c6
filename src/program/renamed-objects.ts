import type { Identities } from './identities.ts'
import type { Program } from './program.ts'

/** Returns the identities of objects that can be renamed in the states of a program; null if there are none. */
export function identitiesOf({ identities, codes, threads, shared }: Program): Identities | null {
  if (identities === undefined) return null
  const { about } = identities
  return about.codes === codes && about.threads === threads && about.shared === shared ? identities : null
}

/** Whether a variable is a field of an object that can be renamed. */
export function isRenamed(program: Program, variable: number): boolean {
  const objects = identitiesOf(program)?.objects ?? []
  return objects.some(({ fields }) => fields.some((field) => field?.variable === variable))
}
