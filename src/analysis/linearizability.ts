import { present } from '../base/bug.ts'
import { type Calls, callAt, callsOf, changesTouched, footprintOf } from '../program/calls.ts'
import type { Program } from '../program/program.ts'
import type { Monitor, MonitoredStep } from '../space/monitor.ts'
import type { OneByOne } from '../space/one-by-one.ts'
import { Findings } from './monitor-memories.ts'

/** An operation whose result no order explains. */
export interface Unexplained {
  readonly name: string
}

/**
 * One way to explain the execution so far: the shared data after the operations that have taken effect, and, for each
 * thread, whether its pending operation has taken effect, and with what result.
 */
interface Explanation {
  readonly shared: number
  /** `undefined`: the operation has not taken effect. */
  readonly effects: readonly (number | null | undefined)[]
}

/** All ways to explain the execution so far, and the pending operation of each thread (-1: none). */
interface Knowledge {
  readonly under: readonly number[]
  readonly explanations: readonly Explanation[]
}

/** The memory of an execution that has no explanation. */
const lost = 1

/**
 * Checks the linearizability (Herlihy & Wing, TOPLAS 12(3), 1990) of all executions at once: each state is stored with the
 * set of all ways to explain the operations so far by the same operations executed one at a time. An operation takes
 * effect as late as possible, when it or another one ends, in an order that ends with the latter; this misses no
 * explanation (Lowe, Testing for linearizability, 2017). When no explanation is left, the operation that has just ended
 * has none.
 */
export class LinearizabilityMonitor implements Monitor {
  private readonly program: Program
  private readonly operations: OneByOne
  private readonly findings = new Findings<Unexplained>(({ name }) => name)
  private readonly calls: readonly (Calls | null)[]
  /** By code: the positions outside of operations whose steps count like operations. */
  private readonly outside: readonly (readonly boolean[])[]
  private readonly known: Knowledge[]
  private readonly numbers = new Map<string, number>()
  private readonly transitions = new Map<string, number>()
  private readonly possible: number
  /** Whether some operation has too many states when it is executed alone. */
  gaveUp = false

  constructor(program: Program, operations: OneByOne) {
    this.program = program
    this.operations = operations
    this.calls = program.codes.map(callsOf)
    const footprint = footprintOf(program)
    this.outside = program.codes.map((code) => code.instructions.map((_, pc) => changesTouched(code, pc, footprint)))
    const none = program.threads.map(() => undefined)
    const first = { under: program.threads.map(() => -1), explanations: [{ shared: operations.initial, effects: none }] }
    this.known = [first, { ...first, explanations: [] }]
    this.numbers.set(keyOf(first), 0)
    const names = program.codes.flatMap(({ instructions }) => {
      return instructions.flatMap((each) => (each.op === 'op_begin' ? [each.name] : []))
    })
    this.possible = new Set(names).size
  }

  get found(): readonly Unexplained[] {
    return this.findings.found
  }

  saturated(): boolean {
    return this.gaveUp || this.findings.size >= this.possible
  }

  stepped(step: MonitoredStep, memory: Int32Array, found: number[]): void {
    const { thread, pc, before, returned } = step
    const code = present(this.program.threads[thread], 'thread').code
    const inCall = this.calls[code]?.[pc] !== -1
    const here = memory[0] ?? 0
    if (here === lost || this.gaveUp || (!inCall && this.outside[code]?.[pc] !== true)) return
    let now = here
    if (this.of(now).under[thread] === -1) {
      const start = this.operations.startOf(thread, before)
      now = this.after(`${now}/${thread}/${start}`, () => begun(this.of(now), thread, start))
    }
    if (!inCall) now = this.after(`${now}/${thread}/step`, () => this.ended(this.of(now), thread, undefined))
    else if (returned !== undefined) {
      now = this.after(`${now}/${thread}/=${returned}`, () => this.ended(this.of(now), thread, returned))
    }
    memory[0] = now
    if (now !== lost || this.gaveUp) return
    // If a step outside of operations leaves no explanation, no operation has returned a result that could be called wrong.
    const name = callAt(this.program, thread, pc)?.name
    if (name !== undefined) found.push(this.findings.number({ name }))
  }

  private of(number: number): Knowledge {
    return present(this.known[number], 'knowledge')
  }

  private after(key: string, make: () => Knowledge): number {
    const before = this.transitions.get(key)
    if (before !== undefined) return before
    const knowledge = make()
    const text = keyOf(knowledge)
    const number = knowledge.explanations.length === 0 ? lost : (this.numbers.get(text) ?? this.known.push(knowledge) - 1)
    this.numbers.set(text, number)
    this.transitions.set(key, number)
    return number
  }

  /** Returns the explanations in which a thread's operation has taken effect with that result (undefined: any). */
  private ended({ under, explanations }: Knowledge, thread: number, result: number | null | undefined): Knowledge {
    const fits = (value: number | null | undefined): boolean =>
      value !== undefined && (result === undefined || value === result)
    const left = new Map<string, Explanation>()
    const seen = new Set<string>()
    const queue = [...explanations]
    for (const explanation of queue) {
      const { effects, shared } = explanation
      if (effects[thread] !== undefined) {
        if (!fits(effects[thread])) continue
        const after = { shared, effects: effects.with(thread, undefined) }
        left.set(explanationKey(after), after)
        continue
      }
      under.forEach((start, other) => {
        if (start === -1 || effects[other] !== undefined) return
        const endings = this.operations.endings(start, shared)
        if (endings === null) this.gaveUp = true
        for (const ending of endings ?? []) {
          if (other === thread && !fits(ending.result) && result !== undefined) continue
          const next = { shared: ending.shared, effects: effects.with(other, ending.result) }
          const key = explanationKey(next)
          if (!seen.has(key)) queue.push(next)
          seen.add(key)
        }
      })
    }
    const sorted = [...left].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, each]) => each)
    return { under: under.with(thread, -1), explanations: sorted }
  }
}

function begun({ under, explanations }: Knowledge, thread: number, start: number): Knowledge {
  return { under: under.with(thread, start), explanations }
}

function explanationKey({ shared, effects }: Explanation): string {
  return `${shared}:${effects.map((each) => (each === undefined ? '-' : each)).join()}`
}

function keyOf({ under, explanations }: Knowledge): string {
  return `${under.join()}|${explanations.map(explanationKey).join(';')}`
}
