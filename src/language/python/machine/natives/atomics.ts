import type { Machine } from '../machine.ts'
import { define, type Natives } from '../native.ts'
import type { Obj, Value } from '../objects.ts'
import { equals, primitiveBinary } from '../operators.ts'
import { object } from './locks.ts'

/** The atomic integers of the module `interleave`. Each method is one step. */
export function atomicNatives(table: Natives): void {
  const method = (name: string, parameters: string, body: (m: Machine, self: Obj, args: readonly Value[]) => Value): void => {
    define(table, `interleave.AtomicInt.${name}`, parameters === '' ? 'self' : `self, ${parameters}`, (m, [self, ...args]) => {
      m.memory.synchronised = true
      return body(
        m,
        object(self),
        args.map((each) => each ?? 0),
      )
    })
  }
  const read = (m: Machine, self: Obj): Value => m.memory.read(self, 'value') ?? 0
  const write = (m: Machine, self: Obj, value: Value): null => {
    m.memory.write(self, 'value', value)
    return null
  }
  method('__init__', 'value=', (m, self, [value = 0]) => write(m, self, value))
  method('load', '', read)
  method('store', 'value', (m, self, [value = 0]) => write(m, self, value))
  method('fetch_add', 'amount', (m, self, [amount = 0]) => {
    const old = read(m, self)
    write(m, self, primitiveBinary(m, '+', old, amount))
    return old
  })
  method('exchange', 'value', (m, self, [value = 0]) => {
    const old = read(m, self)
    write(m, self, value)
    return old
  })
  method('compare_exchange', 'expected, value', (m, self, [expected = 0, value = 0]) => {
    if (!equals(m, read(m, self), expected)) return false
    write(m, self, value)
    return true
  })
}
