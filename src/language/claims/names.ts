import type { SyntaxNode } from '@lezer/common'
import { didYouMean } from '../../base/suggest.ts'
import { type Code, type Expression, isUnnamed, type Program, type Thread } from '../../program/program.ts'
import { spanOf } from '../grammar/nodes.ts'
import type { Problems } from '../problems.ts'
import type { Naming, TextVariable } from './reading.ts'

/** The names of a program in conditions over a whole state: shared variables, and registers as `A.tmp`. */
export type Names = Pick<Program, 'shared' | 'threads' | 'codes' | 'notation'> & {
  /** The patterns that are followed while the program prints; only its language knows them. */
  readonly printed?: Pick<TextVariable, 'automata' | 'refused'>
}

/** Returns the meaning of names in invariants, expectations and `--final`. */
export function globalNaming(names: Names, problems: Problems): Naming {
  return {
    variable: (name, node) => {
      const index = variableIndex(names, name, node, problems)
      if (index === null) return null
      if (names.shared[index]?.length === null) return { kind: 'shared', variable: index, index: null }
      problems.error(spanOf(node), `\`${name}\` is an array`, `name one of its elements: \`${name}[0]\``)
      return null
    },
    element: (name, node, at) => elementOf(names, name, node, at, problems),
    peer: (thread, register, node) => {
      const found = registerIndex(names, thread, register, node, problems)
      return found === null ? null : { kind: 'peer', ...found }
    },
    lengthOf: (name) => lengthOf(names, name),
    text: (name) => textNamed(names, name),
  }
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

/** Returns the number of elements of an array, or of threads with this name and an index; null if there is none. */
export function lengthOf({ shared, threads }: Names, name: string): number | null {
  const variable = shared.find((each) => each.name === name)
  if (variable !== undefined) return variable.length
  const count = threads.filter((each) => each.name.startsWith(`${name}[`)).length
  return count === 0 ? null : count
}

/** Returns a shared variable by name, or null after reporting an error. */
export function variableIndex(names: Names, name: string, node: SyntaxNode, problems: Problems): number | null {
  const index = names.shared.findIndex((each) => each.name === name)
  if (index !== -1) return index
  const known = names.shared.filter((each) => each.hidden !== true).map((each) => each.name)
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
