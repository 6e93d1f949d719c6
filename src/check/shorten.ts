import type { Move, Program, Rules, Schedule } from '../program/program.ts'
import { prefixOf, replay } from '../semantics/replay.ts'
import type { Trace } from '../semantics/trace.ts'

/** Steps that the reference interpreter may take to shorten one trace: a fraction of a second. */
const mostSteps = 10_000

/**
 * Returns a shorter trace that shows the same at its end. It starts from the longest prefix that shows it, removes steps,
 * in large pieces and then in small ones (Zeller & Hildebrandt, IEEE TSE 28(2), 2002), and merges turns. The result is not
 * always a shortest trace. If no prefix shows it, the trace is returned whole.
 */
export function shortened(program: Program, whole: Trace, rules: Rules, shows: (trace: Trace) => boolean): Trace {
  const shown = shownPrefix(whole, shows)
  return shown === null ? whole : new Shortening(program, rules, shows, shown).result()
}

/**
 * Returns the longest prefix that shows it: the rest are local steps that the reduced program took together with the last
 * one. Null if there is none.
 */
function shownPrefix(whole: Trace, shows: (trace: Trace) => boolean): Trace | null {
  for (let length = whole.steps.length; length >= 0; length--) {
    const prefix = prefixOf(whole, length)
    if (shows(prefix)) return prefix
  }
  return null
}

class Shortening {
  private readonly program: Program
  private readonly rules: Rules
  private readonly shows: (trace: Trace) => boolean
  private best: Trace
  private left = mostSteps

  constructor(program: Program, rules: Rules, shows: (trace: Trace) => boolean, start: Trace) {
    this.program = program
    this.rules = rules
    this.shows = shows
    this.best = start
  }

  result(): Trace {
    let before: number
    do {
      before = cost(this.best.schedule)
      this.cutThreads()
      this.cutPieces()
      this.joinTurns()
    } while (cost(this.best.schedule) < before)
    return this.best
  }

  /** Removes the last steps of single threads. */
  private cutThreads(): void {
    for (let thread = 0; thread < this.program.threads.length; thread++) {
      for (let most = this.best.schedule.length; most >= 1; most >>= 1) {
        while (this.attempt(withoutLast(this.best.schedule, thread, most))) {}
      }
    }
  }

  /** Removes pieces: half of the schedule first, then a quarter, and so on. */
  private cutPieces(): void {
    for (let size = this.best.schedule.length >> 1; size >= 1; size >>= 1) {
      for (let end = this.best.schedule.length; end >= size; end -= size) {
        const { schedule } = this.best
        this.attempt([...schedule.slice(0, end - size), ...schedule.slice(end)])
      }
    }
  }

  /** Merges turns of a thread by exchanging those in between with their neighbours. */
  private joinTurns(): void {
    for (let at = 0; at + 2 < turnsOf(this.best.schedule).length; at++) {
      const turns = turnsOf(this.best.schedule)
      const [first, second, third] = [turns[at] ?? [], turns[at + 1] ?? [], turns[at + 2] ?? []]
      const [before, after] = [turns.slice(0, at).flat(), turns.slice(at + 3).flat()]
      if (first[0]?.thread !== third[0]?.thread) continue
      if (this.attempt([...before, ...first, ...third, ...second, ...after])) continue
      this.attempt([...before, ...second, ...first, ...third, ...after])
    }
  }

  /** Accepts a better schedule, if it still shows the same. */
  private attempt(schedule: Schedule): boolean {
    if (cost(schedule) >= cost(this.best.schedule) || this.left < schedule.length) return false
    this.left -= schedule.length
    const result = replay(this.program, schedule, this.rules)
    if (!result.ok || !this.shows(result.trace)) return false
    this.best = result.trace
    return true
  }
}

/** Fewer steps are better, then fewer changes of thread. */
function cost(schedule: Schedule): number {
  return schedule.length * schedule.length + turnsOf(schedule).length
}

function withoutLast(schedule: Schedule, thread: number, count: number): Move[] {
  const own = schedule.flatMap((move, index) => (move.thread === thread ? [index] : []))
  const dropped = new Set(own.slice(Math.max(0, own.length - count)))
  return schedule.filter((_, index) => !dropped.has(index))
}

function turnsOf(schedule: Schedule): Move[][] {
  const turns: Move[][] = []
  for (const move of schedule) {
    const turn = turns.at(-1)
    if (turn?.[0]?.thread === move.thread) turn.push(move)
    else turns.push([move])
  }
  return turns
}
