import type { Drawn } from './agent.ts'
import type { PythonResult } from './result.ts'

/** The places at which random values were drawn. */
export class DrawnPlaces {
  private readonly known = new Map<string, Drawn>()

  add(places: readonly Drawn[]): void {
    for (const each of places) this.known.set(`${each.kind}:${each.file}:${each.line}:${each.explored}`, each)
  }

  /** In the order of their lines. */
  places(): Drawn[] {
    return [...this.known.values()].sort((one, other) =>
      one.file === other.file ? one.line - other.line : one.file < other.file ? -1 : 1,
    )
  }
}

/** Whether random values were drawn that are the same in each execution: with others the file may do something else. */
export function hasFixedValues({ hello, drawn }: Pick<PythonResult, 'hello' | 'drawn'>): boolean {
  return hello.random || drawn.some(({ kind, explored }) => kind === 'value' && !explored)
}

/** Whether an order that is chance in CPython was the same in each execution. */
export function hasFixedOrders({ drawn }: Pick<PythonResult, 'drawn'>): boolean {
  return drawn.some(({ kind, explored }) => kind === 'order' && !explored)
}
