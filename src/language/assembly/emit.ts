import { present, unreachable } from '../../base/bug.ts'
import { binary, constant } from '../../program/expressions.ts'
import type { Code, Expression, Place as Location, Operation } from '../../program/program.ts'
import type { Place } from './analysis.ts'
import { jumpsOn } from './conditions.ts'
import { type Item, type Label, resolved } from './items.ts'
import { cellSize, type DataRegister, dataRegisters, type RegisterName, stackBottom } from './machine.ts'
import { relations } from './states.ts'
import { addressValues, type Subject } from './transfer.ts'
import type { Action, Address, AssemblyInstruction, Condition, Input } from './tree.ts'

/** The registers of the code: those of the machine, the result of the last `test`, and what is read to be jumped to. */
export const codeRegisters: readonly string[] = [...dataRegisters, 'cc', '#read']
const conditionRegister = dataRegisters.length
const scratchRegister = dataRegisters.length + 1

/** Returns the number of a register in the code. */
export function registerNumber(name: DataRegister): number {
  return dataRegisters.indexOf(name)
}

/** Writes the code of a thread: one copy of an instruction for each stack pointer that it is executed with. */
export function emitCode(
  subject: Subject,
  places: readonly Place[],
  start: ReadonlyMap<DataRegister, number>,
  locations: ReadonlyMap<number, Location>,
): Code {
  return new Emitter(subject, locations).emit(places, start)
}

class Emitter {
  private readonly subject: Subject
  private readonly locations: ReadonlyMap<number, Location>
  private readonly items: Item[] = []
  private labels = 0

  constructor(subject: Subject, locations: ReadonlyMap<number, Location>) {
    this.subject = subject
    this.locations = locations
  }

  emit(places: readonly Place[], start: ReadonlyMap<DataRegister, number>): Code {
    const { instructions } = this.subject.assembly
    const first = present(instructions[0], 'first instruction')
    for (const [name, value] of start) {
      if (value !== 0) this.add(first, { op: 'let', to: registerNumber(name), value: constant(value) })
    }
    this.jump(first, labelOf({ pc: 0, sp: stackBottom(this.subject.machine, this.subject.thread) }))
    for (const [at, place] of places.entries()) {
      this.items.push({ kind: 'label', label: labelOf(place) })
      const instruction = present(instructions[place.pc], 'instruction')
      const followers = new PlaceEmitter(place, instruction, this).emit()
      const after = places[at + 1]
      if (followers !== null && (after === undefined || labelOf(after) !== followers)) this.jump(instruction, followers)
    }
    return { registers: codeRegisters, instructions: resolved(this.items) }
  }

  add(from: AssemblyInstruction, operation: Operation, shown = true): void {
    const { line, span, text } = from
    this.items.push({ kind: 'operation', operation: { ...operation, line, span, ...(shown ? { text } : {}) } })
  }

  jump(from: AssemblyInstruction, label: Label, condition: Expression | null = null): void {
    this.items.push({ kind: 'jump', label, condition, from })
  }

  fail(from: AssemblyInstruction, why: string): void {
    this.items.push({ kind: 'failure', from, why })
  }

  newLabel(): Label {
    return `own ${this.labels++}`
  }

  mark(label: Label): void {
    this.items.push({ kind: 'label', label })
  }

  locationOf(address: number): Location {
    return present(this.locations.get(address), 'location of an address')
  }

  get owner(): Subject {
    return this.subject
  }
}

/** Writes the code of one place. */
class PlaceEmitter {
  private readonly place: Place
  private readonly from: AssemblyInstruction
  private readonly code: Emitter

  constructor(place: Place, from: AssemblyInstruction, code: Emitter) {
    this.place = place
    this.from = from
    this.code = code
  }

