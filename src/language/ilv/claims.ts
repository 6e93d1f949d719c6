import type { SyntaxNode } from '@lezer/common'
import { Bug, unreachable } from '../../base/bug.ts'
import type { Source, Span } from '../../base/source.ts'
import { didYouMean } from '../../base/suggest.ts'
import { type Expression, findingKinds, type Observable, type TemporalCase, type Value } from '../../program/program.ts'
import { constantNaming, nameOf, readConstant, readExpression, readThreadName } from '../claims/expressions.ts'
import { globalNaming, holderNamed } from '../claims/names.ts'
import { readObservable, type Statements } from '../claims/observables.ts'
import { readEach } from '../claims/quantified.ts'
import type { ClaimForm, ClaimLanguage, ClaimMistake, Shape, TemporalForm } from '../claims/reader.ts'
import type { Naming, Reading } from '../claims/reading.ts'
import { codesOf } from '../claims/text-conditions.ts'
import { stringIn } from '../claims/texts.ts'
import { childOf, childrenOf, expressionsOf, spanOf, textOf } from '../grammar/nodes.ts'

/** What the grammar calls the bodies of `expect` lines. */
const bodies = [
  'Outcomes',
  'Deadlocks',
  'Final',
  'Possible',
  'Reachable',
  'Never',
  'States',
  'Interleavings',
  'Overtaking',
  'Temporal',
  'Finding',
] as const

/** Returns the body of an `expect` line under a node, or null. */
export function bodyIn(node: SyntaxNode): SyntaxNode | null {
  return childrenOf(node, ...bodies)[0] ?? null
}

/** Returns the form of an `expect` line, from the node of its body. */
export function formOf(statements: Statements, body: SyntaxNode): ClaimForm<SyntaxNode> {
  const { source } = statements.reading
  const digits = (): string => `${BigInt(textOf(source, childOf(body, 'Number')).replace(/_/g, ''))}`
  switch (body.name) {
    case 'Outcomes':
    case 'Deadlocks':
      return {
        kind: body.name === 'Outcomes' ? 'outcomes' : 'deadlocks',
        names: childrenOf(childOf(body, 'Observed'), 'Variable', 'Element', 'Peer'),
        rows: rowsOf(childOf(body, 'OutcomeSet')),
      }
    case 'Final':
      return { kind: 'final', condition: conditionIn(body) }
    case 'Possible':
      return { kind: 'possible', condition: conditionIn(body) }
    case 'Reachable':
      return { kind: 'reachable', condition: conditionIn(body) }
    case 'Never':
      return { kind: 'never', condition: conditionIn(body) }
    case 'States':
    case 'Interleavings':
      return { kind: body.name === 'States' ? 'states' : 'interleavings', count: digits() }
    case 'Overtaking': {
      const name = body.getChild('Name')
      const section = name === null ? null : textOf(source, name)
      if (body.getChild('Unbounded') !== null) return { kind: 'overtaking', section, operator: '==', bound: null }
      if (body.getChild('Bounded') !== null) return { kind: 'overtaking', section, operator: '<', bound: null }
      return { kind: 'overtaking', section, operator: textOf(source, childOf(body, 'Operator')), bound: conditionIn(body) }
    }
    case 'Temporal': {
      const words = childrenOf(body, 'TemporalWord').map((each) => textOf(source, each))
      const [, goal = null] = expressionsOf(body)
      const each = childrenOf(body, 'Each')
      return { kind: 'temporal', each, words, condition: conditionIn(body), goal, fairness: fairnessIn(source, body) }
    }
    case 'Finding': {
      const finding = textOf(source, childOf(body, 'Kind')).replace(/\s/g, '')
      const of = body.getChild('Of')
      const thread = of === null ? null : childOf(of, 'ThreadName')
      return { kind: 'finding', finding, present: body.getChild('No') === null, of: thread, fairness: fairnessIn(source, body) }
    }
    default: // a name of the grammar, which is an open set
      throw new Bug(`not an expectation: ${body.name}`)
  }
}

function fairnessIn(source: Source, body: SyntaxNode): string | null {
  const under = body.getChild('Under')
  return under === null ? null : textOf(source, childOf(under, 'Name'))
}

