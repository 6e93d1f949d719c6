import type { Expr, FunctionNode } from '../syntax/tree.ts'
import type { Mistake } from './mistake.ts'
import { type ModuleParts, type Placed, pathOf } from './module.ts'

/** A call of a method: `t.start()`. */
interface MethodCall {
  readonly method: string
  /** The object, if names say which it is. */
  readonly path: string | null
  readonly start: number
  readonly functions: readonly FunctionNode[]
}

/** By these methods one thread waits for what others do. */
const waits: ReadonlySet<string> = new Set(['is_alive', 'wait', 'wait_for', 'get', 'acquire', 'result', 'shutdown', 'recv'])

/** These methods change the container that they are called on. */
const changes: ReadonlySet<string> = new Set([
  ...['append', 'appendleft', 'extend', 'insert', 'pop', 'popleft', 'popitem', 'remove', 'clear', 'add', 'discard', 'update'],
  ...['setdefault', 'sort', 'reverse'],
])

/**
 * What a function, or the module, prints or asserts of what threads write, while a thread that it has started before may still
 * run. The first place is told.
 */
export function neverJoined(parts: ModuleParts): Mistake[] {
  const calls = methodCalls(parts)
  if (calls.some(({ method }) => waits.has(method))) return []
  for (const { node, functions } of parts.statements) {
    const isPrint = node.kind === 'expression' && node.value.kind === 'call' && pathOf(node.value.callee) === 'print'
    if (!isPrint && node.kind !== 'assert') continue
    const before = calls.filter((each) => each.start < node.span.start && isSame(each.functions, functions))
    const running = stillRunning(before)
    const read =
      running === null ? undefined : parts.expressions.find((each) => isWithin(each.node, node) && isShared(parts, each))
    const name = read === undefined ? null : pathOf(read.node)
    if (running === null || read === undefined || name === null) continue
    return [{ span: read.node.span, ...wordsOf(name, running), effect: null }]
  }
  return []
}

function wordsOf(name: string, running: readonly (string | null)[]): Pick<Mistake, 'message' | 'hint'> {
  const [thread] = running
  if (running.length === 1 && thread !== undefined && thread !== null) {
    const message = `the thread \`${thread}\` may still run when this reads \`${name}\`: nothing waits for its end`
    return { message, hint: `write \`${thread}.join()\` before` }
  }
  const message = `the threads may still run when this reads \`${name}\`: nothing waits for their end`
  return { message, hint: 'write `t.join()` for every thread before' }
}

/** Returns the threads that were started and not joined; null if there are none, or if joins are of objects with other names. */
function stillRunning(before: readonly MethodCall[]): (string | null)[] | null {
  const pathsOf = (wanted: string): (string | null)[] => before.flatMap(({ method, path }) => (method === wanted ? [path] : []))
  const started = pathsOf('start')
  const joined = pathsOf('join')
  if (joined.some((path) => path === null || !started.includes(path))) return null
  const running = started.filter((path) => path === null || !joined.includes(path))
  return running.length === 0 ? null : running
}

function methodCalls({ expressions }: ModuleParts): MethodCall[] {
  return expressions.flatMap(({ node, functions }) => {
    if (node.kind !== 'call' || node.callee.kind !== 'attribute') return []
    const { object, name } = node.callee
    return [{ method: name, path: pathOf(object), start: node.span.start, functions }]
  })
}

function isSame(one: readonly FunctionNode[], other: readonly FunctionNode[]): boolean {
  return one.length === other.length && one.every((each, at) => each === other[at])
}

function isWithin({ span }: Expr, outer: { readonly span: Expr['span'] }): boolean {
  return span.start >= outer.span.start && span.end <= outer.span.end
}

/** Whether an expression reads what another function writes: a global variable, an attribute, a container of the module. */
function isShared({ statements, expressions }: ModuleParts, { node, functions }: Placed<Expr>): boolean {
  const isElsewhere = (each: Placed<unknown>): boolean => each.functions.length > 0 && !isSame(each.functions, functions)
  const targets = statements.filter(isElsewhere).flatMap((each) => {
    if (each.node.kind === 'update') return [{ target: each.node.target, at: each }]
    return each.node.kind === 'assign' ? each.node.targets.map((target) => ({ target, at: each })) : []
  })
  if (node.kind === 'attribute') {
    return targets.some(({ target, at }) => target.kind === 'attribute' && target.name === node.name && !isInit(at))
  }
  if (node.kind !== 'name' || functions.at(-1)?.locals.has(node.name) === true) return false
  const isGlobal = ({ functions: inside }: Placed<unknown>): boolean => inside.every(({ locals }) => !locals.has(node.name))
  return (
    targets.some(({ target, at }) => isGlobal(at) && writes(target, node.name)) ||
    expressions.some((each) => isElsewhere(each) && isGlobal(each) && isChange(each.node, node.name))
  )
}

/** A constructor runs before the object is shared. */
function isInit({ functions }: Placed<unknown>): boolean {
  return functions.at(-1)?.name === '__init__'
}

function writes(target: Expr, name: string): boolean {
  const written = target.kind === 'subscript' ? target.object : target
  return written.kind === 'name' && written.name === name
}

function isChange(node: Expr, name: string): boolean {
  if (node.kind !== 'call' || node.callee.kind !== 'attribute' || !changes.has(node.callee.name)) return false
  return node.callee.object.kind === 'name' && node.callee.object.name === name
}
