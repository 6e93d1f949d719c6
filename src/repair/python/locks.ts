import type { Expr, Statement as Node } from '../../language/python/syntax/tree.ts'
import { type Edit, inserted } from '../edits.ts'
import type { LockName, Scope } from '../outline.ts'
import type { Declared } from './declared.ts'
import { importOf, lineAfterImports } from './imports.ts'
import { type PythonText, textOf } from './text.ts'

/** Returns the locks of a text, those that a `with` names in one function only, and new ones. */
export function locksIn(python: PythonText, declared: readonly Declared[]): readonly LockName[] {
  const guards = ['Lock', 'RLock', 'Condition', 'Semaphore', 'BoundedSemaphore']
  const known: LockName[] = declared
    .filter((each) => guards.includes(each.class))
    .map(({ text, isKnownIn }) => ({ text, isNew: false, declaration: [], isKnownIn }))
  const named = withContexts(python).filter(
    ({ text, scope }) => !known.some((lock) => lock.text === text && lock.isKnownIn(scope)),
  )
  const local = named.map(
    ({ text, scope }): LockName => ({
      text,
      isNew: false,
      declaration: [],
      isKnownIn: ({ first, last }) => first === scope.first && last === scope.last,
    }),
  )
  return [...distinct(known), ...distinct(local), ...attributeLocks(python), globalLock(python)]
}

/** The same text in two scopes is two names; twice in one scope it is one. */
function distinct(locks: readonly LockName[]): readonly LockName[] {
  const seen: LockName[] = []
  for (const lock of locks) {
    if (!seen.some(({ text }) => text === lock.text) || !lock.text.startsWith('self.')) seen.push(lock)
  }
  return seen
}

/** The names that `with` statements have, if they are names or attributes of names. */
function withContexts(python: PythonText): readonly { readonly text: string; readonly scope: Scope }[] {
  return python.blocks.flatMap(({ statements, scope }) =>
    statements.flatMap((statement) => {
      const node = python.nodes.get(statement)
      if (node?.kind !== 'with') return []
      return node.items.flatMap(({ context }) => (isPath(context) ? [{ text: textOf(python.source, context), scope }] : []))
    }),
  )
}

function isPath(expression: Expr): boolean {
  return expression.kind === 'name' || (expression.kind === 'attribute' && isPath(expression.object))
}

/** A lock of the module that is not there yet. */
function globalLock(python: PythonText): LockName {
  const name = freshName(python, ['lock', 'mutex', 'guard'])
  const made = importOf(python, 'Lock')
  const line = lineAfterImports(python)
  const isSpaced = (python.lines[line - 1] ?? '').trim() === ''
  const own = `${name} = ${made.text}()`
  const lines = isSpaced ? [...made.lines, '', own] : made.hasImports ? [...made.lines, own] : [...made.lines, '', own, '']
  const declaration = inserted(line, ...lines)
  return { text: name, isNew: true, declaration: [declaration], isKnownIn: ({ isThreads }) => isThreads }
}

/** For each class with an `__init__`, a lock of each object that is not there yet. */
function attributeLocks(python: PythonText): readonly LockName[] {
  return python.tree.flatMap((node): LockName[] => {
    if (node.kind !== 'class') return []
    const edit = madeInInit(python, node)
    if (edit === null) return []
    const { name } = node.definition
    const isKnownIn = (scope: Scope): boolean => scope.className === name && scope.isThreads && !isInit(python, scope)
    return [{ text: `self.${attributeName(python)}`, isNew: true, declaration: edit, isKnownIn }]
  })
}

function isInit(python: PythonText, scope: Scope): boolean {
  return /\bdef __init__\b/.test(python.lines[scope.first - 1] ?? '')
}

function attributeName(python: PythonText): string {
  return freshName(python, ['lock', '_lock', 'mutex'])
}

function madeInInit(python: PythonText, node: Extract<Node, { readonly kind: 'class' }>): readonly Edit[] | null {
  const init = python.blocks.find(
    ({ scope }) => scope.className === node.definition.name && isInit(python, scope) && scope.isThreads,
  )
  const [first] = init?.statements.filter((each) => !isDocstring(python.nodes.get(each))) ?? []
  if (init === undefined || first === undefined) return null
  const made = importOf(python, 'Lock')
  const imported = made.lines.length === 0 ? [] : [inserted(lineAfterImports(python), ...made.lines)]
  const isFirstSuper = /^\s*super\(/.test(python.lines[first.first - 1] ?? '')
  return [
    ...imported,
    inserted(isFirstSuper ? first.last + 1 : first.first, `${init.indent}self.${attributeName(python)} = ${made.text}()`),
  ]
}

function isDocstring(node: Node | undefined): boolean {
  return node?.kind === 'expression' && node.value.kind === 'string'
}

/** Returns the first of some names that the text does not have, in any sense. */
function freshName({ source }: PythonText, names: readonly string[]): string {
  const isFree = (name: string): boolean => !new RegExp(`(?<![\\w])${name}(?![\\w])`).test(source.text)
  const free = names.find(isFree)
  if (free !== undefined) return free
  for (let number = 2; ; number++) if (isFree(`${names[0]}_${number}`)) return `${names[0]}_${number}`
}
