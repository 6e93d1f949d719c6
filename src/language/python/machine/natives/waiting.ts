import type { Machine } from '../machine.ts'
import { blocked } from '../memory.ts'
import { define, type Natives } from '../native.ts'
import { Native, Obj, type Value } from '../objects.ts'
import { equals } from '../operators.ts'
import { Raised, Unsupported } from '../values.ts'

/** Waiting for what an attribute becomes, for the library's own classes. */
export function waitingNatives(table: Natives): void {
  const isAny = (m: Machine, object: Value, name: Value, values: Value): boolean => {
    const value = object instanceof Obj ? (m.memory.read(object, `${name}`) ?? null) : null
    return m.host.collect(m, values).some((each) => equals(m, each, value))
  }
  define(table, '.await', 'object, name, values, /', (m, [object = null, name = null, values = null]) => {
    m.memory.synchronised = true
    if (isAny(m, object, name, values)) return null
    throw waiting(m)
  })
  define(table, '.await any', 'objects, name, values, /', (m, [objects = null, name = null, values = null]) => {
    m.memory.synchronised = true
    if (m.host.collect(m, objects).some((each) => isAny(m, each, name, values))) return null
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
