import type { Access } from '../stateless/execution.ts'
import type { PythonStep } from './agent.ts'

/** A thread read a place, another wrote it, and the first wrote it again without having looked. */
export interface LostUpdate {
  readonly read: number
  readonly between: number
  readonly write: number
}

/** What an execution has seen of one place: by thread, where it read the place last, and which write came after that. */
type Place = Map<number, { readonly read: number; between: number | null }>

/**
 * Returns the updates that an execution may lose, one for each pair of places in the text. Whether what is written is computed
 * from what was read, the steps do not tell.
 */
export function lostUpdatesIn(steps: readonly PythonStep[]): LostUpdate[] {
  const places = new Map<string, Place>()
  const found = new Map<string, LostUpdate>()
  for (const [index, step] of steps.entries()) {
    for (const access of step.accesses) {
      if (access.kind !== 'read' && access.kind !== 'write') continue
      const place = placeOf(places, access)
      if (access.kind === 'read') place.set(step.thread, { read: index, between: null })
      else {
        const own = place.get(step.thread)
        if (own !== undefined && own.between !== null) {
          const key = `${steps[own.read]?.site},${step.site}`
          found.set(key, found.get(key) ?? { read: own.read, between: own.between, write: index })
        }
        place.delete(step.thread)
        for (const reader of place.values()) reader.between ??= index
      }
    }
  }
  return [...found.values()]
}

function placeOf(places: Map<string, Place>, { object, part }: Access): Place {
  const key = `${object}|${part ?? ''}`
  const known = places.get(key) ?? new Map()
  places.set(key, known)
  return known
}