  /** Returns the label of the place that follows; null if the code says itself where it goes. */
  emit(): Label | null {
    const { action } = this.from
    switch (action.kind) {
      case 'move':
        this.set(action.to, this.input(action.value))
        return this.onlyNext()
      case 'arithmetic': {
        const [left, right] = [this.register(action.to), this.input(action.value)]
        this.set(action.to, binary(action.operator, left, right))
        return this.onlyNext()
      }
      case 'negate':
        this.set(action.to, { kind: 'unary', operator: '-', operand: this.register(action.to) })
        return this.onlyNext()
      case 'address':
        this.set(action.to, this.address(action.address))
        return this.onlyNext()
      case 'load':
      case 'store':
      case 'exchange':
      case 'fetch-add':
        this.access(action.address, (place) => this.accessing(action, place))
        if (writtenBy(action) === 'sp') this.forgetRead()
        return this.onlyNext()
      case 'test':
        this.test(action.first, action.second)
        return this.onlyNext()
      case 'jump':
        return this.jumped(action.condition, action.target)
      case 'push':
      case 'push-address':
      case 'call':
        this.push(this.pushedValue(action))
        return this.onlyNext()
      case 'pop':
        this.pop(action.to)
        return this.onlyNext()
      case 'return':
        return this.returned()
      case 'nothing':
        this.add({ op: 'fence' })
        return this.onlyNext()
      case 'yield':
        this.add({ op: 'yield' })
        return this.onlyNext()
      case 'halt':
        this.add({ op: 'halt' })
        return null
      default:
        return unreachable(action)
    }
  }

  private add(operation: Operation, shown = true): void {
    this.code.add(this.from, operation, shown)
  }

  private onlyNext(): Label | null {
    const [next] = this.place.next
    return next === undefined ? null : labelOf(next)
  }

  private register(name: RegisterName): Expression {
    if (name === 'sp') return constant(this.place.sp)
    return { kind: 'register', register: registerNumber(name) }
  }

  private input(input: Input): Expression {
    return input.kind === 'immediate' ? constant(input.value) : this.register(input.register)
  }

  private address({ displacement, base, index, scale }: Address): Expression {
    let sum: Expression | null = displacement === 0 ? null : constant(displacement)
    if (base !== null) sum = sum === null ? this.register(base) : binary('+', sum, this.register(base))
    if (index === null) return sum ?? constant(0)
    const scaled = scale === 1 ? this.register(index) : binary('*', this.register(index), constant(scale))
    return sum === null ? scaled : binary('+', sum, scaled)
  }

  /** The stack pointer is known at the next place, so that a write to it has no effect in the code. */
  private set(to: RegisterName, value: Expression): void {
    if (to === 'sp') this.add({ op: 'fence' })
    else this.add({ op: 'set', to: registerNumber(to), value })
  }

  private target(to: RegisterName): number {
    return to === 'sp' ? scratchRegister : registerNumber(to)
  }

  private accessing(
    action: Extract<Action, { readonly kind: 'load' | 'store' | 'exchange' | 'fetch-add' }>,
    place: Location,
  ): Operation {
    switch (action.kind) {
      case 'load':
        return { op: 'load', to: this.target(action.to), place }
      case 'store':
        return { op: 'store', place, value: this.input(action.value) }
      case 'exchange':
        return { op: 'exchange', to: this.target(action.register), place, value: this.register(action.register) }
      case 'fetch-add':
        return { op: 'fetch_add', to: this.target(action.register), place, value: this.register(action.register) }
      default:
        return unreachable(action)
    }
  }

  /** Writes an access to one of the addresses that the place can access; any other makes the step fail. */
  private access(address: Address, operation: (place: Location) => Operation): void {
    const { subject } = this
    const values = addressValues(this.place, address)
    const { addresses, failure } = subject.memory.reachOf(values)
    const expression = this.address(address)
    const [first] = addresses
    if (first === undefined) return
    if (addresses.length === 1 && failure === null) return this.add(operation(this.code.locationOf(first)))
    const element = failure !== null ? null : this.elementAt(addresses, expression)
    if (element !== null) return this.add(operation(element))
    this.choose(addresses, failure ?? 'no data at this address', expression, operation)
  }

  private get subject(): Subject {
    return this.code.owner
  }

  /** Returns the element of an array, by its address; null if the addresses are not all elements of one. */
  private elementAt(addresses: readonly number[], address: Expression): Location | null {
    const { assembly } = this.subject
    const array = assembly.variables.find(({ address: start, length }) => {
      const isElement = (each: number): boolean => each >= start && (each - start) % cellSize === 0
      return length !== null && addresses.every((each) => isElement(each) && each < start + length * cellSize)
    })
    if (array === undefined) return null
    const { variable } = this.code.locationOf(array.address)
    const index = binary('//', binary('-', address, constant(array.address)), constant(cellSize))
    return { variable, index }
  }

