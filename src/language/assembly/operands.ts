import { inRange } from '../../base/integer.ts'
import type { Span } from '../../base/source.ts'
import { didYouMean } from '../../base/suggest.ts'
import type { Problems } from '../problems.ts'
import { type RegisterName, registerNames } from './machine.ts'
import type { Address, AssemblyVariable } from './tree.ts'

/** An operand as it is written. */
export type Operand = { readonly span: Span } & (
  | { readonly kind: 'immediate'; readonly value: number }
  | { readonly kind: 'register'; readonly register: RegisterName }
  | { readonly kind: 'memory'; readonly address: Address }
  | { readonly kind: 'label'; readonly name: string }
)

export type OperandKind = Operand['kind']

/** A part of a line without spaces at its ends, and where it starts in the text. */
export interface Piece {
  readonly text: string
  readonly start: number
}

/** What operands can name. */
export interface Scope {
  readonly variables: ReadonlyMap<string, AssemblyVariable>
  readonly problems: Problems
}

/** Splits a text at the commas outside of parentheses. */
export function operandPieces({ text, start }: Piece): Piece[] {
  const pieces: Piece[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at <= text.length; at++) {
    const sign = text[at]
    if (sign === '(') depth++
    if (sign === ')') depth--
    if (at < text.length && (sign !== ',' || depth > 0)) continue
    pieces.push(trimmed({ text: text.slice(from, at), start: start + from }))
    from = at + 1
  }
  return pieces
}

/** Returns a piece without the spaces at its ends. */
export function trimmed({ text, start }: Piece): Piece {
  return { text: text.trim(), start: start + (text.length - text.trimStart().length) }
}

/** Parses one operand; returns null after reporting an error. */
export function readOperand(scope: Scope, piece: Piece): Operand | null {
  const { text } = piece
  const span = spanOf(piece)
  if (text.startsWith('$')) return readImmediate(scope, piece)
  if (text.startsWith('%')) {
    const register = readRegister(scope, piece)
    return register === null ? null : { kind: 'register', register, span }
  }
  if (/^\.\S+$/.test(text)) return { kind: 'label', name: text, span }
  if (/^[\p{L}_]/u.test(text)) return readVariable(scope, piece)
  return readAddress(scope, piece)
}

/** Returns the place of a piece, which is never empty. */
export function spanOf({ text, start }: Piece): Span {
  return { start, end: start + Math.max(1, text.length) }
}

function readImmediate({ problems }: Scope, piece: Piece): Operand | null {
  const [, digits] = /^\$(-?\d+)$/.exec(piece.text) ?? []
  if (digits === undefined) {
    problems.error(spanOf(piece), `expected a number, found \`${piece.text}\``, 'write, for example, `$1` or `$-1`')
    return null
  }
  const value = numberIn(problems, digits, piece)
  return value === null ? null : { kind: 'immediate', value, span: spanOf(piece) }
}

function numberIn(problems: Problems, digits: string, piece: Piece): number | null {
  const value = Number(digits.replace(/\s/g, ''))
  if (inRange(value)) return value
  problems.error(spanOf(piece), 'this number is out of range', 'integers have 32 bits')
  return null
}

function readRegister({ problems }: Scope, piece: Piece): RegisterName | null {
  const name = piece.text.slice(1)
  const found = registerNames.find((each) => each === name)
  if (found !== undefined && piece.text.startsWith('%')) return found
  if (piece.text.startsWith('%')) {
    problems.error(spanOf(piece), `unknown register \`${piece.text}\``, didYouMean(name, registerNames))
  } else {
    problems.error(spanOf(piece), `expected a register, found \`${piece.text}\``, 'write a register with its sign: `%ax`')
  }
  return null
}

function readVariable({ variables, problems }: Scope, piece: Piece): Operand | null {
  const { text } = piece
  const found = variables.get(text)
  if (found !== undefined) return { kind: 'memory', address: direct(found.address), span: spanOf(piece) }
  const [, name = '', parenthesized] = /^([\p{L}\p{N}_]+)\s*(\()?/u.exec(text) ?? []
  const known = variables.get(name)
  if (known !== undefined && parenthesized !== undefined) {
    const hint = `write \`lea ${name}, %cx\` before, and the register in parentheses`
    problems.error(spanOf(piece), 'a variable cannot be the displacement of an address', hint)
  } else if (registerNames.some((each) => each === text)) {
    problems.error(spanOf(piece), `\`${text}\` is a register, which needs its sign`, `write \`%${text}\``)
  } else {
    const names = [...variables.keys()]
    const hint = names.length === 0 ? `declare it: \`.var ${name}\`` : didYouMean(text, names)
    problems.error(spanOf(piece), `unknown variable \`${text}\``, hint)
  }
  return null
}

function direct(displacement: number): Address {
  return { displacement, base: null, index: null, scale: 1 }
}

const addressHint = 'write an address as `2000`, `(%ax)`, `8(%ax)`, `8(%ax,%bx)` or `8(%ax,%bx,4)`'

function readAddress(scope: Scope, piece: Piece): Operand | null {
  const { problems } = scope
  const match = /^(-?\s*\d+)?\s*(?:\(([^()]*)\))?$/.exec(piece.text)
  if (match === null || piece.text === '') {
    const what = piece.text === '' ? 'nothing' : `\`${piece.text}\``
    problems.error(spanOf(piece), `expected an operand, found ${what}`, addressHint)
    return null
  }
  const [, digits = '0', inner] = match
  const displacement = numberIn(problems, digits, piece)
  if (displacement === null) return null
  if (inner === undefined) return { kind: 'memory', address: direct(displacement), span: spanOf(piece) }
  const start = piece.start + piece.text.indexOf('(') + 1
  const address = readRegisters(scope, { text: inner, start }, displacement)
  return address === null ? null : { kind: 'memory', address, span: spanOf(piece) }
}

/** Parses what stands in the parentheses of an address: base, index and scale, of which each may be missing. */
function readRegisters(scope: Scope, inner: Piece, displacement: number): Address | null {
  const pieces = operandPieces(inner)
  const [base, index, scale] = pieces
  if (pieces.length > 3 || inner.text.trim() === '') {
    scope.problems.error(spanOf(inner), 'expected one or two registers and a scale', addressHint)
    return null
  }
  const registers = [base, index].map((each) =>
    each === undefined || each.text === '' ? null : (readRegister(scope, each) ?? 'mistake'),
  )
  const factor = scale === undefined ? 1 : readScale(scope, scale)
  const [first = null, second = null] = registers
  if (first === 'mistake' || second === 'mistake' || factor === null) return null
  return { displacement, base: first, index: second, scale: factor }
}

function readScale({ problems }: Scope, piece: Piece): number | null {
  if (/^-?\s*\d+$/.test(piece.text)) return numberIn(problems, piece.text, piece)
  problems.error(spanOf(piece), `expected a number, found \`${piece.text}\``, 'write the scale as in `(%ax,%bx,4)`')
  return null
}
