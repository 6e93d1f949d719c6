import type { Span } from '../../base/source.ts'
import type { Lowering } from './lowering.ts'
import { NeedsRounds } from './refusals.ts'

/** Writes a loop as a loop, or round by round if its rounds must be known. */
export function attempt(c: Lowering, asLoop: () => void, byRounds: (refusal: NeedsRounds) => void): void {
  const { path, frame, surroundings, calls } = c
  const restore = c.flow.checkpoint()
  try {
    asLoop()
  } catch (refusal) {
    if (!(refusal instanceof NeedsRounds)) throw refusal
    restore()
    Object.assign(c, { path, frame, surroundings, calls })
    byRounds(refusal)
  }
  c.path = path
}

/** Writes a loop of at most `rounds` rounds, unrolled if its rounds must be known. */
export function loopOrRounds(c: Lowering, span: Span, rounds: number, round: () => void): void {
  const { path } = c
  attempt(
    c,
    () => c.flow.loop(span, round, rounds),
    () => {
      for (let count = 0; count < rounds && c.flow.reachable; count++) {
        c.path = `${path}[${count}]`
        round()
      }
    },
  )
}
