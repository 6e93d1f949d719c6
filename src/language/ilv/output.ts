import type { SyntaxNode } from '@lezer/common'
import { automatonOf } from '../claims/automaton.ts'
import { readConstant } from '../claims/expressions.ts'
import type { Reading, WatchedPattern } from '../claims/reading.ts'
import { codesOf } from '../claims/text-conditions.ts'
import { stringIn } from '../claims/texts.ts'
import { childOf, expressionsOf, spanOf, textOf } from '../grammar/nodes.ts'
import { keptLength, outputName } from '../lowering/kept-text.ts'
import { longestNumber, type Watched } from '../lowering/print.ts'
import { Problems } from '../problems.ts'
import type { DefBlock, Outline, Statement } from './blocks.ts'
import { callIn } from './called.ts'
import type { Declarations } from './declarations.ts'
import { type Output, printedParts } from './printed.ts'

/** Declares the output of a program that prints, with the patterns that its claims compare it with; null if none prints. */
export function declareOutput(blocks: Outline, declarations: Declarations, observed: boolean): Output | null {
  const bound = new PrintBound(blocks, declarations)
  if (!bound.prints) return null
  const { source } = declarations.reading
  const claims = [...blocks.expectations, ...blocks.invariants].map(({ node }) => node)
  const strings = claims
    .flatMap((node) => nodesIn(node, 'String'))
    .map((node) => codesOf(stringIn(declarations.reading, node)).length)
  const most = bound.ofThreads()
  const declared = declarations.textLength(outputName)
  const isNamed = claims.some((node) => nodesIn(node, 'Variable').some((each) => textOf(source, each) === outputName))
  const endless = bound.endless
  if (endless !== null && declared === null && !isNamed && !observed) {
    // Beginnings of an endless output would multiply the states of a program that nobody asks what it prints.
    const hint = 'name `output` in an `expect` line, or observe it, to follow what it begins with'
    declarations.reading.problems.warn(spanOf(endless), 'this program prints without end, so its output is not followed', hint)
    return null
  }
  const { length, isWhole } = keptLength(most, declared, strings)
  const { text, size } = declarations.declareText(outputName, length, isWhole ? 'whole' : 'begin')
  const automata = new Map<string, WatchedPattern>()
  const watched: Watched[] = []
  let refused = false
  for (const node of claims.flatMap((each) => nodesIn(each, 'Regex'))) {
    const written = textOf(source, node)
    if (automata.has(written)) continue
    const automaton = automatonOf(written.slice(1, -1))
    if ('problem' in automaton) {
      declarations.reading.problems.error(
        spanOf(node),
        automaton.problem,
        'patterns have `.`, `[ab]`, `*`, `+`, `?`, `|` and parentheses',
      )
      refused = true
      continue
    }
    const [state, table] = declarations.declareAutomaton(automaton, watched.length)
    watched.push({ automaton, state, table })
    automata.set(written, { variable: state, accepting: automaton.accepting })
  }
  return { text, size, length, isWhole, watched, printed: { automata, refused } }
}

/** Returns the nodes with a name under a node, in the order of the text. */
function nodesIn(node: SyntaxNode, name: string): SyntaxNode[] {
  const found: SyntaxNode[] = []
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.name === name) found.push(child)
    found.push(...nodesIn(child, name))
  }
  return found
}

/** How many characters a program prints at most; infinitely many if a loop without a constant bound prints. */
class PrintBound {
  private readonly blocks: Outline
  private readonly declarations: Declarations
  private readonly defs: ReadonlyMap<string, DefBlock>
  private readonly ofDefs = new Map<string, number>()

  /** Which bounds are constant is found out without reporting those that are not. */
  private readonly reading: Reading

  constructor(blocks: Outline, declarations: Declarations) {
    this.blocks = blocks
    this.declarations = declarations
    this.reading = { ...declarations.reading, problems: new Problems(declarations.reading.source) }
    this.defs = new Map(blocks.defs.map((def) => [def.name, def]))
  }

  /** Whether any code prints. */
  get prints(): boolean {
    return firstOf([...this.blocks.threads, ...this.blocks.defs].map(({ body }) => this.printIn(body, false))) !== null
  }

  /** The first `print` in a loop that never ends, `while true`; null if there is none. */
  get endless(): SyntaxNode | null {
    return firstOf(this.blocks.threads.map(({ body }) => this.printIn(body, true)))
  }

