import type { Span } from '../../../base/source.ts'
import type { Cell } from '../../lowering/cell.ts'
import { writeCell } from '../../lowering/cells.ts'
import { checkMaking, identityOf, objectKey, targetCell } from '../../lowering/frames.ts'
import { nameValue } from '../../lowering/object-names.ts'
import { Instance } from '../../lowering/objects.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { newThreadRecord } from '../../lowering/threads.ts'
import { exceptionOf } from '../../lowering/unwinding.ts'
import {
  type Arguments,
  byIdentity,
  type ClassObject,
  type FunctionValue,
  Kind,
  languageClass,
  object,
  type Value,
} from '../../lowering/values.ts'
import { methodOf } from '../objects/attributes.ts'
import { isContainer } from '../objects/containers.ts'
import { definitionOf } from '../objects/functions.ts'
import { fits, type Parameter as Signature } from '../objects/signature.ts'
import { someExpression } from '../syntax/names.ts'
import type { ClassNode, Expr, FunctionNode, Statement } from '../syntax/tree.ts'
import { functionValue } from './functions.ts'
import type { Running } from './running.ts'

const specialMethods: ReadonlySet<string> = new Set(['__init__', '__repr__', '__str__'])

/** A class statement. */
export function defineClass(c: Running, node: ClassNode): void {
  if (c.frame !== null && c.flow.loops > 0) checkMaking(c, node.span, 'a class')
  const parent = parentOf(c, node)
  const options = dataclassOptions(node)
  if (options !== null && parent !== null) {
    throw new Refusal(node.span, 'a data class with a base is not supported', 'write its `__init__`')
  }
  const members = membersOf(c, node, options !== null)
  const made: ClassObject = {
    name: node.name,
    declaration: node,
    parent,
    kind: parent?.kind ?? 'plain',
    ...members,
    ...(options ?? byIdentity),
  }
  writeCell(c, targetCell(c, node.name), { kind: 'class', class: made }, node.span)
}

type Members = Pick<ClassObject, 'methods' | 'attributes' | 'fields'>

function membersOf(c: Running, node: ClassNode, isDataclass: boolean): Members {
  const methods = new Map<string, FunctionValue>()
  const attributes = new Map<string, Cell>()
  const fields: { name: string; fallback: Value | null }[] = []
  for (const statement of node.body) {
    if (statement.kind === 'pass' || isDocumentation(statement)) continue
    if (statement.kind === 'function') {
      checkMethod(statement.definition)
      methods.set(statement.definition.name, functionValue(c, statement.definition))
    } else if (statement.kind === 'declare' && statement.target.kind === 'name') {
      if (isDataclass) addField(fields, statement.target.name, null, statement.span)
    } else {
      const { name, value, annotated } = classAttribute(c, statement, new Set([...attributes.keys(), ...methods.keys()]))
      attributes.set(name, classAttributeCell(c, node, name, value))
      if (annotated && isDataclass) addField(fields, name, value, statement.span)
    }
  }
  return { methods, attributes, fields: isDataclass ? fields : null }
}

function isDocumentation(statement: Statement): boolean {
  return statement.kind === 'expression' && statement.value.kind === 'string'
}

/** An assignment in the body of a class; its value may not name what the body assigned before. */
function classAttribute(
  c: Running,
  statement: Statement,
  bound: ReadonlySet<string>,
): { readonly name: string; readonly value: Value; readonly annotated: boolean } {
  const [target, second] = statement.kind === 'assign' ? statement.targets : []
  if (statement.kind !== 'assign' || target?.kind !== 'name' || second !== undefined) {
    throw new Refusal(statement.span, 'a class body may contain only attributes and methods', 'move this into `__init__`')
  }
  const names = (expression: Expr): boolean => expression.kind === 'name' && bound.has(expression.name)
  if (someExpression(statement.value, names)) {
    throw new Refusal(statement.value.span, 'names of the class in its own body are not supported', 'write the value')
  }
  return { name: target.name, value: c.evaluate(statement.value), annotated: statement.annotated }
}

