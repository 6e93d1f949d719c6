import type { Argv } from 'yargs'
import { Exit } from '../failure.ts'

declare const INTERLEAVE_VERSION: string

export function mcpBuilder(yargs: Argv): Argv {
  return yargs.example('$0 mcp', 'docs/mcp.md has the configuration of assistants')
}

/** Serves assistants until standard input is closed. The server is loaded on demand. */
export async function mcpCommand(): Promise<number> {
  const { serveMcp } = await import('../../servers/mcp.ts')
  await serveMcp(INTERLEAVE_VERSION)
  return Exit.ok
}
