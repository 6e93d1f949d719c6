import type { SyntaxNode } from '@lezer/common'
import { unreachable } from '../../base/bug.ts'
import type { InputControls } from '../../base/controls.ts'
import { grouped } from '../../base/grouped.ts'
import type { Span } from '../../base/source.ts'
import { didYouMean } from '../../base/suggest.ts'
import type { Barrier, Condition, Mutex, Semaphore, SharedVariable } from '../../program/program.ts'
import { type Reading, readConstant } from '../claims/expressions.ts'
import { childOf, childrenOf, expressionsOf, spanOf, textOf } from '../grammar/nodes.ts'
import { namesIn } from './blocks.ts'
import type { Line } from './syntax.ts'

/** What a name stands for outside of expressions. */
export type Kind = 'shared variable' | 'lock' | 'semaphore' | 'condition' | 'barrier' | 'constant' | 'thread'

/** The most elements of an array. */
const longestArray = 100_000

/** All declarations, by kind and by name. */
export class Declarations {
  readonly shared: SharedVariable[] = []
  readonly mutexes: Mutex[] = []
  readonly semaphores: Semaphore[] = []
  readonly conditions: Condition[] = []
  readonly barriers: Barrier[] = []
  readonly constants: Map<string, number> = new Map()
  /** By variable: its modulus, if it has one. */
  readonly moduli: Map<number, number> = new Map()
  private readonly kinds = new Map<string, { kind: Kind; index: number }>()
  private readonly overrides: ReadonlyMap<string, number>
  readonly reading: Reading
  private readonly controls: InputControls

  constructor(reading: Omit<Reading, 'constants'>, overrides: ReadonlyMap<string, number>, controls: InputControls) {
    this.controls = controls
    this.reading = { ...reading, constants: this.constants }
    this.overrides = overrides
  }

  /** Reads every declaration of the text; reports overrides of unknown constants. */
  read(lines: readonly Line[]): void {
    for (const line of lines) this.declare(line)
    const constants = [...this.constants.keys()]
    for (const name of this.overrides.keys()) {
      if (this.constants.has(name)) continue
      const hint = didYouMean(name, constants) ?? 'this model declares no constants'
      this.reading.problems.error(null, `${this.controls.constants}: unknown constant \`${name}\``, hint)
    }
  }

  /** Returns the kind of a declared name, or null. */
  kindOf(name: string): Kind | null {
    return this.kinds.get(name)?.kind ?? null
  }

  /** Returns the index of a name of a kind; reports an error and returns null if the name is not of that kind. */
  indexOf(kind: Kind, name: string, span: Span): number | null {
    const known = this.kinds.get(name)
    if (known?.kind === kind) return known.index
    const others = [...this.kinds].filter(([, each]) => each.kind === kind).map(([each]) => each)
    const hint = didYouMean(name, others) ?? `declare it: \`${declarationOf(kind, name)}\``
    if (known === undefined) this.reading.problems.error(span, `unknown ${kind} \`${name}\``, hint)
    else this.reading.problems.error(span, `\`${name}\` is a ${known.kind}, not a ${kind}`, hint)
    return null
  }

  /** Declares a name; reports an error if it is declared already. */
  name(kind: Kind, name: string, node: SyntaxNode, index: number): void {
    const known = this.kinds.get(name)
    if (known === undefined) this.kinds.set(name, { kind, index })
    else this.reading.problems.error(spanOf(node), `\`${name}\` is already declared, as a ${known.kind}`, 'choose another name')
  }

  private declare({ form, node }: Line): void {
    const { source } = this.reading
    switch (form) {
      case 'Shared':
      case 'AtomicShared':
        return this.declareShared(node, form === 'AtomicShared')
      case 'Lock': {
        const discipline = this.disciplineOf(node)
        for (const each of namesIn(source, node)) {
          this.name('lock', each.name, each.node, this.mutexes.push({ name: each.name, discipline }) - 1)
        }
        return
      }
      case 'ConditionVariable':
        for (const each of namesIn(source, node)) {
          this.name('condition', each.name, each.node, this.conditions.push({ name: each.name }) - 1)
        }
        return
      case 'Semaphore': {
        const initial = this.single(node, 0, 'a semaphore needs an initial value of 0 or more') ?? 0
        for (const each of namesIn(source, node)) {
          this.name('semaphore', each.name, each.node, this.semaphores.push({ name: each.name, initial }) - 1)
        }
        return
      }
      case 'Barrier': {
        const parties = this.single(node, 1, 'a barrier needs 1 thread or more') ?? 1
        for (const each of namesIn(source, node)) {
          this.name('barrier', each.name, each.node, this.barriers.push({ name: each.name, parties }) - 1)
        }
        return
      }
      case 'Constant': {
        const [named] = namesIn(source, node)
        const value = this.single(node, null, '')
        if (named === undefined) return
        this.name('constant', named.name, named.node, this.constants.size)
        this.constants.set(named.name, this.overrides.get(named.name) ?? value ?? 0)
      }
    }
  }

