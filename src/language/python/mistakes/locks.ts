import { didYouMean } from '../../../base/suggest.ts'
import type { Expr, FunctionNode, Statement } from '../syntax/tree.ts'
import type { Mistake } from './mistake.ts'
import { type ModuleParts, type Placed, pathOf, threadingName } from './module.ts'
import { lockClasses, membersOf } from './threading.ts'

type Assignment = Statement & { readonly kind: 'assign' }

/** Locks that exclude nobody, and methods that objects of `threading` do not have. */
export function lockMistakes(parts: ModuleParts): Mistake[] {
  const { statements, expressions } = parts
  return [
    ...statements.flatMap((each) => madeInWith(each, parts)),
    ...statements.flatMap((each) => assigned(each, parts)),
    ...expressions.flatMap(({ node }) => unknownMethod(node, classesByPath(parts))),
  ]
}

/** The name of the class if an expression makes a lock. */
function lockMadeBy(parts: ModuleParts, value: Expr): string | null {
  const name = value.kind === 'call' ? threadingName(parts, value.callee) : null
  return name !== null && lockClasses.has(name) ? name : null
}

/** `with threading.Lock():` */
function madeInWith({ node, functions }: Placed<Statement>, parts: ModuleParts): Mistake[] {
  if (node.kind !== 'with' || functions.length === 0) return []
  return node.items.flatMap(({ context }): Mistake[] => (lockMadeBy(parts, context) === null ? [] : [everyCall(context.span)]))
}

function everyCall(span: Expr['span']): Mistake {
  const message = 'every call creates its own lock here, so no thread ever waits for another'
  return { span, message, hint: 'create the lock once, outside of the function', effect: null }
}

function assigned(each: Placed<Statement>, parts: ModuleParts): Mistake[] {
  const { node } = each
  const [target] = node.kind === 'assign' ? node.targets : []
  if (node.kind !== 'assign' || target === undefined) return []
  return [...withoutCall(node, target, parts), ...ofCall(each, node, target, parts), ...ofThread(each, node, target, parts)]
}

/** `lock = threading.Lock` */
function withoutCall({ value }: Assignment, target: Expr, parts: ModuleParts): Mistake[] {
  const name = threadingName(parts, value)
  const path = pathOf(target)
  if (name === null || path === null || !membersOf.has(name) || name === 'Thread') return []
  const isUsed = parts.statements.some(
    ({ node }) => node.kind === 'with' && node.items.some(({ context }) => pathOf(context) === path),
  )
  const members = membersOf.get(name) ?? []
  const isCalled = parts.expressions.some(
    ({ node }) => node.kind === 'attribute' && members.includes(node.name) && pathOf(node.object) === path,
  )
  if (!isUsed && !isCalled) return []
  const message = `\`${path}\` is the class \`${name}\`, not an object of it`
  return [{ span: value.span, message, hint: `write \`${pathOf(value)}()\``, effect: null }]
}

/** `lock = threading.Lock()` in a function that only takes and releases it. */
function ofCall({ functions }: Placed<Statement>, { value, targets }: Assignment, target: Expr, parts: ModuleParts): Mistake[] {
  const owner = functions.at(-1)
  if (owner === undefined || target.kind !== 'name' || targets.length > 1 || !owner.locals.has(target.name)) return []
  if (lockMadeBy(parts, value) === null || !isOnlyTaken(target.name, owner, parts)) return []
  return [everyCall(value.span)]
}

/** Whether a variable of a function is only what `with` and calls of `acquire` and `release` name. */
function isOnlyTaken(name: string, owner: FunctionNode, { statements, expressions }: ModuleParts): boolean {
  const taken = new Set<number>()
  for (const { node } of statements) {
    if (node.kind === 'with') for (const { context } of node.items) if (context.kind === 'name') taken.add(context.span.start)
    if (node.kind === 'assign') for (const each of node.targets) taken.add(each.span.start)
  }
  for (const { node } of expressions) {
    if (node.kind === 'attribute' && (node.name === 'acquire' || node.name === 'release')) taken.add(node.object.span.start)
  }
  const uses = expressions.filter(
    ({ node, functions }) => node.kind === 'name' && node.name === name && functions.includes(owner),
  )
  const isOwn = uses.every(({ node, functions }) => taken.has(node.span.start) && functions.at(-1) === owner)
  return isOwn && uses.length > 1
}

/** `self.lock = threading.Lock()` in a subclass of `Thread` that takes it in `run` only. */
function ofThread(
  { class: owner, functions }: Placed<Statement>,
  { value }: Assignment,
  target: Expr,
  parts: ModuleParts,
): Mistake[] {
  if (owner === null || functions.length !== 1 || target.kind !== 'attribute' || pathOf(target.object) !== 'self') return []
  if (lockMadeBy(parts, value) === null || !owner.bases.some((each) => threadingName(parts, each) === 'Thread')) return []
  const uses = parts.expressions.filter(
    ({ node }) => node.kind === 'attribute' && node.name === target.name && node.span.start !== target.span.start,
  )
  const isOwn = uses.every(
    ({ node, functions: [method], class: around }) =>
      around === owner && method?.name === 'run' && node.kind === 'attribute' && pathOf(node.object) === 'self',
  )
  if (!isOwn || uses.length === 0) return []
  const message = `every \`${owner.name}\` creates its own lock here, so no thread ever waits for another`
  return [{ span: value.span, message, hint: 'create the lock once, outside of the class', effect: null }]
}

/** What `threading` made, by the name of the variable that nothing else is assigned to. */
function classesByPath(parts: ModuleParts): Map<string, string> {
  const found = new Map<string, string>()
  for (const { node } of parts.statements) {
    if (node.kind !== 'assign') continue
    const made = node.value.kind === 'call' ? threadingName(parts, node.value.callee) : null
    for (const target of node.targets) {
      const path = pathOf(target)
      if (path === null) continue
      const isOther = made === null || (found.get(path) ?? made) !== made
      found.set(path, isOther ? '' : made)
    }
  }
  return found
}

function unknownMethod(node: Expr, classes: ReadonlyMap<string, string>): Mistake[] {
  if (node.kind !== 'attribute' || node.name.startsWith('_')) return []
  const path = pathOf(node.object)
  const name = path === null ? undefined : classes.get(path)
  const members = membersOf.get(name ?? '')
  if (members === undefined || members.includes(node.name)) return []
  const article = name === 'Event' ? 'an' : 'a'
  const hint = didYouMean(node.name, members) ?? ''
  return [{ span: node.nameSpan, message: `${article} \`${name}\` has no method \`${node.name}\``, hint, effect: 'exception' }]
}
