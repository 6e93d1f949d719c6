import type { Expr, Statement } from '../syntax/tree.ts'
import type { Mistake } from './mistake.ts'
import { type ModuleParts, type Placed, pathOf, threadingName } from './module.ts'

/** Threads that are made and not started, or run without being a thread. */
export function startMistakes(parts: ModuleParts): Mistake[] {
  const made = threadsMade(parts)
  return [
    ...made.flatMap((each) => neverStarted(each, parts)),
    ...made.flatMap((each) => ranDirectly(each, parts)),
    ...startedInAssignment(parts),
  ]
}

/** A thread that an assignment makes; `path` is the variable. */
interface Made {
  readonly path: string
  readonly call: Expr
  readonly at: Placed<Statement>
}

function isThread(parts: ModuleParts, value: Expr): boolean {
  return value.kind === 'call' && threadingName(parts, value.callee) === 'Thread'
}

function threadsMade(parts: ModuleParts): Made[] {
  return parts.statements.flatMap((at) => {
    const { node } = at
    if (node.kind !== 'assign' || !isThread(parts, node.value)) return []
    const [target, other] = node.targets
    const path = target === undefined || other !== undefined ? null : pathOf(target)
    return path === null ? [] : [{ path, call: node.value, at }]
  })
}

/** What a program does with an object: the attributes that it names, and the places where the object is used as a whole. */
function usesOf({ path }: Made, { expressions }: ModuleParts): { attributes: Set<string>; escapes: boolean } {
  // An attribute belongs to an object that has another name elsewhere: `self.thread`, `pump.thread`.
  const member = path.includes('.') ? path.slice(path.lastIndexOf('.')) : null
  const isIt = (each: string | null): boolean => each === path || (member !== null && each?.endsWith(member) === true)
  const attributes = new Set<string>()
  const bases = new Set<number>()
  for (const { node } of expressions) {
    if (node.kind !== 'attribute' || !isIt(pathOf(node.object))) continue
    attributes.add(node.name)
    bases.add(node.object.span.start)
  }
  const whole = expressions.filter(({ node }) => isIt(pathOf(node)) && !bases.has(node.span.start))
  return { attributes, escapes: whole.length > 1 } // one is the assignment
}

function neverStarted(made: Made, parts: ModuleParts): Mistake[] {
  const { attributes, escapes } = usesOf(made, parts)
  const isStartedAnywhere = parts.expressions.some(
    ({ node }) => node.kind === 'attribute' && ['start', 'run', 'submit'].includes(node.name),
  )
  if (attributes.has('start') || attributes.has('run') || (escapes && isStartedAnywhere)) return []
  const message = `the thread \`${made.path}\` is created here but never started`
  return [{ span: made.call.span, message, hint: `write \`${made.path}.start()\``, effect: 'no threads' }]
}

/** `t.run()` */
function ranDirectly({ path }: Made, parts: ModuleParts): Mistake[] {
  return parts.expressions.flatMap(({ node }): Mistake[] => {
    const isRun = node.kind === 'call' && node.callee.kind === 'attribute' && node.callee.name === 'run'
    if (!isRun || node.kind !== 'call' || node.callee.kind !== 'attribute' || pathOf(node.callee.object) !== path) return []
    const message = '`run` executes the target in this thread and starts no other'
    return [{ span: node.callee.nameSpan, message, hint: `write \`${path}.start()\``, effect: 'no threads' }]
  })
}

/** `t = Thread(…).start()`, where `t` is used later. */
function startedInAssignment(parts: ModuleParts): Mistake[] {
  return parts.statements.flatMap(({ node }): Mistake[] => {
    const [target] = node.kind === 'assign' ? node.targets : []
    const path = target === undefined ? null : pathOf(target)
    if (node.kind !== 'assign' || path === null || node.value.kind !== 'call') return []
    const { callee } = node.value
    if (callee.kind !== 'attribute' || callee.name !== 'start' || !isThread(parts, callee.object)) return []
    const isUsed = parts.expressions.some(({ node: each }) => each.kind === 'attribute' && pathOf(each.object) === path)
    if (!isUsed) return []
    const message = `\`start()\` returns None, so \`${path}\` is not a thread`
    return [
      {
        span: callee.nameSpan,
        message,
        hint: `write \`${path} = threading.Thread(…)\` and then \`${path}.start()\``,
        effect: 'exception',
      },
    ]
  })
}
