import { present } from '../base/bug.ts'
import { channelsOf } from '../program/channels.ts'
import { anyInteger, type Interval } from '../program/interval.ts'
import { failureKinds, type Program } from '../program/program.ts'
import { type ProgramRanges, rangesOf } from '../program/ranges.ts'
import type { Queue, Variable } from './model.ts'
import type { Namer } from './names.ts'
import type { Needs } from './needs.ts'

/** The global variables of a model, by what they stand for in the program. Null: nothing in the program needs it. */
export interface Globals {
  readonly shared: readonly Variable[]
  /** 0 if the lock is free, else 1 + the number of its holder. */
  readonly owner: readonly Variable[]
  readonly depth: readonly (Variable | null)[]
  readonly semaphore: readonly Variable[]
  readonly buffer: readonly (Queue | null)[]
  readonly closed: readonly (Variable | null)[]
  readonly lockLine: readonly (Queue | null)[]
  readonly semaphoreLine: readonly (Queue | null)[]
  readonly conditionLine: readonly (Queue | null)[]
  /** By thread: 1 + the number of the condition on which it sleeps; 0 if it does not. */
  readonly asleep: Variable | null
  /** By thread: the number of the `barrier_wait` at which it waits, from 1. */
  readonly arrived: Variable | null
  readonly ended: Variable | null
  readonly started: Variable | null
  readonly freed: Variable | null
  /** By thread: the number of the `select` at which it may be met, from 1. */
  readonly stands: Variable | null
  /** The message that another thread gets in this step, and the number of the offer by which it does. */
  readonly mail: Variable | null
  readonly mailOffer: Variable | null
  readonly next: Variable | null
  readonly failure: Variable
  /** By thread, then register: those that claims name. */
  readonly exposed: ReadonlyMap<string, Variable>
}

export function exposedKey(thread: number, register: number): string {
  return `${thread}/${register}`
}

type Rest = Partial<Pick<Variable, 'length' | 'low' | 'high' | 'initial' | 'comment'>>

/** Returns a global variable. */
function globalVariable(name: string, rest: Rest): Variable {
  return { scope: 'global', length: null, low: 0, high: 1, initial: [0], comment: null, name, ...rest }
}

/** Declares the global variables that a program needs. */
export function globalsOf(program: Program, namer: Namer, needs: Needs): Globals {
  const ranges = rangesOf(program)
  const count = program.threads.length
  const name = (wanted: string): string => namer.name(wanted)
  const shared = sharedOf(program, ranges, name)
  const owner = program.mutexes.map((each) =>
    globalVariable(name(each.name), {
      high: count,
      comment: 'lock: 0 if free, else 1 + the number of the thread that holds it',
    }),
  )
  const depth = program.mutexes.map((each) =>
    each.discipline === 'reentrant'
      ? globalVariable(name(`${each.name}_depth`), { high: 255, comment: `how often ${each.name} is held` })
      : null,
  )
  const semaphore = program.semaphores.map((each, index) => {
    const { low, high } = present(ranges.semaphores[index], 'range')
    return globalVariable(name(each.name), { low, high, initial: [each.initial], comment: 'semaphore' })
  })
  const byThread = (wanted: string, comment: string, rest: Rest = {}): Variable =>
    globalVariable(name(wanted), { length: count, initial: program.threads.map(() => 0), comment, ...rest })
  const line = (each: { readonly name: string; readonly order?: 'fifo' }): Queue | null =>
    each.order === undefined
      ? null
      : {
          name: name(`line_${each.name}`),
          capacity: count,
          low: 0,
          high: count - 1,
          comment: `who waits for ${each.name}, in order`,
        }
  const channels = channelsOf(program)
  const exposed = new Map(
    needs.exposed.map(({ thread, register }) => {
      const declared = present(program.threads[thread], 'thread')
      const range = present(ranges.registers[declared.code]?.[register], 'register')
      const code = present(program.codes[declared.code], 'code')
      const own = name(`${declared.name}_${present(code.registers[register], 'register')}`)
      const start = needs.start.threads[thread]?.registers[register] ?? 0
      return [
        exposedKey(thread, register),
        globalVariable(own, { ...range, initial: [start], comment: `a register of ${declared.name}` }),
      ]
    }),
  )
  return {
    shared,
    owner,
    depth,
    semaphore,
    buffer: channels.map((each) =>
      each.capacity === 0
        ? null
        : { name: name(each.name), capacity: each.capacity, low: anyInteger.low, high: anyInteger.high, comment: 'channel' },
    ),
    closed: channels.map((each, index) =>
      needs.closes.has(index) ? globalVariable(name(`${each.name}_closed`), { comment: null }) : null,
    ),
    lockLine: program.mutexes.map(line),
    semaphoreLine: program.semaphores.map(line),
    conditionLine: program.conditions.map(line),
    asleep: needs.sleeps
      ? byThread('asleep', 'by thread: 1 + the number of the condition on which it sleeps', { high: program.conditions.length })
      : null,
    arrived:
      needs.barriers > 0 ? byThread('arrived', 'by thread: at which barrier wait it stands', { high: needs.barriers }) : null,
    ended: needs.ends
      ? byThread('ended', 'by thread: whether it has ended', {
          initial: needs.start.threads.map(({ status }) => (status === 'finished' || status === 'crashed' ? 1 : 0)),
        })
      : null,
    started: needs.spawns
      ? byThread('started', 'by thread', { initial: program.threads.map(({ start }) => (start === 'running' ? 1 : 0)) })
      : null,
    freed: needs.frees ? byThread('freed', 'by thread: whether this step goes on with it') : null,
    stands:
      needs.meets > 0
        ? byThread('stands', 'by thread: at which select it can be met', { high: needs.meets, initial: needs.standing })
        : null,
    mail:
      needs.meets > 0
        ? globalVariable(name('mail'), { ...anyInteger, comment: 'a message that changes hands in this step' })
        : null,
    mailOffer: needs.meets > 0 ? globalVariable(name('mail_offer'), { high: 255 }) : null,
    next: needs.wakesInOrder ? globalVariable(name('first'), { high: count, comment: 'who is woken in this step' }) : null,
    failure: globalVariable(name('failure'), { high: failureKinds.length, comment: 'why the execution has ended' }),
    exposed,
  }
}

function sharedOf(program: Program, { shared }: ProgramRanges, name: (wanted: string) => string): Variable[] {
  return program.shared.map((each, index): Variable => {
    const { low, high }: Interval = present(shared[index], 'range')
    const { length, initial } = each
    return { name: name(each.name), scope: 'global', length, low, high, initial, comment: null }
  })
}

/** Returns all variables and queues that there are, in the order in which they are declared. */
export function declared(globals: Globals): { readonly variables: readonly Variable[]; readonly queues: readonly Queue[] } {
  const found: (Variable | null)[] = [
    ...globals.shared,
    ...globals.owner.flatMap((each, index) => [each, globals.depth[index] ?? null]),
    ...globals.semaphore,
    ...globals.closed,
    ...globals.exposed.values(),
    globals.asleep,
    globals.arrived,
    globals.stands,
    globals.mail,
    globals.mailOffer,
    globals.next,
    globals.started,
    globals.ended,
    globals.freed,
  ]
  const queues = [...globals.buffer, ...globals.lockLine, ...globals.semaphoreLine, ...globals.conditionLine]
  return { variables: found.filter((each) => each !== null), queues: queues.filter((each) => each !== null) }
}
