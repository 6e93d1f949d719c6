import { didYouMean } from '../../../base/suggest.ts'
import { counted } from '../../../base/words.ts'
import { blocksOf, boundNames } from '../syntax/names.ts'
import type { Expr, FunctionNode } from '../syntax/tree.ts'
import type { Mistake } from './mistake.ts'
import { type ModuleParts, pathOf, threadingName } from './module.ts'
import { threadingNames, threadParameters } from './threading.ts'

type Call = Expr & { readonly kind: 'call' }

/** Threads that are made in a wrong way, and names that `threading` does not have. */
export function threadCalls(parts: ModuleParts): Mistake[] {
  const calls = parts.expressions.flatMap(({ node, functions }) =>
    node.kind === 'call' && threadingName(parts, node.callee) === 'Thread' ? [{ call: node, around: functions }] : [],
  )
  return [...unknownMembers(parts), ...calls.flatMap(({ call, around }) => mistakesIn(call, around, parts))]
}

function unknownMembers(parts: ModuleParts): Mistake[] {
  const used = parts.expressions.flatMap(({ node }) => {
    const name = node.kind === 'attribute' ? threadingName(parts, node) : null
    return name === null ? [] : [{ name, span: node.span }]
  })
  const imported = parts.statements.flatMap(({ node }) =>
    node.kind === 'import' && node.module === 'threading' && node.name !== null && node.name !== '*'
      ? [{ name: node.name, span: node.span }]
      : [],
  )
  return [...used, ...imported].flatMap(({ name, span }): Mistake[] => {
    if (threadingNames.includes(name) || name.startsWith('_')) return []
    const hint = didYouMean(name, threadingNames) ?? 'see the documentation of `threading`'
    return [{ span, message: `\`threading\` has no \`${name}\``, hint, effect: 'exception' }]
  })
}

function mistakesIn(call: Call, around: readonly FunctionNode[], parts: ModuleParts): Mistake[] {
  const { functions } = parts
  const argument = (name: string): Expr | undefined => call.keywords.find((each) => each.name === name)?.value
  const [group] = call.positional
  const found: Mistake[] = []
  if (group !== undefined && group.kind !== 'constant' && group.kind !== 'star') {
    const path = pathOf(group) ?? '…'
    const message = 'the first argument of `Thread` is `group`, not the function to execute'
    found.push({ span: group.span, message, hint: `write \`target=${path}\``, effect: 'exception' })
  }
  for (const { name, span } of call.keywords) {
    if (threadParameters.includes(name)) continue
    const hint = didYouMean(name, threadParameters) ?? ''
    found.push({ span, message: `\`Thread\` has no parameter \`${name}\``, hint, effect: 'exception' })
  }
  const [target, args] = [argument('target'), argument('args')]
  if (target !== undefined) found.push(...targetMistake(target, functions))
  if (args !== undefined) found.push(...argsMistake(args, around, parts))
  const called = target?.kind === 'name' ? functions.get(target.name) : undefined
  if (called !== undefined && found.length === 0 && call.doubleStars.length === 0 && argument('kwargs') === undefined) {
    found.push(...countMistake(called, args, call))
  }
  return found
}

/** `target=work()`, where `work` returns nothing, and a name in quotes. */
function targetMistake(target: Expr, functions: ModuleParts['functions']): Mistake[] {
  if (target.kind === 'string') {
    const hint = functions.has(target.value)
      ? `write \`target=${target.value}\`, without quotes`
      : 'write the name of a function'
    return [
      { span: target.span, message: 'the target of a thread must be a function, found a string', hint, effect: 'exception' },
    ]
  }
  if (target.kind !== 'call' || target.callee.kind !== 'name') return []
  const { name } = target.callee
  const called = functions.get(name)
  if (called === undefined || (name !== 'print' && mayReturn(called))) return []
  const message = `this calls \`${name}\` now: the target of the thread is the result of the call, None`
  const hint = target.positional.length === 0 ? `write \`target=${name}\`` : `write \`target=${name}, args=(…,)\``
  return [{ span: target.span, message, hint, effect: null }]
}

