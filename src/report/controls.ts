import type { FindingKind } from '../program/program.ts'

/**
 * The names of a host's controls that reports suggest: options on a command line, fields on a page. Null: the host has no
 * such control, so reports do not mention it.
 */
export interface Controls {
  /** The limits. */
  readonly maxStates: string | null
  readonly maxMemory: string | null
  readonly timeout: string | null
  /** Selects how states are stored. */
  readonly store: string | null
  /** Counts interleavings even in large spaces. */
  readonly count: string | null
  /** Explores the space of the program itself, without reductions. */
  readonly fullSpace: string | null
  /** Judges the threads repeated forever. */
  readonly forever: string | null
  /** Lists all outcomes and findings, with their traces. */
  readonly all: string | null
  /** Makes what the program prints part of its outcome. */
  readonly observeOutput: string | null
  /** Makes errors a failure even in a model that does not say what is right. */
  readonly strict: string | null
  /** Returns the lines with which a model says that kinds of findings are meant. */
  readonly accept: ((kinds: readonly FindingKind[]) => string) | null
  /** Shows the trace to a final state. */
  readonly traceToFinal: string | null
  /** Shows, and draws, the first finding of a kind in this model. */
  readonly showFinding: ((kind: FindingKind) => string) | null
  /** Shows an execution to a final state with a condition: `balance == 1`. */
  readonly showFinal: ((condition: string) => string) | null
  /** Shows an execution to such a state in which an update is lost. */
  readonly showLostUpdate: ((condition: string) => string) | null
  /** Shows the execution that decides the `expect` line at a line. */
  readonly showExpectation: ((line: number) => string) | null
  readonly drawFinding: ((kind: FindingKind) => string) | null
  readonly graph: GraphControls | null
}

/** The names of the controls of a state graph. */
export interface GraphControls {
  /** Draws a trace and the states one step off it: the control, and the control with a finding. */
  readonly aroundAny: string
  readonly around: string
  /** Draws every state. */
  readonly full: string
  /** Draws several states as one box. */
  readonly merge: (style: string | null) => string
  /** Writes full labels into the boxes. */
  readonly fullLabels: string
}

/** The controls of a host without any. */
export const noControls: Controls = {
  maxStates: null,
  maxMemory: null,
  timeout: null,
  store: null,
  count: null,
  fullSpace: null,
  forever: null,
  all: null,
  observeOutput: null,
  strict: null,
  accept: null,
  traceToFinal: null,
  showFinding: null,
  showFinal: null,
  showLostUpdate: null,
  showExpectation: null,
  drawFinding: null,
  graph: null,
}

/** Returns ` (--max-states)`, or nothing if there is no such control. */
export function named(control: string | null): string {
  return control === null ? '' : ` (${control})`
}

/** Returns `; --count counts them`, or nothing if there is no such control. */
export function suggested(control: string | null, what: string): string {
  return control === null ? '' : `; ${control} ${what}`
}
