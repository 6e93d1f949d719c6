import type { HeapObject, Meaning, SharedVariable } from '../../../program/program.ts'
import type { Memory } from '../machine/memory.ts'
import type { Obj } from '../machine/objects.ts'
import { countField, isPooled } from '../machine/pools.ts'
import type { ObjectNames } from './names.ts'
import type { Variables } from './variables.ts'

interface Candidate {
  readonly form: HeapObject['form']
  readonly fields: readonly { readonly name: string; readonly variable: number }[]
}

/**
 * Returns variables with the heap that they lead to. Objects that threads make belong to it if they have no names of their own,
 * if all of their content is in variables that are compared, and if a variable may lead to them. The others stay as they are:
 * which of them is which depends on the schedule, and their numbers say so. Numbers of objects of pools say nothing, so that
 * they are shown as the names of their classes, and only where a variable leads to them.
 */
export function withHeap(
  shared: readonly SharedVariable[],
  variables: Variables,
  names: ObjectNames,
  memory: Memory,
): { readonly shared: readonly SharedVariable[]; readonly heap?: readonly HeapObject[] } {
  const keys = new Set(variables.keys.map((each) => each.shared))
  const order = fieldOrder(variables, memory)
  let kept = new Map<number, Candidate>()
  for (const [number, object] of names.anonymous.entries()) {
    const form = keys.has(object.shared) ? null : formOf(object, memory)
    const fields = form === null ? null : fieldsOf(object, form, shared, variables)
    const rank = order.get(classOf(object)) ?? []
    const inOrder = (all: Candidate['fields']): Candidate['fields'] =>
      [...all].sort((a, b) => rank.indexOf(a.name) - rank.indexOf(b.name))
    if (form !== null && fields !== null) kept.set(number, { form, fields: inOrder(fields) })
    else if (memory.isMany(object)) {
      const own = object.kind === 'instance' && !memory.isLibrary(object) ? visibleFields(object, shared, variables) : []
      kept.set(number, { form: own.length === 0 ? 'name' : 'object', fields: inOrder(own) })
    }
  }
  for (;;) {
    const reached = reachable(shared, kept)
    if (reached.size === kept.size) break
    kept = new Map([...kept].filter(([number]) => reached.has(number)))
  }
  const inOrder = [...kept.keys()]
  const numbers = new Map(inOrder.map((number, index) => [number, index]))
  const heap = inOrder.map((number): HeapObject => {
    const object = names.anonymous[number]
    const { form = 'name' as const, fields = [] } = kept.get(number) ?? {}
    return { name: object === undefined ? '' : classOf(object), form, fields }
  })
  const inner = new Set([...kept.values()].flatMap(({ fields }) => fields.map(({ variable }) => variable)))
  const isLoose = (variable: number): boolean => {
    const owner = variables.owners[variable]?.owner
    return owner !== undefined && memory.isMany(owner) && !inner.has(variable)
  }
  const renamed = shared.map((each, variable) =>
    withParts(isLoose(variable) ? { ...each, hidden: true } : each, numbers, names),
  )
  return heap.length === 0 ? { shared: renamed } : { shared: renamed, heap }
}

/** The fields of each class in the order in which they first come, so that equal objects have them in the same order. */
function fieldOrder({ owners }: Variables, { facts }: Memory): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const { owner, field } of owners) {
    const known = found.get(classOf(owner)) ?? []
    found.set(classOf(owner), known)
    // Those of objects of pools come as they are made.
    const fields = isPooled(owner) ? [...facts.fieldsOf(owner.site), field] : [field]
    for (const each of fields) if (!known.includes(each)) known.push(each)
  }
  return found
}

function classOf({ fixed, type, kind }: Obj): string {
  return fixed.name ?? type?.fixed.name ?? kind
}

