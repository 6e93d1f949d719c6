import { present } from '../../base/bug.ts'
import type { Span } from '../../base/source.ts'
import type { Cell } from './cell.ts'
import { equals } from './cells.ts'
import { negated } from './code.ts'
import type { Label } from './control-flow.ts'
import type { Lowering } from './lowering.ts'
import { Refusal } from './refusals.ts'
import { constant, encoded, Kind, poison, typeOf, type Value } from './values.ts'

/** Writes paths that meet again with one value. While the reader executes module code, it takes only one of them. */
export function joined(c: Lowering, span: Span, write: (result: Cell, end: Label) => void): Value {
  const result = resultCell(c)
  const end = c.flow.label()
  write(result, end)
  c.flow.arrive(end, span)
  const value = c.flow.reachable ? c.flow.binding(result) : poison
  c.flow.dropHome(result)
  return value
}

/** Creates a place for the value of an expression, in an intermediate register if it is not known. */
export function resultCell(c: Lowering): Cell {
  const cell = c.pass.resultCell(c.flow.depth)
  c.flow.makeHome(cell, c.flow.temporary('result'))
  return cell
}

/** Jumps to a label if a test has the wanted truth. */
export function jumpOn(c: Lowering, test: Value, wanted: boolean, label: Label, span: Span): void {
  if (test.kind === 'dynamic') {
    c.flow.branch(wanted ? test.expression : negated(test.expression), label, span)
  } else if (test.kind === 'constant' && (test.value === true) === wanted) c.flow.jump(label, span)
}

/** Calls `act` for each object that a value may stand for, and joins the results. */
export function eachObject(c: Lowering, value: Value, span: Span, act: (value: Value) => Value): Value {
  if (value.kind !== 'dynamic' || (value.type.kinds & Kind.reference) === 0) return act(value)
  const held = c.flow.held(value, span)
  if (held.kind !== 'dynamic') return act(held)
  return joined(c, span, (result, end) => {
    const options: Value[] = []
    for (const code of held.type.references) {
      const object = c.pass.objectOf(code)
      if (object === null) {
        const hint = 'create objects before threads start'
        throw new Refusal(span, 'this may be an object that another thread creates', hint)
      }
      options.push({ kind: 'object', object })
    }
    if ((held.type.kinds & Kind.none) !== 0) options.push(constant(null))
    const others = held.type.kinds & (Kind.int | Kind.bool | Kind.string)
    if (others !== 0) options.push({ ...held, type: typeOf(others) })
    options.forEach((option, index) => {
      const next = c.flow.label()
      if (index < options.length - 1) {
        const code = present(encoded(option, c.pass.codes), 'code of an object')
        if (code.expression.kind === 'constant') {
          c.flow.branch(negated(equals(held.expression, code.expression.value)), next, span)
        }
      }
      if (c.flow.reachable) {
        const got = act(option)
        if (c.flow.reachable) c.flow.bind(result, got, span)
      }
      c.flow.jump(end, span)
      c.flow.arrive(next, span)
    })
  })
}