/** Returns the expression under a node, which the grammar guarantees. */
export function conditionIn(parent: SyntaxNode): SyntaxNode {
  const [node] = expressionsOf(parent)
  if (node === undefined) throw new Bug('condition without expression')
  return node
}

function rowsOf(set: SyntaxNode): SyntaxNode[] {
  const rows: SyntaxNode[] = []
  for (let node = set.firstChild; node !== null; node = node.nextSibling) {
    if (node.type.name.length > 1) rows.push(node) // the others are punctuation
  }
  return rows
}

/** Reads claims of instruction text. */
export class InstructionClaims implements ClaimLanguage<SyntaxNode> {
  private readonly statements: Statements
  private readonly body: SyntaxNode

  constructor(statements: Statements, body: SyntaxNode) {
    this.statements = statements
    this.body = body
  }

  condition(node: SyntaxNode): Expression | null {
    return readExpression(this.statements.reading, node, this.naming())
  }

  observable(node: SyntaxNode): Observable | null {
    return readObservable(this.statements, node)
  }

  valuesOf(row: SyntaxNode): SyntaxNode[] {
    if (row.name !== 'Tuple') return [row]
    return [...childrenOf(row, 'ArrayValue'), ...expressionsOf(row)].sort((a, b) => a.from - b.from)
  }

  /** Returns 0 for a value that is not a constant, so that the reader also finds the other mistakes of a set. */
  value(node: SyntaxNode, of: Observable | null): Value | null {
    if (of?.kind === 'aspect' && of.aspect === 'holder') return this.holder(node)
    if (node.name === 'String') return codesOf(stringIn(this.statements.reading, node))
    const number = (each: SyntaxNode): number => readConstant(this.statements.reading, each) ?? 0
    return node.name === 'ArrayValue' ? expressionsOf(node).map(number) : number(node)
  }

  /** Returns the number of a thread that holds a lock, or -1 for `free`. */
  private holder(node: SyntaxNode): number | null {
    const { reading, names } = this.statements
    const name = nameOf(reading, node)
    const found = name === null ? null : holderNamed(names, name)
    if (found === null) {
      this.error(spanOf(node), 'a lock is held by a thread, or free', 'write the name of a thread, or `free`')
    }
    return found
  }

  cases({ each, condition, goal }: TemporalForm<SyntaxNode>): readonly TemporalCase[] | null {
    const bodies = goal === null ? [condition] : [condition, goal]
    let instances: readonly { readonly reading: Reading; readonly label: string }[] = [
      { reading: this.statements.reading, label: '' },
    ]
    for (const node of each) {
      const inner = instances.map((outer) => {
        const found = readEach(outer.reading, node, bodies, this.naming(), readExpression)
        return found?.map(({ reading, label }) => ({
          reading,
          label: [outer.label, label].filter((text) => text !== '').join(', '),
        }))
      })
      if (inner.includes(undefined)) return null
      instances = inner.flatMap((found) => found ?? [])
    }
    const cases = instances.map(({ reading, label }): TemporalCase | null => {
      const [first, second] = bodies.map((body) => readExpression(reading, body, this.naming()))
      if (first === null || first === undefined || second === null) return null
      return { label, condition: first, ...(second === undefined ? {} : { goal: second }) }
    })
    return cases.includes(null) ? null : cases.filter((found) => found !== null)
  }

  thread(node: SyntaxNode): number | null {
    const { reading, names } = this.statements
    const name = readThreadName(reading, node, constantNaming(reading))
    if (name === null) return null
    const index = names.threads.findIndex((each) => each.name === name)
    if (index !== -1) return index
    const known = names.threads.map((each) => each.name)
    this.error(spanOf(node), `unknown thread \`${name}\``, didYouMean(name, known) ?? threadHint(known))
    return null
  }

  /** The meaning of names in conditions. */
  protected naming(): Naming {
    return globalNaming(this.statements.names, this.statements.reading.problems)
  }

  sections(): readonly string[] {
    return this.statements.sections ?? []
  }

