import type { Awaited, Detail, RacingAccess, Wait } from '../analysis/finding.ts'
import { present, unreachable } from '../base/bug.ts'
import type { Finding } from '../check/result.ts'
import { denoted, denotedText } from '../program/denote.ts'
import { locationText, observableText, threadName } from '../program/print.ts'
import type { FindingKind, Program } from '../program/program.ts'
import { callText } from './history.ts'
import { counted, listed } from './style.ts'

/** A kind of finding as one says it: `lost update`. Non-serializable and such keep their hyphens. */
export function kindText(kind: FindingKind): string {
  if (kind === 'aba') return 'ABA'
  return kind === 'non-serializable' || kind === 'non-linearizable' ? kind : kind.replace(/-/g, ' ')
}

/** A finding in one plain sentence, its kind in front, without a full stop. */
export function findingSentence(program: Program, finding: Finding): string {
  return `${findingHead(program, finding.detail)}: ${explanationOf(program, finding)}`
}

/** What was found, and of what: `lost update on balance`. */
export function findingHead(program: Program, detail: Detail): string {
  switch (detail.kind) {
    case 'lost-update':
    case 'data-race':
    case 'aba':
      return `${kindText(detail.kind)} on ${locationText(program, detail.location)}`
    case 'deadlock':
      return `deadlock (${detail.class})`
    default:
      return kindText(detail.kind)
  }
}

function explanationOf(program: Program, finding: Finding): string {
  const { detail } = finding
  const name = (thread: number): string => threadName(program, thread)
  const line = finding.lines[0] ?? 0
  switch (detail.kind) {
    case 'lost-update': {
      const what = locationText(program, detail.location)
      return (
        `${name(detail.loser)} overwrites ${name(detail.writer)}'s update of ${what} with a value computed from what it ` +
        `read before that (step ${detail.read + 1})`
      )
    }
    case 'data-race': {
      const [one, other] = detail.accesses
      return (
        `${name(one.thread)} is about to ${accessText(one)} while ${name(other.thread)} is about to ${accessText(other)}, ` +
        'and nothing orders the two'
      )
    }
    case 'deadlock':
      return deadlockText(program, detail.class, detail.waits)
    case 'stuck-thread':
      return `from here on ${waitsText(program, detail.waits)}, and never takes a step again, though the program goes on`
    case 'assertion':
      if (!detail.instruction.startsWith('assert ')) return `in ${name(detail.thread)}, ${detail.instruction} (line ${line})`
      return `in ${name(detail.thread)}, \`${detail.instruction}\` is false (line ${line})`
    case 'division-by-zero':
    case 'index':
    case 'overflow':
    case 'lock-misuse':
    case 'thread-misuse':
    case 'divergence':
      if (finding.cycleFrom !== null) return `in ${name(detail.thread)} (line ${line}): ${detail.explanation}`
      return `in ${name(detail.thread)}, \`${detail.instruction}\` (line ${line}): ${detail.explanation}`
    case 'uncaught-exception':
      return `${detail.exception} ends ${name(detail.thread)} (line ${line}), since nothing catches it`
    case 'livelock': {
      const names = detail.threads.map(name)
      if (names.length === 1) return `${names[0]} goes round for ever and gets nowhere, though every thread gets its turns`
      return `${listed(names)} keep taking steps for ever, and none of them gets anywhere`
    }
    case 'starvation':
      return `${name(detail.thread)} may get nowhere for ever, while ${listed(detail.others.map(name))} ${detail.others.length === 1 ? 'goes' : 'go'} on`
    case 'aba': {
      const what = locationText(program, detail.location)
      return (
        `${name(detail.thread)}'s compare-and-swap (line ${finding.lines[1] ?? 0}) succeeds, since ${what} is again what ` +
        `it was at step ${detail.load + 1}; but ${name(detail.writer)} changed it back in between (step ${detail.back + 1})`
      )
    }
    case 'invariant':
      return `\`${detail.text}\` (line ${line}) is false in a reachable state`
    case 'non-serializable': {
      const values = detail.names.map((each, index) => {
        return `${observableText(program, each)} = ${denotedText(denoted(program, each, present(detail.example[index], 'value')))}`
      })
      const outcomes = `${detail.outcomes} of ${counted(detail.of, 'final outcome')}`
      return `${outcomes} ${detail.outcomes === 1 ? 'is' : 'are'} not as if whole threads took turns: ${values.join(', ')}`
    }
    case 'lock-order': {
      const steps = detail.cycle.map(({ mutex, thread, line: at }, index) => {
        const held = present(detail.cycle.at(index - 1), 'lock of a cycle').mutex
        return `${name(thread)} takes ${mutexName(program, mutex)} while holding ${mutexName(program, held)} (line ${at})`
      })
      return listed(steps)
    }
    case 'non-linearizable': {
      const call = present(detail.calls[detail.call], 'call')
      const { result, thread } = call
      const gives = result === undefined ? 'ends' : `gives ${denotedText(result)}`
      return `${name(thread)}'s ${callText({ ...call, result: undefined })} ${gives}, which no order of the operations, one at a time, explains`
    }
    case 'lock-held-at-exit':
      return `${name(detail.thread)} ends still holding ${mutexName(program, detail.mutex)} (taken at line ${line})`
    default:
      return unreachable(detail)
  }
}

