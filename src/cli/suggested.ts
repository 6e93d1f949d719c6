import type { ReportCommands } from '../report/check-text.ts'

/** The commands that show more of a model. `options` make the program what it is: ` --set N=3`, or nothing. */
export function commandsAbout(model: string, options: string): ReportCommands {
  return {
    trace: (kind) => `interleave trace ${quoted(model)}${options} --finding ${kind}`,
    draw: (kind) => `interleave graph ${quoted(model)}${options} --highlight ${kind}`,
  }
}

/** A name as an argument of a command. */
export function quoted(name: string): string {
  return /^[\w@%+=:,./-]+$/.test(name) ? name : `'${name.replace(/'/g, "'\\''")}'`
}
