import type { SyntaxNode } from '@lezer/common'
import { didYouMean } from '../../base/suggest.ts'
import { freeLock } from '../../program/denote.ts'
import { type Aspect, type Code, type Expression, isUnnamed, type Program, type Thread } from '../../program/program.ts'
import { spanOf } from '../grammar/nodes.ts'
import type { Problems } from '../problems.ts'
import type { Naming, TextVariable } from './reading.ts'

/** The names of a program in conditions over a whole state: shared variables, and registers as `A.tmp`. */
export type Names = Pick<Program, 'shared' | 'threads' | 'codes' | 'notation'> & {
  /** Absent where only variables and registers can be named. */
  readonly mutexes?: Program['mutexes']
  readonly semaphores?: Program['semaphores']
  readonly channels?: Program['channels']
  /** The patterns that are followed while the program prints; only its language knows them. */
  readonly printed?: Pick<TextVariable, 'automata' | 'refused'>
}

/** Returns the meaning of names in invariants, expectations and `--final`. */
export function globalNaming(names: Names, problems: Problems): Naming {
  return {
    variable: (name, node) => {
      const aspect = aspectNamed(names, name)
      if (aspect !== null) return comparable(aspect, name, node, problems)
      const index = variableIndex(names, name, node, problems)
      if (index === null) return null
      if (names.shared[index]?.length === null) return { kind: 'shared', variable: index, index: null }
      problems.error(spanOf(node), `\`${name}\` is an array`, `name one of its elements: \`${name}[0]\``)
      return null
    },
    element: (name, node, at) => {
      const whole = at.kind === 'constant' ? `${name}[${at.value}]` : name
      const aspect = aspectNamed(names, whole)
      return aspect === null ? elementOf(names, name, node, at, problems) : comparable(aspect, whole, node, problems)
    },
    peer: (thread, register, node) => {
      const line = lineOf(names, thread, register)
      if (line !== null) return line
      const found = registerIndex(names, thread, register, node, problems)
      return found === null ? null : { kind: 'peer', ...found }
    },
    lengthOf: (name) => lengthOf(names, name),
    text: (name) => textNamed(names, name),
    lock: (name) => {
      const aspect = aspectNamed(names, name)
      return aspect?.aspect === 'holder' ? aspect : null
    },
    holder: (name) => holderNamed(names, name),
  }
}

/** Returns what a name of a semaphore, channel or lock stands for in claims: its units, messages, or holder; else null. */
export function aspectNamed({ shared, mutexes = [], semaphores = [], channels = [] }: Names, name: string): Aspect | null {
  if (shared.some((each) => each.name === name)) return null
  const semaphore = semaphores.findIndex((each) => each.name === name)
  if (semaphore !== -1) return { kind: 'aspect', aspect: 'units', index: semaphore }
  const channel = channels.findIndex((each) => each.name === name)
  if (channel !== -1) return { kind: 'aspect', aspect: 'messages', index: channel }
  const mutex = mutexes.findIndex((each) => each.name === name)
  return mutex === -1 ? null : { kind: 'aspect', aspect: 'holder', index: mutex }
}

/** Returns the number that stands for a thread as the holder of a lock, or for nobody; null for other names. */
export function holderNamed({ threads }: Names, name: string): number | null {
  const index = threads.findIndex((each) => each.name === name)
  if (index !== -1) return index
  return name === freeLock ? -1 : null
}

/** Returns the line at which a thread is, for `A.line`, if it has no register of that name. */
export function lineOf({ threads, codes }: Names, thread: string, word: string): Aspect | null {
  const index = threads.findIndex((each) => each.name === thread)
  const registers = codes[threads[index]?.code ?? -1]?.registers
  return word !== 'line' || registers === undefined || registers.includes(word)
    ? null
    : { kind: 'aspect', aspect: 'line', index }
}

