import type { Automaton } from '../claims/automaton.ts'

/** The columns of the table of an automaton after those of the classes: the ten digits, and the minus sign. */
export const numberColumns = 11

/** Returns the table of an automaton: for each state the next ones, by class, digit, and minus sign. */
export function tableOf({ next, classOf }: Automaton): number[] {
  return next.flatMap((row) => {
    const other = row.length - 1
    const columns = Array.from({ length: numberColumns }, (_, digit) => classOf.get(digit === 10 ? '-' : `${digit}`) ?? other)
    return [...row, ...columns.map((column) => row[column] ?? 0)]
  })
}
