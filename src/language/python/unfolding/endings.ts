import type { Span } from '../../../base/source.ts'
import { endsAreSeen } from '../machine/facts.ts'
import type { Machine, Rest } from '../machine/machine.ts'
import { type Obj, Tuple } from '../machine/objects.ts'
import type { End } from './nodes.ts'

/** How an execution of a thread came to rest, or that it never will. */
export type Resting = Rest | { readonly kind: 'endless' }

/** Returns how a thread has ended; null if it goes on. */
export function endOf(machine: Machine, rest: Resting): End | null {
  switch (rest.kind) {
    case 'stopped':
    case 'unfinished':
      return null
    case 'ended':
      return { kind: 'ended' }
    case 'endless':
      return { kind: 'endless' }
    case 'raised': {
      const name = machine.classes.nameOf(rest.exception)
      if (name === 'SystemExit') return { kind: 'ended' }
      return { kind: 'raised', exception: name }
    }
  }
}

/** The exit code of a process whose main thread ends so. */
export function exitCode(machine: Machine, rest: Resting): number {
  if (rest.kind !== 'raised') return 0
  if (machine.classes.nameOf(rest.exception) !== 'SystemExit') return 1
  const args = rest.exception.shared === null ? rest.exception.fields.get('args') : machine.memory.read(rest.exception, 'args')
  const [code = null] = args instanceof Tuple ? args.items : []
  if (code === null) return 0
  // The system keeps the lowest eight bits.
  return typeof code === 'number' || typeof code === 'boolean' ? Number(code) & 255 : 1
}

const mark = 'ends'

/** What is left to do for a thread whose end is a step of its own: to end, in this way. */
export function endingPhase(end: End, code: number, at: Span): Tuple {
  return new Tuple([mark, end.kind, end.kind === 'raised' ? end.exception : '', code, at.start, at.end])
}

/** The end that a thread is in front of, its exit code, and where an exception was raised that ends it. */
export interface Ending {
  readonly end: End
  readonly code: number
  readonly at: Span
}

/** What is left to do for a thread; null if that is more than to end. */
export function endingOf(phase: Tuple | null): Ending | null {
  const [first, kind, exception, code, start, stop] = phase?.items ?? []
  if (first !== mark) return null
  const end: End = kind === 'raised' ? { kind, exception: `${exception}` } : { kind: kind === 'endless' ? kind : 'ended' }
  return { end, code: Number(code), at: { start: Number(start), end: Number(stop) } }
}

/** Notes that a thread has ended, for those who wait for it or look at it. */
export function noteEnd({ memory }: Machine, thread: Obj | null, code: number): void {
  if (thread === null) return
  memory.poke(thread, '.ended', true)
  if (memory.facts.isKept(endsAreSeen)) memory.poke(thread, '.exit code', code)
}
