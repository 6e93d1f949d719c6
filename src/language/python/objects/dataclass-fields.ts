import type { Span } from '../../../base/source.ts'
import { readCell } from '../../lowering/cells.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import type { Instance } from '../../lowering/objects.ts'
import { poison, type Value } from '../../lowering/values.ts'

/** The values of the fields of an object of a data class, in order. */
export function fieldsOf(c: Lowering, object: Instance, span: Span): Value[] {
  return (object.class.fields ?? []).map(({ name }) => {
    const cell = object.attributes.get(name)
    return cell === undefined ? poison : readCell(c, cell, span)
  })
}
