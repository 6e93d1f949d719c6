/**
 * What a user can set when a text is read, as messages name it: a host passes the words of its own controls. They stand in
 * a sentence: 'leave out --threads; it is for modules that start none'.
 */
export interface InputControls {
  readonly constants: string
  readonly threads: string
  readonly bound: string
  readonly capacity: string
}

/** The names of the library's own options. */
export const libraryControls: InputControls = {
  constants: 'constants',
  threads: 'threads',
  bound: 'bound',
  capacity: 'capacity',
}
