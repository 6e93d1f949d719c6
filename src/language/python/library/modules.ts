import type { Span } from '../../../base/source.ts'
import { didYouMean } from '../../../base/suggest.ts'
import { Refusal } from '../../lowering/pass.ts'
import { constant, type Value } from '../../lowering/values.ts'
import { exceptionClass, exceptionNames } from '../objects/exception-classes.ts'

/** The modules that a program may import, with what it may take from them. */
const modules: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'threading',
    ['Thread', 'Lock', 'RLock', 'Condition', 'Semaphore', 'BoundedSemaphore', 'Event', 'Barrier', 'BrokenBarrierError'],
  ],
  ['time', ['sleep']],
  ['random', ['randint', 'randrange', 'choice', 'random', 'uniform', 'seed']],
  ['queue', ['Queue', 'LifoQueue', 'SimpleQueue', 'Empty', 'Full']],
  ['concurrent.futures', ['ThreadPoolExecutor']],
  ['concurrent', ['futures']],
  ['collections', ['deque']],
  ['dataclasses', ['dataclass', 'field']],
  ['interleave', ['AtomicInt']],
  ['sys', ['setswitchinterval']],
])

/** Modules whose members matter to type checkers only. */
const typeModules: ReadonlySet<string> = new Set(['typing', '__future__', 'types', 'collections.abc'])

const moduleHints: ReadonlyMap<string, string> = new Map([
  ['asyncio', 'coroutines are outside the subset; write threads'],
  ['multiprocessing', 'processes share no variables; write threads'],
  ['os', 'files and processes are outside the subset; leave it out'],
  ['math', 'floats are outside the subset; use integers'],
  ['logging', 'use `print`'],
])

const memberHints: ReadonlyMap<string, string> = new Map([
  ['threading.Timer', 'write a thread that sleeps first'],
  ['threading.local', 'use local variables'],
  ['threading.current_thread', 'pass what a thread should know as an argument'],
  ['threading.get_ident', 'pass what a thread should know as an argument'],
  ['time.time', 'time is not modelled: a schedule can take any time; leave it out'],
  ['time.perf_counter', 'time is not modelled: a schedule can take any time; leave it out'],
  ['time.monotonic', 'time is not modelled: a schedule can take any time; leave it out'],
  ['queue.PriorityQueue', 'use `Queue`, `LifoQueue` or a list'],
  ['concurrent.futures.ProcessPoolExecutor', 'processes share no variables; use `ThreadPoolExecutor`'],
  ['collections.defaultdict', 'write a dict with its keys: `{"a": 0, "b": 0}`'],
  ['collections.Counter', 'write a dict with its keys: `{"a": 0, "b": 0}`'],
  ['concurrent.futures.as_completed', 'loop over the futures and ask each for its `result()`'],
  ['concurrent.futures.wait', 'loop over the futures and ask each for its `result()`'],
])

/** The module of that name. */
export function importModule(name: string, span: Span): Value {
  if (modules.has(name) || typeModules.has(name)) return { kind: 'module', name }
  const hint = moduleHints.get(name) ?? didYouMean(name, [...modules.keys()])
  throw new Refusal(span, `module \`${name}\` is not supported`, hint)
}

/** What a module has under a name. */
export function memberOf(module: string, name: string, span: Span): Value {
  if (typeModules.has(module)) return { kind: 'builtin', name: `${module}.${name}` }
  const path = `${module}.${name}`
  if (path === 'concurrent.futures') return { kind: 'module', name: path }
  if (modules.get(module)?.includes(name)) {
    const exception = exceptionClass(name)
    if (exception !== null) return { kind: 'class', class: exception }
    return { kind: 'builtin', name: path }
  }
  const hint = memberHints.get(path) ?? didYouMean(name, modules.get(module) ?? [])
  throw new Refusal(span, `\`${path}\` is not supported`, hint)
}

const functions = [
  'print',
  'len',
  'range',
  'int',
  'bool',
  'str',
  'abs',
  'min',
  'max',
  'sum',
  'any',
  'all',
  'enumerate',
  'zip',
  'reversed',
  'list',
  'tuple',
  'dict',
  'object',
  'isinstance',
  'super',
] as const

/** What names stand for where the program gives them no meaning. */
export const builtinNames: ReadonlySet<string> = new Set([...functions, ...exceptionNames, '__name__'])

/** What to write instead of functions of Python that are outside the subset. */
const refusedNames: ReadonlyMap<string, string> = new Map([
  ...['eval', 'exec', 'compile', '__import__'].map((name) => [name, 'write the code out'] as const),
  ...['open', 'input'].map((name) => [name, 'files and input are outside the subset; use constants'] as const),
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

/** The value of a name that Python defines. */
export function builtinValue(name: string): Value {
  if (name === '__name__') return constant('__main__')
  const exception = exceptionClass(name)
  return exception === null ? { kind: 'builtin', name } : { kind: 'class', class: exception }
}
