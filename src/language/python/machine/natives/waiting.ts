import type { Machine } from '../machine.ts'
import { blocked } from '../memory.ts'
import { define, type Natives } from '../native.ts'
import { Native, type Value } from '../objects.ts'
import { Raised, Unsupported } from '../values.ts'

/** Steps of the library's own classes that do more than one thing, and wait until they can. */
export function waitingNatives(table: Natives): void {
  define(table, '.begin', '', (m) => {
    m.memory.beginAtomic()
    return null
  })
  define(table, '.end', '', (m) => {
    m.memory.endAtomic()
    return null
  })
  define(table, '.block', '', (m) => {
    throw waiting(m)
  })
  define(table, '.native', 'path, /', (m, [path = null]) => native(m, `${path}`))
}

function waiting(m: Machine): Error {
  return m.memory.isInitial ? new Unsupported('the module waits before it starts a thread', 'start the threads first') : blocked
}

function native(m: Machine, path: string): Value {
  if (path.startsWith('class ')) return m.classes.named(path.slice(6))
  if (!path.startsWith('refused ') && !m.natives.has(path)) throw new Raised('SystemError', `no native ${path}`)
  return new Native(path)
}
