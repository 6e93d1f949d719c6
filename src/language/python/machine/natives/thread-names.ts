import type { Machine } from '../machine.ts'
import { Bound, Native, Obj, Tuple, type Value } from '../objects.ts'

/** What programs mention that look at the names of threads. */
const looks = ['name', 'getName', 'current_thread', 'currentThread', 'current_process']

/** The name that Python gives a thread: numbered, with that of its function. */
export function defaultName(m: Machine, target: Value): string {
  if (!m.memory.isInitial && !looks.some((each) => m.mentioned.has(each))) return `Thread-${m.memory.thread}-${m.site}`
  const count = next(m, m.modules.get('threading'), '.count')
  const name = functionName(target)
  return name === undefined ? `Thread-${count}` : `Thread-${count} (${name})`
}

/** The name that Python gives a process: numbered by the one that makes it, whose numbers come first. */
export function processName(m: Machine, process: Obj): string {
  const { memory } = m
  const parent = memory.objectOf(memory.process)
  const above = parent === undefined ? undefined : memory.read(parent, '.identity')
  const count = next(m, m.modules.get('multiprocessing'), `.count of ${memory.process}`)
  const identity = [...(above instanceof Tuple ? above.items : []), count]
  memory.write(process, '.identity', new Tuple(identity))
  return `Process-${identity.join(':')}`
}

/** The next number, counted in one step. */
function next(m: Machine, module: Obj | undefined, field: string): number {
  if (module === undefined) return 1
  m.memory.synchronised = true
  const count = Number(m.memory.read(module, field) ?? 0) + 1
  m.memory.write(module, field, count)
  return count
}

function functionName(target: Value): string | undefined {
  const callee = target instanceof Bound ? target.callee : target
  if (callee instanceof Native) return callee.path.slice(callee.path.lastIndexOf('.') + 1)
  return callee instanceof Obj ? callee.fixed.name : undefined
}
