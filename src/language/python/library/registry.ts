import type { Span } from '../../../base/source.ts'
import { didYouMean } from '../../../base/suggest.ts'
import type { HeapObject } from '../../lowering/heap.ts'
import type { Behaviour, Library, Lowering } from '../../lowering/lowering.ts'
import { Refusal } from '../../lowering/refusals.ts'
import { type Arguments, constant, type Value } from '../../lowering/values.ts'
import { exceptionClass, exceptionNames } from '../objects/exceptions.ts'
import { fits, fitsNames } from '../objects/signature.ts'
import { atomicInt } from './atomic-int.ts'
import { barrier } from './barrier.ts'
import { builtins } from './builtins.ts'
import { collections } from './collections.ts'
import { condition } from './condition.ts'
import { dataclasses } from './dataclasses.ts'
import { event } from './event.ts'
import { lock } from './lock.ts'
import { output } from './output.ts'
import type { Entry, Evaluation, LibraryPart } from './part.ts'
import { queue } from './queue.ts'
import { random } from './random.ts'
import { semaphore } from './semaphore.ts'
import { sys } from './sys.ts'
import { thread } from './thread.ts'
import { threadPool } from './thread-pool.ts'
import { time } from './time.ts'

/** The supported library. Hints list names in its order. */
export const parts: readonly LibraryPart[] = [
  output,
  builtins,
  thread,
  lock,
  condition,
  semaphore,
  event,
  barrier,
  time,
  random,
  queue,
  threadPool,
  collections,
  dataclasses,
  atomicInt,
  sys,
]

const entries: ReadonlyMap<string, Entry> = new Map(
  parts.flatMap((part) => part.entries.map((entry) => [entry.path, entry] as const)),
)
const classes = parts.flatMap((part) => part.classes ?? [])

/** The modules that a program may import, with their members. */
const modules = membersByModule()

function membersByModule(): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const { kind, path } of entries.values()) {
    const [, module, name] = /^([\w.]+)\.(\w+)$/.exec(path) ?? []
    if (kind === 'refused' || module === undefined || name === undefined) continue
    found.set(module, [...(found.get(module) ?? []), name])
  }
  return found
}

/** Modules whose members matter to type checkers only. */
const typeModules: ReadonlySet<string> = new Set(['typing', '__future__', 'types', 'collections.abc'])

const moduleHints: ReadonlyMap<string, string> = new Map([
  ['asyncio', 'coroutines are outside of the subset; write threads'],
  ['multiprocessing', 'start a process in the module, and it is executed as a whole'],
  ['os', 'files and processes are outside of the subset; leave it out'],
  ['math', 'floats are outside of the subset; use integers'],
  ['logging', 'use `print`'],
])

/** Returns the module of that name. */
export function importModule(name: string, span: Span): Value {
  if (modules.has(name) || typeModules.has(name)) return { kind: 'module', name }
  const hint = moduleHints.get(name) ?? didYouMean(name, [...modules.keys()])
  throw new Refusal(span, `module \`${name}\` is not supported`, hint)
}

function memberOf(module: string, name: string, span: Span): Value {
  const path = `${module}.${name}`
  if (typeModules.has(module)) return { kind: 'builtin', name: path }
  const entry = entries.get(path)
  if (entry?.kind === 'module') return { kind: 'module', name: path }
  if (entry?.kind === 'function' || entry?.kind === 'name') return namedValue(name, path)
  const hint = entry?.kind === 'refused' ? entry.hint : didYouMean(name, modules.get(module) ?? [])
  throw new Refusal(span, `\`${path}\` is not supported`, hint)
}

function namedValue(name: string, path: string): Value {
  const exception = exceptionClass(name)
  return exception === null ? { kind: 'builtin', name: path } : { kind: 'class', class: exception }
}

function call(c: Lowering, path: string, args: Arguments, span: Span): Value {
  const entry = entries.get(path)
  if (entry?.kind === 'function') {
    const isEvaluated = entry.evaluation === 'values' || entry.evaluation === 'elements'
    return isEvaluated && !fits(entry.parameters, args) ? c.raise('TypeError', span) : entry.call(c, args, span)
  }
  throw new Refusal(span, `\`${path}\` cannot be called here`, 'see the Python subset in docs/python.md')
}

function behaviourOf(object: HeapObject): Behaviour | null {
  for (const each of classes) {
    const behaviour = each.behaviourOf(object)
    if (behaviour !== null) return behaviour
  }
  return null
}

/** Python's library, for the lowering. */
export const library: Library = { memberOf, call, behaviourOf }

/** Reports whether a number of arguments and the names of others fit the parameters of a function or class. */
export function takes(path: string, count: number, names: readonly string[]): boolean {
  const entry = entries.get(path)
  return entry?.kind !== 'function' || fitsNames(entry.parameters, count, names)
}

/** Returns how the arguments of a function or class are evaluated. */
export function evaluationOf(path: string): Evaluation {
  const entry = entries.get(path)
  return entry?.kind === 'function' ? entry.evaluation : 'values'
}

/** The names that Python defines, if the program does not define them. */
export const builtinNames: ReadonlySet<string> = new Set([
  ...[...entries.keys()].filter((path) => !path.includes('.')),
  ...exceptionNames,
  '__name__',
])

/** What to write instead of functions of Python that are outside of the subset. */
const refusedNames: ReadonlyMap<string, string> = new Map([
  ...['eval', 'exec', 'compile', '__import__'].map((name) => [name, 'write the code out'] as const),
  ...['open', 'input'].map((name) => [name, 'files and input are outside of the subset; use constants'] as const),
  ...['setattr', 'getattr', 'hasattr', 'delattr', 'vars', 'globals', 'locals', 'dir'].map(
    (name) => [name, 'name the attribute or variable: `object.name`'] as const,
  ),
  ...['set', 'frozenset'].map((name) => [name, 'use a list, or a dict with constant keys'] as const),
  ...['map', 'filter', 'sorted', 'iter', 'next'].map((name) => [name, 'write a loop'] as const),
  ...['float', 'round', 'complex', 'divmod', 'pow'].map((name) => [name, 'use integers with `//`, `%` and `**`'] as const),
  ...['type', 'id', 'hash', 'callable', 'issubclass'].map((name) => [name, 'use a variable that says what it is'] as const),
  ...['chr', 'ord', 'repr', 'bytes', 'bytearray', 'ascii'].map((name) => [name, 'strings are labels here'] as const),
])

/** The hint for a name that Python defines and the subset lacks, or null. */
export function refusedName(name: string): string | null {
  return refusedNames.get(name) ?? null
}

/** Returns the value of a name that Python defines. */
export function builtinValue(name: string): Value {
  if (name === '__name__') return constant('__main__')
  return namedValue(name, name)
}
