import type { InputControls } from '../internal.ts'

/** The controls of the page, as messages name them. The command that made the page sets the ones that the page lacks. */
export const pageControls: InputControls = {
  constants: 'the field for constants',
  threads: 'the field for threads',
  capacity: '--capacity of the command that made this page',
  argv: '--argv of the command that made this page',
  show: '--show of the command that made this page',
  observe: 'observed names',
  execute: () => '',
  bound: '--bound of the command that made this page',
}
