import { present, unreachable } from '../base/bug.ts'
import { valuesKey } from '../program/heap.ts'
import { instructionAt, type Operation } from '../program/program.ts'
import { kindOf, valueAt } from '../space/space.ts'
import type { MergeStyle } from './graph-options.ts'
import type { Reach } from './reach.ts'
import { type Drawable, isTerminal, type Transition, transitionsFrom } from './transitions.ts'

/** States that are drawn as one box, in the order of their numbers (in a chain, in its order). */
export type Group = readonly number[]

/** Returns the states of a space in groups; `MergeStyle` says what the states of a group have in common. */
export function groupsBy(merge: MergeStyle, drawable: Drawable, reach: () => Reach): Group[] {
  switch (merge) {
    case 'access':
      return groupsByAccess(drawable)
    case 'chains':
      return chainsIn(drawable)
    case 'shared':
      return groupsByKey(drawable, (state) => valuesKey(sharedValues(drawable, state)))
    case 'outcome': {
      const { setOf } = reach()
      return groupsByKey(drawable, (state) => `${setOf(state)}`)
    }
    default:
      return unreachable(merge)
  }
}

function groupsByKey({ space }: Drawable, keyOf: (state: number) => string, byKind = true): Group[] {
  const groups = new Map<string, number[]>()
  for (let state = 0; state < space.count; state++) {
    const key = byKind ? `${kindOf(space, state)} ${keyOf(state)}` : keyOf(state)
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [state])
    else known.push(state)
  }
  return [...groups.values()]
}

/** Returns the values of the shared variables in a state, one list per variable. */
export function sharedValues({ space }: Drawable, state: number): number[][] {
  const { layout, program } = space
  return program.shared.map(({ initial }, variable) =>
    initial.map((_, element) => valueAt(space, state, layout.shared(variable, element))),
  )
}

/** Merges the source and target of every local step, unless it ends the execution. */
function groupsByAccess(drawable: Drawable): Group[] {
  return groupsByStep(drawable, (transition) => isLocal(drawable, transition))
}

/** Merges the source and target of every step of some threads: what is left is what the others do. */
export function groupsWithout(drawable: Drawable, hidden: ReadonlySet<number>): Group[] {
  const groups = groupsByStep(drawable, ({ label }) => hidden.has(label.thread), false)
  return groups.map((group) => [...group].sort((one, other) => one - other))
}

/** Merges the source and target of some steps; with `byKind` not states that end the execution with others. */
function groupsByStep(drawable: Drawable, isMerged: (transition: Transition) => boolean, byKind = true): Group[] {
  const { space } = drawable
  const parents = Int32Array.from({ length: space.count }, (_, state) => state)
  const rootOf = (state: number): number => {
    let root = state
    while (parents[root] !== root) root = parents[root] ?? 0
    parents[state] = root
    return root
  }
  for (let state = 0; state < space.count; state++) {
    for (const transition of transitionsFrom(drawable, state)) {
      if (!isMerged(transition)) continue
      const [one, other] = [rootOf(transition.from), rootOf(transition.to)]
      parents[Math.max(one, other)] = Math.min(one, other)
    }
  }
  return groupsByKey(drawable, (state) => `${rootOf(state)}`, byKind)
}

const localSteps: ReadonlySet<Operation['op']> = new Set(['set', 'add', 'fence', 'yield'])

function isLocal({ space }: Drawable, { label, to }: Transition): boolean {
  const instruction = instructionAt(space.program, label.thread, label.pc)
  return instruction !== null && localSteps.has(instruction.op) && !isTerminal(space, to)
}

/** Returns rows of states in which each except the last has one transition out, and each except the first has one in. */
function chainsIn(drawable: Drawable): Group[] {
  const { space } = drawable
  const ways = new Uint32Array(space.count)
  ways[0] = 1 // the start of the execution counts as a transition in
  for (let state = 0; state < space.count; state++) {
    for (const { to } of transitionsFrom(drawable, state)) ways[to] = (ways[to] ?? 0) + 1
  }
  const nextOf = (state: number): number | null => {
    const [only, ...others] = transitionsFrom(drawable, state)
    return only !== undefined && others.length === 0 && ways[only.to] === 1 ? only.to : null
  }
  const continued = new Uint8Array(space.count)
  for (let state = 0; state < space.count; state++) {
    const next = nextOf(state)
    if (next !== null) continued[next] = 1
  }
  const groups: number[][] = []
  for (let head = 0; head < space.count; head++) {
    if (continued[head] === 1) continue
    const chain = [head]
    for (let next = nextOf(head); next !== null; next = nextOf(next)) chain.push(next)
    groups.push(chain)
  }
  return groups
}

/** Returns a trace and the states one step off it; only the last part of the trace if that exceeds `limit` states. */
export function neighbourhood(drawable: Drawable, path: readonly number[], limit: number): { states: number[]; from: number } {
  const found = new Set<number>()
  let from = path.length
  while (from > 0) {
    const state = present(path[from - 1], 'state of a path')
    const near = [state, ...transitionsFrom(drawable, state).map((each) => each.to)].filter((each) => !found.has(each))
    if (found.size > 0 && found.size + new Set(near).size > limit) break
    for (const each of near) found.add(each)
    from--
  }
  return { states: [...found].sort((a, b) => a - b), from }
}

/** Returns the number of arrows between groups: one per pair of groups and thread. */
export function countArrows(drawable: Drawable, groups: readonly Group[]): number {
  const groupOf = new Int32Array(drawable.space.count)
  for (const [index, group] of groups.entries()) for (const state of group) groupOf[state] = index
  const found = new Set<string>()
  for (let state = 0; state < drawable.space.count; state++) {
    for (const { to, label } of transitionsFrom(drawable, state)) {
      if (groupOf[state] !== groupOf[to]) found.add(`${groupOf[state]} ${groupOf[to]} ${label.thread}`)
    }
  }
  return found.size
}
