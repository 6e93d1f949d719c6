import type { Identities, Reading } from '../../../src/program/identities.ts'
import type { Program } from '../../../src/program/program.ts'
import { identitiesOf } from '../../../src/program/renamed-objects.ts'
import type { State } from '../../../src/semantics/state.ts'

/** Every renaming of the objects of a program: by object, the one that takes its place. */
export function renamings({ objects }: Identities): number[][] {
  const [first, ...rest] = objects.keys()
  if (first === undefined) return [[]]
  const extend = (chosen: readonly number[], left: readonly number[]): number[][] => {
    const [object] = left
    if (object === undefined) return [[...chosen]]
    const free = [...objects.keys()].filter(
      (other) => objects[other]?.pool === objects[object]?.pool && !chosen.includes(other),
    )
    return free.flatMap((other) => extend([...chosen, other], left.slice(1)))
  }
  return extend([], [first, ...rest])
}

/**
 * Returns a text that states of the reference interpreter have in common exactly if a renaming makes one of the other: the
 * least text of all renamings. It shares no code with the explorer.
 */
export function orbitOf(program: Program, state: State, all: readonly (readonly number[])[]): string {
  const identities = identitiesOf(program)
  if (identities === null) throw new Error('no objects')
  return all.map((renaming) => textOf(state, identities, renaming)).sort()[0] ?? ''
}

function textOf(state: State, { objects, values, positions }: Identities, renaming: readonly number[]): string {
  const reading = (number: number, known: Reading | undefined): string =>
    known === undefined ? `${number}` : `${known.shape}:${known.objects.map((each) => renaming[each])}`
  const value = (variable: number, element: number): string => {
    const number = state.shared[variable]?.[element] ?? 0
    return reading(number, values[variable]?.get(number))
  }
  const inner = new Set(
    objects.flatMap(({ fields }) => fields.flatMap((each) => (each === null ? [] : [`${each.variable}/${each.element}`]))),
  )
  const roots = state.shared.map((elements, variable) =>
    elements.map((_, element) => (inner.has(`${variable}/${element}`) ? '' : value(variable, element))),
  )
  const contents: string[][] = []
  for (const [object, { fields }] of objects.entries()) {
    // The shape 0 is no value.
    contents[renaming[object] ?? -1] = fields.map((each) => (each === null ? '0:' : value(each.variable, each.element)))
  }
  const threads = state.threads.map(({ status, pc, saved, rank }, thread) => [
    status,
    reading(pc, positions[thread]?.get(pc)),
    saved,
    rank,
  ])
  const { mutexes, semaphores, failure } = state
  return JSON.stringify([roots, contents, threads, mutexes, semaphores, failure?.kind ?? null])
}
