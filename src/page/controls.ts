import type { InputControls } from '../internal.ts'

/** The controls of the page, as messages name them. What the page cannot set, the command that made it can. */
export const pageControls: InputControls = {
  constants: 'the field of constants',
  threads: 'the field of threads',
  capacity: '--capacity of the command that made this page',
  bound: '--bound of the command that made this page',
}
