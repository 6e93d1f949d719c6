import type { Overtaking } from '../check/overtaking.ts'
import { threadName } from '../program/print.ts'
import type { Program } from '../program/program.ts'

/** Returns how often threads overtake each other at a critical section, as one sentence without its full stop. */
export function overtakingText(program: Program, { section, pairs, worst }: Overtaking): string {
  const place = section === '' ? '' : ` at \`${section}\``
  const isSame = pairs.every(({ most }) => most === worst.most)
  const who = isSame ? (pairs.length === 2 ? 'the other' : 'each other one') : 'another'
  if (worst.most === 0) return `overtaking${place}: while a thread waits, no other enters`
  const example = isSame ? '' : ` (${threadName(program, worst.enters)} while ${threadName(program, worst.waits)} waits)`
  if (worst.most === Number.POSITIVE_INFINITY) {
    return `overtaking${place}: while a thread waits, ${who} can enter again and again, without bound${example}`
  }
  return `overtaking${place}: while a thread waits, ${who} enters at most ${timesText(worst.most)}${example}`
}

/** Returns what the worst pair of threads does, as one sentence without its full stop. */
export function overtakingPairText(program: Program, { waits, enters, most }: Overtaking['worst']): string {
  const [waiting, entering] = [threadName(program, waits), threadName(program, enters)]
  const howOften =
    most === Number.POSITIVE_INFINITY ? 'again and again, without bound' : most === 0 ? 'not once' : timesText(most)
  return `while ${waiting} waits, ${entering} enters ${howOften}`
}

function timesText(times: number): string {
  return times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`
}
