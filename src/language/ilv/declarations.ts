import type { SyntaxNode } from '@lezer/common'
import { unreachable } from '../../base/bug.ts'
import type { InputControls } from '../../base/controls.ts'
import { grouped } from '../../base/grouped.ts'
import type { Span } from '../../base/source.ts'
import { didYouMean } from '../../base/suggest.ts'
import { mostMessages } from '../../program/channels.ts'
import type { Barrier, Channel, Condition, Mutex, Semaphore, SharedVariable } from '../../program/program.ts'
import type { Automaton } from '../claims/automaton.ts'
import { readConstant } from '../claims/expressions.ts'
import type { Reading } from '../claims/reading.ts'
import { childOf, childrenOf, expressionsOf, isExpression, spanOf, textOf } from '../grammar/nodes.ts'
import { tableOf } from '../lowering/automaton-table.ts'
import type { Line } from './syntax.ts'

/** What a name stands for outside of expressions. */
export type Kind = 'shared variable' | 'lock' | 'semaphore' | 'condition' | 'barrier' | 'channel' | 'constant' | 'thread'

/** What a name was declared as. */
export interface Declared {
  readonly kind: Kind
  /** The index of the thing, or of the first one of an array. */
  readonly index: number
  /** How many an array has; null for a single thing. Shared variables are one thing each, arrays too. */
  readonly length: number | null
}

/** A name with the node that declares it; `length` is that of an array. */
interface Declarator {
  readonly name: string
  readonly node: SyntaxNode
  readonly length: number | null
}

/** Names of a declaration that have the same initial values. */
interface Group {
  readonly declarators: readonly Declarator[]
  readonly values: readonly number[]
  /** Whether the last value is that of all further elements: `1, 0, ...`. */
  readonly fills: boolean
}

/** The most locks, threads and so on that one declaration may have. */
const longestRow = 1000

/** The most elements of an array. */
const longestArray = 100_000