/** Reports a lock where a number belongs. */
function comparable(aspect: Aspect, name: string, node: SyntaxNode, problems: Problems): Aspect | null {
  if (aspect.aspect !== 'holder') return aspect
  problems.error(spanOf(node), `\`${name}\` is a lock, which is held by a thread, or free`, lockHint(name))
  return null
}

/** What can be said of a lock. */
export function lockHint(name: string): string {
  return `write \`${name} == A\` with the name of a thread, or \`${name} == free\``
}

/** Returns the variable with the printed text, if the name is its name. */
export function textNamed({ shared, printed, notation }: Names, name: string): TextVariable | null {
  const variable = shared.findIndex((each) => each.name === name && each.text !== undefined)
  const { length, sizedBy, text } = shared[variable] ?? { length: null }
  if (length === null || sizedBy === undefined) return null
  const known = printed ?? { automata: new Map(), refused: false }
  const isWhole = text === 'whole'
  return {
    variable,
    size: sizedBy,
    length: isWhole ? length : length - 1,
    isWhole,
    isDeclarable: notation === undefined,
    ...known,
  }
}

/** Returns the number of elements of an array, or of threads, locks or semaphores with this name and an index, or null. */
export function lengthOf(
  { shared, threads, mutexes = [], semaphores = [], channels = [] }: Names,
  name: string,
): number | null {
  const variable = shared.find((each) => each.name === name)
  if (variable !== undefined) return variable.length
  const count = [...threads, ...mutexes, ...semaphores, ...channels].filter((each) => each.name.startsWith(`${name}[`)).length
  return count === 0 ? null : count
}

/** Returns a shared variable by name, or null after reporting an error. */
export function variableIndex(names: Names, name: string, node: SyntaxNode, problems: Problems): number | null {
  const index = names.shared.findIndex((each) => each.name === name)
  if (index !== -1) return index
  const known = names.shared.flatMap(({ name: each, hidden }) => (hidden === true || isUnnamed(each) ? [] : [each]))
  problems.error(spanOf(node), `unknown shared variable \`${name}\``, didYouMean(name, known))
  return null
}

/** Returns an element of an array by name, or null after reporting an error. */
export function elementOf(
  names: Names,
  name: string,
  node: SyntaxNode,
  at: Expression,
  problems: Problems,
): (Expression & { kind: 'shared' }) | null {
  const index = variableIndex(names, name, node, problems)
  if (index === null) return null
  const length = names.shared[index]?.length ?? null
  if (length === null) {
    problems.error(spanOf(node), `\`${name}\` is not an array`, `write \`${name}\`, or declare \`shared ${name}[3] = 0\``)
    return null
  }
  if (at.kind === 'constant' && (at.value < 0 || at.value >= length)) {
    problems.error(
      spanOf(node),
      `\`${name}\` has no element ${at.value}`,
      `its elements are ${name}[0] to ${name}[${length - 1}]`,
    )
    return null
  }
  return { kind: 'shared', variable: index, index: at }
}

/** Returns a register by thread and name, or null after reporting an error. */
export function registerIndex(
  { threads, codes }: Names,
  thread: string,
  register: string,
  node: SyntaxNode,
  problems: Problems,
): { thread: number; register: number } | null {
  const index = threads.findIndex((each) => each.name === thread)
  const declared: Thread | undefined = threads[index]
  if (declared === undefined) {
    const known = threads.map((each) => each.name)
    problems.error(spanOf(node), `unknown thread \`${thread}\``, didYouMean(thread, known))
    return null
  }
  const code: Code | undefined = codes[declared.code]
  const found = code?.registers.indexOf(register) ?? -1
  if (found !== -1) return { thread: index, register: found }
  const known = (code?.registers ?? []).filter((each) => !isUnnamed(each)).map((each) => `${thread}.${each}`)
  const message = `thread \`${thread}\` has no register \`${register}\``
  problems.error(spanOf(node), message, didYouMean(`${thread}.${register}`, known))
  return null
}
