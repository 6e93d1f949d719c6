import type {
  AssemblyOptions,
  Diagnostic,
  Language,
  Move,
  Program,
  ShownRepairs,
  Summary,
  ThemeName,
  Unrepaired,
} from '../internal.ts'

/** A model for the page: its text, and how to read it. Plain data, so that the page can contain it as JSON. */
export interface Scenario {
  readonly name: string
  readonly text: string
  readonly language: Language | null
  readonly constants: readonly (readonly [string, number])[]
  readonly threads: readonly { readonly name: string; readonly count: number | null }[] | null
  readonly bound: number | null
  readonly capacity: number
  /** Of assembly: threads, and the registers that they start with. */
  readonly assembly: AssemblyOptions
  readonly observe: string | null
  /** Expressions whose values are shown beside those of variables. */
  readonly show: string | null
  readonly spuriousWakeups: boolean
}

/** The limits of the page's explorer; null: the defaults, which suit a student's machine. */
export interface Limits {
  readonly maxStates: number | null
  readonly maxBytes: number | null
  readonly timeoutMs: number | null
  /** Count interleavings in large spaces too. */
  readonly count: boolean
}

/** The settings of the page, which the command line writes into it as JSON. */
export interface Settings {
  readonly title: string
  readonly scenarios: readonly Scenario[]
  /** Programs that the playground offers; none in a page of given models. */
  readonly examples: readonly { readonly name: string; readonly text: string }[]
  /** Whether the page opens with its editor. */
  readonly playground: boolean
  readonly limits: Limits
  /** The address that links to programs begin with; null: that of the page. */
  readonly linkBase: string | null
  /** Whether the page is part of another: no header, one model. */
  readonly embedded: boolean
}

/** The questions of the page to its worker. Every question has a number, which its answer repeats. */
export type Question =
  | { readonly kind: 'explore'; readonly scenario: Scenario; readonly limits: Limits }
  /** Which ends can still be reached after a schedule, and after each step that is possible then? */
  | { readonly kind: 'reach'; readonly schedule: readonly Move[] }
  /** A shortest schedule to an outcome, by its index. */
  | { readonly kind: 'way to outcome'; readonly outcome: number }
  | { readonly kind: 'way to state'; readonly state: number }
  | { readonly kind: 'graph'; readonly schedule: readonly Move[]; readonly theme: ThemeName; readonly view: GraphView }
  /** Which changes of the text do away with its mistakes? */
  | { readonly kind: 'repair' }

/**
 * What is drawn of a large space: the states around the schedule, all states with those from which the same ends can be reached
 * in one box, or every state.
 */
export const graphViews = ['around', 'outcome', 'all'] as const
export type GraphView = (typeof graphViews)[number]

export type Asked = { readonly id: number; readonly question: Question } | { readonly cancel: true }

export type Told =
  /** The worker has read the program; the exploration continues. */
  | {
      readonly kind: 'read'
      readonly program: Program
      readonly notes: readonly string[]
      readonly warnings: readonly Diagnostic[]
    }
  | { readonly kind: 'progress'; readonly states: number; readonly elapsedMs: number }
  /** The search for repairs has tried so many changes, and found so many repairs. */
  | { readonly kind: 'repairing'; readonly tried: number; readonly found: number }
  | { readonly kind: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly kind: 'fault'; readonly id: number; readonly message: string }

export type Answer =
  | { readonly kind: 'unreadable'; readonly diagnostics: readonly Diagnostic[] }
  /** `changeable`: whether the text is in a language that repairs can change. */
  | { readonly kind: 'explored'; readonly summary: Summary; readonly changeable: boolean }
  | { readonly kind: 'reach'; readonly reach: ReachNow | null }
  | { readonly kind: 'way'; readonly schedule: readonly Move[] }
  | { readonly kind: 'graph'; readonly picture: GraphPicture }
  | { readonly kind: 'repairs'; readonly repairs: ShownRepairs | Unrepaired }

/** Ends of executions. */
export interface Ends {
  /** Indices of outcomes. */
  readonly outcomes: readonly number[]
  readonly deadlock: boolean
  readonly failed: boolean
  readonly unexplored: boolean
}

export interface ReachNow {
  readonly state: number
  /** The states on the way here, the present one last. */
  readonly path: readonly number[]
  readonly here: Ends
  readonly steps: readonly { readonly move: Move; readonly state: number; readonly ends: Ends }[]
}

/** A state graph for Graphviz, or why there is none. */
export type GraphPicture =
  | {
      readonly kind: 'dot'
      readonly dot: string
      readonly caption: string
      /** Whether the picture stays the same whatever the schedule is. */
      readonly whole: boolean
      /** Whether there are other views, since the space is large. */
      readonly large: boolean
      /** The boxes on the way to the state on stage, if boxes are not states. */
      readonly boxes: readonly number[] | null
    }
  | { readonly kind: 'none'; readonly why: string }
