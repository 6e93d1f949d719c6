import { present, unreachable } from '../base/bug.ts'
import { greatestInteger, inRange, leastInteger } from '../base/integer.ts'
import { type Caps, type Flow, rangesAt } from './flow.ts'
import { estimate, exactly, type Interval, joined, type Ranges } from './interval.ts'
import type { Expression, Program } from './program.ts'
import { executionCounts } from './trips.ts'
import { resultOf, storedBy, type Written } from './written.ts'

/** A value as one of a group of names plus something, or, if `from` is empty, any value within `plus`. */
interface Sum {
  readonly from: readonly number[]
  readonly plus: Interval
}

/**
 * Returns bounds of values that are only copied and added to, such as counters. Intervals alone would widen these to
 * all integers, since a thread may repeatedly add to what another has written. But each addition happens at most as
 * often as its instruction is executed. A group of names that are copied to each other therefore has no value greater
 * than the greatest that enters from outside plus all that is ever added.
 */
export function sumBounds(program: Program, flow: Flow): Caps {
  const groups = new Groups(program)
  program.codes.forEach((_, code) => {
    groups.visitCode(code, flow)
  })
  return {
    shared: (variable) => groups.boundOf(groups.shared(variable)),
    register: (code, register) => groups.boundOf(groups.register(code, register)),
  }
}

const anything: Sum = { from: [], plus: { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY } }

/** Names that are copied to each other: a disjoint-set forest (Tarjan 1975). */
class Groups {
  private readonly program: Program
  private readonly parents: number[] = []
  private readonly registerStarts: number[] = []
  /** By root: the values that enter from outside, and all that is ever added. */
  private readonly entering: Interval[] = []
  private readonly added: { low: number; high: number }[] = []
  private readonly executors: number[]

  constructor(program: Program) {
    this.program = program
    for (const { initial } of program.shared) this.addName({ low: Math.min(...initial), high: Math.max(...initial) })
    for (const { registers } of program.codes) {
      this.registerStarts.push(this.parents.length)
      for (const _ of registers) this.addName(exactly(0))
    }
    this.executors = program.codes.map((_, code) => program.threads.filter((thread) => thread.code === code).length)
  }

  shared(variable: number): number {
    return variable
  }

  register(code: number, register: number): number {
    return present(this.registerStarts[code], 'code') + register
  }

  boundOf(name: number): Interval | null {
    const root = this.rootOf(name)
    const entering = present(this.entering[root], 'group')
    const added = present(this.added[root], 'group')
    const [low, high] = [entering.low + added.low, entering.high + added.high]
    if (!(low >= leastInteger) && !(high <= greatestInteger)) return null
    return { low: Math.max(low, leastInteger), high: Math.min(high, greatestInteger) }
  }

  visitCode(code: number, flow: Flow): void {
    if (this.executors[code] === 0) return
    const counts = executionCounts(this.program, code, flow)
    present(this.program.codes[code], 'code').instructions.forEach((instruction, pc) => {
      const registers = flow.at[code]?.[pc] ?? null
      if (registers === null) return
      const times = (counts[pc] ?? 0) * (this.executors[code] ?? 0)
      const ranges = rangesAt(this.program, flow.shared, registers)
      const [result, stored] = [resultOf(instruction), storedBy(instruction)]
      const assign = (name: number, value: Written): void => {
        for (const sum of this.writtenSums(value, code, ranges)) this.assign(name, sum, times)
      }
      if (result !== null) assign(this.register(code, result.to), result.value)
      if (stored !== null) assign(this.shared(stored.place.variable), stored.value)
    })
  }

  private addName(value: Interval): void {
    this.parents.push(this.parents.length)
    this.entering.push(value)
    this.added.push({ low: 0, high: 0 })
  }

  private rootOf(name: number): number {
    let root = name
    while (this.parents[root] !== root) root = present(this.parents[root], 'parent')
    this.parents[name] = root
    return root
  }

  private assign(to: number, value: Sum, times: number): void {
    if (times === 0) return
    let root = this.rootOf(to)
    if (value.from.length === 0) {
      this.entering[root] = present(joined(this.entering[root] ?? null, value.plus), 'interval')
      return
    }
    for (const name of value.from) root = this.union(root, this.rootOf(name))
    const added = present(this.added[root], 'group')
    if (value.plus.low < 0) added.low += times * value.plus.low
    if (value.plus.high > 0) added.high += times * value.plus.high
  }

  private union(one: number, other: number): number {
    if (one === other) return one
    this.parents[other] = one
    this.entering[one] = present(joined(this.entering[one] ?? null, this.entering[other] ?? null), 'interval')
    const [into, from] = [present(this.added[one], 'group'), present(this.added[other], 'group')]
    into.low += from.low
    into.high += from.high
    return one
  }

  /**
   * Returns a name as a sum. A name that is already bounded enters from outside, so that a loop's counter does not join
   * what it counts.
   */
  private named(name: number, range: Interval): Sum {
    const bounded = range.low > leastInteger && range.high < greatestInteger
    return bounded ? { from: [], plus: range } : { from: [name], plus: exactly(0) }
  }

  /** Returns the sums that a written value can be. */
  private writtenSums(value: Written, code: number, ranges: Ranges): Sum[] {
    switch (value.kind) {
      case 'computed':
        return [this.sumOf(value.expression, code, ranges)]
      case 'selected':
        return value.options.map((each) => this.sumOf(each, code, ranges))
      case 'within':
        return [{ from: [], plus: value.range }]
      default:
        return unreachable(value)
    }
  }

  private sumOf(value: Expression, code: number, ranges: Ranges): Sum {
    if (value.kind === 'shared') return this.named(this.shared(value.variable), ranges.shared(value.variable))
    if (value.kind === 'register') return this.named(this.register(code, value.register), ranges.register(value.register))
    if (value.kind === 'binary' && value.operator === '+') {
      return plus(this.sumOf(value.left, code, ranges), this.sumOf(value.right, code, ranges))
    }
    if (value.kind === 'binary' && value.operator === '-') {
      const subtracted = this.sumOf(value.right, code, ranges)
      if (subtracted.from.length > 0) return anything
      const negative = { low: -subtracted.plus.high, high: -subtracted.plus.low }
      return plus(this.sumOf(value.left, code, ranges), { from: [], plus: negative })
    }
    const { range } = estimate(value, ranges)
    if (range === null) return { from: [], plus: exactly(0) } // has no value, so nothing is assigned
    return isBounded(range) ? { from: [], plus: range } : anything
  }
}

function isBounded(range: Interval): boolean {
  return inRange(range.low - 1) && inRange(range.high + 1)
}

function plus(one: Sum, other: Sum): Sum {
  if (one.from.length > 0 && other.from.length > 0) return anything
  const total = { low: one.plus.low + other.plus.low, high: one.plus.high + other.plus.high }
  return { from: [...one.from, ...other.from], plus: total }
}
