import { instructionAt, type Program } from '../program/program.ts'
import { type Layout, Status } from '../space/layout.ts'
import type { Observer, Visit } from '../space/observer.ts'
import { crashKeyOf } from '../space/watch.ts'
import { Nearest } from './targets.ts'

export interface Crash {
  readonly thread: number
  readonly line: number
  readonly exception: string
}

/** Observes threads that an uncaught exception ended, one per line and exception. */
export class CrashObserver implements Observer {
  readonly crashes: Nearest<Crash> = new Nearest()
  /** The threads whose code can raise. */
  readonly watched: readonly number[]
  private readonly program: Program
  private readonly layout: Layout

  constructor(program: Program, layout: Layout) {
    this.program = program
    this.layout = layout
    const raises = program.codes.map((code) => code.instructions.some((each) => each.op === 'raise'))
    this.watched = program.threads.flatMap((thread, index) => (raises[thread.code] ? [index] : []))
  }

  visit({ state, depth, vector }: Visit): void {
    for (const thread of this.watched) {
      if (vector[this.layout.status(thread)] !== Status.crashed) continue
      const instruction = instructionAt(this.program, thread, vector[this.layout.pc(thread)] ?? -1)
      if (instruction?.op !== 'raise') continue
      const { line, exception } = instruction
      this.crashes.add(crashKeyOf(line, exception), depth, { state, label: null }, () => ({ thread, line, exception }))
    }
  }

  knows(key: string): boolean {
    return this.crashes.has(key)
  }
}
