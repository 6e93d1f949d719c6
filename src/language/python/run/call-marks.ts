import type { Operand } from '../../../program/program.ts'
import type { Frame } from '../../lowering/cell.ts'
import { meaningsOf } from '../../lowering/meanings.ts'
import { within } from '../../lowering/unwinding.ts'
import { encoded, type Value } from '../../lowering/values.ts'
import type { FunctionNode } from '../syntax/tree.ts'
import type { Running } from './running.ts'

/** Writes a call from a thread's own body as an operation; one that an exception leaves is over too. */
export function withinOperation(c: Running, { span }: FunctionNode, body: () => void): void {
  within(c, { kind: 'cleanup', leave: () => c.flow.emit({ op: 'op_end', implied: true }, span) }, body)
}

/** The call begins; its parameters have their values. */
export function beginOperation(c: Running, definition: FunctionNode, values: readonly Value[], own: Frame): void {
  const { name, parameters, span } = definition
  const self = parameters[0]?.name === 'self' ? values[0] : undefined
  const of = self?.kind === 'object' && self.object.name !== null ? `${self.object.name}.` : ''
  const given = parameters.flatMap((parameter, index): Operand[] => {
    if (index === 0 && self !== undefined) return []
    const cell = own.cells.get(parameter.name)
    const value = cell === undefined ? values[index] : c.flow.binding(cell)
    return [(value === undefined ? null : operandOf(c, value)) ?? { kind: 'constant', value: 0, meanings: { 0: '…' } }]
  })
  const named = `${of}${name}`.replace(/\s+/g, '')
  const begin = { op: 'op_begin', name: named === 'lambda' ? '<lambda>' : named, implied: true } as const
  c.flow.emit(given.length === 0 ? begin : { ...begin, arguments: given }, span)
}

/** The call ends with a value; a `None` that it always returns counts as no result. */
export function endOperation(c: Running, { span }: FunctionNode, value: Value): void {
  const isNone = value.kind === 'constant' && value.value === null
  const result = isNone ? null : operandOf(c, value)
  c.flow.emit(result === null ? { op: 'op_end', implied: true } : { op: 'op_end', result, implied: true }, span)
}

/** Returns a value as an integer without computation; null if it is not one. */
function operandOf(c: Running, value: Value): Operand | null {
  const code = encoded(value, c.pass.codes)
  if (code === null) return null
  const { expression, type } = code
  const meanings = meaningsOf(c.pass, type, [])
  const of = meanings === null ? {} : { meanings }
  if (expression.kind === 'register') return { kind: 'register', register: expression.register, ...of }
  return expression.kind === 'constant' ? { kind: 'constant', value: expression.value, ...of } : null
}
