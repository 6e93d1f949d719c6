import type { CrashObserver } from '../analysis/crashes.ts'
import { deadlocksIn, failuresIn } from '../analysis/ends.ts'
import type { Detail, Wait } from '../analysis/finding.ts'
import type { LockObserver } from '../analysis/lock-discipline.ts'
import type { LostUpdate } from '../analysis/lost-update.ts'
import type { RaceObserver } from '../analysis/races.ts'
import { stuckThreadsIn } from '../analysis/stuck.ts'
import type { Nearest } from '../analysis/targets.ts'
import { present } from '../base/bug.ts'
import { readableText } from '../program/print.ts'
import { instructionAt, type Program, type Rules, severityOf } from '../program/program.ts'
import { lostUpdatesIn } from '../semantics/lost-updates.ts'
import type { State } from '../semantics/state.ts'
import { isEnabled, isFinal, pendingAccesses } from '../semantics/step.ts'
import type { Trace } from '../semantics/trace.ts'
import type { StateSpace } from '../space/space.ts'
import type { Finding } from './result.ts'
import { confirm, type Witness, type Witnesses } from './witnesses.ts'

/** What a witness is made into. */
interface Account {
  readonly detail: Detail
  readonly threads: readonly number[]
  readonly lines: readonly number[]
}

function lastState(trace: Trace): State {
  return trace.steps.at(-1)?.after ?? trace.initial
}

function findingsOf<Info>(
  nearest: Nearest<Info>,
  witnesses: Witnesses,
  account: (info: Info, trace: Trace) => Account,
): Finding[] {
  return nearest.all().map((candidates) => {
    const witness = witnesses.to(candidates.map((each) => each.target))
    const { info } = present(candidates[witness.target], 'target of a witness')
    return finding(account(info, witness.trace), witness)
  })
}

export function finding(
  { detail, threads, lines }: Account,
  { trace, shortest }: Pick<Witness, 'trace' | 'shortest'>,
): Finding {
  return { kind: detail.kind, severity: severityOf(detail.kind), detail, threads, lines, trace, cycleFrom: null, shortest }
}

export function raceFindings(observer: RaceObserver, witnesses: Witnesses, program: Program, rules: Rules): Finding[] {
  return findingsOf(observer.races, witnesses, ({ location, accesses }, trace) => {
    const state = lastState(trace)
    for (const { thread, write } of accesses) {
      const pending = pendingAccesses(program, state, thread, rules).some(
        (each) =>
          each.location.variable === location.variable &&
          each.location.element === location.element &&
          (each.kind === 'write') === write,
      )
      confirm(pending, 'a data race')
    }
    return {
      detail: { kind: 'data-race', location, accesses },
      threads: accesses.map((each) => each.thread),
      lines: accesses.map((each) => each.line),
    }
  })
}

/** Lost updates from the monitored space. */
export function lostUpdateFindings(nearest: Nearest<LostUpdate>, witnesses: Witnesses, program: Program): Finding[] {
  return findingsOf(nearest, witnesses, (update, trace) => {
    const last = trace.steps.length - 1
    const evidence = lostUpdatesIn(program, trace.steps).findLast((each) => {
      return each.store === last && each.location.variable === update.variable && linesOf(each) === linesOf(update)
    })
    confirm(evidence !== undefined, 'a lost update')
    const { location, loser, writer, read, write, store, ...lines } = present(evidence, 'evidence')
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
  const deadlocks = findingsOf(deadlocksIn(space), witnesses, (end, trace) => {
    const state = lastState(trace)
    const stopped = program.threads.every((_, thread) => !isEnabled(program, state, thread, rules))
    confirm(stopped && !isFinal(program, state), 'a deadlock')
    return { detail: { kind: 'deadlock', ...end }, ...waiters(end.waits) }
  })
  const failures = findingsOf(failuresIn(space), witnesses, ({ kind, thread, line }, trace) => {
    const { failure, threads } = lastState(trace)
    confirm(failure?.kind === kind && failure.thread === thread, `a failed end: ${kind}`)
    const instruction = present(instructionAt(program, thread, threads[thread]?.pc ?? -1), 'failed instruction')
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
  return findingsOf(observer.crashes, witnesses, ({ thread, line, exception }, trace) => {
    confirm(lastState(trace).threads[thread]?.status === 'crashed', 'an uncaught exception')
    return { detail: { kind: 'uncaught-exception', thread, exception }, threads: [thread], lines: [line] }
  })
}

export function stuckFindings(space: StateSpace, witnesses: Witnesses): Finding[] {
  if (space.edges === null) return []
  return findingsOf(stuckThreadsIn(space, space.edges), witnesses, ({ thread, waits }) => ({
    detail: { kind: 'stuck-thread', thread, waits },
    ...waiters(waits),
  }))
}

export function lockFindings(observer: LockObserver, witnesses: Witnesses): Finding[] {
  const cycles = observer.cycles().map(({ cycle, target }) => {
    const detail: Detail = {
      kind: 'lock-order',
      cycle: cycle.map(({ acquired, thread, line }) => ({ mutex: acquired, thread, line })),
    }
    const threads = [...new Set(cycle.map((each) => each.thread))]
    return finding({ detail, threads, lines: cycle.map((each) => each.line) }, witnesses.to([target]))
  })
  const held = findingsOf(observer.atExit, witnesses, ({ mutex, thread, line }, trace) => {
    confirm(lastState(trace).mutexes[mutex]?.owner === thread, 'a lock held at exit')
    return { detail: { kind: 'lock-held-at-exit', mutex, thread }, threads: [thread], lines: [line] }
  })
  return [...cycles, ...held]
}

export function invariantFindings(nearest: Nearest<number>, witnesses: Witnesses, program: Program): Finding[] {
  return findingsOf(nearest, witnesses, (index) => {
    const { text, line } = present(program.invariants[index], 'invariant')
    return { detail: { kind: 'invariant', invariant: index, text }, threads: [], lines: [line] }
  })
}

function waiters(waits: readonly Wait[]): { threads: number[]; lines: number[] } {
  return { threads: waits.map((each) => each.thread), lines: waits.map((each) => each.line) }
}
