import { Bug } from '../../../base/bug.ts'
import type { FunctionValue } from '../../lowering/values.ts'
import { FunctionNode } from '../syntax/tree.ts'

/** The `def` or `lambda` of a function. */
export function definitionOf({ callable }: FunctionValue): FunctionNode {
  if (callable instanceof FunctionNode) return callable
  throw new Bug(`not a function of Python: ${callable.name}`)
}

/** Whether a function is decorated with a name, such as `property`. */
export function isDecorated(value: FunctionValue, name: string): boolean {
  return definitionOf(value).decorators.some((each) => each.kind === 'name' && each.name === name)
}
