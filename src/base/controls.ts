/**
 * How messages of the readers name what a user can set: a host passes the words of its own controls. The words fit into
 * a sentence: 'leave out --threads; it is for modules that start no threads'.
 */
export interface InputControls {
  readonly constants: string
  readonly threads: string
  readonly bound: string
  readonly capacity: string
  readonly argv: string
  readonly show: string
  readonly observe: string
  /** What a user does with a Python program that no reader takes; empty if the host executes none. */
  readonly execute: (file: string) => string
}

/** The names of the library's own options. */
export const libraryControls: InputControls = {
  constants: 'constants',
  threads: 'threads',
  bound: 'bound',
  capacity: 'capacity',
  argv: 'assembly.argv',
  show: 'show',
  observe: 'observe',
  execute: () => '',
}