function addField(fields: { name: string; fallback: Value | null }[], name: string, fallback: Value | null, span: Span): void {
  if (fallback !== null && isContainer(fallback)) {
    throw new Refusal(span, 'a list or dict as the default of a field is not allowed', 'set it in `__init__`')
  }
  if (fallback === null && fields.some((each) => each.fallback !== null)) {
    throw new Refusal(span, 'a field without a default follows one with a default', 'CPython raises TypeError here')
  }
  fields.push({ name, fallback })
}

function classAttributeCell(c: Running, owner: ClassNode, name: string, value: Value): Cell {
  const key = `${objectKey(c, owner.span, 'class')}.${name}`
  const cell = c.pass.cell(key, { name: `${owner.name}.${name}`, role: { kind: 'part' } })
  nameValue(c, value, `${owner.name}.${name}`)
  c.pass.begin(cell, value)
  return cell
}

type Options = Pick<ClassObject, 'comparesFields' | 'isOrdered' | 'isFrozen'>

/** What `@dataclass(…)` says; null if the class has no such decorator. */
function dataclassOptions({ decorators }: ClassNode): Options | null {
  const [decorator, second] = decorators
  if (decorator === undefined) return null
  const call = decorator.kind === 'call' ? decorator : null
  const name = call === null ? decorator : call.callee
  if (second !== undefined || name.kind !== 'name' || !/^(dataclasses\.)?dataclass$/.test(name.name)) {
    throw new Refusal(decorator.span, 'this decorator is not supported', 'classes support only `@dataclass`')
  }
  const given = new Map((call?.keywords ?? []).map(({ name: option, value }) => [option, value]))
  const flag = (option: string, fallback: boolean): boolean => {
    const value = given.get(option)
    given.delete(option)
    if (value === undefined) return fallback
    if (value.kind === 'constant' && typeof value.value === 'boolean') return value.value
    throw new Refusal(value.span, `expected True or False for \`${option}\``, null)
  }
  const options = { comparesFields: flag('eq', true), isOrdered: flag('order', false), isFrozen: flag('frozen', false) }
  if (given.size > 0 || (call?.positional.length ?? 0) > 0) {
    throw new Refusal(decorator.span, 'these options of `dataclass` are not supported', 'use `eq`, `order` and `frozen`')
  }
  if (options.isOrdered && !options.comparesFields) {
    throw new Refusal(decorator.span, '`order=True` needs `eq=True`', 'CPython raises ValueError here')
  }
  return options
}

function checkMethod({ name, span, decorators }: FunctionNode): void {
  if (/^__.*__$/.test(name) && !specialMethods.has(name)) {
    throw new Refusal(span, `\`${name}\` is not supported`, 'write a method with a plain name and call it')
  }
  const [each, second] = decorators
  if (each === undefined) return
  if (each.kind === 'name' && second === undefined && (each.name === 'property' || each.name === 'staticmethod')) return
  throw new Refusal(each.span, 'this decorator is not supported', 'methods support only `@property` and `@staticmethod`')
}

/** The class above: none, `Thread`, or an exception. */
function parentOf(c: Running, node: ClassNode): ClassObject | null {
  const [base, second] = node.bases
  if (second !== undefined) throw new Refusal(second.span, 'a class with several bases is not supported', 'use one base')
  if (base === undefined) return null
  const value = c.evaluate(base)
  if (value.kind === 'builtin' && value.name === 'object') return null
  if (value.kind === 'builtin' && value.name === 'threading.Thread') return threadClass
  if (value.kind === 'class' && value.class.kind === 'exception') return value.class
  if (value.kind === 'poison') return null
  const hint = 'derive from `threading.Thread` or an exception only; otherwise copy the methods'
  throw new Refusal(base.span, 'inheritance is not supported here', hint)
}

const threadClass = languageClass('Thread', 'thread')

