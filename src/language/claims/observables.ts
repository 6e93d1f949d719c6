import type { SyntaxNode } from '@lezer/common'
import { Bug } from '../../base/bug.ts'
import type { Observable } from '../../program/program.ts'
import { childOf, expressionsOf, textOf } from '../grammar/nodes.ts'
import { constantNaming, readConstant, readThreadName } from './expressions.ts'
import { aspectNamed, globalNaming, lineOf, type Names, registerIndex, variableIndex } from './names.ts'
import type { Reading } from './reading.ts'

/** The context of reading statements about a whole program. */
export interface Statements {
  readonly reading: Reading
  readonly names: Names
  /** The names of the critical sections that several threads have. */
  readonly sections?: readonly string[]
}

/** Returns what an outcome should show; null after reporting an error. */
export function readObservable({ reading, names }: Statements, node: SyntaxNode): Observable | null {
  const { source, problems } = reading
  switch (node.name) {
    case 'Peer': {
      const thread = readThreadName(reading, childOf(node, 'ThreadName'), constantNaming(reading))
      if (thread === null) return null
      const word = textOf(source, childOf(node, 'Name'))
      const line = lineOf(names, thread, word)
      if (line !== null) return line
      const found = registerIndex(names, thread, word, node, problems)
      return found === null ? null : { kind: 'register', ...found }
    }
    case 'Variable': {
      const aspect = aspectNamed(names, textOf(source, node))
      if (aspect !== null) return aspect
      const variable = variableIndex(names, textOf(source, node), node, problems)
      return variable === null ? null : { kind: 'shared', variable, element: null }
    }
    case 'Element': {
      const [indexNode] = expressionsOf(node)
      const element = indexNode === undefined ? null : readConstant(reading, indexNode)
      const name = textOf(source, childOf(node, 'Name'))
      if (element === null) return null
      const aspect = aspectNamed(names, `${name}[${element}]`)
      if (aspect !== null) return aspect
      const found = globalNaming(names, problems).element(name, node, { kind: 'constant', value: element })
      return found?.kind === 'shared' ? { kind: 'shared', variable: found.variable, element } : null
    }
    default: // a name of the grammar, which is an open set
      throw new Bug(`not an observable: ${node.name}`)
  }
}
