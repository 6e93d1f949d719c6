import type { Span } from '../../../base/source.ts'
import type { HeapObject } from '../../lowering/heap.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { ExceptionObject, Instance } from '../../lowering/objects.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { Kind, type Type, type Value } from '../../lowering/values.ts'
import { DictObject, ListObject } from './containers.ts'

/**
 * Reports whether `==` looks into an object, so that the code of the object does not decide. It does not look into
 * exceptions, but those of one class have one code.
 */
export function hasContent(object: HeapObject | null): boolean {
  if (object === null || object instanceof ListObject || object instanceof DictObject) return true
  return object instanceof ExceptionObject || (object instanceof Instance && object.class.comparesFields)
}

/** Reports whether a value that is not known may be an object with content. */
export function mayHaveContent(c: Lowering, { kinds, references }: Type): boolean {
  return (kinds & Kind.reference) !== 0 && [...references].some((code) => hasContent(c.pass.objectOf(code)))
}

/** Refuses to look for a value among elements of a type by their codes, if these do not decide. */
export function checkSearch(c: Lowering, wanted: Value, elements: Type, span: Span): void {
  const isWantedSo =
    wanted.kind === 'object' ? hasContent(wanted.object) : wanted.kind === 'dynamic' && mayHaveContent(c, wanted.type)
  if (isWantedSo || mayHaveContent(c, elements)) {
    throw new Refusal(span, 'comparing the elements of these lists is not supported', 'write a loop that compares them')
  }
}