/** An object of a class of the program. */
export function instantiate(c: Running, of: ClassObject, args: Arguments, span: Span): Value {
  if (of.kind === 'exception') return makeException(c, of, args, span)
  checkMaking(c, span, `a \`${of.name}\``)
  const key = objectKey(c, span, of.name)
  const thread = of.kind === 'thread' ? newThreadRecord(key, span) : null
  const made = c.pass.add(new Instance(identityOf(c, key), of, thread))
  const self = object(made)
  c.newborn.add(made)
  const init = methodOf(of, '__init__')
  if (init !== null) checkInit(c, c.call({ kind: 'bound', self: made, callee: init }, args, span), span)
  else if (of.fields !== null) fillFields(c, made, of, args, span)
  else if (thread !== null) c.call({ kind: 'builtin', name: 'super().__init__' }, { ...args, positional: [self] }, span)
  else if (args.positional.length + args.keywords.size > 0) {
    throw new Refusal(span, `\`${of.name}\` takes no arguments`, 'define an `__init__`')
  }
  c.newborn.delete(made)
  return self
}

/** An `__init__` returns None. */
function checkInit(c: Running, result: Value, span: Span): void {
  if (!c.flow.reachable || result.kind === 'poison' || (result.kind === 'constant' && result.value === null)) return
  const mayBeNone = result.kind === 'dynamic' && (result.type.kinds & Kind.none) !== 0
  if (mayBeNone) throw new Refusal(span, 'this `__init__` may return a value', 'return nothing')
  c.raise('TypeError', span)
}

/** An exception: its arguments are not kept, so its `__init__` is only looked at. */
function makeException(c: Running, of: ClassObject, args: Arguments, span: Span): Value {
  const init = methodOf(of, '__init__')
  if (init === null) return args.keywords.size > 0 ? c.raise('TypeError', span) : exceptionOf(c, of)
  const { parameters, body } = definitionOf(init)
  const [, ...own] = parameters.map(({ name, passing, fallback }): Signature => {
    return { name, passing, fallback: fallback === null ? null : '…' }
  })
  const onlyKeeps = body.every((each) => each.kind === 'pass' || keepsArguments(each))
  if (onlyKeeps) return fits(own, args) ? exceptionOf(c, of) : c.raise('TypeError', span)
  throw new Refusal(
    span,
    `\`__init__\` of the exception \`${of.name}\` does more than keep its arguments`,
    'move the code out of it',
  )
}

/** `self.x = …` without a call, a text, or the call of `super().__init__`. */
function keepsArguments(statement: Statement): boolean {
  const isCall = (expression: Expr): boolean => expression.kind === 'call'
  if (statement.kind === 'assign') {
    return statement.targets.every((target) => target.kind === 'attribute') && !someExpression(statement.value, isCall)
  }
  if (statement.kind !== 'expression') return false
  const { value } = statement
  const inner = value.kind === 'call' ? [...value.positional, ...value.keywords.map((each) => each.value)] : []
  const isSuper = value.kind === 'call' && value.callee.kind === 'attribute' && value.callee.name === '__init__'
  return value.kind === 'string' || (isSuper && !inner.some((each) => someExpression(each, isCall)))
}

function fillFields(c: Running, made: Instance, of: ClassObject, args: Arguments, span: Span): void {
  const fields = of.fields ?? []
  const known = fields.map(({ name }) => name)
  const strange = [...args.keywords.keys()].find((key) => !known.includes(key))
  if (args.positional.length > fields.length || strange !== undefined) {
    throw new Refusal(span, `\`${of.name}\` received arguments that match no field`, `its fields are ${known.join(', ')}`)
  }
  fields.forEach(({ name, fallback }, index) => {
    const value = args.positional[index] ?? args.keywords.get(name) ?? fallback
    if (value === null) throw new Refusal(span, `\`${of.name}\` needs a value for \`${name}\``, null)
    const cell = c.pass.cell(`${made.key}.${name}`, { name, role: { kind: 'part' } })
    made.attributes.set(name, cell)
    if (c.initial || value.kind !== 'dynamic') c.pass.begin(cell, value)
    else writeCell(c, cell, value, span)
  })
}
