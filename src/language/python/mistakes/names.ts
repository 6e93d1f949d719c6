import { didYouMean, suggestion } from '../../../base/suggest.ts'
import { boundNames, targetNames } from '../syntax/names.ts'
import type { Statement } from '../syntax/tree.ts'
import { builtins } from './builtins.ts'
import type { Mistake } from './mistake.ts'
import type { ModuleParts } from './module.ts'
import { threadingNames } from './threading.ts'

const foreign: ReadonlyMap<string, string> = new Map([
  ['true', 'write `True`'],
  ['false', 'write `False`'],
  ['null', 'write `None`'],
  ['nil', 'write `None`'],
  ['undefined', 'write `None`'],
  ['this', 'write `self`'],
])

const modules = [
  'threading',
  'time',
  'queue',
  'random',
  'collections',
  'functools',
  'itertools',
  'math',
  'asyncio',
  'sys',
  'json',
]

/** Names that nothing defines. */
export function undefinedNames(parts: ModuleParts, statements: readonly Statement[]): Mistake[] {
  if (parts.statements.some(({ node }) => node.kind === 'import' && node.name === '*')) return []
  const known = definedNames(parts, statements)
  const seen = new Set<string>()
  return parts.expressions.flatMap(({ node, functions, class: owner }) => {
    if (node.kind !== 'name' || known.has(node.name) || builtins.has(node.name) || seen.has(node.name)) return []
    if (functions.some((each) => each.locals.has(node.name)) || node.name.startsWith('__')) return []
    seen.add(node.name) // of a name that stands more often, the first
    const isSelf = node.name === 'self' && owner !== null
    const hint = isSelf ? 'write `self` as the first parameter of the method' : hintFor(node.name, parts, known)
    return [{ span: node.span, message: `\`${node.name}\` is not defined`, hint, effect: 'exception' as const }]
  })
}

/** The names of the module, and those that have a scope of their own there: of classes, comprehensions and lambdas. */
function definedNames({ statements, expressions }: ModuleParts, module: readonly Statement[]): Set<string> {
  const known = boundNames(module)
  for (const { node } of statements) {
    if (node.kind === 'function') for (const name of node.definition.globals) known.add(name)
    if (node.kind === 'class') for (const name of boundNames(node.definition.body)) known.add(name)
  }
  for (const { node } of expressions) {
    if (node.kind === 'walrus') targetNames(node.target, known)
    if (node.kind !== 'comprehension' && node.kind !== 'set-comprehension' && node.kind !== 'dict-comprehension') continue
    for (const { target } of node.clauses) targetNames(target, known)
  }
  return known
}

function hintFor(name: string, { threading }: ModuleParts, known: ReadonlySet<string>): string {
  const written = foreign.get(name)
  if (written !== undefined) return written
  if (modules.includes(name)) return `write \`import ${name}\` at the top`
  const module = [...threading].find(([, member]) => member === '')?.[0]
  if (threadingNames.includes(name)) {
    return module === undefined ? `write \`from threading import ${name}\` at the top` : `write \`${module}.${name}\``
  }
  const near = suggestion(name, [...known, ...builtins])
  return near !== null ? `did you mean \`${near}\`?` : (didYouMean(name, [...known]) ?? 'define it before it is used')
}