  private choose(
    addresses: readonly number[],
    failure: string,
    address: Expression,
    operation: (place: Location) => Operation,
  ): void {
    const [end, ...labels] = [this.code.newLabel(), ...addresses.map(() => this.code.newLabel())]
    for (const [at, each] of addresses.entries()) {
      this.code.jump(this.from, labels[at] ?? end, binary('==', address, constant(each)))
    }
    this.fail(failure)
    for (const [at, each] of addresses.entries()) {
      this.code.mark(labels[at] ?? end)
      this.add(operation(this.code.locationOf(each)))
      if (at < addresses.length - 1) this.code.jump(this.from, end)
    }
    this.code.mark(end)
  }

  /** Writes a step that fails. */
  private fail(why: string): void {
    this.code.fail(this.from, why)
  }

  private test(first: Input, second: Input): void {
    const [one, other] = [this.input(first), this.input(second)]
    const difference = binary('-', binary('>', other, one), binary('<', other, one))
    this.add({ op: 'set', to: conditionRegister, value: binary('+', constant(relations.equal), difference) })
  }

  private jumped(condition: Condition | null, target: number): Label | null {
    const { sp, pc, next } = this.place
    const isPossible = (to: number): boolean => next.some((each) => each.pc === to)
    if (condition === null || !isPossible(pc + 1)) return isPossible(target) ? labelOf({ pc: target, sp }) : null
    if (isPossible(target)) this.code.jump(this.from, labelOf({ pc: target, sp }), holds(condition))
    return labelOf({ pc: pc + 1, sp })
  }

  private pushedValue(action: Extract<Action, { readonly kind: 'push' | 'push-address' | 'call' }>): Expression {
    switch (action.kind) {
      case 'push':
        return this.input(action.value)
      case 'push-address':
        return this.address(action.address)
      case 'call':
        return constant(this.subject.machine.loadAddress + this.place.pc + 1)
      default:
        return unreachable(action)
    }
  }

  private push(value: Expression): void {
    this.add({ op: 'store', place: this.code.locationOf(this.place.sp - cellSize), value })
  }

  private pop(to: RegisterName | null): void {
    if (to === null) this.add({ op: 'fence' })
    else this.add({ op: 'load', to: this.target(to), place: this.code.locationOf(this.place.sp) })
    if (to === 'sp') this.forgetRead()
  }

  /** What was read matters no more; states do not differ by it. */
  private forgetRead(): void {
    this.add({ op: 'let', to: scratchRegister, value: constant(0) }, false)
  }

  private returned(): null {
    const { sp, next } = this.place
    const { loadAddress } = this.subject.machine
    this.add({ op: 'load', to: scratchRegister, place: this.code.locationOf(sp) })
    const read: Expression = { kind: 'register', register: scratchRegister }
    const labels = next.map(() => this.code.newLabel())
    for (const [at, { pc }] of next.entries()) {
      this.code.jump(this.from, labels[at] ?? '', binary('==', read, constant(loadAddress + pc)))
    }
    this.fail('no return address')
    for (const [at, each] of next.entries()) {
      this.code.mark(labels[at] ?? '')
      this.forgetRead()
      this.code.jump(this.from, labelOf(each))
    }
    return null
  }
}

function labelOf({ pc, sp }: { readonly pc: number; readonly sp: number }): Label {
  return `${pc} ${sp}`
}

/** Returns the register that an access to memory writes. */
function writtenBy(
  action: Extract<Action, { readonly kind: 'load' | 'store' | 'exchange' | 'fetch-add' }>,
): RegisterName | null {
  switch (action.kind) {
    case 'load':
      return action.to
    case 'store':
      return null
    case 'exchange':
    case 'fetch-add':
      return action.register
    default:
      return unreachable(action)
  }
}

/** Returns whether a jump jumps, as an expression. */
function holds(condition: Condition): Expression {
  const results = jumpsOn[condition].map((each) =>
    binary('==', { kind: 'register', register: conditionRegister }, constant(each)),
  )
  return results.reduce((all, each) => binary('or', all, each))
}
