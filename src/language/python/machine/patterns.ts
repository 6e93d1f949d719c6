import { lookUp } from './attributes.ts'
import { isSubclass } from './classes.ts'
import type { Machine } from './machine.ts'
import type { Op } from './objects.ts'
import { bare, type Frame, Obj, Range, Tuple, type Value } from './objects.ts'
import { lengthOfValue } from './subscripts.ts'
import { Raised } from './values.ts'

/** Executes a test of a `match` statement; see `compile-match.ts`. */
export function executeMatch(m: Machine, frame: Frame, op: Op): void {
  const { stack } = frame
  const take = (count: number): Value[] => stack.splice(stack.length - count, count).map(bare)
  switch (op.name) {
    case 'sequence': {
      const [value = null] = take(1)
      const isSequence =
        value instanceof Tuple || value instanceof Range || (value instanceof Obj && ['list', 'deque'].includes(value.kind))
      const length = isSequence ? (lengthOfValue(m, value) ?? 0) : -1
      stack.push(op.value === true ? length >= op.a : length === op.a)
      return
    }
    case 'mapping': {
      const [value = null] = take(1)
      stack.push(value instanceof Obj && value.kind === 'dict')
      return
    }
    case 'key': {
      const [value = null, key = null] = take(2)
      stack.push(value instanceof Obj && m.containers.has(value, key))
      return
    }
    case 'rest': {
      const [value = null, ...keys] = take(op.a + 1)
      const rest = new Obj('dict', null, m.site)
      const left = new Set(keys.map((each) => m.containers.key(each)))
      for (const each of value instanceof Obj ? m.containers.entries(value) : []) {
        if (!left.has(m.containers.key(each.key))) m.containers.set(rest, each.key, each.value)
      }
      stack.push(rest)
      return
    }
    case 'instance': {
      const [value = null, of = null] = take(2)
      if (!(of instanceof Obj) || of.kind !== 'class') throw new Raised('TypeError', 'called match pattern must be a class')
      stack.push(isSubclass(m.classes.of(value), of))
      return
    }
    case 'positional': {
      const [value = null, of = null] = take(2)
      stack.push(positional(m, value, of, op.a))
      return
    }
    case 'has': {
      const [value = null, name = null] = take(2)
      stack.push(lookUp(m, value, `${name}`) !== undefined)
      return
    }
    default: // the name of a test, which is a text
      throw new Error(`no test ${op.name}`)
  }
}

/** Classes of Python whose only positional pattern is the value itself. */
const whole: ReadonlySet<string> = new Set([
  'bool',
  'bytes',
  'dict',
  'float',
  'frozenset',
  'int',
  'list',
  'set',
  'str',
  'tuple',
])

function positional(m: Machine, value: Value, of: Value, index: number): Value {
  if (!(of instanceof Obj)) return null
  if (of.fixed.native === true && whole.has(of.fixed.name ?? '')) return value
  const names = lookUp(m, of, '__match_args__')?.value
  const name = names instanceof Tuple ? names.items[index] : undefined
  if (typeof name !== 'string') {
    const count = names instanceof Tuple ? names.items.length : 0
    throw new Raised('TypeError', `${of.fixed.name}() accepts ${count} positional sub-patterns (${index + 1} given)`)
  }
  const found = lookUp(m, value, name)
  if (found === undefined) return null
  return found.getter === undefined ? found.value : m.nested(found.getter, found.args)
}
