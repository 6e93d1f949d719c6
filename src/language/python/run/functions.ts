import { capture } from '../../lowering/frames.ts'
import type { FunctionValue, Value } from '../../lowering/values.ts'
import type { FunctionNode } from '../syntax/tree.ts'
import type { Running } from './running.ts'

/** Creates a function: it sees the enclosing variables, even after the call that created it has returned. */
export function functionValue(c: Running, definition: FunctionNode): FunctionValue {
  capture(c)
  const fallbacks = new Map<string, Value>()
  for (const { name, fallback } of definition.parameters) if (fallback !== null) fallbacks.set(name, c.evaluate(fallback))
  return { kind: 'function', callable: definition, frame: c.frame, fallbacks }
}
