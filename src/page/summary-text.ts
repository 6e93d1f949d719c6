import { counted, type Summary } from '../index.ts'

/** `Explored completely: 22 states, 20 interleavings.` */
export function statsText({ states, interleavings, complete, limit }: Summary): string {
  const schedules =
    interleavings === null ? '' : `, ${interleavings} ${interleavings === '1' ? 'interleaving' : 'interleavings'}`
  const explored = complete ? 'Explored completely' : `Incomplete (${limit ?? 'a limit was reached'})`
  return `${explored}: ${counted(states, 'state')}${schedules}.`
}
