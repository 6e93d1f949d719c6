import { present } from '../../src/base/bug.ts'
import {
  type Expression,
  type FindingKind,
  instructionAt,
  type Program,
  type Rules,
  type Schedule,
} from '../../src/program/program.ts'
import { abasIn } from '../../src/semantics/aba-evidence.ts'
import { type Enumeration, enumerate, type Transition } from '../../src/semantics/enumerate.ts'
import { evaluate, Fault } from '../../src/semantics/evaluate.ts'
import { environmentOf } from '../../src/semantics/execution.ts'
import { lostUpdatesIn } from '../../src/semantics/lost-update-evidence.ts'
import { hasEnded, type State } from '../../src/semantics/state.ts'
import { isEnabled, isFinal, pendingAccesses } from '../../src/semantics/step.ts'
import type { TraceStep } from '../../src/semantics/trace.ts'
import { deadlockOf, type FoundDeadlock, leastDeadlocks } from './deadlocks.ts'

// What a program's findings and outcomes are, said again in the most obvious way: by looking at every state, and at
// every path where history matters. Only for small programs; nothing here is shared with the analyses.

/** What there is to find, as texts that are equal exactly if the findings are; and the least depth of each. */
export interface Expected {
  readonly findings: ReadonlyMap<string, number>
  /** Outcomes as JSON of the shared values. */
  readonly outcomes: ReadonlySet<string>
  /** Null where there are too many paths to walk, or where they never end. */
  readonly paths: PathFacts | null
  /** Outcomes that serial executions reach; null where too much history would have to be told apart. */
  readonly serial: ReadonlySet<string> | null
}

interface OutcomePaths {
  readonly count: number
  readonly probability: number
  readonly shortest: Schedule
  /** Whether an update is lost on one of them. */
  readonly losing: boolean
}

/** What shows only on whole paths. */
export interface PathFacts {
  readonly interleavings: number
  readonly byOutcome: ReadonlyMap<string, OutcomePaths>
  readonly histories: ReadonlyMap<string, number>
}

interface Graph extends Enumeration {
  readonly outgoing: readonly (readonly Transition[])[]
  readonly depths: readonly number[]
}

/** Everything expected of a program; null if it has more than `maxStates` states. */
export function expectedOf(program: Program, rules: Rules, maxStates: number, maxPaths: number): Expected | null {
  const enumeration = enumerate(program, maxStates, rules)
  if (enumeration === null) return null
  const outgoing: Transition[][] = enumeration.states.map(() => [])
  for (const transition of enumeration.transitions) outgoing[transition.from]?.push(transition)
  const graph: Graph = { ...enumeration, outgoing, depths: depthsOf(outgoing) }
  return {
    findings: findingsOf(program, rules, graph),
    outcomes: new Set(graph.states.filter((state) => isFinal(program, state)).map(outcomeKey)),
    paths: walkPaths(program, graph, maxPaths),
    serial: serialOutcomes(program, graph, rules, 20 * maxStates),
  }
}

export function outcomeKey(state: State): string {
  return JSON.stringify(state.shared)
}

function depthsOf(outgoing: readonly (readonly Transition[])[]): number[] {
  const depths: number[] = outgoing.map(() => Number.POSITIVE_INFINITY)
  depths[0] = 0
  const queue = [0]
  for (const state of queue) {
    for (const { to } of outgoing[state] ?? []) {
      if (depths[to] !== Number.POSITIVE_INFINITY) continue
      depths[to] = (depths[state] ?? 0) + 1
      queue.push(to)
    }
  }
  return depths
}

/** A finding as text. Lines are a set. */
export function findingKey(kind: FindingKind, what: string, lines: readonly number[]): string {
  return `${kind} ${what} ${[...new Set(lines)].sort((a, b) => a - b).join()}`
}