function accessText({ write, line }: RacingAccess): string {
  return `${write ? 'write' : 'read'} it (line ${line})`
}

function mutexName(program: Program, mutex: number): string {
  return present(program.mutexes[mutex], 'mutex').name
}

function deadlockText(program: Program, kind: string, waits: readonly Wait[]): string {
  if (kind === 'cycle') return `${cycleText(program, waits)}; each waits for the next, so none goes on`
  return `${waitsText(program, waits)}; nothing can go on`
}

/** `A → fork2 (held by B) → fork1 (held by A)`: along the cycle of waits, from its first thread. */
function cycleText(program: Program, waits: readonly Wait[]): string {
  const next = new Map(waits.map((wait) => [wait.thread, wait]))
  const start = waits.find((wait) => isOnCycle(wait.thread, next))
  if (start === undefined) return waitsText(program, waits)
  const parts = [threadName(program, start.thread)]
  let wait: Wait | undefined = start
  do {
    parts.push(awaitedText(program, wait.awaited))
    wait = next.get(blockerOf(wait.awaited) ?? -1)
  } while (wait !== undefined && wait !== start)
  return parts.join(' → ')
}

function isOnCycle(thread: number, next: ReadonlyMap<number, Wait>): boolean {
  let at = next.get(thread)
  for (let steps = 0; at !== undefined && steps <= next.size; steps++) {
    const blocker = blockerOf(at.awaited)
    if (blocker === thread) return true
    at = next.get(blocker ?? -1)
  }
  return false
}

function blockerOf(awaited: Awaited): number | null {
  if (awaited.kind === 'mutex') return awaited.heldBy
  return awaited.kind === 'thread' ? awaited.thread : null
}

/** `A waits for m (held by B) and C waits at b`. */
export function waitsText(program: Program, waits: readonly Wait[]): string {
  return listed(waits.map((wait) => `${threadName(program, wait.thread)} ${waitingText(program, wait)}`))
}

/** What a thread that cannot go on does: `waits for m (held by B)`. */
export function waitingText(program: Program, { thread, awaited }: Wait): string {
  if (awaited.kind === 'mutex' && awaited.heldBy === thread) {
    return `waits for ${mutexName(program, awaited.mutex)}, which it holds itself`
  }
  if (awaited.kind === 'barrier') return `waits at ${awaitedText(program, awaited)}`
  if (awaited.kind === 'until') return 'waits for a condition that stays false'
  return `waits for ${awaitedText(program, awaited)}`
}

function awaitedText(program: Program, awaited: Awaited): string {
  switch (awaited.kind) {
    case 'mutex': {
      const holder = awaited.heldBy < 0 ? 'free' : `held by ${threadName(program, awaited.heldBy)}`
      return `${mutexName(program, awaited.mutex)} (${holder})`
    }
    case 'condition':
      return `a notify of ${present(program.conditions[awaited.condition], 'condition').name}`
    case 'semaphore':
      return `${present(program.semaphores[awaited.semaphore], 'semaphore').name} (at 0)`
    case 'barrier':
      return present(program.barriers[awaited.barrier], 'barrier').name
    case 'thread':
      return `${threadName(program, awaited.thread)} to end`
    case 'until':
      return 'a condition'
    default:
      return unreachable(awaited)
  }
}
