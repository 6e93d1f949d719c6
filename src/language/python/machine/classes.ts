import { Bound, type Kind, Native, Obj, Range, Slice, Tuple, type Value } from './objects.ts'
import { Bytes, ellipsis, Float, Hash, Raised, type Singleton } from './values.ts'

/** The classes of iterators over Python's own containers. */
const iterators = [
  'list_iterator',
  'list_reverseiterator',
  'tuple_iterator',
  'str_ascii_iterator',
  'str_iterator',
  'bytes_iterator',
  'range_iterator',
  'set_iterator',
  'dict_keyiterator',
  'dict_valueiterator',
  'dict_itemiterator',
  'dict_reversekeyiterator',
  'dict_reversevalueiterator',
  'dict_reverseitemiterator',
  'reversed',
  '_collections._deque_iterator',
  '_collections._deque_reverse_iterator',
]

/** The classes of Python that the machine knows, by name: the class they inherit from, and what their objects are made of. */
const declared: readonly (readonly [name: string, base: string | null, layout: Kind | 'plain'])[] = [
  ['object', null, 'instance'],
  ['type', 'object', 'class'],
  ['int', 'object', 'plain'],
  ['bool', 'int', 'plain'],
  ['float', 'object', 'plain'],
  ['str', 'object', 'plain'],
  ['bytes', 'object', 'plain'],
  ['tuple', 'object', 'plain'],
  ['range', 'object', 'plain'],
  ['slice', 'object', 'plain'],
  ['NoneType', 'object', 'plain'],
  ['ellipsis', 'object', 'plain'],
  ['NotImplementedType', 'object', 'plain'],
  ['list', 'object', 'list'],
  ['dict', 'object', 'dict'],
  ['set', 'object', 'set'],
  ['frozenset', 'object', 'frozenset'],
  ['collections.deque', 'object', 'deque'],
  ['function', 'object', 'function'],
  ['method', 'object', 'plain'],
  ['builtin_function_or_method', 'object', 'plain'],
  ['module', 'object', 'module'],
  ['cell', 'object', 'cell'],
  ['generator', 'object', 'generator'],
  ['coroutine', 'object', 'generator'],
  ['iterator', 'object', 'iterator'],
  ...iterators.map((name): [string, string, Kind] => [name, 'iterator', 'iterator']),
  ...['enumerate', 'zip', 'map', 'filter'].map((name): [string, string, Kind] => [name, 'generator', 'generator']),
  ['types.UnionType', 'object', 'instance'],
  ['property', 'object', 'instance'],
  ['staticmethod', 'object', 'instance'],
  ['classmethod', 'object', 'instance'],
  ['super', 'object', 'instance'],
  ['dict_keys', 'object', 'instance'],
  ['dict_values', 'object', 'instance'],
  ['dict_items', 'object', 'instance'],
  ['threading.Lock', 'object', 'instance'],
  ['threading.RLock', 'object', 'instance'],
  ['threading.Condition', 'object', 'instance'],
  ['threading.Semaphore', 'object', 'instance'],
  ['threading.BoundedSemaphore', 'threading.Semaphore', 'instance'],
  ['threading.Event', 'object', 'instance'],
  ['threading.Thread', 'object', 'instance'],
  ['threading.local', 'object', 'instance'],
  ['queue.Queue', 'object', 'instance'],
  ['queue.LifoQueue', 'queue.Queue', 'instance'],
  ['queue.PriorityQueue', 'queue.Queue', 'instance'],
  ['queue.SimpleQueue', 'queue.Queue', 'instance'],
]

/** The exception classes, each after its base. */
const exceptions: readonly (readonly [name: string, base: string])[] = [
  ['BaseException', 'object'],
  ['Exception', 'BaseException'],
  ['GeneratorExit', 'BaseException'],
  ['KeyboardInterrupt', 'BaseException'],
  ['SystemExit', 'BaseException'],
  ['ArithmeticError', 'Exception'],
  ['ZeroDivisionError', 'ArithmeticError'],
  ['OverflowError', 'ArithmeticError'],
  ['FloatingPointError', 'ArithmeticError'],
  ['AssertionError', 'Exception'],
  ['AttributeError', 'Exception'],
  ['BufferError', 'Exception'],
  ['EOFError', 'Exception'],
  ['ImportError', 'Exception'],
  ['ModuleNotFoundError', 'ImportError'],
  ['LookupError', 'Exception'],
  ['IndexError', 'LookupError'],
  ['KeyError', 'LookupError'],
  ['MemoryError', 'Exception'],
  ['NameError', 'Exception'],
  ['UnboundLocalError', 'NameError'],
  ['OSError', 'Exception'],
  ['BlockingIOError', 'OSError'],
  ['ConnectionError', 'OSError'],
  ['BrokenPipeError', 'ConnectionError'],
  ['ConnectionAbortedError', 'ConnectionError'],
  ['ConnectionRefusedError', 'ConnectionError'],
  ['ConnectionResetError', 'ConnectionError'],
  ['FileExistsError', 'OSError'],
  ['FileNotFoundError', 'OSError'],
  ['InterruptedError', 'OSError'],
  ['PermissionError', 'OSError'],
  ['TimeoutError', 'OSError'],
  ['ReferenceError', 'Exception'],
  ['RuntimeError', 'Exception'],
  ['NotImplementedError', 'RuntimeError'],
  ['RecursionError', 'RuntimeError'],
  ['StopIteration', 'Exception'],
  ['StopAsyncIteration', 'Exception'],
  ['SyntaxError', 'Exception'],
  ['SystemError', 'Exception'],
  ['TypeError', 'Exception'],
  ['ValueError', 'Exception'],
  ['UnicodeError', 'ValueError'],
  ['UnicodeDecodeError', 'UnicodeError'],
  ['UnicodeEncodeError', 'UnicodeError'],
  ['Warning', 'Exception'],
  ['DeprecationWarning', 'Warning'],
  ['RuntimeWarning', 'Warning'],
  ['UserWarning', 'Warning'],
  ['queue.Empty', 'Exception'],
  ['queue.Full', 'Exception'],
  ['threading.BrokenBarrierError', 'RuntimeError'],
  ['asyncio.CancelledError', 'BaseException'],
]