function findingsOf(program: Program, rules: Rules, graph: Graph): Map<string, number> {
  const found = new Map<string, number>()
  const note = (key: string, depth: number): void => {
    if (depth < (found.get(key) ?? Number.POSITIVE_INFINITY)) found.set(key, depth)
  }
  const nestings = new Set<string>()
  const deadlocks: FoundDeadlock[] = []
  graph.states.forEach((state, index) => {
    const depth = present(graph.depths[index], 'depth')
    const isOver = state.failure !== null || isFinal(program, state)
    if (!isOver && graph.outgoing[index]?.length === 0) deadlocks.push({ ...deadlockOf(program, state), depth })
    for (const key of inState(program, rules, state)) note(key, depth)
    for (const { step } of graph.outgoing[index] ?? []) {
      const { instruction, kind } = step
      const first = instruction.op === 'atomic' ? instructionAt(program, step.thread, step.pc + 1) : instruction
      const acquired = first?.op === 'acquire' || (first?.op === 'wait' && kind === 'reacquire') ? first.mutex : null
      if (acquired === null || state.mutexes[acquired]?.owner === step.thread) continue
      state.mutexes.forEach(({ owner }, held) => {
        if (owner === step.thread) nestings.add(`${held}>${acquired}`)
      })
    }
  })
  for (const { kind, lines, depth } of leastDeadlocks(deadlocks)) note(findingKey('deadlock', kind, lines), depth)
  if (hasCycle(nestings, program.mutexes.length)) note('lock-order', 0)
  for (const [key, depth] of stuckThreads(program, graph)) note(key, depth)
  for (const key of lassos(program, graph)) note(key, 0)
  return found
}

function hasCycle(edges: ReadonlySet<string>, count: number): boolean {
  const reaches = new Set(edges)
  for (let middle = 0; middle < count; middle++) {
    for (let from = 0; from < count; from++) {
      for (let to = 0; to < count; to++) {
        if (reaches.has(`${from}>${middle}`) && reaches.has(`${middle}>${to}`)) reaches.add(`${from}>${to}`)
      }
    }
  }
  return Array.from({ length: count }, (_, lock) => reaches.has(`${lock}>${lock}`)).includes(true)
}

function lineOf(program: Program, state: State, thread: number): number {
  return instructionAt(program, thread, present(state.threads[thread], 'thread').pc)?.line ?? -1
}

/** The keys of all findings that a state shows by itself. */
function inState(program: Program, rules: Rules, state: State): string[] {
  const keys: string[] = []
  if (state.failure !== null) {
    keys.push(findingKey(state.failure.kind, '', [lineOf(program, state, state.failure.thread)]))
  }
  state.threads.forEach(({ status, pc }, thread) => {
    const instruction = instructionAt(program, thread, pc)
    if (status === 'crashed' && instruction?.op === 'raise') {
      keys.push(findingKey('uncaught-exception', instruction.exception, [instruction.line]))
    }
    if (!hasEnded(status)) return
    state.mutexes.forEach(({ owner }, mutex) => {
      const code = program.codes[present(program.threads[thread], 'thread').code]
      const line = code?.instructions.findLast((each) => each.op === 'acquire' && each.mutex === mutex)?.line ?? 0
      if (owner === thread) keys.push(findingKey('lock-held-at-exit', `${mutex}`, [line]))
    })
  })
  program.invariants.forEach(({ condition, line, section }) => {
    const kind = section === undefined ? 'invariant' : 'overlap'
    if (!holds(program, state, condition)) keys.push(findingKey(kind, '', [line]))
  })
  for (let one = 0; one < program.threads.length; one++) {
    for (let other = one + 1; other < program.threads.length; other++)
      keys.push(...racesBetween(program, rules, state, one, other))
  }
  return keys
}

function holds(program: Program, state: State, condition: Expression): boolean {
  try {
    return evaluate(condition, environmentOf(program, state, -1)) !== 0
  } catch (error) {
    if (error instanceof Fault) return false
    throw error
  }
}

