import type { Target } from '../analysis/targets.ts'
import type { Fairness, FindingKind, Observable, Program, Rules, Schedule, Severity, Value } from '../program/program.ts'
import type { State } from '../semantics/state.ts'
import type { Trace } from '../semantics/trace.ts'
import type { Layout } from '../space/layout.ts'
import type { Monitor } from '../space/monitor.ts'
import type { Observer } from '../space/observer.ts'
import type { OneByOne } from '../space/one-by-one.ts'
import type { Edges, Label, StateSpace } from '../space/space.ts'

/** What a finding contains in addition to its kind. */
interface DetailBase {
  readonly kind: FindingKind
}

/** A kind of finding: how `check` finds and certifies it, and how reports describe it. */
export interface FindingRule<D extends DetailBase> extends Sought<D>, Said<D> {}

/** How findings of a kind are found. */
export interface Sought<D extends DetailBase> {
  readonly kind: D['kind']
  /** In words, without an article: `lost update`. */
  readonly name: string
  readonly severity: Severity | ((program: Program) => Severity)
  /** Whether a reduced space shows every finding of this kind. If not, `check` does not judge the kind there. */
  readonly inReducedSpaces: boolean
  readonly searches: readonly Search<D>[]
}

/** How reports describe a finding. */
export interface Said<D extends DetailBase> {
  /** Returns what was found, and where: `lost update on balance`. The name of the kind if there is nothing to add. */
  readonly head?: (program: Program, detail: D) => string
  /** Returns one sentence without its full stop. */
  readonly explain: (program: Program, found: Explained<D>) => string
  /** Returns notes on the decisive steps of the trace, by position. */
  readonly marks?: (program: Program, detail: D, look: MarkLook) => ReadonlyMap<number, string>
}

export interface Explained<D> {
  readonly detail: D
  readonly lines: readonly number[]
  /** For an infinite execution, the position in the trace from which it repeats; else null. */
  readonly cycleFrom: number | null
}

export interface MarkLook {
  /** Position of the last step of the trace. */
  readonly last: number
  /** The symbol between old and new values. */
  readonly arrow: string
}

/** Where findings of a kind are searched for. */
export type Search<D> =
  /** In states and transitions, while the space is explored. */
  | { readonly in: 'states'; readonly begin: (setting: Setting) => Watch<D> }
  /** In the terminal states of an explored space. */
  | { readonly in: 'ends'; readonly find: (space: StateSpace) => Candidate<D>[] }
  /** In the transitions of a complete space. `full`: only in those of the program itself. */
  | { readonly in: 'graph'; readonly full: boolean; readonly find: (graph: ExploredGraph) => Candidate<D>[] }
  /** In a separate space whose states also contain a memory. */
  | RememberingSearch<D>
  /** In the final values. */
  | {
      readonly in: 'outcomes'
      readonly find: (outcomes: readonly FinalValues[], names: readonly Observable[], program: Program) => Shown<D> | null
    }

export interface RememberingSearch<D> {
  readonly in: 'space with memory'
  /** Returns whether to explore; if not, although the user may expect it, why not. */
  readonly decide: (known: Known) => 'explore' | 'skip' | { readonly unjudged: UnjudgedReason }
  /** `oneByOne` executes operations of the program alone. */
  readonly begin: (program: Program, oneByOne: () => OneByOne) => Remembering<D>
}

/** An exploration about to start. */
export interface Setting {
  readonly program: Program
  readonly layout: Layout
  readonly labels: readonly Label[]
}

export interface Watch<D> {
  /** Null if the program gives no reason to search. Searches may share an observer. */
  readonly observer: Observer | null
  /** Returns what was observed, once the exploration is over. */
  readonly candidates: () => Candidate<D>[]
}

export interface Remembering<D> {
  readonly monitor: Monitor
  readonly observer: Observer
  readonly candidates: () => Candidate<D>[]
  /** Returns why the observations do not count; null if they count. */
  readonly hindrance: () => UnjudgedReason | null
}

/** `fairness`: which infinite executions count. */
export type ExploredGraph = StateSpace & { readonly edges: Edges; readonly fairness: Fairness }

/** What is known of a program before another space of it is explored. */
export interface Known {
  /** The space of the program itself, or of the reduced program. */
  readonly program: Program
  readonly space: StateSpace
  readonly isReduced: boolean
  /** Spaces with more states than this are large: kinds that only some users want are not searched for there. */
  readonly largeStates: number
}

/** Why a kind of finding was not judged. Reports put it into words. */
export type UnjudgedReason =
  | { readonly kind: 'no results' }
  | { readonly kind: 'operations'; readonly why: string }
  | { readonly kind: 'reduced' }
  | { readonly kind: 'large'; readonly states: number }
  /** The states or the transitions are not at hand, since the store is compressed. */
  | { readonly kind: 'store' }
  | { readonly kind: 'large operation' }

/** The part of an outcome that findings use. */
export interface FinalValues {
  readonly final: readonly Value[]
  readonly serial: boolean | null
  readonly steps: number
}

/** A finding at the end of a trace to one of several places, if the reference interpreter confirms it. */
export interface Candidate<D> {
  /** The places, equally far from the initial state. */
  readonly targets: readonly Target[]
  /** Returns what a trace to a target shows at its end; null if it does not show the finding. */
  readonly account: (target: number, replayed: Replayed) => Account<D> | null
  /** Returns steps after a target that lead back to it: an infinite execution. */
  readonly round?: (target: number) => Schedule
  /** Whether a trace may be shortened: it still shows the finding if steps are removed, as long as `account` says so. */
  readonly canBeShortened: boolean
}

/** A trace as the reference interpreter executed it. */
export interface Replayed {
  readonly program: Program
  readonly rules: Rules
  readonly trace: Trace
  /** The state at its end. */
  readonly state: State
  /** The position at which a cycle begins in it; its length if there is none. */
  readonly cycleFrom: number
  /** Returns the name in the trace of a thread of the explored space. */
  readonly named: (thread: number) => number
}

export interface Account<D> {
  readonly detail: D
  readonly threads: readonly number[]
  /** Source lines involved, in order of relevance. */
  readonly lines: readonly number[]
}

/** A finding about outcomes, and the outcome that shows it. */
export interface Shown<D> extends Account<D> {
  readonly outcome: number
}

/** Returns candidates with the same `account`, from the targets nearest to the initial state. */
export function candidatesOf<Info, D>(
  all: readonly (readonly { readonly target: Target; readonly info: Info }[])[],
  account: (info: Info, replayed: Replayed) => Account<D> | null,
): Candidate<D>[] {
  return all.map((found) => ({
    targets: found.map((each) => each.target),
    account: (target, replayed) => {
      const info = found[target]
      return info === undefined ? null : account(info.info, replayed)
    },
    canBeShortened: true,
  }))
}
