import { present } from '../../src/base/bug.ts'
import { successorsOf } from '../../src/program/dataflow.ts'
import { type Instruction, instructionAt, type Program } from '../../src/program/program.ts'
import { hasEnded, type State } from '../../src/semantics/state.ts'

export interface FoundDeadlock {
  readonly kind: string
  readonly lines: readonly number[]
  readonly depth: number
}

/** Why a state is a deadlock, by the table of the semantics, tried in its order. All cycles are tried. */
export function deadlockOf(program: Program, state: State): Omit<FoundDeadlock, 'depth'> {
  const waiting = state.threads.flatMap(({ status }, thread) => (status === 'unstarted' || hasEnded(status) ? [] : [thread]))
  const lineOf = (thread: number): number =>
    instructionAt(program, thread, present(state.threads[thread], 'thread').pc)?.line ?? -1
  const gives = (from: number, to: number): boolean => givers(program, state, from, to)
  const cycles = pathsAmong(waiting).filter(
    (path) => path.length > 1 && path.every((thread, index) => gives(path[(index + 1) % path.length] ?? 0, thread)),
  )
  const least = cycles
    .map((path) => path.map(lineOf).sort((a, b) => a - b))
    .sort((one, other) => one.length - other.length || differenceOf(one, other))
  if (least[0] !== undefined) return { kind: 'cycle', lines: least[0] }
  const hopeless = (...wanted: readonly string[]): number[] =>
    waiting.filter((thread) => wanted.includes(waitOf(program, state, thread).op) && !waiting.some((it) => gives(it, thread)))
  const own = waiting.filter((thread) => gives(thread, thread)).slice(0, 1)
  const orphaned = waiting.filter((thread) => {
    const { op, owner } = waitOf(program, state, thread)
    return op === 'lock' && hasEnded(present(state.threads[owner], 'owner').status)
  })
  const classes: [string, number[]][] = [
    ['self', own],
    ['orphaned-lock', orphaned],
    ['missed-signal', hopeless('wait', 'sem_acquire')],
    ['never-true', hopeless('await')],
    ['channel', hopeless('select')],
    ['barrier', hopeless('barrier_wait')],
    ['join', hopeless('join')],
  ]
  const [kind, core] = classes.find(([, threads]) => threads.length > 0) ?? ['none', []]
  return { kind, lines: core.map(lineOf) }
}

/** Without those that have all the lines of another one, and more. */
export function leastDeadlocks(found: readonly FoundDeadlock[]): FoundDeadlock[] {
  return found.filter(
    ({ kind, lines }) =>
      !found.some((other) => other.kind === kind && other.lines.length < lines.length && within(other.lines, lines)),
  )
}

function within(some: readonly number[], others: readonly number[]): boolean {
  return new Set(some).size === new Set([...some].filter((line) => countOf(line, others) >= countOf(line, some))).size
}

function countOf(line: number, lines: readonly number[]): number {
  return lines.filter((each) => each === line).length
}

function differenceOf(one: readonly number[], other: readonly number[]): number {
  return one.map((line, index) => line - (other[index] ?? 0)).find((each) => each !== 0) ?? 0
}

/** All sequences of some of the threads. */
function pathsAmong(threads: readonly number[]): number[][] {
  return threads.flatMap((first) => {
    const others = pathsAmong(threads.filter((each) => each !== first))
    return [[first], ...others.map((path) => [first, ...path])]
  })
}

function codeOf(program: Program, thread: number): readonly Instruction[] {
  return present(program.codes[present(program.threads[thread], 'thread').code], 'code').instructions
}

/** What a thread waits for. */
function waitOf(program: Program, state: State, thread: number): { op: string; owner: number; what: Instruction } {
  const { status, pc } = present(state.threads[thread], 'thread')
  const code = codeOf(program, thread)
  const first = present(code[pc]?.op === 'atomic' ? code[pc + 1] : code[pc], 'instruction')
  if (first.op === 'acquire' || (first.op === 'wait' && status !== 'sleeping')) {
    return { op: 'lock', owner: state.mutexes[first.mutex]?.owner ?? -1, what: first }
  }
  return { op: first.op, owner: first.op === 'join' ? first.thread : -1, what: first }
}

/** Whether a thread that waits could give another, or itself, what that waits for. */
function givers(program: Program, state: State, from: number, to: number): boolean {
  const { op, owner, what } = waitOf(program, state, to)
  if (op === 'lock' || op === 'join') return owner === from
  const { pc } = present(state.threads[from], 'thread')
  const code = codeOf(program, from)
  if (what.op === 'sem_acquire') return (surplus(code, what.semaphore)[pc] ?? 0) > 0
  if (from === to) return false
  const later = [...reachable(code, pc)].flatMap((at) => code[at] ?? [])
  if (what.op === 'wait') {
    const sleeps = state.threads[from]?.status === 'sleeping'
    return (
      !sleeps && later.some((each) => (each.op === 'notify' || each.op === 'notify_all') && each.condition === what.condition)
    )
  }
  if (what.op === 'barrier_wait') {
    const there = waitOf(program, state, from).what
    const arrived = there.op === 'barrier_wait' && there.barrier === what.barrier
    return !arrived && later.some((each) => each.op === 'barrier_wait' && each.barrier === what.barrier)
  }
  return what.op === 'await' && later.some((each) => writes(each, JSON.stringify(what.until)))
}

/** Whether an instruction writes a variable, or an element of an array, that a condition reads; the condition as JSON. */
function writes(instruction: Instruction, condition: string): boolean {
  if (!('place' in instruction) || instruction.op === 'load') return false
  const { variable, index } = instruction.place
  const reads = [...condition.matchAll(/"kind":"shared","variable":(\d+),"index":(\{"kind":"constant","value":(-?\d+)\})?/g)]
  return reads.some(([, name, constant, element]) => {
    if (Number(name) !== variable) return false
    return constant === undefined || index?.kind !== 'constant' || Number(element) === index.value
  })
}

function reachable(code: readonly Instruction[], start: number): Set<number> {
  const found = new Set([start])
  for (const pc of found)
    for (const next of code[pc] === undefined ? [] : successorsOf(present(code[pc], 'code'), pc)) found.add(next)
  return found
}

const mostUnits = 20

/** By position: the most units that a way from there has released at some moment, less those that it has taken. */
function surplus(code: readonly Instruction[], semaphore: number): number[] {
  const most = code.map(() => Number.NEGATIVE_INFINITY)
  for (let changed = true; changed; ) {
    changed = false
    code.forEach((instruction, pc) => {
      const own =
        instruction.op === 'sem_release' && instruction.semaphore === semaphore
          ? 1
          : instruction.op === 'sem_acquire' && instruction.semaphore === semaphore
            ? -1
            : 0
      const after = Math.max(0, ...successorsOf(instruction, pc).map((next) => most[next] ?? 0))
      const value = Math.min(mostUnits, own + after)
      if (value > (most[pc] ?? 0)) {
        most[pc] = value
        changed = true
      }
    })
  }
  return most
}
