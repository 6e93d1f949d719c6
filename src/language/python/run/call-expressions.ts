import { unreachable } from '../../../base/bug.ts'
import { isShared, readCell } from '../../lowering/cells.ts'
import { lookUp } from '../../lowering/frames.ts'
import { type Arguments, constant, Kind, noArguments, poison, type Value } from '../../lowering/values.ts'
import { eachObject, joined, jumpOn } from '../../lowering/ways.ts'
import { evaluationOf, takes } from '../library/registry.ts'
import { attributeOf } from '../objects/attributes.ts'
import { truth } from '../objects/truth.ts'
import { someExpression } from '../syntax/names.ts'
import type { Expr } from '../syntax/tree.ts'
import { eachOf } from './comprehensions.ts'
import { inOrder } from './evaluation-order.ts'
import type { Running } from './running.ts'
import { isUnheard } from './unheard.ts'

type Call = Expr & { readonly kind: 'call' }

/** The value of a call. */
export function evaluateCall(c: Running, expression: Call): Value {
  const { callee: node, span } = expression
  let callee: Value
  if (node.kind === 'attribute') {
    const self = c.evaluate(node.object)
    if (self.kind === 'dynamic' && (self.type.kinds & Kind.reference) !== 0) {
      const held = c.flow.held(self, span)
      const args = argumentsOf(c, expression)
      return eachObject(c, held, span, (one) => c.call(attributeOf(c, one, node.name, node.nameSpan), args, span))
    }
    callee = attributeOf(c, self, node.name, node.nameSpan)
  } else callee = c.evaluate(node)
  if (callee.kind !== 'builtin') return c.call(callee, argumentsOf(c, expression), span)
  const quantified = isQuantifier(callee.name) ? quantifiedOver(c, callee.name, expression) : null
  if (quantified !== null) return quantified
  const { positional, keywords } = expression
  const names = keywords.map(({ name }) => name)
  const fitting = callee.name === 'super().__init__' || takes(callee.name, positional.length, names)
  const args = fitting ? argumentsFor(c, callee.name, expression) : argumentsOf(c, expression)
  if (!c.flow.reachable) return poison
  return fitting ? c.call(callee, args, span) : c.raise('TypeError', span)
}

function isQuantifier(path: string): path is 'any' | 'all' {
  return path === 'any' || path === 'all'
}

/** `any` and `all` of a generator expression, of which they evaluate no more than they need. Null for other arguments. */
function quantifiedOver(c: Running, path: 'any' | 'all', { positional, keywords, span }: Call): Value | null {
  const [only, ...others] = positional
  if (only?.kind !== 'comprehension' || !only.lazy || others.length + keywords.length > 0) return null
  return joined(c, span, (result, end) => {
    const decisive = path === 'any'
    eachOf(c, only, (value) => {
      const next = c.flow.label()
      jumpOn(c, truth(c, value, span), !decisive, next, span)
      if (c.flow.reachable) c.flow.bind(result, constant(decisive), span)
      c.flow.jump(end, span)
      c.flow.arrive(next, span)
    })
    if (c.flow.reachable) c.flow.bind(result, constant(!decisive), span)
  })
}

/** Returns the arguments of a call of the library, which may need less than their values. */
function argumentsFor(c: Running, path: string, call: Call): Arguments {
  const evaluation = evaluationOf(path)
  switch (evaluation) {
    case 'values':
      return argumentsOf(c, call)
    case 'elements': {
      const [only, ...others] = call.positional
      if (only === undefined) return argumentsOf(c, call)
      if (path === 'zip') return zipped(c, call)
      const first = c.elements(only)
      const { positional, keywords } = argumentsOf(c, { ...call, positional: others })
      return { positional: [first, ...positional], keywords }
    }
    case 'nothing':
      return call.positional.some((each) => matters(c, each)) ? argumentsOf(c, call) : noArguments
    case 'heard':
      return c.choices.observeOutput ? printedArguments(c, call) : heardArguments(c, call)
    default:
      return unreachable(evaluation)
  }
}

/** The arguments of `print` where its output is observed; a stream is a value that only `print` knows. */
function printedArguments(c: Running, call: Call): Arguments {
  const stream = call.keywords.find(({ name, value }) => isStream(name, value))?.value
  const keywords = call.keywords.filter(({ name, value }) => !isStream(name, value))
  const args = argumentsOf(c, { ...call, keywords })
  if (stream?.kind !== 'attribute') return args
  const file: Value = { kind: 'builtin', name: `sys.${stream.name}` }
  return { ...args, keywords: new Map([...args.keywords, ['file', file]]) }
}

/** The arguments of `print` where nobody looks at what it prints: only those that may raise an exception, or matter. */
function heardArguments(c: Running, call: Call): Arguments {
  const positional = call.positional.filter((each) => c.initial || !isUnheard(c, each))
  const keywords = call.keywords.filter(({ name, value }) => !isStream(name, value))
  return argumentsOf(c, { ...call, positional, keywords })
}

/** `file=sys.stderr`, or `sys.stdout`. */
function isStream(name: string, value: Expr): boolean {
  const isModule = value.kind === 'attribute' && value.object.kind === 'name' && value.object.name === 'sys'
  return name === 'file' && isModule && (value.name === 'stderr' || value.name === 'stdout')
}

/** Reports whether an argument whose value is not used must be evaluated: it may have effects, or a wrong type. */
function matters(c: Running, argument: Expr): boolean {
  const isText = argument.kind === 'string' || (argument.kind === 'constant' && argument.value === null)
  return isText || someExpression(argument, (each) => each.kind === 'walrus' || (each.kind === 'call' && !isOfLibrary(c, each)))
}

/** Reports whether a call names a function of Python or one of its modules. */
function isOfLibrary(c: Running, { callee }: Call): boolean {
  const root = callee.kind === 'attribute' ? callee.object : callee
  if (root.kind !== 'name') return false
  const cell = lookUp(c, root.name)
  if (cell === null) return callee.kind === 'name'
  if (isShared(c, cell)) return false
  const { kind } = readCell(c, cell, root.span)
  return callee.kind === 'attribute' ? kind === 'module' : kind === 'builtin'
}

/** The arguments of `zip`, each of which is visited. */
function zipped(c: Running, call: Call): Arguments {
  const positional = call.positional.map((each) => c.elements(each))
  return { positional, keywords: argumentsOf(c, { ...call, positional: [] }).keywords }
}

/** The arguments of a call. */
export function argumentsOf(c: Running, call: Call): Arguments {
  const values = inOrder(c, [...call.positional, ...call.keywords.map(({ value }) => value)])
  const keywords = new Map(call.keywords.map(({ name }, index) => [name, values[call.positional.length + index] ?? poison]))
  return { positional: values.slice(0, call.positional.length), keywords }
}