/** How an object is written; null if what it is, and not its content, tells it from others. */
function formOf(object: Obj, memory: Memory): HeapObject['form'] | null {
  const { kind, type, fixed } = object
  switch (kind) {
    case 'list':
    case 'deque':
      return 'list'
    case 'dict':
      return 'dict'
    case 'set':
    case 'frozenset':
      return 'set'
    case 'function':
      return [...(fixed.closure ?? []), ...(fixed.defaults ?? []), ...(fixed.keywordDefaults ?? [])].length === 0
        ? 'name'
        : null
    case 'instance':
      if (type?.fixed.mro?.some((each) => each.fixed.native === true && each.fixed.name === 'BaseException') === true)
        return 'call'
      return memory.isLibrary(object) || isOfLibrary(object, memory) ? null : 'object'
    default: // classes, cells, modules, and what only one thread can have
      return null
  }
}

/** Whether an object is of a class that inherits from one of the library, such as a thread. */
function isOfLibrary({ type }: Obj, memory: Memory): boolean {
  const own = type?.fixed.mro ?? []
  return own.some((each) => each.fixed.name !== 'object' && (each.fixed.native === true || memory.librarySites.has(each.site)))
}

/** The variables that are the content of an object; null if there is more to it. */
function fieldsOf(
  object: Obj,
  form: HeapObject['form'],
  shared: readonly SharedVariable[],
  { owners }: Variables,
): { name: string; variable: number }[] | null {
  const found: { name: string; variable: number }[] = []
  for (const [variable, { owner, field }] of owners.entries()) {
    if (owner.shared !== object.shared) continue
    const isSize = field === '#' && form !== 'set'
    if (isSize || field === countField) continue
    const isWritten = form === 'call' ? field === 'args' : shared[variable]?.hidden !== true
    if (!isWritten && field !== '__traceback__') return null
    if (isWritten) found.push({ name: field, variable })
  }
  return found
}

/** What is shown of an object of which not all can be compared. */
function visibleFields(object: Obj, shared: readonly SharedVariable[], { owners }: Variables): Candidate['fields'] {
  return [...owners.entries()].flatMap(([variable, { owner, field }]) =>
    owner.shared === object.shared && shared[variable]?.hidden !== true ? [{ name: field, variable }] : [],
  )
}

/** The objects to which variables lead that belong to none. */
function reachable(shared: readonly SharedVariable[], kept: ReadonlyMap<number, Candidate>): Set<number> {
  const inner = new Set([...kept.values()].flatMap(({ fields }) => fields.map(({ variable }) => variable)))
  const found = new Set<number>()
  const queue = [...shared.keys()].filter((variable) => !inner.has(variable) && shared[variable]?.hidden !== true)
  for (const variable of queue) {
    for (const meaning of Object.values(shared[variable]?.meanings ?? {})) {
      for (const object of objectsIn(meaning)) {
        if (found.has(object) || !kept.has(object)) continue
        found.add(object)
        queue.push(...(kept.get(object)?.fields ?? []).map((field) => field.variable))
      }
    }
  }
  return found
}

function objectsIn(meaning: Meaning): number[] {
  if (typeof meaning !== 'object' || meaning === null) return []
  return (meaning.parts ?? []).filter((part) => typeof part === 'number')
}

/** A variable whose meanings have the numbers of the heap, and no parts without need. */
function withParts(variable: SharedVariable, numbers: ReadonlyMap<number, number>, names: ObjectNames): SharedVariable {
  if (variable.meanings === undefined) return variable
  const meanings = Object.entries(variable.meanings).map(([code, meaning]): [string, Meaning] => {
    if (typeof meaning !== 'object' || meaning === null || meaning.parts === undefined) return [code, meaning]
    const parts = meaning.parts.map((part) => (typeof part === 'string' ? part : (numbers.get(part) ?? names.joined([part]))))
    const { name } = meaning
    return [code, parts.some((part) => typeof part === 'number') ? { name, parts } : { name }]
  })
  return { ...variable, meanings: Object.fromEntries(meanings) }
}
