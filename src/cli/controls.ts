import type { Controls } from '../base/controls.ts'

/** The options of the command line, as messages name them. */
export const commandControls: Controls = {
  constants: '--set',
  threads: '--threads',
  bound: '--bound',
  capacity: '--capacity',
  observe: '--observe',
  maxStates: '--max-states',
  maxMemory: '--max-memory',
  timeout: '--timeout',
  store: '--store',
  count: '--count',
  noReduction: '--reduce none',
  forever: '--forever',
  around: '--around',
  full: '--full',
  merge: '--merge',
  label: '--label',
  all: '--json',
}
