import { empty } from '../../base/empty.ts'
import type { Program } from '../../program/program.ts'
import type { Layout } from '../../space/layout.ts'
import type { Observer } from '../../space/observer.ts'
import { compileExpression } from '../expression.ts'
import { valueOrNull } from '../instruction.ts'
import type { Machine } from '../machine.ts'
import type { Flags } from './flags.ts'

/**
 * Shows observers the states in which a finding may show, and sets the flags of the generated code to the findings that
 * are still wanted.
 */
export class Lookout {
  private readonly machine: Machine
  private readonly observers: readonly Observer[]
  private readonly invariants: readonly ((state: Int32Array) => number | null)[]
  /** The flags in each memory. */
  private readonly flagBytes: readonly Uint8Array[]
  private readonly steps: number[] = []
  private readonly blocked: number[] = []
  /** The wanted keys, with their bytes; and for each byte the number of its wanted keys. */
  private readonly wanted = new Map<string, number[]>()
  private readonly open = new Map<number, number>()
  private hasLooked = false

  constructor(
    program: Program,
    layout: Layout,
    machine: Machine,
    observers: readonly Observer[],
    flags: Flags,
    flagBytes: readonly Uint8Array[],
  ) {
    this.machine = machine
    this.observers = observers
    this.flagBytes = flagBytes
    const scope = { program, layout, thread: -1 }
    this.invariants = program.invariants.map(({ condition }) => {
      const compute = compileExpression(condition, scope)
      return (state) => valueOrNull(compute, state)
    })
    for (const [byte, keys] of flags.keys) this.want(byte, keys)
  }

  /** Sets a flag until what all of its keys name is found. */
  want(byte: number, keys: readonly string[]): void {
    for (const bytes of this.flagBytes) bytes[byte] = 1
    this.open.set(byte, (this.open.get(byte) ?? 0) + keys.length)
    for (const key of keys) {
      const places = this.wanted.get(key)
      if (places === undefined) this.wanted.set(key, [byte])
      else places.push(byte)
    }
  }

  /** Shows the state in the machine to the observers. */
  look(state: number, depth: number): void {
    const { machine, observers, steps, blocked } = this
    this.hasLooked = true
    for (const [index, holds] of this.invariants.entries()) {
      const value = holds(machine.current)
      if (value !== null && value !== 0) continue
      for (const observer of observers) observer.violated?.(index, state, depth)
    }
    empty(steps)
    empty(blocked)
    if (!machine.isFailed() && !machine.isFinal()) {
      machine.expand(
        (label) => {
          steps.push(label)
          for (const finding of machine.found) for (const observer of observers) observer.found?.(finding, state, depth, label)
        },
        (label) => blocked.push(label),
      )
    }
    for (const observer of observers) observer.visit?.({ state, depth, vector: machine.current, steps, blocked })
  }

  /** Whether states of the current layer have been shown, so that findings may not be wanted any more at its end. */
  get hasShown(): boolean {
    return this.hasLooked
  }

  /** Removes the findings on complete layers from the wanted ones. */
  forget(): void {
    if (!this.hasLooked) return
    this.hasLooked = false
    for (const [key, places] of this.wanted) {
      if (!this.observers.some((observer) => observer.knows?.(key))) continue
      this.wanted.delete(key)
      for (const byte of places) {
        const left = (this.open.get(byte) ?? 0) - 1
        this.open.set(byte, left)
        if (left <= 0) for (const bytes of this.flagBytes) bytes[byte] = 0
      }
    }
  }
}
