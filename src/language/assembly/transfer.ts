import { unreachable } from '../../base/bug.ts'
import { relationsOf, restricted } from './conditions.ts'
import { cellSize, type Machine, type RegisterName } from './machine.ts'
import type { Memory, Reach } from './memory.ts'
import { type Known, valueIn } from './states.ts'
import type { Address, Assembly, AssemblyInstruction, Condition, Input } from './tree.ts'
import { combined, only, single, union, type Values } from './values.ts'

/** What the analysis of a thread works on. */
export interface Subject {
  readonly assembly: Assembly
  readonly machine: Machine
  readonly memory: Memory
  readonly thread: number
}

/** A place in the code of a thread, with the stack pointer there and what is known. */
export interface Way {
  readonly pc: number
  readonly sp: number
  readonly known: Known
}

/** Why the reader refuses an instruction. */
export interface Refusal {
  readonly message: string
  readonly hint: string | null
}

/** Where a thread can be after an instruction, or why this is not known. */
export type Followed =
  | { readonly kind: 'ways'; readonly ways: readonly Way[] }
  | { readonly kind: 'refused'; readonly refusal: Refusal }

/** Returns what a value can be that needs no memory. */
export function inputValues({ known, sp }: Way, input: Input): Values {
  return input.kind === 'immediate' ? only(input.value) : registerValues(known, sp, input.register)
}

function registerValues(known: Known, sp: number, register: RegisterName): Values {
  return register === 'sp' ? only(sp) : valueIn(known.registers, register)
}

/** Returns what an address can be. */
export function addressValues({ known, sp }: Way, { displacement, base, index, scale }: Address): Values {
  let values = only(displacement)
  if (base !== null) values = combined('+', values, registerValues(known, sp, base))
  if (index === null) return values
  return combined('+', values, combined('*', registerValues(known, sp, index), only(scale)))
}

/** Returns the positions to which a `ret` can go, from the values on the stack. */
export function returnTargets({ assembly, machine }: Subject, values: ReadonlySet<number>): number[] {
  const positions = [...values].map((value) => value - machine.loadAddress)
  return positions.filter((pc) => pc >= 0 && pc <= assembly.instructions.length).sort((a, b) => a - b)
}

/** Returns where a thread can be after the instruction at a place. */
export function follow(subject: Subject, way: Way, instruction: AssemblyInstruction): Followed {
  return new Transfer(subject, way).follow(instruction)
}

class Transfer {
  private readonly subject: Subject
  private readonly way: Way

  constructor(subject: Subject, way: Way) {
    this.subject = subject
    this.way = way
  }

  follow({ action }: AssemblyInstruction): Followed {
    const { way } = this
    const { pc, sp, known } = way
    switch (action.kind) {
      case 'move':
        return this.written(known, action.to, inputValues(way, action.value))
      case 'arithmetic': {
        const old = registerValues(known, sp, action.to)
        return this.written(known, action.to, combined(action.operator, old, inputValues(way, action.value)))
      }
      case 'negate':
        return this.written(known, action.to, combined('-', only(0), registerValues(known, sp, action.to)))
      case 'address':
        return this.written(known, action.to, addressValues(way, action.address))
      case 'load':
        return this.accessed(action.address, (reach) => this.written(known, action.to, this.read(reach)))
      case 'store':
        return this.accessed(action.address, (reach) => next(pc, sp, this.stored(reach, inputValues(way, action.value))))
      case 'exchange':
      case 'fetch-add':
        return this.accessed(action.address, (reach) => this.updated(action.kind, action.register, reach))
      case 'test': {
        const relation = relationsOf(inputValues(way, action.first), inputValues(way, action.second))
        return next(pc, sp, { ...known, relation, tested: { first: action.first, second: action.second } })
      }
      case 'jump':
        return this.jumped(action.condition, action.target)
      case 'push':
        return this.pushed(inputValues(way, action.value), pc + 1)
      case 'push-address':
        return this.pushed(addressValues(way, action.address), pc + 1)
      case 'call':
        return this.pushed(only(this.subject.machine.loadAddress + pc + 1), action.target)
      case 'pop':
        return this.popped(action.to)
      case 'return':
        return this.returned()
      case 'nothing':
      case 'yield':
        return next(pc, sp, known)
      case 'halt':
        return { kind: 'ways', ways: [] }
      default:
        return unreachable(action)
    }
  }