function mayReturn({ body, isGenerator, isAsync, decorators }: FunctionNode): boolean {
  return isGenerator || isAsync || decorators.length > 0 || returnsValue(body)
}

function returnsValue(body: FunctionNode['body']): boolean {
  return body.some((each) => (each.kind === 'return' ? each.value !== null : blocksOf(each).some(returnsValue)))
}

/** `args=(1)`, `args='ab'`, and `args=(lock)`. */
function argsMistake(args: Expr, around: readonly FunctionNode[], parts: ModuleParts): Mistake[] {
  const isOfModule = args.kind === 'name' && !around.some(({ locals }) => locals.has(args.name))
  if (isOfModule && isSingle(args.name, parts)) {
    const message = `\`args\` must be a tuple, found \`${args.name}\``
    return [{ span: args.span, message, hint: `write \`args=(${args.name},)\`, with a comma`, effect: 'exception' }]
  }
  const isOne = args.kind === 'number' || args.kind === 'float' || args.kind === 'constant' || args.kind === 'string'
  if (!isOne) return []
  const shown =
    args.kind === 'string' ? `'${args.value}'` : args.kind === 'constant' ? constantText(args.value) : `${args.value}`
  if (args.kind === 'constant' && args.value === null) return []
  const message = `\`args\` must be a tuple, found ${args.kind === 'string' ? 'a string' : shown}`
  return [{ span: args.span, message, hint: `write \`args=(${shown},)\`, with a comma`, effect: 'exception' }]
}

/** Whether all that a program ever gives a variable of the module is no collection: numbers, and objects of `threading`. */
function isSingle(name: string, parts: ModuleParts): boolean {
  const isIt = (target: Expr): boolean => target.kind === 'name' && target.name === name
  const given = parts.statements.flatMap(({ node, functions }) => {
    if (functions.some(({ locals }) => locals.has(name))) return []
    if (node.kind === 'assign' && node.targets.some(isIt)) return [node.value]
    return node.kind !== 'function' && boundNames([node]).has(name) ? [null] : []
  })
  const isOne = (value: Expr | null): boolean => {
    if (value?.kind === 'number') return true
    return value?.kind === 'call' && threadingNames.includes(threadingName(parts, value.callee) ?? '')
  }
  return given.length > 0 && given.every(isOne)
}

function constantText(value: boolean | null): string {
  return value === null ? 'None' : value ? 'True' : 'False'
}

/** A tuple of arguments that does not fit the function. */
function countMistake(called: FunctionNode, args: Expr | undefined, call: Call): Mistake[] {
  const { parameters, decorators, name } = called
  if (decorators.length > 0 || parameters.some(({ passing }) => passing !== 'either' && passing !== 'positional')) return []
  if (args !== undefined && args.kind !== 'tuple' && args.kind !== 'list') return []
  const items = args?.items ?? []
  if (items.some(({ kind }) => kind === 'star')) return []
  const least = parameters.filter(({ fallback }) => fallback === null).length
  if (items.length >= least && items.length <= parameters.length) return []
  const wanted = least === parameters.length ? `${least}` : `${least} to ${parameters.length}`
  const message = `\`${name}\` takes ${least === 1 && parameters.length === 1 ? '1 argument' : `${wanted} arguments`}, but \`args\` has ${items.length === 0 ? 'none' : counted(items.length, 'item')}`
  const hint =
    least === 0
      ? `leave \`args\` out, or write \`def ${name}(x):\``
      : `write \`args=(${parameters
          .slice(0, least)
          .map((each) => each.name)
          .join(', ')}${least === 1 ? ',' : ''})\``
  return [{ span: args?.span ?? call.span, message, hint, effect: 'exception' }]
}
