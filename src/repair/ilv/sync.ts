import { aliasOf } from '../../language/ilv/aliases.ts'
import type { Sync, SyncKind } from '../outline.ts'
import type { DeclaredObject } from './declared.ts'

const kinds: Readonly<Record<string, SyncKind>> = {
  acquire: 'acquire',
  release: 'release',
  sem_acquire: 'acquire',
  sem_release: 'release',
  wait: 'wait',
  notify: 'notify',
  notify_all: 'notify-all',
  barrier_wait: 'arrive',
  spawn: 'start',
  join: 'join',
  fence: 'fence',
}

/** Returns what an instruction does for synchronisation, in whatever notation it is; null if nothing. */
export function syncOf(text: string, declared: readonly DeclaredObject[]): Sync | null {
  const [plain = text] = text.split('#')
  const [, word = '', operands = ''] = /^(\w+)\s*(.*)$/.exec(plain.trim()) ?? []
  const object = firstOperand(operands)
  const name = object.split('[')[0]?.trim() ?? ''
  const found = declared.find((each) => each.name === name)
  const opcode = (found === undefined ? null : aliasOf(word, found.kind)) ?? word
  const kind = Object.hasOwn(kinds, opcode) ? kinds[opcode] : undefined
  return kind === undefined ? null : { kind, object, text: plain.trim() }
}

/** Returns the first of some operands, which may stand in parentheses: of `(s)`, `fork[(me + 1) % N]` or `c, m`. */
function firstOperand(operands: string): string {
  const inner = /^\((.*)\)$/.exec(operands)?.[1] ?? operands
  let depth = 0
  for (let at = 0; at < inner.length; at++) {
    const character = inner[at] ?? ''
    if ('([{'.includes(character)) depth++
    else if (')]}'.includes(character)) depth--
    else if (character === ',' && depth === 0) return inner.slice(0, at).trim()
  }
  return inner.trim()
}
