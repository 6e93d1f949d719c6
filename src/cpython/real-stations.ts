import { dependent } from '../stateless/dependence.ts'
import type { AgentAnswer, PythonStep } from './agent.ts'
import type { ExactKind, Named, Station, StationKind } from './stations.ts'
import { isPlain, placeOf } from './steps.ts'

/** A step of a schedule, or why it cannot be forced. */
export type Forced = { readonly station: Station | null } | { readonly why: string }

/** What events on memory are, by the first word of their texts. */
const ofMemory: ReadonlyMap<string, StationKind> = new Map([
  ['read', 'read'],
  ['write', 'write'],
  ['delete', 'delete'],
  ['test', 'test'],
  ['iterate', 'iterate'],
  ['unpack', 'unpack'],
  ['compute', 'compute'],
  ['change', 'change'],
  ['compare', 'compare'],
  ['format', 'format'],
])

/** By the kind of node, what else than a call can be found in the instructions of the interpreter. */
const places: Readonly<Record<'read' | 'write' | Exclude<ExactKind, 'call' | 'enter' | 'leave'>, readonly string[] | null>> = {
  read: ['Name', 'Attribute', 'Subscript', 'AugAssign'],
  write: ['Name', 'Attribute', 'Subscript', 'Assign', 'AugAssign', 'AnnAssign', 'NamedExpr'],
  delete: ['Name', 'Attribute', 'Subscript'],
  test: null,
  iterate: null,
  unpack: ['Assign'],
  compute: ['BinOp'],
  change: ['AugAssign'],
  compare: ['Compare'],
  format: ['FormattedValue'],
}

/** Operations that end a `with`. */
const leaving = /^(release|shut down|wait for the threads)/
/** What the library does by itself, without a line of the program. */
const unsaid: ReadonlySet<string> = new Set([
  'begin',
  'end',
  'begin the task of a future',
  'ask for a task',
  'look again',
  'set the result of a future',
  'wait for the threads of a pool',
  'wait for the threads',
])

/**
 * Returns the station of each step of an execution, with its details. `file` is the one that is executed; of other modules
 * the tracer holds nothing.
 */
export function realStations({ steps, outcome }: AgentAnswer, file: string): Forced[] {
  if ((outcome.tasks ?? 0) > 0) return [{ why: 'tasks of asyncio are no threads, so that the tracer cannot hold them' }]
  const sleeping = sleepingIn(steps)
  return steps.map((step, index) => stationOf(step, index, steps, sleeping, file))
}

function stationOf(
  step: PythonStep,
  index: number,
  steps: readonly PythonStep[],
  sleeping: ReadonlySet<number>,
  file: string,
): Forced {
  const { text = '', line, span, node, operation } = step
  if (isDraw(step)) return { station: null }
  const begin = shuffleBegin(step, index, steps)
  if (begin !== null) return shuffled(step, begin, index, steps)
  if (operation !== undefined && unsaid.has(operation)) return { station: pooled(step, index, steps) }
  if (line === undefined || span === undefined || node === undefined) {
    return { why: `\`${text}\` is done by code of the library, not by a line of the file` }
  }
  if (step.file !== file) return { why: `\`${text}\` in line ${line} is in another file, ${step.file ?? ''}` }
  if (operation?.startsWith('go round in vain') === true) {
    return {
      why: `the loop in line ${line} goes round in vain as often as it can, which the schedule does not tell step by step`,
    }
  }
  if (operation === 'wait on' && step.late === false && isFollowed(step, index, steps)) return { station: null }
  const op = kindOf(step)
  if (op === null)
    return { why: `\`${text}\` in line ${line} is a part of an expression that the tracer cannot tell from others` }
  return {
    station: {
      op,
      text,
      line,
      node,
      span,
      leaf: null,
      value: accessedValue(step, op),
      after: [],
      sleeps: sleeping.has(index),
      continues: isContinued(step, index, steps),
      // CPython takes those that are done already out of a set; a timeout may be longer than the tracer waits.
      isFree: step.late === true || (operation === 'wait for one of' && step.accesses.length > 1),
    },
  }
}