/** All declarations, by kind and by name. */
export class Declarations {
  readonly shared: SharedVariable[] = []
  readonly mutexes: Mutex[] = []
  readonly semaphores: Semaphore[] = []
  readonly conditions: Condition[] = []
  readonly barriers: Barrier[] = []
  readonly channels: Channel[] = []
  /** `true` and `false` are constants unless the text declares them. */
  readonly constants: Map<string, number> = new Map([
    ['true', 1],
    ['false', 0],
  ])
  /** By variable: its modulus, if it has one. */
  readonly moduli: Map<number, number> = new Map()
  private readonly kinds = new Map<string, Declared>()
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
    const constants = [...this.kinds].filter(([, { kind }]) => kind === 'constant').map(([name]) => name)
    for (const name of this.overrides.keys()) {
      if (constants.includes(name)) continue
      const hint = didYouMean(name, constants) ?? 'this model declares no constants'
      this.reading.problems.error(null, `${this.controls.constants}: unknown constant \`${name}\``, hint)
    }
  }

  /** Returns the index of a hidden array of a length, whose name is that of the things that its index stands for. */
  guard(name: string, length: number): number {
    const known = this.shared.findIndex((each) => each.name === name && each.hidden === true)
    if (known !== -1) return known
    return this.shared.push({ name, length, initial: Array.from({ length }, () => 0), atomic: false, hidden: true }) - 1
  }

  /** Returns the number of elements that the text declares for a name, or null. */
  textLength(name: string): number | null {
    return this.shared.find((each) => each.name === name)?.length ?? null
  }

  /** Declares the text that `print` writes, of at most `length` characters; it replaces an array of that name. */
  declareText(name: string, length: number, text: 'whole' | 'begin'): { text: number; size: number } {
    const size = this.shared.push({ name: '#size', length: null, initial: [0], atomic: true, hidden: true }) - 1
    const elements = text === 'whole' ? length : length + 1
    const initial = Array.from({ length: elements }, () => 0)
    const variable: SharedVariable = { name, length: elements, initial, atomic: true, text, sizedBy: size }
    const known = this.shared.findIndex((each) => each.name === name)
    if (this.shared[known]?.length === null) {
      const hint = 'rename it; `shared output[40]` says how much of the output to look at'
      this.reading.problems.error(null, `\`${name}\` is the text that \`print\` writes`, hint)
    }
    if (known === -1) {
      const index = this.shared.push(variable) - 1
      this.kinds.set(name, { kind: 'shared variable', index, length: null })
      return { text: index, size }
    }
    this.shared[known] = variable
    return { text: known, size }
  }

  /** Declares the state of an automaton and its table; returns both variables. */
  declareAutomaton(automaton: Automaton, number: number): [number, number] {
    const { start } = automaton
    const table = tableOf(automaton)
    const state = this.shared.push({ name: `#match${number}`, length: null, initial: [start], atomic: true, hidden: true }) - 1
    const next = { name: `#next${number}`, length: table.length, initial: table, atomic: true, hidden: true }
    return [state, this.shared.push(next) - 1]
  }

  /** Returns the kind of a declared name, or null. */
  kindOf(name: string): Kind | null {
    return this.kinds.get(name)?.kind ?? null
  }

  /** Returns what a name of a kind stands for; reports an error and returns null if the name is not of that kind. */
  declared(kind: Kind, name: string, span: Span): Declared | null {
    const known = this.kinds.get(name)
    if (known?.kind === kind) return known
    const others = [...this.kinds].filter(([, each]) => each.kind === kind).map(([each]) => each)
    const hint = didYouMean(name, others) ?? `declare it: \`${declarationOf(kind, name)}\``
    const instead = known === undefined ? undefined : instructionsOf.get(known.kind)
    if (known !== undefined && instead !== undefined) {
      this.reading.problems.error(
        span,
        `\`${name}\` is a ${known.kind}, not a ${kind}`,
        `${instead.replaceAll(/\bx\b/g, name)}, or ${hint}`,
      )
    } else if (known === undefined) this.reading.problems.error(span, `unknown ${kind} \`${name}\``, hint)
    else this.reading.problems.error(span, `\`${name}\` is a ${known.kind}, not a ${kind}`, hint)
    return null
  }

  /** Declares a name; reports an error if it is declared already. */
  name(kind: Kind, name: string, node: SyntaxNode, index: number, length: number | null = null): void {
    const known = this.kinds.get(name)
    if (known === undefined) {
      this.kinds.set(name, { kind, index, length })
      if (kind !== 'constant') this.constants.delete(name)
      return
    }
    // As in `lock m` inside of a thread.
    const hint = kind === 'lock' && known.kind === 'lock' ? `to take it, write \`acquire ${name}\`` : 'choose another name'
    this.reading.problems.error(spanOf(node), `\`${name}\` is already declared, as a ${known.kind}`, hint)
  }

  /** Returns the names in a declaration, with the lengths of arrays. */
  declarators(node: SyntaxNode, longest: number): Declarator[] {
    return childrenOf(node, 'Declarator').map((declarator) => {
      const nameNode = childOf(declarator, 'Name')
      const name = textOf(this.reading.source, nameNode)
      const [lengthNode] = expressionsOf(declarator)
      const length = lengthNode === undefined ? null : readConstant(this.reading, lengthNode)
      if (length === null || (length >= 1 && length <= longest)) return { name, node: nameNode, length }
      const hint = `an array has 1 to ${grouped(longest)} elements`
      this.reading.problems.error(spanOf(declarator), `\`${name}\` cannot have ${length} elements`, hint)
      return { name, node: nameNode, length: 1 }
    })
  }

  /** Declares each name of a declaration, and adds one thing to `list` for it, or one for each element: `fork[0]`. */
  private declareAll<T>(kind: Kind, node: SyntaxNode, list: T[], made: (name: string) => T): void {
    for (const { name, node: nameNode, length } of this.declarators(node, longestRow)) {
      this.name(kind, name, nameNode, list.length, length)
      for (const each of namesOf(name, length)) list.push(made(each))
    }
  }

  private declareSemaphores(node: SyntaxNode): void {
    const groups = this.groupsOf(node, longestRow)
    this.requireLeast(node, groups, 0, 'a semaphore needs an initial value of 0 or more')
    const greatest = this.greatestOf(node, Math.max(...groups.flatMap(({ values }) => values)))
    const order = this.modifiersOf(node, 'kind of semaphore', ['fair']).length > 0 ? inOrder : {}
    const limits = { ...(greatest === null ? {} : { greatest }), ...order }
    for (const { declarators, ...group } of groups) {
      for (const { name, node: nameNode, length } of declarators) {
        this.name('semaphore', name, nameNode, this.semaphores.length, length)
        const initials = this.initialsOf(node, name, length, group)
        for (const [index, each] of namesOf(name, length).entries()) {
          this.semaphores.push({ name: each, initial: initials[index] ?? 0, ...limits })
        }
      }
    }
  }

  private declare({ form, node }: Line): void {
    switch (form) {
      case 'Shared':
      case 'AtomicShared':
        return this.declareShared(node, form === 'AtomicShared')
      case 'Lock': {
        const kind = this.kindOfLock(node)
        return this.declareAll('lock', node, this.mutexes, (name) => ({ name, ...kind }))
      }
      case 'ConditionVariable':
        return this.declareConditions(node)
      case 'Semaphore':
        return this.declareSemaphores(node)
      case 'Barrier': {
        const groups = this.groupsOf(node, longestRow)
        this.requireLeast(node, groups, 1, 'a barrier needs 1 thread or more')
        for (const { declarators, ...group } of groups) {
          for (const { name, node: nameNode, length } of declarators) {
            this.name('barrier', name, nameNode, this.barriers.length, length)
            const parties = this.initialsOf(node, name, length, group)
            for (const [index, each] of namesOf(name, length).entries()) {
              this.barriers.push({ name: each, parties: Math.max(1, parties[index] ?? 1) })
            }
          }
        }
        return
      }
      case 'Channel': {
        const capacity = this.capacityOf(node)
        return this.declareAll('channel', node, this.channels, (name) => ({ name, capacity }))
      }
      case 'Constant':
        // One after the other, since a constant may be used in the next one.
        this.requireSingleValues(node)
        for (const { name: nameNode, value } of constantsIn(node)) {
          const name = textOf(this.reading.source, nameNode)
          const known = value === undefined ? null : readConstant(this.reading, value)
          this.name('constant', name, nameNode, this.constants.size)
          this.constants.set(name, this.overrides.get(name) ?? known ?? 0)
        }
    }
  }

  private requireSingleValues(node: SyntaxNode): void {
    const initial = childOf(node, 'Initial')
    const [, second] = expressionsOf(initial)
    if (second !== undefined) this.reading.problems.error(spanOf(second), 'expected one value', null)
    for (const each of childrenOf(initial, 'NamedInitial')) {
      const declarator = childOf(each, 'Declarator')
      if (expressionsOf(declarator).length === 0) continue
      this.reading.problems.error(spanOf(declarator), 'a constant is no array', 'write `shared a[3] = 4, 5, 6`')
    }
  }

  private declareShared(node: SyntaxNode, atomic: boolean): void {
    const { problems } = this.reading
    const modulus = this.modulusOf(node)
    for (const { declarators, ...group } of this.groupsOf(node, longestArray)) {
      for (const { name, node: nameNode, length } of declarators) {
        const initial = this.initialsOf(node, name, length, group)
        const variable = this.shared.push({ name, length, initial, atomic }) - 1
        this.name('shared variable', name, nameNode, variable)
        if (modulus !== null) this.moduli.set(variable, modulus)
        if (modulus !== null && initial.some((value) => value < 0 || value >= modulus)) {
          problems.error(spanOf(nameNode), `the initial value of \`${name}\` is outside of 0..${modulus - 1}`, null)
        }
      }
    }
  }

  /** Returns the names of a declaration with their values: those of `x, y = 0, z = 1` are two groups. */
  private groupsOf(node: SyntaxNode, longest: number): Group[] {
    const values: number[] = []
    const groups: { declarators: Declarator[]; values: number[]; fills: boolean }[] = [
      { declarators: this.declarators(node, longest), values, fills: false },
    ]
    const initial = node.getChild('Initial')
    for (let child = initial?.firstChild ?? null; child !== null; child = child.nextSibling) {
      if (child.name === 'NamedInitial')
        groups.push({ declarators: this.declarators(child, longest), values: [], fills: false })
      const [value] = child.name === 'NamedInitial' ? expressionsOf(child) : isExpression(child) ? [child] : []
      const group = groups.at(-1)
      if (child.name === 'Rest' && group !== undefined) group.fills = true
      else if (value !== undefined && group?.fills === true)
        this.reading.problems.error(spanOf(value), 'a value behind `...`', 'write `...` last')
      else if (value !== undefined) group?.values.push(readConstant(this.reading, value) ?? 0)
    }
    return groups.map((group) => (group.values.length > 0 ? group : { ...group, values: [0] }))
  }

  /** Reports an initial value that is less than what a declaration allows. */
  private requireLeast(node: SyntaxNode, groups: readonly Group[], least: number, hint: string): void {
    const small = groups.flatMap(({ values }) => values).find((value) => value < least)
    if (small !== undefined) this.reading.problems.error(spanOf(childOf(node, 'Initial')), `${small} is too small`, hint)
  }

  /** Returns the initial value of each element of a name: one for all, or one each; reports any other number of values. */
  private initialsOf(
    node: SyntaxNode,
    name: string,
    length: number | null,
    { values, fills }: Omit<Group, 'declarators'>,
  ): number[] {
    const count = length ?? 1
    const isRight = fills ? values.length <= count : values.length === 1 || values.length === count
    if (!isRight) {
      const message = `\`${name}\`: expected ${count === 1 ? '1 value' : `${count} values`}, found ${values.length}`
      const many = values.length < count && !fills ? 'for the same in all others, write `1, 0, ...`' : null
      const hint = count === 1 ? `for an array write \`${name}[${values.length}]\`` : many
      this.reading.problems.error(spanOf(node.getChild('Initial') ?? node), message, hint)
    }
    return Array.from({ length: count }, (_, index) => values[Math.min(index, values.length - 1)] ?? 0)
  }

  private modulusOf(node: SyntaxNode): number | null {
    const [each] = expressionsOf(node.getChild('Modulus') ?? node)
    if (node.getChild('Modulus') === null || each === undefined) return null
    const modulus = readConstant(this.reading, each)
    if (modulus === null || modulus >= 1) return modulus
    this.reading.problems.error(spanOf(each), 'a modulus must be 1 or more', null)
    return null
  }

  /** Returns the greatest count of a semaphore, or null if it has none. */
  private greatestOf(node: SyntaxNode, initial: number): number | null {
    const [each] = expressionsOf(node.getChild('Greatest') ?? node)
    if (node.getChild('Greatest') === null || each === undefined) return null
    const greatest = readConstant(this.reading, each)
    if (greatest === null || (greatest >= 1 && greatest >= initial)) return greatest
    const hint = 'it is 1 or more, and not less than the initial value'
    this.reading.problems.error(spanOf(each), `the greatest value cannot be ${greatest}`, hint)
    return null
  }

  /** Returns how many messages a channel holds; 0 unless the text says. */
  private capacityOf(node: SyntaxNode): number {
    const [each] = expressionsOf(node.getChild('Capacity') ?? node)
    if (node.getChild('Capacity') === null || each === undefined) return 0
    const capacity = readConstant(this.reading, each)
    if (capacity === null || (capacity >= 0 && capacity <= mostMessages)) return capacity ?? 0
    const hint =
      capacity < 0 ? 'without `capacity`, or with 0, a message goes directly to a receiver' : `the limit is ${mostMessages}`
    this.reading.problems.error(spanOf(each), `a channel cannot hold ${capacity} messages`, hint)
    return 0
  }

  private declareConditions(node: SyntaxNode): void {
    const order = this.modifiersOf(node, 'kind of condition', ['fifo']).length > 0 ? inOrder : {}
    this.declareAll('condition', node, this.conditions, (name) => ({ name, ...order }))
  }

  private kindOfLock(node: SyntaxNode): Omit<Mutex, 'name'> {
    const words = this.modifiersOf(node, 'kind of lock', ['reentrant', 'transferable', 'fair'])
    const order = words.includes('fair') ? inOrder : {}
    if (words.includes('reentrant') && words.includes('transferable')) {
      const hint = 'only its holder may take a reentrant lock again, so only its holder may release it'
      this.reading.problems.error(spanOf(node), 'a lock cannot be both `reentrant` and `transferable`', hint)
    }
    for (const discipline of ['reentrant', 'transferable'] as const) {
      if (words.includes(discipline)) return { discipline, ...order }
    }
    return { discipline: 'plain', ...order }
  }

  /** Returns the words behind a declaration that say more about what it declares; reports those that are not known. */
  private modifiersOf(node: SyntaxNode, what: string, known: readonly string[]): string[] {
    const { problems, source } = this.reading
    const words: string[] = []
    for (const modifier of childrenOf(node, 'Modifier')) {
      const word = textOf(source, modifier)
      if (words.includes(word)) problems.error(spanOf(modifier), `\`${word}\` stands here twice`, null)
      else if (known.includes(word)) words.push(word)
      else {
        const meant = otherOrders.get(word)
        const other = meant !== undefined && known.includes(meant) ? `write \`${meant}\`` : null
        const hint = other ?? didYouMean(word, known) ?? `known: ${known.map((each) => `\`${each}\``).join(', ')}`
        problems.error(spanOf(modifier), `unknown ${what} \`${word}\``, hint)
      }
    }
    return words
  }
}

