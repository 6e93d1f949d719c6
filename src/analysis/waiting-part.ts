import { present } from '../base/bug.ts'
import { type CriticalSection, entersSection, type SectionThread } from '../program/sections.ts'
import { hasEnded, Status } from '../space/layout.ts'
import { type Edges, type StateSpace, valueAt } from '../space/space.ts'
import type { Target } from './targets.ts'

/** The section in a space: who is in it, by state, and the places of its threads in their codes. */
export interface Scene {
  readonly space: StateSpace
  readonly all: Edges
  readonly section: CriticalSection
  /** By thread of the section, then by state: 1 if it is inside. */
  readonly inside: readonly Uint8Array[]
}

/**
 * The part of a space in which one thread of a section waits. It begins at `entrances`, which are transitions, or states
 * in which the thread is blocked.
 */
export interface Waiting {
  readonly states: Uint8Array
  /** The transitions within the part. */
  readonly edges: Edges
  readonly entrances: readonly { readonly target: Target; readonly state: number }[]
}

/** Returns a section with who is inside, by state. */
export function sceneOf(space: StateSpace, all: Edges, section: CriticalSection): Scene {
  const inside = section.threads.map(({ thread, inside: register }) => {
    const slot = space.layout.register(thread, register)
    return Uint8Array.from({ length: space.count }, (_, state) => (valueAt(space, state, slot) === 0 ? 0 : 1))
  })
  return { space, all, section, inside }
}

/** Returns which transitions of a graph are entries of a thread of the section. */
export function heavyIn({ space, section, inside }: Scene, edges: Edges, own: number): (edge: number, from: number) => boolean {
  const place = present(section.threads[own], 'thread of a section')
  const within = present(inside[own], 'thread of a section')
  return (edge, from) => {
    const step = present(space.labels[edges.labels[edge] ?? 0], 'label')
    return entersSection(place, step, within[from] === 1, within[edges.targets[edge] ?? 0] === 1)
  }
}

/** Returns the states in which a thread of the section is outside, has not ended, and can still come to it. */
function outsideIn({ space, section, inside }: Scene, own: number): Uint8Array {
  const { thread, leads } = present(section.threads[own], 'thread of a section')
  const [status, pc] = [space.layout.status(thread), space.layout.pc(thread)]
  return Uint8Array.from({ length: space.count }, (_, state) => {
    if (inside[own]?.[state] === 1 || !leads.has(valueAt(space, state, pc))) return 0
    const current = valueAt(space, state, status)
    return current === Status.unstarted || hasEnded(current) ? 0 : 1
  })
}

/** Returns the part of a space in which a thread of the section waits. */
export function waitingIn(scene: Scene, own: number): Waiting {
  const { space, section } = scene
  const place = present(section.threads[own], 'thread of a section')
  const outside = outsideIn(scene, own)
  const waiting = place.waiting === null ? null : space.layout.register(place.thread, place.waiting)
  const isBehindDoorway = (state: number): boolean => waiting !== null && valueAt(space, state, waiting) !== 0
  const states =
    waiting === null
      ? reachedFromFirstSteps(scene, own, outside)
      : outside.map((is, state) => (is === 1 && isBehindDoorway(state) ? 1 : 0))
  return { states, edges: edgesWithin(scene, own, states), entrances: entrancesOf(scene, own, states) }
}

/** Whether a transition is a step with which a thread without a doorway begins to wait. */
function isFirstStep(
  { inside }: Scene,
  own: number,
  place: SectionThread,
  step: { thread: number; pc: number },
  from: number,
): boolean {
  return step.thread === place.thread && step.pc < place.lastEntry && inside[own]?.[from] === 0
}

/** Whether a thread without a doorway begins to wait in a state, because it is blocked on its way to the section. */
function isBlockedOnWay({ space, all }: Scene, place: SectionThread, state: number): boolean {
  if (valueAt(space, state, space.layout.pc(place.thread)) >= place.lastEntry) return false
  for (let edge = all.offsets[state] ?? 0; edge < (all.offsets[state + 1] ?? 0); edge++) {
    if (space.labels[all.labels[edge] ?? 0]?.thread === place.thread) return false
  }
  return true
}

/** Returns the states in which a thread without a doorway waits: those after a first step, until it enters. */
function reachedFromFirstSteps(scene: Scene, own: number, outside: Uint8Array): Uint8Array {
  const { space, all, section } = scene
  const place = present(section.threads[own], 'thread of a section')
  const enters = heavyIn(scene, all, own)
  const states = new Uint8Array(space.count)
  const queue: number[] = []
  const note = (state: number): void => {
    if (outside[state] === 0 || states[state] === 1) return
    states[state] = 1
    queue.push(state)
  }
  const follow = (from: number, wants: (edge: number) => boolean): void => {
    for (let edge = all.offsets[from] ?? 0; edge < (all.offsets[from + 1] ?? 0); edge++) {
      if (wants(edge) && !enters(edge, from)) note(all.targets[edge] ?? 0)
    }
  }
  for (let state = 0; state < space.count; state++) {
    if (outside[state] === 0) continue
    if (isBlockedOnWay(scene, place, state)) note(state)
    follow(state, (edge) => isFirstStep(scene, own, place, present(space.labels[all.labels[edge] ?? 0], 'label'), state))
  }
  for (let state = queue.pop(); state !== undefined; state = queue.pop()) follow(state, () => true)
  return states
}

function edgesWithin(scene: Scene, own: number, states: Uint8Array): Edges {
  const { space, all } = scene
  const enters = heavyIn(scene, all, own)
  const offsets = new Uint32Array(space.count + 1)
  const targets = new Uint32Array(all.targets.length)
  const labels = new Uint32Array(all.targets.length)
  let count = 0
  for (let state = 0; state < space.count; state++) {
    offsets[state] = count
    if (states[state] === 0) continue
    for (let edge = all.offsets[state] ?? 0; edge < (all.offsets[state + 1] ?? 0); edge++) {
      const target = all.targets[edge] ?? 0
      if (states[target] === 0 || enters(edge, state)) continue
      targets[count] = target
      labels[count++] = all.labels[edge] ?? 0
    }
  }
  offsets[space.count] = count
  return { offsets, targets: targets.subarray(0, count), labels: labels.subarray(0, count) }
}

/** Returns where waiting begins, nearest to the initial state first. Every waiting state is reached from one of them. */
function entrancesOf(scene: Scene, own: number, states: Uint8Array): Waiting['entrances'] {
  const { space, all, section } = scene
  const place = present(section.threads[own], 'thread of a section')
  const enters = heavyIn(scene, all, own)
  const found: { target: Target; state: number }[] = []
  const isAtOnce = (state: number): boolean =>
    states[state] === 1 && (place.waiting === null ? isBlockedOnWay(scene, place, state) : state === 0)
  for (let state = 0; state < space.count; state++) {
    if (isAtOnce(state)) found.push({ target: { state, label: null }, state })
    for (let edge = all.offsets[state] ?? 0; edge < (all.offsets[state + 1] ?? 0); edge++) {
      const [next, label] = [all.targets[edge] ?? 0, all.labels[edge] ?? 0]
      if (states[next] === 0) continue
      const step = present(space.labels[label], 'label')
      const begins =
        place.waiting === null
          ? isFirstStep(scene, own, place, step, state) && !enters(edge, state)
          : states[state] === 0 || enters(edge, state)
      if (begins) found.push({ target: { state, label }, state: next })
    }
  }
  return found
}
