import { unknownAddress } from '../addresses.ts'
import { define, type Natives } from '../native.ts'
import { Obj } from '../objects.ts'
import { refuseNumberOf } from '../references.ts'
import { Address } from '../values.ts'

/** `id`: a number that is equal to itself, a key, and less or greater than others. */
export function addressNatives(table: Natives): void {
  define(table, 'id', 'object, /', (m, [object]) => {
    if (!(object instanceof Obj)) throw unknownAddress('of a value that is no object of a class')
    if (m.memory.isInitial) throw unknownAddress('before threads start')
    if (object.shared === null) throw unknownAddress('of an object that only one thread has')
    refuseNumberOf(object, 'id')
    return new Address(object.shared)
  })
}
