import type { SyntaxNode } from '@lezer/common'
import { Bug } from '../../base/bug.ts'
import { positionAt, type Source } from '../../base/source.ts'
import type { Expectation, Invariant, Observable } from '../../program/program.ts'
import { type CommentClaim, claimInComment } from '../claims/comments.ts'
import { readConstant } from '../claims/expressions.ts'
import { globalNaming, type Names } from '../claims/names.ts'
import { readObservable, type Statements } from '../claims/observables.ts'
import { readExpectation } from '../claims/reader.ts'
import type { Naming, Reading } from '../claims/reading.ts'
import { parser } from '../grammar/grammar.js'
import { childOf, expressionsOf, firstError, parseRange, spanOf, textOf } from '../grammar/nodes.ts'
import { bodyIn, formOf, InstructionClaims } from '../ilv/claims.ts'
import type { Problems } from '../problems.ts'
import { memoryName } from './layout.ts'

const bodies = parser.configure({ top: 'ExpectBody' })
const conditions = parser.configure({ top: 'Condition' })

/** What comments claim about a program. */
export interface Claims {
  readonly invariants: readonly Invariant[]
  readonly expectations: readonly Expectation[]
}

/** Returns the claims in the comments of a text. */
export function claimsIn(source: Source): CommentClaim[] {
  const found: CommentClaim[] = []
  for (const { index, 0: all } of source.text.matchAll(/#.*/g)) {
    const signs = /^#+/.exec(all)?.[0].length ?? 1
    const start = index + signs
    const claim = claimInComment(all.slice(signs), start, positionAt(source.text, index).line)
    if (claim !== null) found.push(claim)
  }
  return found
}

/** Returns the addresses that claims name: `memory[2000]`. */
export function addressesNamed(claims: readonly CommentClaim[]): number[] {
  const names = claims.flatMap(({ text }) => [...text.matchAll(/\bmemory\s*\[\s*(\d{1,9})\s*\]/g)])
  return names.map(([, digits]) => Number(digits))
}

/** Reads the claims, once the names of the program are known. */
export function readClaims(source: Source, claims: readonly CommentClaim[], names: Names, problems: Problems): Claims {
  const invariants: Invariant[] = []
  const expectations: Expectation[] = []
  const reading: Reading = { source, problems, constants: new Map() }
  const statements: Statements = { reading, names }
  for (const claim of claims) {
    const { text, line, kind } = claim
    if (kind === 'mod') problems.error(claim.span, '`mod` is not supported in assembly', null)
    else {
      const top = parsed(statements, claim, kind === 'invariant' ? conditions : bodies)
      if (top === null) continue
      const body = kind === 'invariant' ? (expressionsOf(top)[0] ?? null) : bodyIn(top)
      if (body === null) throw new Bug('a claim without content')
      const language = new AssemblyClaims(statements, body)
      if (kind === 'invariant') {
        const condition = language.condition(body)
        if (condition !== null) invariants.push({ condition, text, line })
      } else {
        const expected = readExpectation(language, formOf(statements, body))
        if (expected !== null) expectations.push({ ...expected, text, line })
      }
    }
  }
  return { invariants, expectations }
}

function parsed({ reading, names }: Statements, { span }: CommentClaim, grammar: typeof parser): SyntaxNode | null {
  const { source, problems } = reading
  const node = parseRange(grammar, source.text, span.start, span.end)
  const mistake = firstError(node)
  if (mistake === null) return node
  const word = source.text.slice(mistake.start, mistake.end)
  if (names.shared.some(({ name }) => name === word)) {
    problems.error(mistake, `\`${word}\` is a reserved word in claims`, 'rename the variable')
    return null
  }
  const hint = 'write `outcomes memory[2000] = {1, 2}`, `final count == 2`, `possible T0.ax == 1` or a finding'
  problems.error(mistake, 'expected a claim', hint)
  return null
}

/** Reads claims in which `memory[2000]` is an address; else they are those of instruction text. */
class AssemblyClaims extends InstructionClaims {
  private readonly all: Statements

  constructor(statements: Statements, body: SyntaxNode) {
    super(statements, body)
    this.all = statements
  }

  override observable(node: SyntaxNode): Observable | null {
    const { reading } = this.all
    const isAddress = node.name === 'Element' && textOf(reading.source, childOf(node, 'Name')) === 'memory'
    const [index] = isAddress ? expressionsOf(node) : []
    if (index === undefined) return readObservable(this.all, node)
    const address = readConstant(reading, index)
    const variable = address === null ? null : this.variableAt(address, node)
    return variable === null ? null : { kind: 'shared', variable, element: null }
  }

  protected override naming(): Naming {
    const naming = globalNaming(this.all.names, this.all.reading.problems)
    return {
      ...naming,
      element: (name, node, index) => {
        if (name !== 'memory' || index.kind !== 'constant') return naming.element(name, node, index)
        const variable = this.variableAt(index.value, node)
        return variable === null ? null : { kind: 'shared', variable, index: null }
      },
    }
  }

  private variableAt(address: number, node: SyntaxNode): number | null {
    const index = this.all.names.shared.findIndex(({ name }) => name === memoryName(address))
    if (index !== -1) return index
    this.all.reading.problems.error(spanOf(node), `${address} holds no data of its own`, 'name the variable that is there')
    return null
  }
}