function racesBetween(program: Program, rules: Rules, state: State, one: number, other: number): string[] {
  const keys: string[] = []
  const loop = program.threads[one]?.loop
  if (loop !== undefined && program.threads[other]?.loop === loop) return keys
  for (const first of pendingAccesses(program, state, one, rules)) {
    for (const second of pendingAccesses(program, state, other, rules)) {
      const [here, there] = [first.location, second.location]
      if (here.variable !== there.variable || here.element !== there.element) continue
      if (first.kind === 'read' && second.kind === 'read') continue
      if (!first.plain && !second.plain) continue
      keys.push(findingKey('data-race', `${here.variable}`, [lineOf(program, state, one), lineOf(program, state, other)]))
    }
  }
  return keys
}

function stuckThreads(program: Program, graph: Graph): Map<string, number> {
  const found = new Map<string, number>()
  graph.states.forEach((state, start) => {
    const stepping = new Set<number>()
    const seen = new Set([start])
    const queue = [start]
    let ends = false
    for (const at of queue) {
      const steps = graph.outgoing[at] ?? []
      if (steps.length === 0) ends = true
      for (const { to, step } of steps) {
        stepping.add(step.thread)
        if (step.exchange !== null && step.exchange.partner !== null) stepping.add(step.exchange.partner)
        for (const thread of movedBetween(graph, at, to)) stepping.add(thread)
        if (!seen.has(to)) queue.push(to)
        seen.add(to)
      }
    }
    if (ends) return
    state.threads.forEach(({ status }, thread) => {
      if (status === 'unstarted' || hasEnded(status) || stepping.has(thread)) return
      if (
        program.threads[thread]?.daemon
          ? blockerAt(program, state, thread) !== 'lock'
          : isExcused(program, state, thread, stepping)
      )
        return
      const key = findingKey('stuck-thread', '', [lineOf(program, state, thread)])
      found.set(key, Math.min(found.get(key) ?? Number.POSITIVE_INFINITY, present(graph.depths[start], 'depth')))
    })
  })
  return found
}

/** What a blocked thread waits for: a lock, the end of a thread, or something else. */
function blockerAt(program: Program, state: State, thread: number): 'lock' | number | null {
  const { pc, status } = present(state.threads[thread], 'thread')
  const task = state.loops[program.threads[thread]?.loop ?? -1] ?? null
  if (task !== null && task !== thread) return null // its turn
  const at = instructionAt(program, thread, pc)
  const first = at?.op === 'atomic' ? instructionAt(program, thread, pc + 1) : at
  if (first?.op === 'acquire' || (first?.op === 'wait' && status !== 'sleeping')) return 'lock'
  return first?.op === 'join' ? first.thread : null
}

/** Whether a thread waits, perhaps through others that do, for the end of one that advances. */
function isExcused(program: Program, state: State, thread: number, stepping: ReadonlySet<number>, depth = 0): boolean {
  const awaited = blockerAt(program, state, thread)
  if (typeof awaited !== 'number' || depth > program.threads.length) return false
  return stepping.has(awaited) || isExcused(program, state, awaited, stepping, depth + 1)
}

/** Threads that are elsewhere after a transition: they stepped, or another's step has freed them. */
function movedBetween({ states }: Graph, from: number, to: number): number[] {
  const [before, after] = [states[from]?.threads ?? [], states[to]?.threads ?? []]
  return before.flatMap(({ pc }, thread) => (pc === after[thread]?.pc ? [] : [thread]))
}

/** Everything that can be reached from each state by transitions that `keeps` keeps, at least one of them. */
function reachability(graph: Graph, keeps: (transition: Transition) => boolean): readonly ReadonlySet<number>[] {
  return graph.states.map((_, start) => {
    const seen = new Set<number>()
    const queue = [start]
    for (const at of queue) {
      for (const transition of graph.outgoing[at] ?? []) {
        if (!keeps(transition) || seen.has(transition.to)) continue
        seen.add(transition.to)
        queue.push(transition.to)
      }
    }
    return seen
  })
}

