import { Bug, present } from '../base/bug.ts'
import type { Move } from '../program/program.ts'
import type { CriticalSection } from '../program/sections.ts'
import { componentsOf } from '../space/components.ts'
import { type Edges, moveOf, type StateSpace } from '../space/space.ts'
import { endless, heaviestWalks, shortestWay } from './heaviest.ts'
import type { Target } from './targets.ts'
import { heavyIn, sceneOf, waitingIn } from './waiting-part.ts'

/** How often, at most, one thread enters a critical section while another waits for it. */
export interface OvertakingPair {
  readonly waits: number
  readonly enters: number
  /** Infinity if there is no bound. */
  readonly most: number
}

/** An execution in which a thread overtakes another as often as it can. */
export interface OvertakingWay {
  /** Where the waiting begins. */
  readonly target: Target
  readonly moves: readonly Move[]
  /** The steps after `moves` that lead back to their end, if there is no bound; else null. */
  readonly round: readonly Move[] | null
}

/**
 * Returns, for each two threads of a section, how often one enters it while the other waits, at most: over all executions,
 * fair or not. Needs the full space.
 */
export function overtakingIn(space: StateSpace, all: Edges, section: CriticalSection): OvertakingPair[] {
  const scene = sceneOf(space, all, section)
  return section.threads.flatMap((waits, own) => {
    const { edges, entrances } = waitingIn(scene, own)
    const components = componentsOf(space.count, edges)
    return section.threads.flatMap((enters, other): OvertakingPair[] => {
      if (other === own) return []
      const most = heaviestWalks(edges, components, heavyIn(scene, edges, other))
      const values = entrances.map(({ state }) => most[components.of[state] ?? 0] ?? 0)
      const bound = values.includes(endless) ? Number.POSITIVE_INFINITY : values.reduce((a, b) => Math.max(a, b), 0)
      return [{ waits: waits.thread, enters: enters.thread, most: bound }]
    })
  })
}

/** Returns an execution that shows what `overtakingIn` found about two threads of a section. */
export function overtakingWay(space: StateSpace, all: Edges, section: CriticalSection, pair: OvertakingPair): OvertakingWay {
  const scene = sceneOf(space, all, section)
  const own = section.threads.findIndex(({ thread }) => thread === pair.waits)
  const other = section.threads.findIndex(({ thread }) => thread === pair.enters)
  const { edges, entrances } = waitingIn(scene, own)
  const components = componentsOf(space.count, edges)
  const isHeavy = heavyIn(scene, edges, other)
  const most = heaviestWalks(edges, components, isHeavy)
  const entriesFrom = (state: number): number => most[components.of[state] ?? 0] ?? 0
  const wanted = pair.most === Number.POSITIVE_INFINITY ? endless : pair.most
  const entrance = entrances.find(({ state }) => entriesFrom(state) === wanted)
  if (entrance === undefined) throw new Bug('nobody waits as was found')
  const movesOf = (way: readonly number[]): Move[] =>
    way.map((edge) => {
      return moveOf(present(space.labels[edges.labels[edge] ?? 0], 'label'))
    })
  const targetOf = (edge: number): number => edges.targets[edge] ?? 0
  if (wanted === endless) {
    const isSame = (edge: number, from: number): boolean => components.of[targetOf(edge)] === components.of[from]
    const always = (): boolean => true
    const inRound = (edge: number, from: number): boolean => isSame(edge, from) && isHeavy(edge, from)
    const there = found(shortestWay(edges, entrance.state, always, inRound))
    const home = targetOf(present(there.at(-1), 'step'))
    const rest = found(shortestWay(edges, home, isSame, inRound))
    const end = targetOf(present(rest.at(-1), 'step'))
    const back =
      end === home ? [] : found(shortestWay(edges, end, isSame, (edge, from) => isSame(edge, from) && targetOf(edge) === home))
    return { target: entrance.target, moves: movesOf(there), round: movesOf([...rest, ...back]) }
  }
  const way: number[] = []
  let at = entrance.state
  for (let left = wanted; left > 0; left--) {
    const light = (edge: number): boolean => entriesFrom(targetOf(edge)) === left
    const part = found(
      shortestWay(edges, at, light, (edge, from) => isHeavy(edge, from) && entriesFrom(targetOf(edge)) === left - 1),
    )
    way.push(...part)
    at = targetOf(present(part.at(-1), 'step'))
  }
  return { target: entrance.target, moves: movesOf(way), round: null }
}

function found(way: number[] | null): number[] {
  if (way === null) throw new Bug('no way to an entry that was counted')
  return way
}