function kindOf({ text = '', node = '', operation, enters, late }: PythonStep): StationKind | null {
  if (operation !== undefined) {
    if (operation === 'wait on') return late === true ? 'expire' : 'again'
    if (operation === 'reacquire the lock of') return 'again'
    if (enters === true) return leaving.test(operation) ? 'leave' : 'enter'
    return node === 'Call' ? 'call' : null
  }
  if (node === 'Call') return 'call'
  const op = ofMemory.get(text.split(' ')[0] ?? '')
  if (op === undefined || !(op in places)) return null
  const nodes = places[op as keyof typeof places]
  return nodes === null || nodes.includes(node) ? op : null
}

/** Whether a step is the choice of a random value, which the call is given without a stop. */
function isDraw({ text }: PythonStep): boolean {
  return text === 'draw' || text === 'draw part'
}

/**
 * The position of the step at which a `shuffle` began that this step ends, with its draws in between: one call in CPython. Null
 * for all other steps.
 */
function shuffleBegin(step: PythonStep, index: number, steps: readonly PythonStep[]): number | null {
  if (!/\bshuffle$/.test(step.text ?? '')) return null
  const own = (each: PythonStep): boolean => each.thread === step.thread
  const drawn = steps.findLastIndex((each, at) => at < index && own(each))
  if (steps[drawn]?.text !== 'draw') return null
  const begin = steps.findLastIndex((each, at) => at < drawn && own(each) && !isDraw(each))
  return steps[begin]?.site === step.site ? begin : null
}

/** The end of a `shuffle`, which comes with its beginning if nothing of others in between depends on it. */
function shuffled(step: PythonStep, begin: number, index: number, steps: readonly PythonStep[]): Forced {
  const isApart = steps
    .slice(begin, index)
    .some((each) => each.thread !== step.thread && dependent(each.accesses, step.accesses))
  return isApart ? { why: `\`random.shuffle\` in line ${step.line ?? 0} changes what threads share` } : { station: null }
}

/** What a worker of a pool does between two tasks. */
function pooled(step: PythonStep, index: number, steps: readonly PythonStep[]): Station | null {
  const { operation, thread } = step
  const next = steps.slice(index + 1).find((each) => each.thread === thread)
  const isTask = operation === 'ask for a task' && next?.operation === 'begin the task of a future'
  if (isTask) return poolStation('take', 'take a task')
  return operation === 'set the result of a future' && next?.operation !== undefined
    ? poolStation('settle', 'set the result')
    : null
}

/** The station at which a worker takes a task. */
export function poolStation(op: 'take' | 'settle', text: string): Station {
  const nowhere = { line: 0, span: null, leaf: null, value: null, after: [] }
  return { op, text, ...nowhere, sleeps: false, continues: false, isFree: false }
}

/** Whether a thread goes on with the same call: a timed wait acquires its lock by a step of its own. */
function isFollowed({ thread, call }: PythonStep, index: number, steps: readonly PythonStep[]): boolean {
  const next = steps.slice(index + 1).find((each) => each.thread === thread)
  return next?.operation === 'reacquire the lock of' && next.call === call
}

/** Whether the step before of the same thread belongs to the same call. */
function isContinued({ thread, call }: PythonStep, index: number, steps: readonly PythonStep[]): boolean {
  if (call === undefined) return false
  const before = steps.slice(0, index).findLast((each) => each.thread === thread)
  return before?.call === call
}

/** The steps after which their threads sleep: they go on by a later step of the same call, or never. */
function sleepingIn(steps: readonly PythonStep[]): ReadonlySet<number> {
  const found = new Set<number>()
  for (const [index, step] of steps.entries()) {
    const { operation = '', thread, call } = step
    if (operation.startsWith('begin to wait')) found.add(index)
    if (!operation.startsWith('arrive at')) continue
    const next = steps.slice(index + 1).find((each) => each.thread === thread)
    if (next === undefined || next.call === call) found.add(index)
  }
  return found
}

/** The value that a step reads or writes, where it is that of the place in the text. */
function accessedValue(step: PythonStep, op: StationKind): Named | null {
  const [access] = step.accesses
  if ((op !== 'read' && op !== 'write') || step.value === undefined || access === undefined || !isPlain(step)) return null
  const isElement = step.node === 'Subscript' || placeOf(step).endsWith(']')
  return isElement && access.part === undefined ? null : [placeOf(step), step.value]
}
