import type { Opcode } from '../../program/operations.ts'
import type { Kind } from './declarations.ts'

/**
 * Names of instructions in other notations, by the kind of their first operand: `P(s)`, `wait s` and `down s` are
 * `sem_acquire s`.
 */
const aliases: Readonly<Record<string, Readonly<Partial<Record<Kind, Opcode>>>>> = {
  P: { semaphore: 'sem_acquire' },
  V: { semaphore: 'sem_release' },
  wait: { semaphore: 'sem_acquire' },
  signal: { semaphore: 'sem_release', condition: 'notify' },
  down: { semaphore: 'sem_acquire' },
  up: { semaphore: 'sem_release' },
  signal_all: { condition: 'notify_all' },
  broadcast: { condition: 'notify_all' },
  unlock: { lock: 'release' },
}

/** The names of instructions in other notations. */
export const aliasNames: readonly string[] = Object.keys(aliases)

/** Returns the instruction that a name stands for if its first operand is of a kind, or of any kind. */
export function aliasOf(name: string, kind: Kind | null = null): Opcode | null {
  if (!Object.hasOwn(aliases, name)) return null
  const meanings = aliases[name] ?? {}
  return kind === null ? (name === 'wait' ? null : (Object.values(meanings)[0] ?? null)) : (meanings[kind] ?? null)
}

/** Returns the kinds of the first operand with which a name stands for an instruction. */
export function kindsOf(name: string): Kind[] {
  const kinds: readonly Kind[] = ['semaphore', 'condition', 'lock']
  return Object.hasOwn(aliases, name) ? kinds.filter((kind) => aliases[name]?.[kind] !== undefined) : []
}
