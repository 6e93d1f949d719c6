import type { Source } from '../../base/source.ts'
import type { Statement as Node } from '../../language/python/syntax/tree.ts'
import type { Sync, SyncKind } from '../outline.ts'

/** What methods of `threading` do, by their names. */
export const syncMethods: Readonly<Record<string, SyncKind>> = {
  acquire: 'acquire',
  release: 'release',
  wait: 'wait',
  wait_for: 'wait',
  notify: 'notify',
  notify_all: 'notify-all',
  set: 'set',
  clear: 'clear',
  start: 'start',
  join: 'join',
}

/** Returns what a statement does for synchronisation; null if nothing. A call counts if it is the whole statement. */
export function syncOf({ text }: Source, node: Node): Sync | null {
  if (node.kind !== 'expression' || node.value.kind !== 'call' || node.value.callee.kind !== 'attribute') return null
  const { object, name } = node.value.callee
  const kind = Object.hasOwn(syncMethods, name) ? syncMethods[name] : undefined
  if (kind === undefined) return null
  return { kind, object: text.slice(object.span.start, object.span.end), text: text.slice(node.span.start, node.span.end) }
}
