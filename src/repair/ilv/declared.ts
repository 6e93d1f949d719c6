import type { Source } from '../../base/source.ts'
import { childrenOf, textOf } from '../../language/grammar/nodes.ts'
import type { Line } from '../../language/ilv/syntax.ts'

/** An object for synchronisation that a line declares. */
export interface DeclaredObject {
  readonly kind: 'lock' | 'semaphore' | 'condition' | 'barrier'
  readonly name: string
  /** Whether there are several of this name, which an index tells apart. */
  readonly isArray: boolean
  readonly line: number
}

const kinds: Readonly<Record<string, DeclaredObject['kind']>> = {
  Lock: 'lock',
  Semaphore: 'semaphore',
  ConditionVariable: 'condition',
  Barrier: 'barrier',
}

/** Returns the objects that lines declare. */
export function declaredObjects(source: Source, lines: readonly Line[]): readonly DeclaredObject[] {
  return lines.flatMap(({ form, node, line }) => {
    const kind = Object.hasOwn(kinds, form) ? kinds[form] : undefined
    if (kind === undefined) return []
    return childrenOf(node, 'Declarator').map((declarator): DeclaredObject => {
      const text = textOf(source, declarator)
      const [name = text] = text.split('[')
      return { kind, name: name.trim(), isArray: text.includes('['), line }
    })
  })
}