  /** Returns the first `print` of a body; with `inEndless`, only of its loops that never end. */
  private printIn(body: readonly Statement[], inEndless: boolean): SyntaxNode | null {
    return firstOf(
      body.map((each) => {
        if (each.kind === 'if' || each.kind === 'select') {
          return firstOf(each.branches.map((branch) => this.printIn(branch.body, inEndless)))
        }
        if (each.kind === 'while' && inEndless) return this.printIn(each.body, !this.isTrue(each.node))
        if ('body' in each) return this.printIn(each.body, inEndless)
        return !inEndless && each.kind === 'instruction' && this.isPrint(each.node) ? each.node : null
      }),
    )
  }

  private isTrue(node: SyntaxNode): boolean {
    const [condition] = expressionsOf(node)
    const value = condition === undefined ? null : readConstant(this.reading, condition)
    return value !== null && value !== 0
  }

  ofThreads(): number {
    let sum = 0
    for (const { node, body } of this.blocks.threads) {
      const count = this.declarations
        .declarators(node, Number.POSITIVE_INFINITY)
        .reduce((all, { length }) => all + (length ?? 1), 0)
      sum += count * this.of(body)
    }
    return sum
  }

  /** Of a thread or a `def`. A jump may lead back, so that what stands once in the text is printed again and again. */
  private of(body: readonly Statement[]): number {
    const once = this.ofAll(body)
    return hasLabel(body) ? times(Number.POSITIVE_INFINITY, once) : once
  }

  private ofAll(body: readonly Statement[]): number {
    return body.reduce((sum, each) => sum + this.ofStatement(each), 0)
  }

  private ofStatement(statement: Statement): number {
    switch (statement.kind) {
      case 'if':
      case 'select':
        return Math.max(0, ...statement.branches.map(({ body }) => this.ofAll(body)))
      case 'while':
        return times(Number.POSITIVE_INFINITY, this.ofAll(statement.body))
      case 'repeat':
        return times(this.constantIn(statement.node), this.ofAll(statement.body))
      case 'for':
        return times(this.rounds(statement.node), this.ofAll(statement.body))
      case 'atomic':
      case 'op':
      case 'critical':
      case 'doorway':
        return this.ofAll(statement.body)
      case 'label':
        return 0
      case 'instruction':
      case 'assignment':
        return this.isPrint(statement.node) ? this.ofPrint(statement.node) : this.ofCall(statement.node)
    }
  }

  private ofPrint(node: SyntaxNode): number {
    return printedParts(node).reduce(
      (sum, each) => sum + (each.name === 'String' ? textOf(this.declarations.reading.source, each).length - 2 : longestNumber),
      0,
    )
  }

  private ofCall(node: SyntaxNode): number {
    const def = this.defs.get(callIn(this.declarations.reading.source, node, this.defs)?.name ?? '')
    if (def === undefined) return 0
    const known = this.ofDefs.get(def.name)
    if (known !== undefined) return known
    this.ofDefs.set(def.name, 0) // a `def` that calls itself is refused later
    const bound = this.of(def.body)
    this.ofDefs.set(def.name, bound)
    return bound
  }

  private isPrint(node: SyntaxNode): boolean {
    return node.name === 'Instruction' && textOf(this.declarations.reading.source, childOf(node, 'Opcode')) === 'print'
  }

  private constantIn(node: SyntaxNode): number {
    const [count] = expressionsOf(node)
    return count === undefined ? 0 : (readConstant(this.reading, count) ?? Number.POSITIVE_INFINITY)
  }

  private rounds(node: SyntaxNode): number {
    const bounds = expressionsOf(childOf(node, 'Range'))
    const [first, last] = bounds.map((each) => readConstant(this.reading, each))
    const isKnown = first !== undefined && first !== null && last !== undefined && last !== null
    return isKnown ? Math.max(0, last - first + 1) : Number.POSITIVE_INFINITY
  }
}

function hasLabel(body: readonly Statement[]): boolean {
  return body.some((each) => {
    if (each.kind === 'if' || each.kind === 'select') return each.branches.some((branch) => hasLabel(branch.body))
    return each.kind === 'label' || ('body' in each && hasLabel(each.body))
  })
}

/** Infinitely many rounds in which nothing is printed print nothing. */
function times(rounds: number, each: number): number {
  return each === 0 ? 0 : rounds * each
}

function firstOf(nodes: readonly (SyntaxNode | null)[]): SyntaxNode | null {
  return nodes.find((node) => node !== null) ?? null
}
