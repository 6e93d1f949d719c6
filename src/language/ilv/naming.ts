import type { SyntaxNode } from '@lezer/common'
import { didYouMean, suggestion } from '../../base/suggest.ts'
import { isUnnamed, type SharedVariable } from '../../program/program.ts'
import { elementOf, globalNaming, lengthOf, type Names } from '../claims/names.ts'
import type { Naming } from '../claims/reading.ts'
import { spanOf } from '../grammar/nodes.ts'
import type { Problems } from '../problems.ts'

/** Returns the meaning of names in an instruction of a thread: its registers, and in `await` shared variables. */
export function threadNaming(
  registers: ReadonlyMap<string, number>,
  shared: readonly SharedVariable[],
  awaits: boolean,
  problems: Problems,
): Naming {
  const names: Names = { shared, threads: [], codes: [] }
  const notLoaded = (name: string, node: SyntaxNode): null => {
    problems.error(
      spanOf(node),
      `\`${name}\` is a shared variable`,
      `expressions read registers only: \`load r, ${name}\` first`,
    )
    return null
  }
  const isShared = (name: string): boolean => shared.some((each) => each.name === name)
  return {
    variable: (name, node) => {
      const register = registers.get(name)
      if (register !== undefined) return { kind: 'register', register }
      if (isShared(name)) return awaits ? globalNaming(names, problems).variable(name, node) : notLoaded(name, node)
      const known = awaits ? [...registers.keys(), ...shared.map((each) => each.name)] : [...registers.keys()]
      const shown = known.filter((each) => !isUnnamed(each))
      const words = [...shown, 'true', 'false']
      const hint = didYouMean(name, suggestion(name, words) === null ? shown : words)
      problems.error(spanOf(node), `unknown ${awaits ? 'name' : 'register'} \`${name}\``, hint)
      return null
    },
    element: (name, node, index) => {
      if (awaits || !isShared(name)) return elementOf(names, name, node, index, problems)
      return notLoaded(`${name}[…]`, node)
    },
    peer: (thread, register, node) => {
      const message = `\`${thread}.${register}\`: a thread cannot read the registers of another thread`
      problems.error(spanOf(node), message, 'pass the value in a shared variable')
      return null
    },
    lengthOf: (name) => lengthOf(names, name),
    text: () => null,
  }
}
