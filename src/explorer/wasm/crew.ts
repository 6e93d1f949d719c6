import { Bug } from '../../base/bug.ts'
import type { Layout } from '../../space/layout.ts'
import { awaitChange, Command, Control } from './control.ts'
import { engineLayout } from './engine-layout.ts'
import type { MonitorEffects } from './monitor-effects.ts'
import { Shard, type ShardWork } from './shard.ts'

/** Threads that a host lends to an exploration, besides the calling one. */
export interface Helpers {
  /** The most threads, including the calling one. */
  readonly threads: number
  /** Starts a thread that calls `serveShards` with the service. */
  start(service: ShardService): void
}

/** The work of a helper thread. */
export interface ShardService {
  readonly work: ShardWork
  /** It drives the shards whose number modulo the number of threads is this. */
  readonly thread: number
  readonly threads: number
}

/** Milliseconds within which every helper must have started. */
const patience = 30_000

/**
 * The shards of an exploration and the threads that drive them. They work in lockstep: all of them execute a command
 * before the next one is given. What a shard does depends only on the states, so the result does not depend on the
 * timing.
 */
export class Crew {
  private readonly work: ShardWork
  private readonly own: readonly Shard[]
  private readonly threads: number

  /** A monitor is for the calling thread only. */
  constructor(work: ShardWork, layout: Layout, helpers: Helpers | null, effects: MonitorEffects | null) {
    this.work = work
    this.threads = Math.min(helpers?.threads ?? 1, work.plan.shards)
    for (let thread = 1; thread < this.threads; thread++) helpers?.start({ work, thread, threads: this.threads })
    this.own = shardsOf({ work, thread: 0, threads: this.threads }, layout, effects)
  }

  /** The first shard, which this thread always drives. */
  get first(): Shard {
    const [shard] = this.own
    if (shard === undefined) throw new Bug('no shard')
    return shard
  }

  /** Lets all shards execute a command; `most` is the number of states that each may expand. */
  perform(command: Command, most = 0): void {
    if (this.threads > 1) this.call(command, most)
    for (const shard of this.own) shard.perform(command, most)
    if (this.threads > 1) this.wait()
  }

  /** Stops the helpers. */
  stop(): void {
    if (this.threads > 1) this.call(Command.stop, 0)
  }

  private wait(): void {
    const { control } = this.work
    for (let done = 0; done < this.threads - 1; done = Atomics.load(control, Control.done)) {
      const isLate = !awaitChange(control, Control.done, done, patience)
      if (isLate && Atomics.load(control, Control.sequence) === 1) {
        throw new Bug('a thread of the exploration does not start')
      }
    }
    if (Atomics.load(control, Control.failed) !== 0) throw new Bug('a thread of the exploration has failed')
  }

  private call(command: Command, most: number): void {
    const { control } = this.work
    control[Control.command] = command
    control[Control.most] = most
    Atomics.store(control, Control.done, 0)
    Atomics.add(control, Control.sequence, 1)
    Atomics.notify(control, Control.sequence)
  }
}

/** Drives the shards of a helper thread until the command to stop. */
export function serveShards(service: ShardService): void {
  const { control } = service.work
  const prepare = (): Shard[] => shardsOf(service, layoutFor(service.work), null)
  let shards: Shard[] | null = null
  try {
    shards = prepare() // in parallel with the others
  } catch {
    // It fails again at the first command, which reports it to all.
  }
  for (let sequence = 0; ; sequence++) {
    awaitChange(control, Control.sequence, sequence, Number.POSITIVE_INFINITY)
    const command = (control[Control.command] ?? Command.stop) as Command
    if (command === Command.stop) return
    try {
      shards ??= prepare()
      for (const shard of shards) shard.perform(command, control[Control.most] ?? 0)
    } catch (error) {
      Atomics.store(control, Control.failed, 1)
      throw error
    } finally {
      Atomics.add(control, Control.done, 1)
      Atomics.notify(control, Control.done)
    }
  }
}

function layoutFor({ program, plan }: ShardWork): Layout {
  return engineLayout(program, plan.compressed !== null, 0)
}

function shardsOf({ work, thread, threads }: ShardService, layout: Layout, effects: MonitorEffects | null): Shard[] {
  const mine = Array.from(work.memories, (_, shard) => shard).filter((shard) => shard % threads === thread)
  const shards = mine.map((shard) => new Shard(work, shard, layout, effects))
  if (threads > 1) for (const shard of shards) shard.touchTable()
  return shards
}
