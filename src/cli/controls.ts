import type { InputControls } from '../base/controls.ts'
import type { Controls } from '../report/controls.ts'

/** The options with which the command line reads a model, as messages name them. */
export const inputOptions: InputControls = {
  constants: '--set',
  threads: '--threads',
  bound: '--bound',
  capacity: '--capacity',
  argv: '--argv',
}

/** The names of the command line's controls that reports suggest. */
export const commandLine: Controls = {
  maxStates: '--max-states',
  maxMemory: '--max-memory',
  timeout: '--timeout',
  store: '--store',
  count: '--count',
  fullSpace: '--reduce none',
  forever: '--forever',
  list: '--json',
  traceToFinal: '`interleave trace --final`',
  showFinding: null,
  drawFinding: null,
  graph: {
    aroundAny: '`--around`',
    around: '`--around FINDING`',
    full: '`--full`',
    merge: (style) => (style === null ? '`--merge`' : `\`--merge ${style}\``),
    fullLabels: '`--label full`',
  },
}

/**
 * Returns the same for a model, with commands that show and draw its findings. `options` are those that the program needs.
 */
export function controlsFor({ name }: { readonly name: string }, options: string): Controls {
  const model = quoted(name) + options
  return {
    ...commandLine,
    showFinding: (kind) => `interleave trace ${model} --finding ${kind}`,
    drawFinding: (kind) => `interleave graph ${model} --highlight ${kind}`,
  }
}

/** Quotes a text as an argument of a command. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`
}
