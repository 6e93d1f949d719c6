import { Bug, present } from '../base/bug.ts'
import { Machine } from '../explorer/machine.ts'
import type { Choice, Move, Program, Rules, Schedule } from '../program/program.ts'
import type { Transformed } from '../reduction/transform.ts'
import { layoutOf, Status } from '../space/layout.ts'

/**
 * Expands a schedule of a transformed program into one of the original program: after each step of the transformed
 * program, each thread of the original takes the steps that it is behind by. These are local steps and the rest of a
 * critical section.
 */
export function expandSchedule(original: Program, transformed: Transformed, rules: Rules, schedule: Schedule): Schedule {
  const short = new Walker(transformed.program, rules)
  const full = new Walker(original, rules)
  const moves: Move[] = []
  const follow = (thread: number): void => {
    const code = present(original.threads[thread], 'thread').code
    const { pc, status } = short.at(thread)
    const wanted = present(transformed.origins[code]?.[pc], 'origin')
    while (!full.hasFailed() && !full.isAt(thread, wanted, status)) {
      full.step({ thread, choices: [] })
      moves.push({ thread, choices: [] })
    }
  }
  const followAll = (): void => original.threads.forEach((_, thread) => follow(thread))
  followAll()
  for (const move of schedule) {
    short.step(move)
    full.step(move)
    moves.push(move)
    follow(move.thread)
    followAll()
  }
  return moves
}

/** Follows one schedule. */
class Walker {
  private readonly machine: Machine

  constructor(program: Program, rules: Rules) {
    this.machine = new Machine(program, layoutOf(program), rules, null)
    this.machine.start()
    this.machine.current.set(this.machine.next)
  }

  at(thread: number): { pc: number; status: number } {
    const { current, layout } = this.machine
    return { pc: current[layout.pc(thread)] ?? 0, status: current[layout.status(thread)] ?? 0 }
  }

  /** A thread that was not started yet, or has failed, stays where it is. */
  isAt(thread: number, pc: number, status: number): boolean {
    const here = this.at(thread)
    return here.status === Status.unstarted || (here.status === status && here.pc === pc)
  }

  hasFailed(): boolean {
    return this.machine.current[this.machine.layout.failure] !== 0
  }

  step({ thread, choices }: Move): void {
    const { machine } = this
    let found: Int32Array | null = null
    machine.expandOnly(thread, (label) => {
      if (found === null && sameChoices(machine.labels.labels[label]?.choices ?? [], choices)) found = machine.next.slice()
    })
    if (found === null) throw new Bug('a reduced trace has no counterpart in the full program')
    machine.current.set(found)
  }
}

function sameChoices(one: readonly Choice[], other: readonly Choice[]): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
