import { present } from '../../base/bug.ts'
import type { Program } from '../../program/program.ts'
import type { ThreadwiseMonitor } from '../../space/monitor.ts'
import type { Flags } from './flags.ts'

/** What generated code asks a monitor when a thread executes an instruction, or has come to one. */
export type EffectKind = 'found' | 'own' | 'overwritten' | 'arrived'

interface Site {
  readonly kind: EffectKind
  readonly thread: number
  readonly pc: number
}

/** The numbers of sets of findings are less than this; of others the last byte tells that they are wanted. */
export const mostFindingSets = 1024
/** The binary logarithm of the number of entries of a table of effects, and the bytes of an entry. */
export const effectTableBits = 16
export const effectBytes = 16

/** An event has a number below 2^31. */
const mostEvents = 2 ** 31 - 1

/** Reports whether the events of a program have numbers. */
export function areNumbered(program: Program): boolean {
  const length = program.threads.reduce((total, { code }) => total + (program.codes[code]?.instructions.length ?? 0) + 1, 0)
  return 4 * length * (1 + locationsOf(program)) < mostEvents
}

/**
 * The effects of a monitor on memories of single threads, as generated code asks for them: by the number of an event, which is
 * a site of the code and a location, the memory before, and the value that was at the location. Generated code keeps the answers
 * in a table.
 */
export class MonitorEffects {
  readonly monitor: ThreadwiseMonitor
  private readonly sites: Site[] = []
  private readonly starts = new Map<string, number>()
  private readonly locations: number
  private readonly sets: (readonly number[])[] = [[]]
  private readonly numbers = new Map<string, number>()
  private readonly onSet: (set: number, findings: readonly number[]) => void

  /** Calls `onSet` for each new set of findings, with the byte that tells whether one of them is wanted. */
  constructor(program: Program, monitor: ThreadwiseMonitor, onSet: (byte: number, findings: readonly number[]) => void) {
    this.monitor = monitor
    this.locations = locationsOf(program)
    this.onSet = onSet
  }

  /** Returns the number of an event that is about no location; that of a location is greater by 1 and its number. */
  eventAt(kind: EffectKind, thread: number, pc: number): number {
    const key = `${kind} ${thread} ${pc}`
    const known = this.starts.get(key)
    if (known !== undefined) return known
    const start = 1 + (this.sites.push({ kind, thread, pc }) - 1) * (this.locations + 1)
    this.starts.set(key, start)
    return start
  }

  /** Returns the memory after an event, or the byte of the findings that it shows: 0 for none. */
  readonly after = (event: number, before: number, seen: number): number => {
    const { kind, thread, pc } = present(this.sites[Math.floor((event - 1) / (this.locations + 1))], 'site')
    const location = ((event - 1) % (this.locations + 1)) - 1
    switch (kind) {
      case 'found':
        return this.byteOf(this.monitor.foundBy({ thread, pc, location, seen }, before))
      case 'own':
        return this.monitor.own({ thread, pc, location, seen }, before)
      case 'overwritten':
        return this.monitor.overwritten({ thread, pc, location, seen }, before)
      case 'arrived':
        return this.monitor.arrived(thread, pc, before)
    }
  }

  private byteOf(findings: readonly number[]): number {
    if (findings.length === 0) return 0
    const key = findings.join()
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    const byte = Math.min(this.sets.push(findings) - 1, mostFindingSets - 1)
    this.numbers.set(key, byte)
    this.onSet(byte, findings)
    return byte
  }
}

/** For code without a monitor, which never asks. */
export function noEffect(): number {
  return 0
}

/** The flags of an exploration under a monitor: bytes of sets of findings, and behind them the table of effects. */
export const monitorFlags: Flags = {
  bytes: mostFindingSets + effectBytes * 2 ** effectTableBits,
  races: () => null,
  nesting: () => 0,
  exit: () => 0,
  crash: () => 0,
  invariant: () => 0,
  keys: new Map(),
}

function locationsOf(program: Program): number {
  return program.shared.reduce((total, { initial }) => total + initial.length, 0)
}
