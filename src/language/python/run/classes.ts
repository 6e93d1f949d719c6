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
  type ClassObject,
  type FunctionValue,
  languageClass,
  object,
  type Value,
} from '../../lowering/values.ts'
import { methodOf } from '../objects/attributes.ts'
import type { ClassNode, Expr } from '../syntax/tree.ts'
import { functionValue } from './functions.ts'
import type { Running } from './running.ts'

const specialMethods: ReadonlySet<string> = new Set(['__init__', '__repr__', '__str__'])

/** A class statement. */
export function defineClass(c: Running, node: ClassNode): void {
  if (c.frame !== null && c.flow.loops > 0) checkMaking(c, node.span, 'a class')
  const parent = parentOf(c, node)
  const isDataclass = node.decorators.some((each) => each.kind === 'name' && /(^|\.)dataclass$/.test(each.name))
  for (const each of node.decorators) {
    if (each.kind === 'name' && /(^|\.)dataclass$/.test(each.name)) continue
    throw new Refusal(each.span, 'this decorator is not supported', 'classes support only `@dataclass`')
  }
  const methods = new Map<string, FunctionValue>()
  const attributes = new Map<string, Cell>()
  const fields: { name: string; fallback: Value | null }[] = []
  for (const statement of node.body) {
    if (statement.kind === 'function') {
      checkMethod(statement.definition.name, statement.definition.span, statement.definition.decorators)
      methods.set(statement.definition.name, functionValue(c, statement.definition))
    } else if (statement.kind === 'declare' && statement.target.kind === 'name') {
      fields.push({ name: statement.target.name, fallback: null })
    } else if (statement.kind === 'assign' && statement.targets[0]?.kind === 'name') {
      const { name } = statement.targets[0]
      const value = c.evaluate(statement.value)
      fields.push({ name, fallback: value })
      if (!isDataclass) attributes.set(name, classAttributeCell(c, node.name, name, value))
    } else if (statement.kind !== 'pass' && statement.kind !== 'expression') {
      throw new Refusal(statement.span, 'a class body may contain only attributes and methods', 'move this into `__init__`')
    }
  }
  const made: ClassObject = {
    name: node.name,
    declaration: node,
    parent,
    kind: parent?.kind ?? 'plain',
    methods,
    attributes,
    fields: isDataclass ? fields : null,
  }
  writeCell(c, targetCell(c, node.name), { kind: 'class', class: made }, node.span)
}

function classAttributeCell(c: Running, owner: string, name: string, value: Value): Cell {
  const cell = c.pass.cell(`class ${owner}.${name}`, { name: `${owner}.${name}`, role: { kind: 'part' } })
  nameValue(c, value, `${owner}.${name}`)
  c.pass.begin(cell, value)
  return cell
}

function checkMethod(name: string, span: Span, decorators: readonly Expr[]): void {
  if (/^__.*__$/.test(name) && !specialMethods.has(name)) {
    throw new Refusal(span, `\`${name}\` is not supported`, 'write a method with a plain name and call it')
  }
  for (const each of decorators) {
    if (each.kind === 'name' && (each.name === 'property' || each.name === 'staticmethod')) continue
    throw new Refusal(each.span, 'this decorator is not supported', 'methods support only `@property` and `@staticmethod`')
  }
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
  if (of.kind === 'exception') return exceptionOf(c, of)
  checkMaking(c, span, `a \`${of.name}\``)
  const key = objectKey(c, span, of.name)
  const thread = of.kind === 'thread' ? newThreadRecord(key, span) : null
  const made = c.pass.add(new Instance(identityOf(c, key), of, thread))
  const self = object(made)
  c.newborn.add(made)
  const init = methodOf(of, '__init__')
  if (init !== null) c.call({ kind: 'bound', self: made, callee: init }, args, span)
  else if (of.fields !== null) fillFields(c, made, of, args, span)
  else if (thread !== null) c.call({ kind: 'builtin', name: 'super().__init__' }, { ...args, positional: [self] }, span)
  else if (args.positional.length + args.keywords.size > 0) {
    throw new Refusal(span, `\`${of.name}\` takes no arguments`, 'define an `__init__`')
  }
  c.newborn.delete(made)
  return self
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
