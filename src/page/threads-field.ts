import type { Scenario } from './messages.ts'

/** Reads `deposit:2, P[0]`; null if the text names nothing: all of the program's own threads are used then. */
export function threadsIn(text: string): Scenario['threads'] {
  const named = text.split(',').flatMap((part) => {
    const [, name, count] = /^\s*([\p{L}_][\p{L}\p{N}_.]*(?:\[\d+\])?)\s*(?::\s*(\d{1,2}))?\s*$/u.exec(part) ?? []
    return name === undefined ? [] : [{ name, count: count === undefined ? null : Math.max(1, Number(count)) }]
  })
  return named.length === 0 ? null : named
}

export function threadsText(threads: Scenario['threads']): string {
  return (threads ?? []).map(({ name, count }) => (count === null ? name : `${name}:${count}`)).join(', ')
}