  private declareShared(node: SyntaxNode, atomic: boolean): void {
    const { problems, source } = this.reading
    const modulus = this.modulusOf(node)
    const initialNode = node.getChild('Initial')
    const values = initialNode === null ? [0] : expressionsOf(initialNode).map((each) => readConstant(this.reading, each) ?? 0)
    for (const declarator of childrenOf(node, 'Declarator')) {
      const nameNode = childOf(declarator, 'Name')
      const [lengthNode] = expressionsOf(declarator)
      const name = textOf(source, nameNode)
      let length = lengthNode === undefined ? null : readConstant(this.reading, lengthNode)
      if (length !== null && (length < 1 || length > longestArray)) {
        const hint = `an array has 1 to ${grouped(longestArray)} elements`
        problems.error(spanOf(declarator), `\`${name}\` cannot have ${length} elements`, hint)
        length = 1
      }
      const count = length ?? 1
      if (values.length !== 1 && values.length !== count) {
        const message = `\`${name}\`: expected ${count === 1 ? '1 value' : `${count} values`}, found ${values.length}`
        problems.error(
          spanOf(initialNode ?? node),
          message,
          count === 1 ? `for an array write \`${name}[${values.length}]\`` : null,
        )
      }
      const initial = Array.from({ length: count }, (_, index) => values[values.length === 1 ? 0 : index] ?? 0)
      const variable = this.shared.push({ name, length, initial, atomic }) - 1
      this.name('shared variable', name, nameNode, variable)
      if (modulus !== null) this.moduli.set(variable, modulus)
      if (modulus !== null && initial.some((value) => value < 0 || value >= modulus)) {
        problems.error(spanOf(declarator), `the initial value of \`${name}\` is outside of 0..${modulus - 1}`, null)
      }
    }
  }

  private modulusOf(node: SyntaxNode): number | null {
    const [each] = expressionsOf(node.getChild('Modulus') ?? node)
    if (node.getChild('Modulus') === null || each === undefined) return null
    const modulus = readConstant(this.reading, each)
    if (modulus === null || modulus >= 1) return modulus
    this.reading.problems.error(spanOf(each), 'a modulus must be 1 or more', null)
    return null
  }

  private disciplineOf(node: SyntaxNode): Mutex['discipline'] {
    const modifier = node.getChild('Modifier')
    if (modifier === null) return 'plain'
    const word = textOf(this.reading.source, modifier)
    if (word === 'reentrant' || word === 'transferable') return word
    const hint = didYouMean(word, ['reentrant', 'transferable'])
    this.reading.problems.error(spanOf(modifier), `unknown kind of lock \`${word}\``, hint)
    return 'plain'
  }

  private single(node: SyntaxNode, least: number | null, hint: string): number | null {
    const initial = childOf(node, 'Initial')
    const [value, second] = expressionsOf(initial)
    if (second !== undefined) this.reading.problems.error(spanOf(second), 'expected one value', null)
    const number = value === undefined ? null : readConstant(this.reading, value)
    if (number === null || least === null || number >= least) return number
    this.reading.problems.error(spanOf(initial), `${number} is too small`, hint)
    return null
  }
}

function declarationOf(kind: Kind, name: string): string {
  switch (kind) {
    case 'shared variable':
      return `shared ${name} = 0`
    case 'lock':
    case 'condition':
      return `${kind} ${name}`
    case 'semaphore':
    case 'barrier':
      return `${kind} ${name} = 1`
    case 'constant':
      return `const ${name} = 1`
    case 'thread':
      return `thread ${name}:`
    default:
      return unreachable(kind)
  }
}
