import { capture } from '../../lowering/frames.ts'
import type { FunctionValue, Value } from '../../lowering/values.ts'
import type { FunctionNode } from '../syntax/tree.ts'
import type { Running } from './running.ts'

/** A function made here: it sees the variables around it, also when the call that made it is over. */
export function functionValue(c: Running, definition: FunctionNode): FunctionValue {
  capture(c)
  const fallbacks = new Map<string, Value>()
  for (const { name, fallback } of definition.parameters) if (fallback !== null) fallbacks.set(name, c.evaluate(fallback))
  return { kind: 'function', callable: definition, frame: c.frame, fallbacks }
}
