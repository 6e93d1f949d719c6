import { didYouMean } from '../../../base/suggest.ts'
import { binary, constant, type Expression } from '../../../program/expressions.ts'
import type { Asked, Computed, Meaning, ShownExpression } from '../../../program/program.ts'
import type { AskedTexts } from '../read.ts'
import type { Expr } from '../syntax/tree.ts'
import type { Branch } from './nodes.ts'
import { holds, type Observer } from './observing.ts'
import { conditionOf } from './tree-conditions.ts'
import type { ClaimContext } from './unfolded-claims.ts'

/**
 * Reads expressions of Python that options have. What they are worth in each state is found by executing them there, and
 * becomes an expression over the variables of the program. Called twice, as claims are read: to find out what they look at,
 * then to translate them.
 */
export function readAsked(context: ClaimContext, texts: AskedTexts): Asked {
  const reading = new Reading(context)
  const observed = texts.observed.flatMap((text) => reading.observed(text) ?? [])
  const conditions = texts.conditions.flatMap((text) => reading.condition(text) ?? [])
  return { observed, conditions, refused: reading.refused }
}

/** The greatest integer that stands for itself; beyond it are the codes of other values. */
const greatest = 1_000_000_000

class Reading {
  private readonly context: ClaimContext
  readonly refused: { text: string; message: string; hint: string | null }[] = []

  constructor(context: ClaimContext) {
    this.context = context
  }

  condition(text: string): ShownExpression | null {
    const part = this.parsed(text)
    if (part === null) return null
    const { observer, finals } = this.context
    const { tree, exceptions } = observer.truthTree(part, finals)
    if (exceptions.has('NameError')) return this.unknown(part, text)
    for (const exception of exceptions) {
      if (!this.raisesAtEnds(part, exception)) continue
      if (exception === 'AttributeError') return this.unknownAttribute(text)
      return this.refuse(
        text,
        `\`${text}\` raises ${exception} wherever executions end`,
        'write an expression that has a value there',
      )
    }
    const expression = this.translated(tree, (found) => found === holds)
    return { text, expression: expression ?? constant(0) }
  }

  observed(text: string): Computed | null {
    const part = this.parsed(text)
    if (part === null) return null
    const values = new Values()
    let isMistaken = false
    const tree = this.context.observer.tree(this.context.all, (cells) => {
      const { meaning, exception } = meaningOf(this.context.observer, part, cells)
      isMistaken ||= exception === 'NameError' || exception === 'AttributeError'
      return values.numberOf(meaning)
    })
    if (isMistaken && this.raisesAtEnds(part, 'NameError')) return this.unknown(part, text)
    if (isMistaken && this.raisesAtEnds(part, 'AttributeError')) return this.unknownAttribute(text)
    const codes = values.codes()
    const terms = codes.flatMap(({ code }, number): Expression[] => {
      const condition = code === 0 ? null : this.translated(tree, (found) => found === number)
      return condition === null ? [] : [binary('*', constant(code), condition)]
    })
    const expression = terms.reduce((sum: Expression | null, each) => (sum === null ? each : binary('+', sum, each)), null)
    const meanings: Record<string, Meaning> = {}
    for (const { code, meaning } of codes) if (typeof meaning !== 'number') meanings[`${code}`] = meaning
    return {
      kind: 'computed',
      text,
      expression: expression ?? constant(0),
      ...(Object.keys(meanings).length === 0 ? {} : { meanings }),
    }
  }

  private parsed(text: string): Expr | null {
    const part = this.context.observer.parse(text)
    if (part === null)
      this.refuse(text, `expected an expression of Python, found \`${text}\``, 'write, for example, `len(items)`')
    return part
  }

  /** Whether an expression raises an exception wherever executions end: before that, a name may not have been assigned yet. */
  private raisesAtEnds(part: Expr, exception: string): boolean {
    const { observer, finals, all } = this.context
    const ends = finals.length > 0 ? finals : all
    return ends.every((cells) => meaningOf(observer, part, cells).exception === exception)
  }

  private unknown(part: Expr, text: string): null {
    const { observer } = this.context
    const missing = namesIn(part).find((name) => observer.isUnknown(name)) ?? text
    const known = observer.names()
    return this.refuse(text, `unknown name \`${missing}\``, didYouMean(missing, known))
  }

  private unknownAttribute(text: string): null {
    return this.refuse(text, `\`${text}\` names an unknown attribute`, 'name one that the object has')
  }

  private refuse(text: string, message: string, hint: string | null): null {
    this.refused.push({ text, message, hint })
    return null
  }

  private translated(tree: Branch | null, isMeant: (found: number) => boolean): Expression | null {
    if (tree === null) return null
    this.noteAll(tree)
    const { variables } = this.context
    if (variables === null) return null
    return conditionOf(tree, variables, (end) => end.kind === 'leaf' && isMeant(end.next))
  }

  /** Notes all places that a tree reads, with their values. */
  private noteAll(tree: Branch): void {
    if (tree.kind !== 'read') return
    for (const [value, next] of tree.next) {
      this.context.note(tree.cell, value)
      this.noteAll(next)
    }
  }
}

type Found = number | Meaning

/** What an expression is worth in a state. Values that no integer stands for are known by their texts. */
function meaningOf(
  observer: Observer,
  part: Expr,
  cells: readonly number[],
): { readonly meaning: Found; readonly exception: string | null } {
  const observed = observer.evaluate(part, cells)
  if (observed.kind === 'raises') return { meaning: { name: observed.exception }, exception: observed.exception }
  const { value } = observed
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return { meaning: value, exception: null }
  if (typeof value === 'number' && Math.abs(value) <= greatest) return { meaning: value, exception: null }
  const text = observer.evaluate(represented(part), cells)
  return { meaning: { name: text.kind === 'value' ? `${text.value}` : text.exception }, exception: null }
}

const representations = new WeakMap<Expr, Expr>()

function represented(part: Expr): Expr {
  const known = representations.get(part)
  if (known !== undefined) return known
  const { span } = part
  const callee: Expr = { kind: 'name', name: '.repr', span }
  const call: Expr = { kind: 'call', callee, positional: [part], keywords: [], doubleStars: [], span }
  representations.set(part, call)
  return call
}

/** The values of an expression, numbered. */
class Values {
  private readonly numbers = new Map<string, number>()
  private readonly meanings: Found[] = []

  numberOf(meaning: Found): number {
    const key = JSON.stringify(meaning)
    const known = this.numbers.get(key) ?? this.meanings.push(meaning) - 1
    this.numbers.set(key, known)
    return known
  }

  /** The integer for each of them: integers are themselves, booleans 0 and 1 if there are only these. */
  codes(): { readonly code: number; readonly meaning: Found }[] {
    const areBoolean = this.meanings.every((each) => typeof each === 'boolean')
    let next = Math.max(-1, ...this.meanings.filter((each) => typeof each === 'number'))
    return this.meanings.map((meaning) => {
      if (typeof meaning === 'number') return { code: meaning, meaning }
      return { code: areBoolean ? Number(meaning) : ++next, meaning }
    })
  }
}

/** The names in an expression, in any depth. */
function namesIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return []
  if ('kind' in part && part.kind === 'name' && 'name' in part && typeof part.name === 'string') return [part.name]
  return Object.values(part).flatMap(namesIn)
}
