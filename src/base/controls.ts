/**
 * What a user may set otherwise, as messages of the library name it: a host passes the words of its own controls. They
 * stand in a sentence: 'the limit was reached (--max-states)'.
 */
export interface Controls {
  readonly constants: string
  readonly threads: string
  readonly bound: string
  readonly capacity: string
  readonly observe: string
  readonly maxStates: string
  readonly maxMemory: string
  readonly timeout: string
  readonly store: string
  readonly count: string
  /** The setting that explores the full state space. */
  readonly noReduction: string
  /** The setting that repeats every thread forever. */
  readonly forever: string
  /** Of pictures of the state graph. */
  readonly around: string
  readonly full: string
  readonly merge: string
  readonly label: string
  /** What lists all outcomes. */
  readonly all: string
}

/** The names of the library's own options. */
export const libraryControls: Controls = {
  constants: 'constants',
  threads: 'threads',
  bound: 'bound',
  capacity: 'capacity',
  observe: 'observed',
  maxStates: 'maxStates',
  maxMemory: 'maxBytes',
  timeout: 'timeoutMs',
  store: 'store',
  count: 'count',
  noReduction: 'reduce: []',
  forever: 'forever',
  around: 'around',
  full: 'full',
  merge: 'merge',
  label: 'label',
  all: 'outcomes',
}
