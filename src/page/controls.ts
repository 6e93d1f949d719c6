import { type Controls, libraryControls } from '../internal.ts'

/** The controls of the page, as messages name them. What the page cannot set, the command line can. */
export const pageControls: Controls = {
  ...libraryControls,
  constants: 'the field of constants',
  threads: 'the field of threads',
  maxStates: '--max-states of the command that made this page',
  maxMemory: '--max-memory of the command that made this page',
  timeout: '--timeout of the command that made this page',
  capacity: '--capacity of the command that made this page',
  bound: '--bound of the command that made this page',
  count: '--count of the command that made this page',
}
