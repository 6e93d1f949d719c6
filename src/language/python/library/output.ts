import type { Span } from '../../../base/source.ts'
import { insertAt, memoryOf } from '../../lowering/arrays.ts'
import type { Cell } from '../../lowering/cell.ts'
import { sharedOperand } from '../../lowering/cells.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { constant, encoded, none, typeOf, type Value } from '../../lowering/values.ts'
import { listCell } from '../objects/lists.ts'
import { shown } from '../objects/texts.ts'
import { define, type LibraryPart } from './part.ts'

/** `print`. */
export const output: LibraryPart = {
  entries: [
    define(
      'print',
      "*args, sep=' ', end='\\n', file=None, flush=False",
      (c, { positional }, span) => {
        print(c, positional, span)
        return none
      },
      'heard',
    ),
  ],
}

/** All that was printed, in order. */
function outputCell(c: Lowering): Cell {
  const cell = listCell(c, 'output', 'output', Math.max(32, c.choices.capacity))
  if (c.pass.initialOf(cell).kind === 'unbound') c.pass.begin(cell, { kind: 'elements', items: [] })
  return cell
}

/** Adds the printed values to the output: strings and numbers one by one, constant parts of one call together. */
function print(c: Lowering, args: readonly Value[], span: Span): void {
  if (!c.choices.observeOutput) return
  const cell = outputCell(c)
  const items = together(args.flatMap((arg, index) => [...(index > 0 ? [constant(' ')] : []), ...partsOf(arg)]))
  if (c.initial) {
    const old = c.pass.initialOf(cell)
    if (old.kind === 'elements') c.pass.begin(cell, { kind: 'elements', items: [...old.items, ...items] })
    return
  }
  const { facts } = c.pass
  facts.keepInMemory(cell)
  facts.resize(cell)
  const operands = items.flatMap((item) => {
    facts.write(cell, c.flow.thread, encoded(item, c.pass.codes)?.type ?? typeOf(0))
    return sharedOperand(c, cell, item, span) ?? []
  })
  const memory = memoryOf(c, cell)
  c.flow.atomic(c.pass.source.excerpt(span), span, () => {
    for (const operand of operands) insertAt(c, memory, 'end', operand, span)
  })
}

function partsOf(value: Value): Value[] {
  if (value.kind === 'text') return value.parts.flatMap(partsOf)
  if (value.kind === 'constant' || value.kind === 'dynamic') return [value]
  if (value.kind === 'object') return [constant(value.object.name ?? value.object.kind)]
  if (value.kind === 'tuple') return [constant('('), ...value.items.flatMap(partsOf), constant(')')]
  return [constant('…')]
}

function together(items: readonly Value[]): Value[] {
  const found: Value[] = []
  for (const item of items) {
    const last = found.at(-1)
    const texts =
      item.kind === 'constant' &&
      last?.kind === 'constant' &&
      (typeof item.value === 'string' || typeof last.value === 'string')
    if (texts) found[found.length - 1] = constant(`${shown(last.value)}${shown(item.value)}`)
    else found.push(item)
  }
  return found.map((item) => (item.kind === 'constant' && typeof item.value === 'string' ? constant(item.value.trim()) : item))
}
