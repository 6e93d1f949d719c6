import type { Span } from '../../../base/source.ts'
import type { Expression } from '../../../program/program.ts'
import { codesOf } from '../../claims/text-conditions.ts'
import type { Lowering } from '../../lowering/lowering.ts'
import { mostCharacters, type Piece, type PrintCode, PrintWriter } from '../../lowering/print.ts'
import { printedText, printInitially } from '../../lowering/printed-text.ts'
import { Refusal } from '../../lowering/refusals.ts'
import type { TextCells } from '../../lowering/text-cells.ts'
import { type Arguments, Kind, none, type Value } from '../../lowering/values.ts'
import { type PrintedPart, printedParts } from '../objects/printed.ts'
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

/** Adds the printed text to the output, in one step. */
function print(c: Lowering, { positional, keywords }: Arguments, span: Span): void {
  const sep = separator(c, keywords.get('sep') ?? none, ' ', span)
  const end = separator(c, keywords.get('end') ?? none, '\n', span)
  const file = keywords.get('file') ?? none
  const stream = streamOf(file)
  if (stream === null) toFile(c, file, span)
  const { text } = c.pass
  if (text === null || !c.flow.reachable || stream !== 'output') return
  if (sep === null) return refuse(span, '`sep` that is not a constant string')
  if (end === null) return refuse(span, '`end` that is not a constant string')
  const parts = positional.flatMap((arg, index) => [...(index > 0 ? [sep] : []), ...printedParts(c, arg, span)])
  const joined = together([...parts, end])
  // A character that is 0 would be taken for the end of the text.
  if (joined.some((part) => typeof part === 'string' && part.includes('\0'))) return refuse(span, 'the character `\\0`')
  add(c, text, joined, span)
}

function refuse(span: Span, what: string): never {
  throw new Refusal(span, `${what} is not supported where output is observed`, 'write the string where it is printed')
}

function isNone(value: Value): boolean {
  return value.kind === 'constant' && value.value === null
}

/** The stream of the program that `file` is; null if it is something else. */
function streamOf(file: Value): 'output' | 'errors' | null {
  if (isNone(file)) return 'output'
  if (file.kind !== 'builtin') return null
  return file.name === 'sys.stdout' ? 'output' : file.name === 'sys.stderr' ? 'errors' : null
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

function add(c: Lowering, text: TextCells, parts: readonly PrintedPart[], span: Span): void {
  const { pass, flow } = c
  if (c.initial) {
    const known = parts.map((part) => (typeof part === 'string' ? part : refuse(span, 'what is not known when threads start')))
    pass.prints(codesOf(known.join('')).length, 1)
    return printInitially(pass, text, known.join(''))
  }
  const operands = new Map<string, Expression>()
  const pieces = parts.map((part): Piece => {
    if (typeof part === 'string') return { kind: 'text', text: part }
    const { value, words, hasNumbers } = part
    // Arithmetic is a step before, and may overwrite what it computes with: so once only for what is printed twice.
    const key = JSON.stringify(value.expression)
    const operand = operands.get(key) ?? flow.operand(value, span)
    operands.set(key, operand)
    return words.size === 0 && hasNumbers
      ? { kind: 'value', value: operand }
      : { kind: 'word', value: operand, words, hasNumbers }
  })
  pass.prints(
    pieces.reduce((sum, piece) => sum + mostCharacters(piece), 0),
    flow.times,
  )
  const mark = flow.registers.mark()
  flow.atomic(pass.source.excerpt(span), span, () => new PrintWriter(codeOf(c, span), printedText(pass, text)).print(pieces))
  flow.registers.release(mark)
}

/** The code of a thread, for a `print` at a place. */
function codeOf({ flow }: Lowering, span: Span): PrintCode {
  return {
    register: () => flow.temporary('#printed'),
    emit: (operation) => flow.emit(operation, span),
    place: (mark) => flow.place(mark),
    leap: (condition, target) => flow.leap(condition, target, span),
  }
}

/** Joins texts that are beside each other. */
function together(parts: readonly PrintedPart[]): PrintedPart[] {
  const found: PrintedPart[] = []
  for (const part of parts) {
    const last = found.at(-1)
    if (typeof part === 'string' && typeof last === 'string') found[found.length - 1] = last + part
    else if (part !== '') found.push(part)
  }
  return found
}
