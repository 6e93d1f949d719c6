import type { CrashObserver } from '../analysis/crashes.ts'
import { deadlocksIn, failuresIn } from '../analysis/ends.ts'
import type { Detail, RacingAccess, Wait } from '../analysis/finding.ts'
import type { LockObserver } from '../analysis/lock-discipline.ts'
import type { LostUpdate } from '../analysis/lost-update.ts'
import type { RaceObserver } from '../analysis/races.ts'
import { stuckThreadsIn } from '../analysis/stuck.ts'
import type { Nearest } from '../analysis/targets.ts'
import { present, unreachable } from '../base/bug.ts'
import { readableText } from '../program/print.ts'
import { instructionAt, type Program, type Rules, severityOf } from '../program/program.ts'
import { lostUpdatesIn } from '../semantics/lost-updates.ts'
import { holdsAt } from '../semantics/observed.ts'
import type { State } from '../semantics/state.ts'
import { isEnabled, isFinal, pendingAccesses } from '../semantics/step.ts'
import type { Trace } from '../semantics/trace.ts'
import type { StateSpace } from '../space/space.ts'
import { lastState } from './certify.ts'
import type { Finding } from './result.ts'
import { confirm, type Shown, type Witness, type Witnesses } from './witnesses.ts'

/** What a witness is made into. */
interface Account {
  readonly detail: Detail
  readonly threads: readonly number[]
  readonly lines: readonly number[]
}

/** What a trace shows at its end, or null if it does not; `named` tells what a thread of the space is called in it. */
type AccountOf<Info> = (info: Info, trace: Trace, named: (thread: number) => number) => Account | null

function findingsOf<Info>(nearest: Nearest<Info>, witnesses: Witnesses, claim: string, account: AccountOf<Info>): Finding[] {
  return nearest.all().map((candidates) => {
    const accountOf = (target: number, trace: Trace, names: readonly number[]): Account | null => {
      const { info } = present(candidates[target], 'target of a witness')
      return account(info, trace, (thread) => present(names[thread], 'thread'))
    }
    const targets = candidates.map((each) => each.target)
    const witness = witnesses.to(targets, (trace, names) => accountOf(0, trace, names) !== null)
    const shown = accountOf(witness.target, witness.trace, witness.names)
    confirm(shown !== null, claim)
    return finding(present(shown, claim), witness)
  })
}

export function finding(
  { detail, threads, lines }: Account,
  { trace, shortest }: Pick<Witness, 'trace' | 'shortest'>,
): Finding {
  return { kind: detail.kind, severity: severityOf(detail.kind), detail, threads, lines, trace, cycleFrom: null, shortest }
}

export function raceFindings(observer: RaceObserver, witnesses: Witnesses, program: Program, rules: Rules): Finding[] {
  return findingsOf(observer.races, witnesses, 'a data race', ({ location, accesses: [one, other] }, trace, named) => {
    const state = lastState(trace)
    const isPending = ({ thread, line, write }: RacingAccess): boolean =>
      instructionAt(program, thread, state.threads[thread]?.pc ?? -1)?.line === line &&
      pendingAccesses(program, state, thread, rules).some(
        (each) =>
          each.location.variable === location.variable &&
          each.location.element === location.element &&
          (each.kind === 'write') === write,
      )
    const accesses = [
      { ...one, thread: named(one.thread) },
      { ...other, thread: named(other.thread) },
    ] as const
    if (!accesses.every(isPending)) return null
    return {
      detail: { kind: 'data-race', location, accesses },
      threads: accesses.map((each) => each.thread),
      lines: accesses.map((each) => each.line),
    }
  })
}

/** Lost updates from the monitored space. */
export function lostUpdateFindings(nearest: Nearest<LostUpdate>, witnesses: Witnesses, program: Program): Finding[] {
  return findingsOf(nearest, witnesses, 'a lost update', (update, trace) => {
    const last = trace.steps.length - 1
    const evidence = lostUpdatesIn(program, trace.steps).findLast((each) => {
      return each.store === last && each.location.variable === update.variable && linesOf(each) === linesOf(update)
    })
    if (evidence === undefined) return null
    const { location, loser, writer, read, write, store, ...lines } = evidence
    return {
      detail: { kind: 'lost-update', location, loser, writer, read, write, store },
      threads: [loser, writer],
      lines: [lines.readLine, lines.writeLine, lines.storeLine],
    }
  })
}

/** The lines of a lost update, each once and in order, as text. */
function linesOf({ readLine, writeLine, storeLine }: Pick<LostUpdate, 'readLine' | 'writeLine' | 'storeLine'>): string {
  return [...new Set([readLine, writeLine, storeLine])].sort((a, b) => a - b).join()
}

export function endFindings(space: StateSpace, witnesses: Witnesses, rules: Rules): Finding[] {
  const { program } = witnesses
  const deadlocks = findingsOf(deadlocksIn(space), witnesses, 'a deadlock', (end, trace, named) => {
    const state = lastState(trace)
    const stopped = program.threads.every((_, thread) => !isEnabled(program, state, thread, rules))
    const waits = end.waits.map((each) => renamed(each, named))
    if (!stopped || isFinal(program, state) || !isAllThatWaits(program, state, waits)) return null
    return { detail: { kind: 'deadlock', class: end.class, waits }, ...waiters(waits) }
  })
  const failures = findingsOf(failuresIn(space), witnesses, 'a failed end', ({ kind, thread: failed, line }, trace, named) => {
    const { failure, threads } = lastState(trace)
    const thread = named(failed)
    if (failure?.kind !== kind || failure.thread !== thread) return null
    const instruction = present(instructionAt(program, thread, threads[thread]?.pc ?? -1), 'failed instruction')
    if (kind !== 'divergence' && instruction.line !== line) return null
    const text = readableText(program, present(program.threads[thread], 'thread').code, instruction)
    return {
      detail: { kind, thread, instruction: text, explanation: failure?.detail ?? '' },
      threads: [thread],
      lines: [line],
    }
  })
  return [...deadlocks, ...failures]
}

