import type { Argv } from 'yargs'
import { Exit } from '../failure.ts'

declare const INTERLEAVE_VERSION: string

export function lspBuilder(yargs: Argv): Argv {
  return yargs
    .option('stdio', { type: 'boolean', default: true, describe: 'Speak on standard input and output, as editors ask for' })
    .example('$0 lsp', 'docs/editors.md has the configuration of editors')
}

/** Serves an editor until it ends the server, which is loaded on demand. */
export async function lspCommand(): Promise<number> {
  const { serveLsp } = await import('../../servers/lsp.ts')
  await serveLsp(INTERLEAVE_VERSION)
  return Exit.ok
}