  shapeOf(observable: Observable): Shape {
    const whole = observable.kind === 'shared' && observable.element === null
    const variable = whole ? this.statements.names.shared[observable.variable] : undefined
    return {
      name: variable?.name ?? 'this',
      length: variable?.length ?? null,
      growing: variable?.sizedBy !== undefined,
      text: variable?.text !== undefined,
    }
  }

  report(mistake: ClaimMistake<SyntaxNode>): void {
    switch (mistake.kind) {
      case 'unknown-finding': {
        const { finding } = mistake
        return this.error(
          spanOf(childOf(this.body, 'Kind')),
          `unknown finding \`${finding}\``,
          expectHint(finding) ?? didYouMean(finding, findingKinds),
        )
      }
      case 'unknown-section':
        return this.error(spanOf(this.body), ...sectionMistake(mistake.name, mistake.sections))
      case 'bound-of-overtaking':
        return this.error(spanOf(this.body), 'a thread overtakes another 0 times or more', 'write a number from 0')
      case 'unknown-fairness': {
        const hint =
          didYouMean(mistake.word, ['no', 'weak', 'strong']) ??
          'write `under no fairness`, `under weak fairness` or `under strong fairness`'
        return this.error(spanOf(childOf(this.body, 'Under')), `there is no \`${mistake.word}\` fairness`, hint)
      }
      case 'without-fairness':
        return this.error(
          spanOf(childOf(this.body, 'Under')),
          `\`${mistake.finding}\` does not depend on fairness`,
          'only `livelock`, `starvation` and what holds always or eventually do',
        )
      case 'without-thread':
        return this.error(
          spanOf(childOf(this.body, 'Of')),
          `\`${mistake.finding}\` is not about one thread`,
          'only `starvation of A` names a thread',
        )
      case 'temporal-words': {
        const hint = 'write `always e`, `eventually e`, `always eventually e`, `eventually always e` or `e leads-to f`'
        return this.error(spanOf(this.body), `\`${mistake.words.join(' ')}\` is not supported`, hint)
      }
      case 'count-of-values': {
        const { row, given, wanted } = mistake
        const hint = wanted === 1 ? 'write one value per outcome' : `write each outcome as ${wanted} values in parentheses`
        return this.error(spanOf(row), `expected ${wanted} value${wanted === 1 ? '' : 's'}, found ${given}`, hint)
      }
      case 'shape-of-values': {
        const { name, length } = mistake.shape
        const { text } = mistake.shape
        const hint = text
          ? 'write a text: `"ab"`'
          : length === null
            ? 'write a number'
            : `write a list of ${length} values: \`[0, 1]\``
        return this.error(spanOf(childOf(this.body, 'OutcomeSet')), `\`${name}\` cannot have this value`, hint)
      }
      case 'modulus-of-element':
        throw new Bug('a declaration counts modulo here, not a claim')
      default:
        return unreachable(mistake)
    }
  }

  private error(span: Span, message: string, hint: string | null): void {
    this.statements.reading.problems.error(span, message, hint)
  }
}

/** Returns the message about a critical section that is not there, and its hint. */
function sectionMistake(name: string | null, sections: readonly string[]): [string, string | null] {
  const named = sections.filter((each) => each !== '')
  if (sections.length === 0) {
    return ['several threads need a critical section for this', 'write `critical:` … `end` around it in each thread']
  }
  if (name === null) return ['there are several critical sections', `name one of them: \`overtaking ${named[0]} <= 1\``]
  const hint = didYouMean(name, named) ?? (named.length === 0 ? 'the critical section has no name: leave this one out' : null)
  return [`unknown critical section \`${name}\``, hint]
}

function threadHint(known: readonly string[]): string {
  return `the threads are ${known.slice(0, 8).join(', ')}${known.length > 8 ? ', …' : ''}`
}

/** Returns the form of a line that has nothing but the first word of one. */
function expectHint(word: string): string | null {
  if (word === 'always' || word === 'eventually') return `write \`expect ${word} x == 1\``
  if (word === 'leads-to') return 'write `expect x == 1 leads-to y == 1`'
  return word === 'overtaking' ? 'write `expect overtaking <= 1`' : null
}
