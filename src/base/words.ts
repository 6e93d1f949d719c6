import { grouped } from './grouped.ts'

/** `1 state`, `22 states`. */
export function counted(count: number | bigint, one: string, many: string = `${one}s`): string {
  return `${grouped(count)} ${count === 1 || count === 1n ? one : many}`
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(texts: readonly string[], last = 'and'): string {
  if (texts.length < 2) return texts[0] ?? ''
  return `${texts.slice(0, -1).join(', ')} ${last} ${texts.at(-1)}`
}

/** Returns a text with a capital letter at its begin. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