/** Livelocks by their definition, and at which lines; starvation, and of which thread. */
function lassos(program: Program, graph: Graph): Set<string> {
  const keys = new Set<string>()
  const everyone = program.threads.map((_, thread) => thread)
  const idle = (_: Transition): boolean => _.step.progressed.length === 0
  for (const inside of componentsBy(graph, idle)) {
    const lines = inside.map(({ step }) => step.instruction.line)
    if (isFairRound(graph, inside, everyone)) keys.add(findingKey('livelock', '', lines))
  }
  for (const thread of everyone) {
    if (program.threads[thread]?.daemon) continue
    for (const inside of componentsBy(graph, ({ step }) => !step.progressed.includes(thread))) {
      const states = [...new Set(inside.map(({ from }) => from))]
      const first = present(graph.states[states[0] ?? 0], 'state').threads[thread]
      if (first === undefined || first.status === 'unstarted' || hasEnded(first.status)) continue
      if (!inside.some(({ step }) => step.progressed.length > 0) || !isFairRound(graph, inside, everyone)) continue
      const beyond = reachability(graph, () => true)[states[0] ?? 0] ?? new Set()
      const moves = [...beyond].some((at) =>
        (graph.outgoing[at] ?? []).some(
          ({ step, to }) => step.thread === thread || movedBetween(graph, at, to).includes(thread),
        ),
      )
      const ends = [...beyond].some((at) => (graph.outgoing[at] ?? []).length === 0)
      if (!moves && !ends) continue // it is stuck
      keys.add(findingKey('starvation', `${thread}`, []))
    }
  }
  return keys
}

/** The transitions inside each strongly connected component of a part of the graph. */
function componentsBy(graph: Graph, keeps: (transition: Transition) => boolean): Transition[][] {
  const reach = reachability(graph, keeps)
  const byFirst = new Map<number, Transition[]>()
  for (const transition of graph.transitions) {
    const { from, to } = transition
    if (!keeps(transition) || !reach[to]?.has(from)) continue
    const first = graph.states.findIndex((_, state) => state === from || (reach[from]?.has(state) && reach[state]?.has(from)))
    byFirst.set(first, [...(byFirst.get(first) ?? []), transition])
  }
  return [...byFirst.values()]
}

function isFairRound(graph: Graph, inside: readonly Transition[], everyone: readonly number[]): boolean {
  return everyone.every(
    (thread) =>
      inside.some(({ step }) => step.thread === thread) ||
      inside.some(({ from }) => !(graph.outgoing[from] ?? []).some(({ step }) => step.thread === thread)),
  )
}

/** Walks every path from the initial state; null where there are cycles or more than `maxPaths`. */
function walkPaths(program: Program, graph: Graph, maxPaths: number): PathFacts | null {
  const byOutcome = new Map<string, OutcomePaths>()
  const histories = new Map<string, number>()
  const path: Transition[] = []
  const onPath = new Set<number>()
  let interleavings = 0
  const visit = (state: number, probability: number): boolean => {
    if (onPath.has(state) || interleavings > maxPaths) return false
    const steps = graph.outgoing[state] ?? []
    if (steps.length === 0) {
      interleavings++
      notePath(program, graph, path, probability, byOutcome, histories)
      return true
    }
    onPath.add(state)
    const threads = new Set(steps.map(({ step }) => step.thread))
    for (const transition of steps) {
      const same = steps.filter(({ step }) => step.thread === transition.step.thread).length
      path.push(transition)
      const walked = visit(transition.to, probability / threads.size / same)
      path.pop()
      if (!walked) return false
    }
    onPath.delete(state)
    return true
  }
  return visit(0, 1) ? { interleavings, byOutcome, histories } : null
}

