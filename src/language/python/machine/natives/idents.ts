import { endsAreSeen } from '../facts.ts'
import type { Machine } from '../machine.ts'
import { define, type Natives } from '../native.ts'
import { Obj, Tuple, type Value } from '../objects.ts'
import { Ident, Unsupported } from '../values.ts'
import { lookAtEnds } from './ends.ts'
import { isOfProcesses, object } from './locks.ts'

/** What programs mention that look at the threads that there are, or at the numbers of threads. */
const looksAtThreads = ['active_count', 'activeCount', '.enumerate']
const looksAtIdents = ['get_ident', 'get_native_id', 'ident', 'native_id']

const started = '.started threads'

/** The numbers of threads, and the threads that there are. */
export function identNatives(table: Natives): void {
  define(table, '.alive threads', '', (m) => {
    ofFirstProcess(m)
    lookAtEnds(m)
    return m.host.list(
      m,
      startedThreads(m).filter((each) => m.memory.peek(each, '.ended') !== true),
    )
  })
  define(table, '.own ident', 'what, /', (m, [what]) => {
    ofFirstProcess(m)
    return m.self === null ? new Ident(`${what}`, 'main') : identOf(m, m.self, `${what}`)
  })
  define(table, '.ident of', 'thread, what, /', (m, [thread, what]) => identOf(m, object(thread), `${what}`))
  define(table, '.ident', 'what, /', (_m, [what]) => new Ident(`${what}`, 'main'))
  define(table, '.process ident', '', (m) => new Ident('pid', m.memory.process === '' ? 'main' : m.memory.process))
  define(table, '.ident of main process', 'process, /', () => new Ident('pid', 'main'))
  define(table, '.ident of process', 'process, /', (m, [process]) => {
    const { shared } = object(process)
    m.memory.synchronised = true
    return shared === null || m.memory.peek(object(process), '.started') !== true ? null : new Ident('pid', shared)
  })
}

function ofFirstProcess({ memory }: Machine): void {
  if (memory.process === '') return
  throw new Unsupported('the threads of a process other than the first are not supported', 'ask for `current_process()`')
}

function identOf(m: Machine, thread: Obj, what: string): Value {
  m.memory.synchronised = true
  const of = m.memory.read(thread, '.ident')
  return typeof of === 'string' ? new Ident(what, of) : null
}

/** The threads that were started so far, in that order. */
function startedThreads(m: Machine): Obj[] {
  const threading = m.modules.get('threading')
  const all = threading === undefined ? undefined : m.memory.read(threading, started)
  return all instanceof Tuple ? all.items.filter((each) => each instanceof Obj) : []
}

/**
 * Notes the start of a thread, as part of its step, if the program looks at such things. Its number is new, or that of a
 * thread that has ended: CPython uses them again.
 */
export function noteStart(m: Machine, thread: Obj): void {
  const asksForIdents = looksAtIdents.some((each) => m.mentioned.has(each))
  const threading = m.modules.get('threading')
  if (threading === undefined || isOfProcesses(m, thread)) return
  if (!asksForIdents && !looksAtThreads.some((each) => m.mentioned.has(each))) return
  m.memory.facts.keep(endsAreSeen)
  m.memory.synchronised = true
  const before = startedThreads(m)
  m.memory.write(threading, started, new Tuple([...before, thread]))
  if (asksForIdents) m.memory.write(thread, '.ident', chosenIdent(m, thread, before))
}

function chosenIdent(m: Machine, thread: Obj, before: readonly Obj[]): string {
  const { memory } = m
  const held = new Set<Value>()
  const free = new Set<Value>()
  for (const each of before) (memory.peek(each, '.ended') === true ? free : held).add(memory.read(each, '.ident') ?? null)
  const ways = [thread.shared ?? '', ...[...free].filter((each) => !held.has(each))]
  return `${ways.length === 1 ? ways[0] : ways[memory.choose(ways.length)]}`
}
