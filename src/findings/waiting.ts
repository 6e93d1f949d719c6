import type { Awaited, AwaitedOffer, Wait } from '../analysis/finding.ts'
import { present, unreachable } from '../base/bug.ts'
import { listed } from '../base/words.ts'
import { channelsOf } from '../program/channels.ts'
import { readableText, threadName } from '../program/print.ts'
import { instructionAt, type Program } from '../program/program.ts'
import { ordinal } from '../program/queues.ts'
import type { State, Status } from '../semantics/state.ts'

/** Reports whether threads with a status wait for nothing. */
export function waitsForNothing(status: Status): boolean {
  return status === 'unstarted' || status === 'finished' || status === 'crashed'
}

/** Reports whether, by the reference interpreter, a thread that has not ended waits at the given line for the given thing. */
export function isWaiting(program: Program, state: State, { thread, line, awaited, inLine }: Wait): boolean {
  const { pc, status, rank } = present(state.threads[thread], 'thread')
  if (waitsForNothing(status) || rank !== inLine || instructionAt(program, thread, pc)?.line !== line) return false
  if (awaited.kind === 'turn') return state.loops[program.threads[thread]?.loop ?? -1] === awaited.task
  if (awaited.kind === 'mutex') return (state.mutexes[awaited.mutex]?.owner ?? -1) === awaited.heldBy
  return (awaited.kind === 'condition') === (status === 'sleeping')
}

/** Returns a wait with the names that its threads have in a trace. */
export function renamedWait({ thread, line, awaited, inLine }: Wait, named: (thread: number) => number): Wait {
  switch (awaited.kind) {
    case 'mutex':
      return {
        thread: named(thread),
        line,
        inLine,
        awaited: { ...awaited, heldBy: awaited.heldBy < 0 ? awaited.heldBy : named(awaited.heldBy) },
      }
    case 'thread':
      return { thread: named(thread), line, inLine, awaited: { ...awaited, thread: named(awaited.thread) } }
    case 'turn':
      return { thread: named(thread), line, inLine, awaited: { ...awaited, task: named(awaited.task) } }
    case 'condition':
    case 'semaphore':
    case 'barrier':
    case 'channel':
    case 'until':
      return { thread: named(thread), line, inLine, awaited }
    default:
      return unreachable(awaited)
  }
}

/** Returns the threads that wait, and their lines. */
export function waitersOf(waits: readonly Wait[]): { readonly threads: number[]; readonly lines: number[] } {
  return { threads: waits.map((each) => each.thread), lines: waits.map((each) => each.line) }
}

/** Returns `A waits for m (held by B) and C waits at b`, with something to add to each. */
export function waitsText(program: Program, waits: readonly Wait[], more: (wait: Wait) => string = () => ''): string {
  return listed(waits.map((wait) => `${threadName(program, wait.thread)} ${waitingText(program, wait)}${more(wait)}`))
}

/** Returns what a blocked thread does: `waits for m (held by B)`. */
export function waitingText(program: Program, { thread, awaited, inLine }: Wait): string {
  if (awaited.kind === 'mutex' && awaited.heldBy === thread) {
    return `waits for ${mutexName(program, awaited.mutex)}, which it holds itself`
  }
  if (awaited.kind === 'barrier') return `waits at ${awaitedText(program, awaited)}`
  if (awaited.kind === 'until') {
    const until = untilText(program, thread, awaited.pc)
    return until === null ? 'waits for a condition that stays false' : `waits until ${until}`
  }
  if (awaited.kind === 'channel') return `waits to ${awaitedText(program, awaited)}`
  return `waits for ${awaitedText(program, awaited, inLine)}`
}

/** Returns what a thread waits for: `m (held by B)`, `m (held by B; 2nd in line)`. */
export function awaitedText(program: Program, awaited: Awaited, inLine = 0): string {
  const place = inLine === 0 ? '' : `${ordinal(inLine)} in line`
  switch (awaited.kind) {
    case 'mutex': {
      const holder = awaited.heldBy < 0 ? 'free' : `held by ${threadName(program, awaited.heldBy)}`
      return `${mutexName(program, awaited.mutex)} (${holder}${place === '' ? '' : `; ${place}`})`
    }
    case 'condition':
      return `a notify of ${present(program.conditions[awaited.condition], 'condition').name}${place === '' ? '' : ` (${place})`}`
    case 'semaphore':
      return `${present(program.semaphores[awaited.semaphore], 'semaphore').name} (at 0${place === '' ? '' : `; ${place}`})`
    case 'barrier':
      return present(program.barriers[awaited.barrier], 'barrier').name
    case 'thread':
      return `${threadName(program, awaited.thread)} to end`
    case 'channel':
      return offersText(program, awaited.offers)
    case 'turn':
      return `its turn in the event loop, which ${threadName(program, awaited.task)} keeps`
    case 'until':
      return 'a condition'
    default:
      return unreachable(awaited)
  }
}

/** Returns the condition of an `await`, as the text of the program has it; null if it is written in another way there. */
export function untilText(program: Program, thread: number, pc: number): string | null {
  const at = instructionAt(program, thread, pc)
  const instruction = at?.op === 'atomic' ? instructionAt(program, thread, pc + 1) : at
  if (instruction?.op !== 'await') return null
  const text = readableText(program, present(program.threads[thread], 'thread').code, instruction)
  return /^await (.+)$/.exec(text)?.[1] ?? null
}

/** Returns `send 3 on c (nobody receives)`, `receive from c or receive from d (nobody is on the other side)`. */
function offersText(program: Program, offers: readonly AwaitedOffer[]): string {
  const [only] = offers
  const texts = offers.map((each) => offerText(program, each))
  if (only === undefined) return 'exchange a message on no channel' // as in `select {}` of Go
  if (offers.length > 1) return `${listed(texts, 'or')} (nobody is on the other side)`
  const { capacity, name } = present(channelsOf(program)[only.channel], 'channel')
  if (only.value === null) return `${texts[0]} (nobody sends)`
  return capacity === 0 ? `${texts[0]} (nobody receives)` : `${texts[0]} (${name} is full, and nobody receives)`
}

function offerText(program: Program, { channel, value }: AwaitedOffer): string {
  const { name } = present(channelsOf(program)[channel], 'channel')
  return value === null ? `receive from ${name}` : `send ${value} on ${name}`
}

export function mutexName(program: Program, mutex: number): string {
  return present(program.mutexes[mutex], 'mutex').name
}