/** The name of a class without its module. */
function shortName(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}

/** The classes of the machine. */
export class Classes {
  readonly all: Map<string, Obj> = new Map()

  constructor() {
    for (const [name, base, layout] of [...declared, ...exceptions.map(([one, above]) => [one, above, 'instance'] as const)]) {
      const parent = base === null ? null : this.named(base)
      const mro: Obj[] = []
      const own = new Obj('class', null, name, {
        name: shortName(name),
        bases: parent === null ? [] : [parent],
        mro,
        layout,
        native: true,
      })
      mro.push(own, ...(parent?.fixed.mro ?? []))
      own.fields.set('__name__', shortName(name))
      own.fields.set('__qualname__', shortName(name))
      own.fields.set('__module__', name.includes('.') ? name.slice(0, name.lastIndexOf('.')) : 'builtins')
      this.all.set(name, own)
    }
  }

  named(name: string): Obj {
    const found = this.all.get(name)
    if (found === undefined) throw new Error(`no class ${name}`)
    return found
  }

  /** The class of a value. */
  of(value: Value): Obj {
    if (value instanceof Obj) return value.type ?? this.named(defaultClass(value))
    return value instanceof Tuple && value.type !== null ? value.type : this.named(plainClass(value))
  }

  nameOf(value: Value): string {
    return this.of(value).fixed.name ?? 'object'
  }

  isInstance(value: Value, of: Obj): boolean {
    return isSubclass(this.of(value), of)
  }
}

function plainClass(value: Exclude<Value, Obj>): string {
  if (value === null) return 'NoneType'
  switch (typeof value) {
    case 'boolean':
      return 'bool'
    case 'number':
    case 'bigint':
      return 'int'
    case 'string':
      return 'str'
  }
  if (value instanceof Float) return 'float'
  if (value instanceof Bytes) return 'bytes'
  if (value instanceof Tuple) return 'tuple'
  if (value instanceof Range) return 'range'
  if (value instanceof Slice) return 'slice'
  if (value instanceof Bound) return value.callee instanceof Native ? 'builtin_function_or_method' : 'method'
  if (value instanceof Native) return 'builtin_function_or_method'
  return singletonClass(value)
}

function singletonClass(value: Singleton): string {
  if (value instanceof Hash) return 'int'
  return value === ellipsis ? 'ellipsis' : 'NotImplementedType'
}

function defaultClass({ kind }: Obj): string {
  switch (kind) {
    case 'instance':
      return 'object'
    case 'class':
      return 'type'
    case 'deque':
      return 'collections.deque'
    default: // the others have the names of their kinds
      return kind
  }
}

/** Whether a class is another, or inherits from it. */
export function isSubclass(one: Obj, above: Obj): boolean {
  return (one.fixed.mro ?? []).some((each) => each === above || (each.shared !== null && each.shared === above.shared))
}

/** Returns the order in which a class looks for methods: its own, then those of its bases (C3). */
export function linearised(own: Obj, bases: readonly Obj[]): Obj[] {
  const lists = [...bases.map((each) => [...(each.fixed.mro ?? [])]), [...bases]]
  const order = [own]
  for (;;) {
    const left = lists.filter((list) => list.length > 0)
    if (left.length === 0) return order
    const next = left.map(([head]) => head).find((head) => left.every((list) => head !== undefined && list.indexOf(head) <= 0))
    if (next === undefined) {
      const names = bases.map((each) => each.fixed.name).join(', ')
      throw new Raised('TypeError', `Cannot create a consistent method resolution\norder (MRO) for bases ${names}`)
    }
    order.push(next)
    for (const list of lists) if (list[0] === next) list.shift()
  }
}
