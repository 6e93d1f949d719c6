import type { Scenario } from './messages.ts'

/** Reads `deposit:2, withdraw`; null if the text names no function: the program's own threads are used then. */
export function threadsIn(text: string): Scenario['threads'] {
  const named = text.split(',').flatMap((part) => {
    const [, name, count = '1'] = /^\s*([\p{L}_][\p{L}\p{N}_.]*)\s*(?::\s*(\d{1,2}))?\s*$/u.exec(part) ?? []
    return name === undefined ? [] : [{ name, count: Math.max(1, Number(count)) }]
  })
  return named.length === 0 ? null : named
}

export function threadsText(threads: Scenario['threads']): string {
  return (threads ?? []).map(({ name, count }) => (count === 1 ? name : `${name}:${count}`)).join(', ')
}