/** Threads that an exception ended. */
export function crashFindings(observer: CrashObserver, witnesses: Witnesses): Finding[] {
  return findingsOf(
    observer.crashes,
    witnesses,
    'an uncaught exception',
    ({ thread: crashed, line, exception }, trace, named) => {
      const thread = named(crashed)
      const { status, pc } = present(lastState(trace).threads[thread], 'thread')
      const raise = instructionAt(witnesses.program, thread, pc)
      if (status !== 'crashed' || raise?.line !== line || raise.op !== 'raise' || raise.exception !== exception) return null
      return { detail: { kind: 'uncaught-exception', thread, exception }, threads: [thread], lines: [line] }
    },
  )
}

export function stuckFindings(space: StateSpace, witnesses: Witnesses, rules: Rules): Finding[] {
  const { program } = witnesses
  if (space.edges === null) return []
  const { edges } = space
  return stuckThreadsIn(space, edges)
    .all()
    .map((candidates) => {
      // A trace cannot show what never happens after it, so it is not made shorter.
      const witness = witnesses.to(candidates.map((each) => each.target))
      const { info } = present(candidates[witness.target], 'target of a witness')
      const named = (each: number): number => present(witness.names[each], 'thread')
      const thread = named(info.thread)
      const waits = info.waits.map((wait) => renamed(wait, named))
      const state = lastState(witness.trace)
      const isBlocked = !isEnabled(program, state, thread, rules) && waits.every((wait) => isWaiting(program, state, wait))
      confirm(isBlocked, 'a stuck thread')
      return finding({ detail: { kind: 'stuck-thread', thread, waits }, ...waiters(waits) }, witness)
    })
}

export function lockFindings(observer: LockObserver, witnesses: Witnesses): Finding[] {
  const cycles = observer.cycles().map(({ cycle, target }) => {
    const [{ held, line }] = cycle
    const showsFirst: Shown = ({ steps }, names) => {
      const last = steps.at(-1)
      const thread = names[cycle[0].thread]
      return last?.thread === thread && last?.instruction.line === line && last.before.mutexes[held]?.owner === thread
    }
    const witness = witnesses.to([target], showsFirst)
    confirm(showsFirst(witness.trace, witness.names), 'a lock taken while another is held')
    const [first, ...others] = cycle
    // The other locks were taken elsewhere: any of the threads that may stand for each other does for them.
    const named = [{ ...first, thread: present(witness.names[first.thread], 'thread') }, ...others]
    const detail: Detail = {
      kind: 'lock-order',
      cycle: named.map((each) => ({ mutex: each.acquired, thread: each.thread, line: each.line })),
    }
    const threads = [...new Set(named.map((each) => each.thread))]
    return finding({ detail, threads, lines: cycle.map((each) => each.line) }, witness)
  })
  const held = findingsOf(
    observer.atExit,
    witnesses,
    'a lock held at exit',
    ({ mutex, thread: holder, line }, trace, named) => {
      const thread = named(holder)
      const { mutexes, threads } = lastState(trace)
      const status = threads[thread]?.status
      if (mutexes[mutex]?.owner !== thread || (status !== 'finished' && status !== 'crashed')) return null
      return { detail: { kind: 'lock-held-at-exit', mutex, thread }, threads: [thread], lines: [line] }
    },
  )
  return [...cycles, ...held]
}

export function invariantFindings(nearest: Nearest<number>, witnesses: Witnesses, program: Program): Finding[] {
  return findingsOf(nearest, witnesses, 'a broken invariant', (index, trace) => {
    const { text, line, condition } = present(program.invariants[index], 'invariant')
    if (holdsAt(lastState(trace), condition)) return null
    return { detail: { kind: 'invariant', invariant: index, text }, threads: [], lines: [line] }
  })
}

const ended: readonly string[] = ['unstarted', 'finished', 'crashed']

/** Whether the threads that have not ended wait just so: it is the same deadlock then. */
function isAllThatWaits(program: Program, state: State, waits: readonly Wait[]): boolean {
  const left = state.threads.filter((thread) => !ended.includes(thread.status)).length
  return left === waits.length && waits.every((wait) => isWaiting(program, state, wait))
}

/** Whether a thread that has not ended waits where, and for what, it is said to. */
function isWaiting(program: Program, state: State, { thread, line, awaited }: Wait): boolean {
  const { pc, status } = present(state.threads[thread], 'thread')
  if (ended.includes(status) || instructionAt(program, thread, pc)?.line !== line) return false
  if (awaited.kind === 'mutex') return (state.mutexes[awaited.mutex]?.owner ?? -1) === awaited.heldBy
  return (awaited.kind === 'condition') === (status === 'sleeping')
}

function renamed({ thread, line, awaited }: Wait, named: (thread: number) => number): Wait {
  switch (awaited.kind) {
    case 'mutex':
      return {
        thread: named(thread),
        line,
        awaited: { ...awaited, heldBy: awaited.heldBy < 0 ? awaited.heldBy : named(awaited.heldBy) },
      }
    case 'thread':
      return { thread: named(thread), line, awaited: { ...awaited, thread: named(awaited.thread) } }
    case 'condition':
    case 'semaphore':
    case 'barrier':
    case 'until':
      return { thread: named(thread), line, awaited }
    default:
      return unreachable(awaited)
  }
}

function waiters(waits: readonly Wait[]): { threads: number[]; lines: number[] } {
  return { threads: waits.map((each) => each.thread), lines: waits.map((each) => each.line) }
}
