import { addressCount, cellSize, type Machine } from './machine.ts'
import { valueIn } from './states.ts'
import type { Action, Address, Assembly } from './tree.ts'
import { union, type Values, zero } from './values.ts'

/** The times that the values of an address may grow before they become 'any'. */
const mostGrowths = 12

/** The addresses that an instruction can access. */
export interface Reach {
  /** Ascending. */
  readonly addresses: readonly number[]
  /** Why the step fails with an address that is not in the list; null if there is none. */
  readonly failure: string | null
}

/** What all threads together do to memory, as far as it is known. It grows until nothing more is found. */
export class Memory {
  private readonly machine: Machine
  private readonly codeEnd: number
  /** What an address can be of which nothing is known: what the text names. */
  private readonly named: readonly number[]
  private readonly contents = new Map<number, Values>()
  private readonly growths = new Map<number, number>()
  private readonly touchedBy = new Map<number, Set<number>>()
  private hasGrown = false

  constructor(machine: Machine, assembly: Assembly) {
    this.machine = machine
    this.codeEnd = machine.loadAddress + assembly.instructions.length
    this.named = namedAddresses(assembly).filter((address) => this.exists(address))
  }

  /** Whether something was added since the last call. */
  grew(): boolean {
    const grown = this.hasGrown
    this.hasGrown = false
    return grown
  }

  /** Whether an address holds data: it is in memory, and not in the code. */
  exists(address: number): boolean {
    if (address < 0 || address >= addressCount(this.machine)) return false
    return address < this.machine.loadAddress || address >= this.codeEnd
  }

  /** Returns what an access can reach if its address is one of these. */
  reachOf(values: Values): Reach {
    if (values === null) return { addresses: this.named, failure: 'an address that the program does not name' }
    const addresses = [...values].filter((each) => this.exists(each)).sort((a, b) => a - b)
    return { addresses, failure: addresses.length < values.size ? 'no data at this address' : null }
  }

  /** Notes that a thread accesses an address. */
  touch(thread: number, address: number): void {
    const threads = this.touchedBy.get(address) ?? new Set()
    this.touchedBy.set(address, threads)
    if (threads.has(thread)) return
    threads.add(thread)
    this.hasGrown = true
  }

  /** Whether several threads access an address. */
  isShared(address: number): boolean {
    return (this.touchedBy.get(address)?.size ?? 0) > 1
  }

  /** Returns the addresses that any thread accesses, ascending. */
  touched(): number[] {
    return [...this.touchedBy.keys()].sort((a, b) => a - b)
  }

  /** Returns what a shared address can hold. */
  read(address: number): Values {
    return valueIn(this.contents, address)
  }

  /** Adds what a shared address can hold. */
  write(address: number, values: Values): void {
    const old = this.contents.has(address) ? this.read(address) : zero
    const all = union(old, values)
    if (all === old) return
    const growths = (this.growths.get(address) ?? 0) + 1
    this.growths.set(address, growths)
    this.contents.set(address, growths > mostGrowths ? null : all)
    this.hasGrown = true
  }
}

/** Returns the elements of variables, and the addresses without registers. */
function namedAddresses({ variables, instructions }: Assembly): number[] {
  const found = new Set<number>()
  for (const { address, length } of variables) {
    for (let at = 0; at < (length ?? 1); at++) found.add(address + at * cellSize)
  }
  for (const { action } of instructions) {
    const address = addressIn(action)
    if (address !== null && address.base === null && address.index === null) found.add(address.displacement)
  }
  return [...found].sort((a, b) => a - b)
}

/** Returns the address that an instruction accesses; not that of the stack. */
export function addressIn(action: Action): Address | null {
  switch (action.kind) {
    case 'load':
    case 'store':
    case 'exchange':
    case 'fetch-add':
      return action.address
    default: // `lea` and `push` compute an address, and do not access it
      return null
  }
}