  /** A register was written: what is known of it, and of a `test` of it, changes. `sp` is the pointer without this write. */
  private written(known: Known, to: RegisterName, values: Values, sp: number = this.way.sp): Followed {
    const { pc } = this.way
    if (to === 'sp') {
      if (values?.size === 0) return { kind: 'ways', ways: [] }
      const pointer = single(values)
      return pointer === null ? refused(unknownStack) : next(pc, pointer, withoutTest(known, to))
    }
    if (values?.size === 0) return { kind: 'ways', ways: [] }
    return next(pc, sp, withoutTest({ ...known, registers: new Map(known.registers).set(to, values) }, to))
  }

  private accessed(address: Address, then: (reach: Reach) => Followed): Followed {
    const values = addressValues(this.way, address)
    if (values?.size === 0) return { kind: 'ways', ways: [] }
    const reach = this.subject.memory.reachOf(values)
    for (const each of reach.addresses) this.subject.memory.touch(this.subject.thread, each)
    if (reach.addresses.length > 0) return then(reach)
    const value = single(values)
    return refused({
      message: value === null ? 'this address is not in memory' : `the address ${value} holds no data`,
      hint: 'data are in memory outside of the code',
    })
  }

  private read({ addresses }: Reach): Values {
    const { memory } = this.subject
    const each = (address: number): Values =>
      memory.isShared(address) ? memory.read(address) : valueIn(this.way.known.own, address)
    return addresses.map(each).reduce((all, values) => union(all, values), new Set<number>() as Values)
  }

  private stored({ addresses }: Reach, values: Values): Known {
    const { memory } = this.subject
    const own = new Map(this.way.known.own)
    for (const address of addresses) {
      if (memory.isShared(address)) memory.write(address, values)
      else own.set(address, addresses.length === 1 ? values : union(valueIn(own, address), values))
    }
    return { ...this.way.known, own }
  }

  private updated(kind: 'exchange' | 'fetch-add', register: RegisterName, reach: Reach): Followed {
    const old = this.read(reach)
    const value = registerValues(this.way.known, this.way.sp, register)
    const values = kind === 'exchange' ? value : combined('+', old, value)
    return this.written(this.stored(reach, values), register, old)
  }

  private jumped(condition: Condition | null, target: number): Followed {
    const { pc, sp, known } = this.way
    if (condition === null) return { kind: 'ways', ways: [{ pc: target, sp, known }] }
    const valuesOf = (input: Input): Values => inputValues(this.way, input)
    const ways = [true, false].flatMap((taken) => {
      const then = restricted(known, condition, taken, valuesOf)
      return then === null ? [] : [{ pc: taken ? target : pc + 1, sp, known: then }]
    })
    return { kind: 'ways', ways }
  }

  private pushed(values: Values, pc: number): Followed {
    const sp = this.way.sp - cellSize
    return this.onStack(sp, (reach) => ({ kind: 'ways', ways: [{ pc, sp, known: moved(this.stored(reach, values)) }] }))
  }

  private popped(to: RegisterName | null): Followed {
    const { sp, pc, known } = this.way
    if (to === null) return next(pc, sp + cellSize, moved(known))
    return this.onStack(sp, (reach) => {
      const values = this.read(reach)
      // The simulator adds to the stack pointer after it has written the register.
      const read = to === 'sp' ? combined('+', values, only(cellSize)) : values
      return this.written(moved(known), to, read, sp + cellSize)
    })
  }

  private returned(): Followed {
    const { sp, known } = this.way
    return this.onStack(sp, (reach) => {
      const values = this.read(reach)
      if (values === null) return refused({ message: 'it is not known where this `ret` goes', hint: stackHint })
      const targets = returnTargets(this.subject, values)
      if (targets.length === 0) {
        return refused({ message: 'there is no return address on the stack here', hint: stackHint })
      }
      return { kind: 'ways', ways: targets.map((pc) => ({ pc, sp: sp + cellSize, known: moved(known) })) }
    })
  }

  private onStack(address: number, then: (reach: Reach) => Followed): Followed {
    return this.accessed({ displacement: address, base: null, index: null, scale: 1 }, then)
  }
}

const stackHint = 'each `ret` needs a `call`, and each `pop` a `push`'
const unknownStack: Refusal = { message: 'the stack pointer can have several values after this', hint: stackHint }

function next(pc: number, sp: number, known: Known): Followed {
  return { kind: 'ways', ways: [{ pc: pc + 1, sp, known }] }
}

function refused(refusal: Refusal): Followed {
  return { kind: 'refused', refusal }
}

function withoutTest(known: Known, written: RegisterName): Known {
  const { tested } = known
  if (tested === null) return known
  const names = (input: Input): boolean => input.kind === 'register' && input.register === written
  return names(tested.first) || names(tested.second) ? { ...known, tested: null } : known
}

/** The stack pointer has changed. */
function moved(known: Known): Known {
  return withoutTest(known, 'sp')
}
