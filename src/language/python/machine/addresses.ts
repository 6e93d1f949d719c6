import type { Machine } from './machine.ts'
import { Tuple } from './objects.ts'
import { type Address, Unsupported } from './values.ts'

const known = '.addresses'

/** Of so many objects every order is explored: there are 720 of six. */
const mostObjects = 6

/** Refuses an address of which nothing is known. */
export function unknownAddress(which: string): Unsupported {
  return new Unsupported(`\`id\` ${which} gives an address that differs from run to run`, 'compare objects with `is`')
}

/**
 * Compares addresses. Which of two objects has the lesser one is open until somebody asks: any order of them is possible, and it
 * stays as it is. The order is kept as the names of the objects, the least address first.
 */
export function compareAddresses(m: Machine, one: Address, other: Address): number {
  if (one.of === other.of) return 0
  const threading = m.modules.get('threading')
  if (threading === undefined) throw unknownAddress('in a program without threads')
  m.memory.synchronised = true
  const kept = m.memory.read(threading, known)
  const before = kept instanceof Tuple ? kept.items : []
  const order = [one.of, other.of].reduce((names, name) => (names.includes(name) ? names : placed(m, names, name)), before)
  if (order.length > mostObjects) {
    throw new Unsupported(
      `the order of the addresses of more than ${mostObjects} objects is not supported`,
      'order them by an attribute that differs in each, such as a number',
    )
  }
  if (order.length > before.length) m.memory.write(threading, known, new Tuple(order))
  return order.indexOf(one.of) - order.indexOf(other.of)
}

function placed(m: Machine, names: Tuple['items'], name: string): Tuple['items'] {
  return names.toSpliced(names.length === 0 ? 0 : m.memory.choose(names.length + 1), 0, name)
}
