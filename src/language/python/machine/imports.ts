import { blocksOf } from '../syntax/names.ts'
import type { Statement } from '../syntax/tree.ts'

type Import = Extract<Statement, { readonly kind: 'import' }>

/** The imports of a program, wherever they stand. Those of `__future__` change nothing. */
export function importsIn(statements: readonly Statement[]): Import[] {
  return statements.flatMap((each) => {
    if (each.kind === 'import') return each.module === '__future__' ? [] : [each]
    if (each.kind === 'function' || each.kind === 'class') return importsIn(each.definition.body)
    return blocksOf(each).flatMap(importsIn)
  })
}

/** Classes of Python whose objects are values, as far as programs may inherit from them. */
const values: ReadonlySet<string> = new Set(['int', 'float', 'str'])

/** Whether some class of the program inherits from numbers or texts, by the names of its bases. */
export function inheritsFromValues(statements: readonly Statement[]): boolean {
  return statements.some((each) => {
    if (each.kind === 'function') return inheritsFromValues(each.definition.body)
    if (each.kind !== 'class') return blocksOf(each).some(inheritsFromValues)
    const { bases, body } = each.definition
    return bases.some((base) => base.kind === 'name' && values.has(base.name)) || inheritsFromValues(body)
  })
}

/** The paths of modules that the imports may mean: `from a import b` may mean the module `a.b`. */
export function modulesIn(statements: readonly Statement[]): string[] {
  const paths = importsIn(statements).flatMap(({ module, name }) => (name === null ? [module] : [module, `${module}.${name}`]))
  return [...new Set(paths)]
}
