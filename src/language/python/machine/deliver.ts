import { unreachable } from '../../../base/bug.ts'
import { special } from './attributes.ts'
import type { Machine } from './machine.ts'
import { bare, Obj, type Slot, type Then, type Value } from './objects.ts'
import { binaryFallback, comparisonFallback } from './operators.ts'
import { notImplemented, Raised, Rendered } from './values.ts'

/** Gives the result of a call to the one who waits for it. */
export function deliver(m: Machine, then: Then, slot: Slot): void {
  if (then.kind === 'nested') return m.finishNested(slot)
  // The body of a thread has nobody who waits for its result.
  if (m.frames.length === 0) return
  const frame = m.top
  const value = bare(slot)
  switch (then.kind) {
    case 'push':
    case 'iterate':
    case 'send':
    case 'default':
    case 'class-body':
      frame.stack.push(slot)
      return
    case 'iterator':
      if (special(m, value, '__next__') === undefined && !isIterator(value)) {
        throw new Raised('TypeError', `iter() returned non-iterator of type '${m.classes.nameOf(value)}'`)
      }
      frame.stack.push(slot)
      return
    case 'drop':
      return
    case 'replace':
      if (then.word.startsWith('text ') && typeof value !== 'string') {
        throw new Raised('TypeError', `${then.word.slice(5)} returned non-string (type ${m.classes.nameOf(value)})`)
      }
      frame.stack[then.target] = then.word.startsWith('text ') ? new Rendered(`${value}`) : slot
      return
    case 'instance':
      if (value !== null) {
        throw new Raised('TypeError', `__init__() should return None, not '${m.classes.nameOf(value)}'`)
      }
      frame.stack.push(then.values[0] ?? null)
      return
    case 'truth':
    case 'not-truth':
      if (typeof value !== 'boolean') {
        throw new Raised('TypeError', `__bool__ should return bool, returned ${m.classes.nameOf(value)}`)
      }
      frame.stack.push(value === (then.kind === 'truth'))
      return
    case 'length':
      if (typeof value !== 'number' && typeof value !== 'boolean') {
        throw new Raised('TypeError', `'${m.classes.nameOf(value)}' object cannot be interpreted as an integer`)
      }
      if (Number(value) < 0) throw new Raised('ValueError', '__len__() should return >= 0')
      frame.stack.push(then.word === 'truth' ? Number(value) !== 0 : Number(value))
      return
    case 'contains':
      frame.stack.push(m.host.truth(m, value))
      return
    case 'text':
      if (typeof value !== 'string') {
        throw new Raised('TypeError', `${then.word} returned non-string (type ${m.classes.nameOf(value)})`)
      }
      frame.stack.push(value)
      return
    case 'compare':
      if (value === notImplemented) comparisonFallback(m, then)
      else frame.stack.push(then.target >= 2 ? !m.host.truth(m, value) : slot)
      return
    case 'binary':
      if (value === notImplemented) binaryFallback(m, then)
      else frame.stack.push(slot)
      return
    default:
      return unreachable(then.kind)
  }
}

function isIterator(value: Value): boolean {
  return value instanceof Obj && (value.kind === 'iterator' || value.kind === 'generator')
}
