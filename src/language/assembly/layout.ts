import type { Place as Location, SharedVariable } from '../../program/program.ts'
import { cellSize, type Machine, stackBottom } from './machine.ts'
import type { AssemblyVariable } from './tree.ts'

/** The shared variables of a program, and where they are in memory. */
export interface Layout {
  readonly shared: readonly SharedVariable[]
  /** The variable or element at an address. */
  readonly locations: ReadonlyMap<number, Location>
}

export interface LayoutInput {
  readonly machine: Machine
  readonly threads: number
  readonly variables: readonly AssemblyVariable[]
  /** Accessed or observed. */
  readonly addresses: readonly number[]
  /** Those that `xchg` or `fetchadd` accesses: they synchronise. */
  readonly synchronizing: ReadonlySet<number>
  /** Observed, so that they are shown even if they are in a stack. */
  readonly observed: ReadonlySet<number>
}

/** Makes a shared variable of each `.var`, and of each other address: `memory[2000]`. */
export function layOut(input: LayoutInput): Layout {
  const shared: SharedVariable[] = []
  const locations = new Map<number, Location>()
  for (const { name, address, length } of input.variables) {
    const all = Array.from({ length: length ?? 1 }, (_, at) => address + at * cellSize)
    for (const [at, each] of all.entries()) {
      locations.set(each, { variable: shared.length, index: length === null ? null : { kind: 'constant', value: at } })
    }
    const atomic = all.some((each) => input.synchronizing.has(each))
    shared.push({ name, length, initial: all.map(() => 0), atomic })
  }
  for (const address of [...new Set(input.addresses)].sort((a, b) => a - b)) {
    if (locations.has(address)) continue
    locations.set(address, { variable: shared.length, index: null })
    const name = memoryName(address)
    const plain = { name, length: null, initial: [0], atomic: input.synchronizing.has(address) }
    const hidden = !input.observed.has(address) && isInStack(input, address)
    shared.push(hidden ? { ...plain, hidden } : plain)
  }
  return { shared, locations }
}

/** Returns the name of an address that is no variable. */
export function memoryName(address: number): string {
  return `memory[${address}]`
}

/** Stacks are bookkeeping. The stack of the last thread has no other below it. */
function isInStack({ machine, threads }: LayoutInput, address: number): boolean {
  return address < stackBottom(machine, 0) && address >= stackBottom(machine, threads)
}
