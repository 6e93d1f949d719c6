import { unreachable } from '../../../base/bug.ts'
import type { Span } from '../../../base/source.ts'
import type { Frame } from '../../lowering/cell.ts'
import { describe, writeCell } from '../../lowering/cells.ts'
import { newFrame } from '../../lowering/frames.ts'
import type { HeapObject } from '../../lowering/heap.ts'
import { Refusal, TooLarge } from '../../lowering/refusals.ts'
import { within } from '../../lowering/unwinding.ts'
import { type Arguments, type FunctionValue, none, object, poison, type Value } from '../../lowering/values.ts'
import { eachObject, resultCell } from '../../lowering/ways.ts'
import { raiseNamed } from '../objects/exceptions.ts'
import { definitionOf } from '../objects/functions.ts'
import type { Parameter } from '../syntax/tree.ts'
import { beginOperation, endOperation, withinOperation } from './call-marks.ts'
import { instantiate } from './classes.ts'
import type { Running } from './running.ts'

/** Calls a value. */
export function callValue(c: Running, callee: Value, args: Arguments, span: Span): Value {
  if (!c.flow.reachable) return poison
  return eachObject(c, callee, span, (one) => callOne(c, one, args, span))
}

function callOne(c: Running, callee: Value, args: Arguments, span: Span): Value {
  switch (callee.kind) {
    case 'poison':
      return poison
    case 'function':
      return callFunction(c, callee, args, span)
    case 'bound': {
      const positional = [object(callee.self), ...args.positional]
      return callFunction(c, callee.callee, { ...args, positional }, span)
    }
    case 'method':
      return callMethod(c, callee.self, callee.name, args, span)
    case 'class':
      return instantiate(c, callee.class, args, span)
    case 'builtin':
      return c.library.call(c, callee.name, args, span)
    case 'constant':
    case 'dynamic':
      return raiseNamed(c, 'TypeError', span)
    case 'float':
    case 'unbound':
    case 'forgotten':
    case 'tuple':
    case 'elements':
    case 'range':
    case 'object':
    case 'module':
    case 'iterator':
    case 'text':
      throw new Refusal(span, `${describe(callee)} cannot be called`, null)
    default:
      return unreachable(callee)
  }
}

function callMethod(c: Running, self: HeapObject, name: string, args: Arguments, span: Span): Value {
  const result = c.library.behaviourOf(self)?.call(c, name, args, span) ?? null
  if (result === null) throw new Refusal(span, `\`${name}\` of a ${self.kind} is not supported`, null)
  return result
}

/** Calls a function of the program: writes its body in place of the call. */
export function callFunction(c: Running, callee: FunctionValue, args: Arguments, span: Span): Value {
  const definition = definitionOf(callee)
  if (c.calls >= c.choices.recursion) {
    const hint = 'each call is replaced by a copy of the code; write a loop, or stop the recursion earlier'
    throw new TooLarge(span, `calls of \`${definition.name}\` are nested more than ${c.choices.recursion} deep here`, hint)
  }
  const values = matched(c, callee, args, span)
  if (values === null || !c.flow.reachable) return poison
  const { frame, path, surroundings } = c
  const result = resultCell(c)
  const exit = c.flow.label()
  const isOperation = !c.initial && c.calls === c.bodyDepth && !definition.name.startsWith('__')
  c.calls++
  c.flow.depth++
  c.path = `${path}/${span.start}`
  const own = newFrame(c, { ...definition, self: definition.parameters[0]?.name ?? null }, callee.frame)
  c.frame = own
  const body = (): void =>
    within(c, { kind: 'call', exit, result }, () => {
      definition.parameters.forEach(({ name }, index) => {
        const cell = own.cells.get(name)
        if (cell !== undefined) writeCell(c, cell, values[index] ?? poison, span)
      })
      if (isOperation) beginOperation(c, definition, values, own)
      c.execute(definition.body)
      if (c.flow.reachable) c.flow.bind(result, none, span)
    })
  if (isOperation) withinOperation(c, definition, body)
  else body()
  c.calls--
  c.flow.depth--
  Object.assign(c, { frame, path, surroundings })
  c.flow.arrive(exit, definition.span)
  endFrame(c, own)
  const value = c.flow.reachable ? c.flow.binding(result) : poison
  if (isOperation) endOperation(c, definition, value)
  c.flow.dropHome(result)
  return value
}

function endFrame(c: Running, frame: Frame): void {
  if (frame.captured) return
  c.flow.forget(frame.cells.values())
  if (!c.initial) return
  for (const cell of frame.cells.values()) {
    c.pass.cells.delete(cell.key)
    c.pass.initial.delete(cell)
  }
}

/** Returns the values of the parameters in order; null after raising `TypeError` or reporting a mistake. */
function matched(c: Running, callee: FunctionValue, args: Arguments, span: Span): Value[] | null {
  const { fallbacks } = callee
  const { parameters, name } = definitionOf(callee)
  const positional = parameters.filter(({ passing }) => passing !== 'keyword')
  const rest = new Map(args.keywords)
  const wrong = (what: string): never => {
    throw new Refusal(span, `\`${name}\` ${what}`, `it takes (${parameters.map((each) => each.name).join(', ')})`)
  }
  if (args.positional.length > positional.length) {
    wrong(`takes at most ${positional.length} argument${positional.length === 1 ? '' : 's'}, found ${args.positional.length}`)
  }
  const valueFor = (parameter: Parameter): Value => {
    const index = positional.indexOf(parameter)
    const given = index === -1 ? undefined : args.positional[index]
    const named = parameter.passing === 'positional' ? undefined : rest.get(parameter.name)
    if (named !== undefined) rest.delete(parameter.name)
    if (given !== undefined && named !== undefined) wrong(`receives \`${parameter.name}\` twice`)
    return given ?? named ?? fallbacks.get(parameter.name) ?? wrong(`needs a value for \`${parameter.name}\``)
  }
  const values = parameters.map(valueFor)
  for (const key of rest.keys()) wrong(`has no parameter \`${key}\``)
  if (!c.flow.reachable) return null
  return values
}