/** Words for the same in the declaration of another kind, and in other languages. */
const otherOrders: ReadonlyMap<string, string> = new Map([
  ['fifo', 'fair'],
  ['queued', 'fair'],
  ['strong', 'fair'],
  ['fair', 'fifo'],
  ['recursive', 'reentrant'],
])

/** Threads that wait do so in the order in which they came. */
const inOrder = { order: 'fifo' } as const

/** Returns the names in a declaration of constants, each with its value. */
function constantsIn(node: SyntaxNode): { name: SyntaxNode; value: SyntaxNode | undefined }[] {
  const initial = childOf(node, 'Initial')
  const others = childrenOf(initial, 'NamedInitial').map((each) => {
    return { name: childOf(childOf(each, 'Declarator'), 'Name'), value: expressionsOf(each)[0] }
  })
  return [{ name: childOf(node, 'Name'), value: expressionsOf(initial)[0] }, ...others]
}

/** Returns the names of the elements of an array, or the one name. */
export function namesOf(name: string, length: number | null): string[] {
  return length === null ? [name] : Array.from({ length }, (_, index) => `${name}[${index}]`)
}

function declarationOf(kind: Kind, name: string): string {
  switch (kind) {
    case 'shared variable':
      return `shared ${name} = 0`
    case 'lock':
    case 'condition':
    case 'channel':
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

/** What is written for locks and semaphores, by their kind; `x` is the name. */
const instructionsOf: ReadonlyMap<Kind, string> = new Map([
  ['lock', 'write `acquire x` and `release x`'],
  ['semaphore', 'write `P(x)` and `V(x)`'],
])
