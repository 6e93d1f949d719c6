import { Exploration } from '../../src/explorer/exploration.ts'
import { isSupported, WasmExploration } from '../../src/explorer/wasm/exploration.ts'
import { type Sharding, unsharded } from '../../src/explorer/wasm/sharding.ts'
import { loopsOf } from '../../src/program/event-loops.ts'
import { failureKinds, type Program, type Rules } from '../../src/program/program.ts'
import { enumerate, stateKey } from '../../src/semantics/enumerate.ts'
import { type State, statuses } from '../../src/semantics/state.ts'
import { isFinal } from '../../src/semantics/step.ts'
import { depthOf, kindOf, kindsIn, StateKind, type StateSpace, valueAt } from '../../src/space/space.ts'

/** A state of the explorer as the reference would have it. */
export function decode(space: StateSpace, state: number): State {
  const { program, layout } = space
  const at = (slot: number): number => valueAt(space, state, slot)
  const failure = at(layout.failure)
  return {
    shared: program.shared.map((variable, index) => variable.initial.map((_, element) => at(layout.shared(index, element)))),
    mutexes: program.mutexes.map((_, mutex) => ({
      owner: at(layout.owner(mutex)) === 0 ? null : at(layout.owner(mutex)) - 1,
      depth: at(layout.depth(mutex)),
    })),
    channels: (program.channels ?? []).map((_, channel) => ({
      messages: Array.from({ length: at(layout.messages(channel)) }, (_message, index) => at(layout.message(channel, index))),
      closed: at(layout.closed(channel)) === 1,
    })),
    semaphores: program.semaphores.map((_, semaphore) => at(layout.semaphore(semaphore))),
    threads: program.threads.map((thread, index) => ({
      status: statuses[at(layout.status(index))] ?? 'failed',
      pc: at(layout.pc(index)),
      registers: (program.codes[thread.code]?.registers ?? []).map((_, register) => at(layout.register(index, register))),
      saved: at(layout.saved(index)),
      rank: at(layout.rank(index)),
    })),
    loops: Array.from({ length: loopsOf(program) }, (_, loop) =>
      at(layout.runs(loop)) === 0 ? null : at(layout.runs(loop)) - 1,
    ),
    failure: failure === 0 ? null : { kind: failureKinds[failure - 1] ?? 'assertion', thread: 0, detail: '' },
  }
}

export function exploreAll(
  program: Program,
  rules: Rules,
  maxStates: number = Number.POSITIVE_INFINITY,
  engine: 'plain' | 'wasm' | Sharding = 'plain',
  maxBytes: number = 8 * 2 ** 20,
): StateSpace {
  const options = { rules, maxStates, maxBytes, keepEdges: true, monitor: null, observers: [], checked: true }
  const exploration =
    engine !== 'plain' && isSupported(program)
      ? new WasmExploration(program, options, engine === 'wasm' ? unsharded : engine)
      : new Exploration(program, options)
  while (exploration.advance(typeof engine === 'string' ? 100_000 : 5)) {}
  const space = exploration.space()
  const edges = space.edges ?? (space.count > 100_000 ? null : (space.expandAgain?.(space.count) ?? null))
  return { ...space, edges }
}

/**
 * The first difference between two explorations whose states may have other numbers in the same layers, in words; null
 * if there is none.
 */
export function differenceOfSpaces(one: StateSpace, other: StateSpace): string | null {
  const [first, second] = [byState(one), byState(other)]
  if (first.size !== second.size) return `${first.size} states, and ${second.size}`
  for (const [key, text] of first) if (second.get(key) !== text) return `${key}: ${text}, and ${second.get(key)}`
  return one.transitions === other.transitions ? null : `${one.transitions} transitions, and ${other.transitions}`
}

/** By state: its depth, its kind, a step that leads to it from the layer before, and where its transitions lead. */
function byState(space: StateSpace): Map<string, string> {
  const keys = Array.from({ length: space.count }, (_, state) => stateKey(decode(space, state)))
  const { edges } = space
  if (edges === null) throw new Error('no edges')
  return new Map(
    keys.map((key, state) => {
      const steps: string[] = []
      for (let edge = edges.offsets[state] ?? 0; edge < (edges.offsets[state + 1] ?? 0); edge++) {
        const label = space.labels[edges.labels[edge] ?? 0]
        steps.push(`${label?.thread}/${label?.pc}/${JSON.stringify(label?.choices)} to ${keys[edges.targets[edge] ?? 0]}`)
      }
      const parent = space.parentOf(state)
      const isParent = state === 0 || depthOf(space, parent) === depthOf(space, state) - 1
      const arrives = state === 0 || space.labels[space.parentLabel(state)] !== undefined
      return [key, `depth ${depthOf(space, state)}, kind ${kindOf(space, state)}, ${isParent && arrives}, ${steps.join('; ')}`]
    }),
  )
}

/** The first difference between the reference's space and the explorer's, in words; null if there is none. */
export function difference(
  program: Program,
  rules: Rules,
  maxStates: number,
  engine: 'plain' | 'wasm' = 'plain',
): string | null {
  const reference = enumerate(program, maxStates, rules)
  if (reference === null) return null
  const space = exploreAll(program, rules, maxStates * 4, engine)
  if (space.count !== reference.states.length) return `${reference.states.length} states, explorer ${space.count}`
  for (const [index, state] of reference.states.entries()) {
    const [expected, actual] = [stateKey(state), stateKey(decode(space, index))]
    if (expected !== actual) return `state ${index}: ${expected}, explorer ${actual}`
  }
  if (space.transitions !== reference.transitions.length) {
    return `${reference.transitions.length} transitions, explorer ${space.transitions}`
  }
  const edges = space.edges
  if (edges === null) return 'no edges'
  for (const [index, { from, to, step }] of reference.transitions.entries()) {
    const label = space.labels[edges.labels[index] ?? -1]
    const expected = [from, to, step.thread, step.pc, step.kind, step.choices, step.accesses, step.progressed]
    const inRow = index >= (edges.offsets[from] ?? 0) && index < (edges.offsets[from + 1] ?? 0)
    const actual = [
      inRow ? from : -1,
      edges.targets[index],
      label?.thread,
      label?.pc,
      label?.kind,
      label?.choices,
      label?.accesses,
      label?.progressed,
    ]
    if (JSON.stringify(expected) !== JSON.stringify(actual)) {
      return `transition ${index}: ${JSON.stringify(expected)}, explorer ${JSON.stringify(actual)}`
    }
  }
  const outgoing = new Uint32Array(space.count)
  for (const { from } of reference.transitions) outgoing[from] = (outgoing[from] ?? 0) + 1
  const kinds = kindsIn(space)
  for (const [index, state] of reference.states.entries()) {
    const kind = referenceKind(program, state, outgoing[index] ?? 0)
    if (kind !== kinds[index]) return `state ${index}: kind ${kind}, explorer ${kinds[index]}`
  }
  return null
}

function referenceKind(program: Program, state: State, outgoing: number): number {
  if (state.failure !== null) return StateKind.failed
  if (isFinal(program, state)) return StateKind.final
  return outgoing === 0 ? StateKind.deadlock : StateKind.inner
}
