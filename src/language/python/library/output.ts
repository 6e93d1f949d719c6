import type { Span } from '../../../base/source.ts'
import { insertAt, memoryOf } from '../../lowering/arrays.ts'
import type { Cell } from '../../lowering/cell.ts'
import { sharedOperand } from '../../lowering/cells.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { type Arguments, constant, encoded, Kind, none, typeOf, type Value } from '../../lowering/values.ts'
import { listCell } from '../objects/lists.ts'
import { printedParts } from '../objects/printed.ts'
import { shown } from '../objects/texts.ts'
import { define, type LibraryPart } from './part.ts'

/** `print`. */
export const output: LibraryPart = {
  entries: [
    define(
      'print',
      "*args, sep=' ', end='\\n', file=None, flush=False",
      (c, args, span) => {
        print(c, args, span)
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

/** Adds the printed text to the output, without the end of the line: constant parts together, others one by one. */
function print(c: Lowering, { positional, keywords }: Arguments, span: Span): void {
  const sep = separator(c, keywords.get('sep') ?? none, ' ', span)
  const end = separator(c, keywords.get('end') ?? none, '\n', span)
  const file = keywords.get('file') ?? none
  if (!isNone(file)) toFile(c, file, span)
  if (!c.choices.observeOutput || !c.flow.reachable) return
  if (sep === null) return refuse(span, '`sep` that is not a constant string')
  if (end !== '\n') return refuse(span, '`end` other than the end of the line')
  const parts = positional.map((arg) => printedParts(c, arg, span))
  add(c, together(parts.flatMap((each, index) => [...(index > 0 ? [constant(sep)] : []), ...each])), span)
}

function refuse(span: Span, what: string): never {
  throw new Refusal(span, `${what} is not supported where output is observed`, 'print one line, with constant strings between')
}

function isNone(value: Value): boolean {
  return value.kind === 'constant' && value.value === null
}

/** The text of `sep` or `end`; null if it is not known. Raises `TypeError` if it is not a string. */
function separator(c: Lowering, value: Value, fallback: string, span: Span): string | null {
  if (isNone(value) || !c.flow.reachable) return fallback
  if (value.kind === 'constant' && typeof value.value === 'string') return value.value
  if (value.kind === 'text' || value.kind === 'poison') return null
  if (value.kind === 'dynamic') {
    const { kinds } = value.type
    if ((kinds & ~(Kind.string | Kind.none)) === 0) return null
    if ((kinds & (Kind.string | Kind.none)) !== 0)
      throw new Refusal(span, 'this may be a string or something else, which is not supported here', 'write a constant string')
  }
  c.raise('TypeError', span)
  return null
}

/** What has no `write` cannot be printed to. */
function toFile(c: Lowering, file: Value, span: Span): void {
  const maybeNone = file.kind === 'dynamic' && (file.type.kinds & (Kind.none | Kind.reference)) !== 0
  if (file.kind === 'object' || file.kind === 'class' || file.kind === 'module' || maybeNone)
    throw new Refusal(span, 'printing to this file is not supported', 'leave `file` out')
  if (c.flow.reachable) c.raise('AttributeError', span)
}

function add(c: Lowering, items: readonly Value[], span: Span): void {
  const cell = outputCell(c)
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

/** Joins constants beside a string; a call that prints nothing prints an empty line. */
function together(items: readonly Value[]): Value[] {
  const found: Value[] = []
  for (const item of items) {
    if (item.kind === 'constant' && item.value === '') continue
    const last = found.at(-1)
    if (item.kind === 'constant' && last?.kind === 'constant')
      found[found.length - 1] = constant(`${shown(last.value)}${shown(item.value)}`)
    else found.push(item)
  }
  return found.length === 0 ? [constant('')] : found
}