function notePath(
  program: Program,
  graph: Graph,
  path: readonly Transition[],
  probability: number,
  byOutcome: Map<string, OutcomePaths>,
  histories: Map<string, number>,
): void {
  const steps = path.map(({ from, step }): TraceStep => ({ ...step, before: present(graph.states[from], 'state') }))
  const lost = lostUpdatesIn(program, steps)
  for (const { location, store, readLine, writeLine, storeLine } of lost) {
    const key = findingKey('lost-update', `${location.variable}`, [readLine, writeLine, storeLine])
    histories.set(key, Math.min(histories.get(key) ?? Number.POSITIVE_INFINITY, store + 1))
  }
  for (const { location, cas, loadLine, casLine } of abasIn(program, steps)) {
    const key = findingKey('aba', `${location.variable}`, [loadLine, casLine])
    histories.set(key, Math.min(histories.get(key) ?? Number.POSITIVE_INFINITY, cas + 1))
  }
  const last = present(graph.states[path.at(-1)?.to ?? 0], 'state')
  if (!isFinal(program, last)) return
  const schedule = steps.map(({ thread, choices }) => ({ thread, choices }))
  const key = outcomeKey(last)
  const known = byOutcome.get(key)
  const least = known !== undefined && compareSchedules(known.shortest, schedule) <= 0 ? known.shortest : schedule
  byOutcome.set(key, {
    count: (known?.count ?? 0) + 1,
    probability: (known?.probability ?? 0) + probability,
    shortest: least,
    losing: known?.losing === true || lost.length > 0,
  })
}

/** Fewest steps, then fewest changes of thread, then least in order of threads and choices. */
function compareSchedules(one: Schedule, other: Schedule): number {
  if (one.length !== other.length) return one.length - other.length
  const changes = (schedule: Schedule): number =>
    schedule.filter(({ thread }, index) => index > 0 && schedule[index - 1]?.thread !== thread).length
  if (changes(one) !== changes(other)) return changes(one) - changes(other)
  for (const [index, { thread, choices }] of one.entries()) {
    const there = present(other[index], 'move')
    if (thread !== there.thread) return thread - there.thread
    const order = (each: readonly unknown[]): string => JSON.stringify(each)
    if (order(choices) !== order(there.choices)) return order(choices) < order(there.choices) ? -1 : 1
  }
  return 0
}

/** Serial executions by their definition, the states met since the running thread got its turn being remembered. */
function serialOutcomes(program: Program, graph: Graph, rules: Rules, maxNodes: number): Set<string> | null {
  const outcomes = new Set<string>()
  const seen = new Set<string>()
  const stack: { state: number; thread: number; met: readonly number[]; free: boolean }[] = [
    { state: 0, thread: -1, met: [], free: true },
  ]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const { state, thread, met, free } = node
    const key = `${state}/${thread}/${free}/${met.join()}`
    if (seen.has(key)) continue
    seen.add(key)
    if (seen.size > maxNodes) return null
    const here = present(graph.states[state], 'state')
    if (isFinal(program, here)) outcomes.add(outcomeKey(here))
    const change = free || thread === -1 || !isEnabled(program, here, thread, rules) || met.includes(state)
    for (const { to, step } of graph.outgoing[state] ?? []) {
      const goesOn = step.thread === thread
      if (!goesOn && !change) continue
      const before = goesOn ? met : []
      const remembered = before.includes(state) ? before : [...before, state].sort((a, b) => a - b)
      const code = present(program.codes[program.threads[step.thread]?.code ?? -1], 'code')
      const finishesOne = step.progressed.includes(step.thread) && code.instructions.some(({ op }) => op === 'op_end')
      const switching = ['spawn', 'join', 'yield', 'wait'].includes(step.instruction.op) || finishesOne
      stack.push({ state: to, thread: step.thread, met: remembered, free: switching })
    }
  }
  return outcomes
}
